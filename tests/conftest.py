"""How the generated tests run: each time the same examples, and however busy the machine is; `make fuzz` looks further."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")
