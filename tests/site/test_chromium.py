"""A machine without a browser is told what to install; the search for one does not trip over itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.site.chromium import ADVICE
from tests.site.conftest import ROOT

OPEN = "from tests.site.chromium import browsing\nwith browsing(): pass"
NOWHERE = "http://127.0.0.1:9"


def test_a_machine_without_a_browser_is_told_what_to_install(tmp_path: Path) -> None:
    settings = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
    settings |= {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PLAYWRIGHT_DOWNLOAD_HOST": NOWHERE}
    done = subprocess.run(
        [sys.executable, "-c", OPEN], cwd=ROOT, env=settings, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == f"RuntimeError: {ADVICE}"
