"""`python -m macros`: the same as the command `brief`."""

from macros.cli import run

run()
