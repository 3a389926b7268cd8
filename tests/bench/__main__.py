"""`python -m tests.bench`: check a large brief, build its pages with plain MkDocs and Material, and hold the two together.

Each runs once, as a process of its own, one after the other, start-up included. Exit 1 where a bar is missed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import brief, pages
from tests.bench.facts import invent

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "build" / "bench"

SOURCES, CITATIONS = 1_000, 10_000

MAX_RATIO = 0.08
"""The part of the time of plain MkDocs that a check may take."""

MAX_MEMORY = 300
"""MB of memory that a check may use."""


@dataclass(frozen=True)
class Measure:
    """What a process took: seconds by the clock and of the processor, and MB of memory at the most."""

    seconds: float
    processor: float
    memory: float


def main() -> int:
    """Write the brief and its pages, measure both, print the table; return the exit code."""
    shutil.rmtree(TARGET, ignore_errors=True)
    _apart(lambda: brief.write(invent(SOURCES, CITATIONS), TARGET))
    print(f"{SOURCES:,} sources, {CITATIONS:,} citations, {_size('data')} MB of YAML, {_size('seeds')} MB of text", flush=True)
    check = _measure("macros", "check", "-C", str(TARGET))
    _measure("macros", "render", "-C", str(TARGET), "--to", str(TARGET / "rendered"))
    _apart(lambda: print("{:,} pages of {:,} words".format(*pages.write(TARGET / "rendered", TARGET / "plain")), flush=True))
    build = _measure("mkdocs", "build", "--quiet", "--config-file", str(TARGET / "plain" / "mkdocs.yml"))
    return _verdict(check, build)


def _verdict(check: Measure, build: Measure) -> int:
    ratio = check.seconds / build.seconds
    print(f"{'':32}{'seconds':>10}{'processor':>12}{'MB':>8}")
    print(_row("brief check", check))
    print(_row("plain MkDocs with Material", build))
    print(f"{'ratio':32}{ratio:10.3f}{check.processor / build.processor:12.3f}")
    print(f"{'bar':32}{MAX_RATIO:10.3f}{'':12}{MAX_MEMORY:8}")
    return int(ratio > MAX_RATIO or check.memory > MAX_MEMORY)


def _apart(work: Callable[[], None]) -> None:
    """Do some work in a process of its own: a process that starts others lends them the memory that it once used."""
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the brief or its pages could not be written")


def _row(name: str, measure: Measure) -> str:
    return f"{name:32}{measure.seconds:10.2f}{measure.processor:12.2f}{measure.memory:8.0f}"


def _size(folder: str) -> str:
    return f"{sum(path.stat().st_size for path in (TARGET / folder).rglob('*') if path.is_file()) / 1e6:.1f}"


def _measure(*command: str) -> Measure:
    """Run a module as a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return Measure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    raise SystemExit(main())
