"""Work done aside, in a second process, while this one goes on. It sees all that is in memory; nothing of it is copied first."""

import os
import pickle
from collections.abc import Callable
from typing import Any


def begin(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin `work` aside, where there is a core for it, and return what waits for its result.

    The result goes through pickle. Where the second process fails, or there is none, the work is done here, and fails here.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _finish(work, writing)
    os.close(writing)

    def wait() -> Any:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        return pickle.loads(data) if os.waitpid(child, 0)[1] == 0 else work()

    return wait


def _finish(work: Callable[[], Any], writing: int) -> None:
    """Do the work in the second process, write the result, and end it; nothing of the first one is tidied up."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe)
        code = 0
    finally:
        os._exit(code)
