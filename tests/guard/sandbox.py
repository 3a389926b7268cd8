"""Runs the command `brief` over and over, each time in a process of its own with limits of time and memory.

The command is imported once, then each run is a fork: what a fresh start would take is spent once. Reads one JSON list of arguments
a line from standard input, and answers with a JSON object a line.
"""

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from macros.cli import main

SECONDS = 20
"""Of work: the slowest of the corpus takes five."""
WAIT = 300
"""Seconds by the clock, however busy the machine is: what takes so long waits for what never comes."""
MEMORY = 1_000_000_000
"""Bytes of address space."""


def _child(arguments: list[str], out: int, errors: int) -> None:
    os.dup2(out, 1)
    os.dup2(errors, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        code = main(arguments)
    except SystemExit as end:  # What argparse says of options that there are not.
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    os._exit(code)  # At once: the memory is not worth tidying up. Any other exception ends as it would in the command.


def run(arguments: list[str]) -> dict[str, object]:
    """Run `brief` with arguments; return its exit code (None if it had to be ended), output, errors and seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _child(arguments, out.fileno(), errors.fileno())
        code: int | None = None
        while time.monotonic() - started < WAIT:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
                break
            time.sleep(0.005)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        told = []
        for file in (out, errors):
            file.seek(0)
            told.append(file.read().decode("utf-8", "backslashreplace"))
        return {"code": code, "out": told[0], "errors": told[1], "seconds": time.monotonic() - started}


def serve() -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(Path(os.devnull), os.O_WRONLY), 1)
    gc.freeze()
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
