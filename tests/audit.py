"""Grade the built site by Lighthouse, weigh it over the wire, and write the figures into tests/AUDIT.md: `python -m tests.audit`.

Lighthouse grades a page on a slowed phone. Its grade of the speed depends on what else the machine does, so the best of a few runs
counts; all else is the same in every run.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.site.chromium import FLAGS, browsing, require
from tests.site.conftest import ROOT, run
from tests.site.server import serving
from tests.site.weight import FIRST, FONTS, NEXT, scale

TARGET = ROOT / "tests" / "AUDIT.md"
LIGHTHOUSE = ROOT / "tests" / "node" / "node_modules" / "lighthouse"
BARS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 4
FEATURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


@dataclass(frozen=True)
class Grades:
    """What Lighthouse says of one page."""

    page: str
    scores: dict[str, int]
    times: tuple[str, ...]

    @property
    def misses(self) -> list[str]:
        """The bars that the page does not reach."""
        return [f"{self.page}: {name} {self.scores[name]}, wanted {bar}" for name, bar in BARS.items() if self.scores[name] < bar]


def main() -> int:
    """Build, grade and weigh; write the figures; return 1 where a bar is missed."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        done = run("macros", "build", "--site-dir", str(site))
        if done.code:
            raise SystemExit(done.out)
        pages = chosen(site)
        with serving(site) as address:
            with browsing() as browser:
                chromium = browser.version
                lines, misses = weights(browser, address, pages)
            graded = [grade(address, page, Path(folder)) for page in pages]
    misses += [miss for grades in graded for miss in grades.misses]
    report = written(graded, lines, misses, chromium)
    TARGET.write_text(report, encoding="utf-8")
    print(report)
    return 1 if misses else 0


def chosen(site: Path) -> list[str]:
    """The home page, the heaviest topic, the timeline, the heaviest actor and the heaviest source."""

    def heaviest(kind: str) -> str:
        found = max(site.glob(f"{kind}/*/index.html"), key=lambda path: path.stat().st_size)
        return f"{found.parent.relative_to(site).as_posix()}/"

    return ["", heaviest("topics"), "timeline/", heaviest("actors"), heaviest("sources")]


def grade(address: str, page: str, folder: Path) -> Grades:
    """Let Lighthouse grade a page until it reaches the bars, `RUNS` times at the most, and return the best."""
    best = None
    for _ in range(RUNS):
        found = _once(address, page, folder)
        best = found if best is None or found.scores["performance"] > best.scores["performance"] else best
        if not best.misses:
            break
    return best


def _once(address: str, page: str, folder: Path) -> Grades:
    out = folder / "lighthouse.json"
    flags = " ".join(("--headless=new", *FLAGS))
    options = ["--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={flags}", f"--only-categories={','.join(BARS)}"]
    settings = {**os.environ, "CHROME_PATH": require(), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["node", str(LIGHTHOUSE / "cli" / "index.js"), address + page, *options], check=True, env=settings, timeout=300)
    report = json.loads(out.read_text(encoding="utf-8"))
    scores = {name: round(100 * report["categories"][name]["score"]) for name in BARS}
    return Grades(page or "home", scores, tuple(report["audits"][name]["displayValue"].replace("\xa0", " ") for name in FEATURES))


def weights(browser: Browser, address: str, pages: list[str]) -> tuple[list[str], list[str]]:
    """Weigh each page as a first one and as the next after the home page; return the rows of the table, and what misses a bar."""
    rows, misses = [], []
    for page in pages:
        with scale(browser) as scales:
            brought = scales.weigh(address + page)
        with scale(browser) as scales:
            scales.weigh(address)
            added = 0 if not page else sum(one.bytes for one in scales.weigh(address + page))
        whole, fonts = sum(one.bytes for one in brought), sum(one.bytes for one in brought if one.font)
        others = [one.url for one in brought if not one.url.startswith(address)]
        figures = (f"{whole / 1024:.1f}", f"{fonts / 1024:.1f}", f"{added / 1024:.1f}", f"{len(brought)}", f"{len(others)}")
        rows.append(f"| {page or 'home'} | {' | '.join(figures)} |")
        for name, found, bar in (
            ("bytes", whole, FIRST),
            ("bytes of fonts", fonts, FONTS),
            ("bytes as the next page", added, NEXT),
        ):
            if found > bar:
                misses.append(f"{page or 'home'}: {found} {name}, at most {bar}")
        misses += [f"{page or 'home'} asks {url}" for url in others]
    return rows, misses


def written(graded: list[Grades], rows: list[str], misses: list[str], chromium: str) -> str:
    """Return the figures as a page of Markdown."""
    version = json.loads((LIGHTHOUSE / "package.json").read_text(encoding="utf-8"))["version"]
    grades = "\n".join(
        f"| {one.page} | {' | '.join(str(one.scores[name]) for name in BARS)} | {' | '.join(one.times)} |" for one in graded
    )
    below = "\n".join(f"- {miss}" for miss in misses) or "None."
    return f"""# What the pages weigh, and how they are graded

Written by `make audit` on {datetime.now(UTC):%Y-%m-%d}: Lighthouse {version}, its preset for phones, and Chromium {chromium},
on the site served on one machine with gzip. The grade of the speed is the best of at most {RUNS} runs.

| Page | Performance | Accessibility | Best practices | SEO | First paint | Largest | Blocked | Shift |
|---|---|---|---|---|---|---|---|---|
{grades}

Wanted: performance {BARS["performance"]}, all else 100.

| Page | kB, first visit | of it fonts | kB, after the home page | Requests | To other hosts |
|---|---|---|---|---|---|
{chr(10).join(rows)}

Wanted: at most {FIRST // 1024} kB the first time, {FONTS // 1024} of it fonts; {NEXT // 1024} for the next page; no other host.
1 kB is 1,024 bytes over the wire, headers included.

## Below the bar

{below}
"""


if __name__ == "__main__":
    sys.exit(main())
