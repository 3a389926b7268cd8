"""`brief build`: the site, whole or not at all. The checks run inside, by the hooks."""

import argparse
import subprocess
import sys
from pathlib import Path

from macros.commands.options import command, root
from macros.diagnostics import BriefError


def add(commands) -> None:
    """Add the command to the command line."""
    parser = command(commands, "build", _run, "check, then write the site with MkDocs, whole or not at all")
    parser.add_argument("--site-dir", metavar="DIR", type=Path, help="where to write it (default: site_dir of mkdocs.yml)")


def _run(options: argparse.Namespace) -> int:
    config = root(options) / "mkdocs.yml"
    if not config.is_file():
        raise BriefError(f"there is no '{config}'")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    if options.site_dir:
        mkdocs += ["--site-dir", str(options.site_dir.resolve())]
    return int(subprocess.run(mkdocs, check=False).returncode != 0)
