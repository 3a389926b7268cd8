"""The seam to MkDocs, in the order of a build.

    on_startup     which command runs
    on_config      read and check the brief; on an error nothing is written, and `serve` keeps what it showed, under a notice;
                   for `build`, write into a folder beside site/
    on_files       the pages that stand in no file
    on_page_markdown   the title of a page, from its record; under a notice, its text as it was
    on_page_context    how to cite a page, and where to edit its record
    on_post_page       the page without the white space of templates
    on_post_build  the exports, then the check of the finished site
    on_shutdown    the new site takes the place of the old one, if all went well

MkDocs keeps this module over the rebuilds of `serve`; all others are imported anew, by name and late, so that an edit shows.
"""

import html
import importlib
import os
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, Literal
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

log = get_plugin_logger("brief")

ROOT = Path(__file__).resolve().parents[1]
"""The folder that holds the package."""

_INDENT = re.compile(r"\n\s+(?=<)|(?<=>)\n\s*\n\s*")
"""White space between elements, which no reader sees; no page has an element that keeps it."""

_AFTER_BLOCK = re.compile(r"(</(?:p|li|t[drh])>)\n")
"""The line's end after a paragraph, a cell, a row or an item, of which a long page has thousands."""

ABOVE_ALL, LAST = 100, -100

EXPORTS = ("data", "previews", "search")
"""The modules of exports/ that need the book alone."""


class _Run:
    """What one run of MkDocs has come to; MkDocs gives its hooks no other place to keep it."""

    command = ""
    builds = 0
    site: Path | None = None
    staged: Path | None = None
    done = False
    book: Any = None
    """The last book of a sound brief."""
    exports: ClassVar[dict[str, ModuleType]] = {}
    """The modules that write exports, as they were imported with the book that is shown: newer ones do not know its classes."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember the command."""
    _Run.command, _Run.builds, _Run.site, _Run.staged, _Run.done = command, 0, None, None, False
    _Run.book, _Run.exports = None, {}


@event_priority(ABOVE_ALL)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the brief, make its book, and turn the build into a folder of its own."""
    _renew_engine()
    config.site_name = config.site_name or "A research brief"
    book, notice = _checked_book(config)
    config.extra["book"], config.extra["notice"] = book, notice
    config.extra["brief"] = _navigation(book)
    config.site_name = html.escape(book.brief.front.title)
    _engine("pages.numbered").in_place(config.markdown_extensions, config.mdx_configs)
    if _Run.command == "build":
        _stage(config)
    return config


@event_priority(ABOVE_ALL)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, out of the navigation."""
    for path, content in config.extra["book"].generated.items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


@event_priority(ABOVE_ALL)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Take the page's title from its record; under a notice, take its text from the book, for the file may be what is broken."""
    found = config.extra["book"].pages.get(page.file.src_uri)
    if found:
        page.meta["title"] = _engine("pages.book").safe_title(found.title)
    if config.extra["notice"]:
        return found.markdown if found else ""
    return markdown


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the template how to cite the page, and where its record is edited."""
    book = config.extra["book"]
    if page.file.src_uri in book.pages:
        words = _Run.exports["bibliography"].citation(book, page.file.src_uri, _build_day(), config.site_url or "")
        context["citation"] = _engine("pages.prose").escape(words)
        context["edit_address"] = book.edit_address_of_page(page.file.src_uri)
    return context


def on_post_page(output: str, **_: Any) -> str:
    """Take the templates' indents and empty lines out of a page."""
    return _AFTER_BLOCK.sub(r"\1", _INDENT.sub("\n", output))


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the exports and check the finished site."""
    book, site = config.extra["book"], Path(config.site_dir)
    for name in EXPORTS:
        _Run.exports[name].write(book, site)
    _Run.exports["bibliography"].write(book, site, _build_day(), config.site_url or "")
    if _Run.command == "build":
        _stop_at_errors(_engine("checks.site").run(site, urlsplit(config.site_url or "/").path))
    _Run.done = True


def on_build_error(**_: Any) -> None:
    """Note that the build failed."""
    _Run.done = False


def on_shutdown() -> None:
    """Put the new site in the place of the old one, or throw it away."""
    if _Run.staged and _Run.site and _Run.staged.is_dir():
        if _Run.done:
            _swap(_Run.staged, _Run.site)
        else:
            shutil.rmtree(_Run.staged)


def _engine(name: str) -> ModuleType:
    return importlib.import_module(f"macros.{name}")


def _renew_engine() -> None:
    """Make the package importable, whether installed or not, and on a rebuild forget what was imported before."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    if _Run.builds:
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]
    _Run.builds += 1


def _checked_book(config: MkDocsConfig) -> tuple[Any, dict[str, Any] | None]:
    """Return the book of the brief, and nothing more where it is sound.

    While serving, a broken brief gives the last sound book and a notice of what is wrong; at the start, when there is none yet, a
    book of what can be read. Raises Abort where there is none to show.
    """
    brief, docs = _engine("brief").load(Path(config.config_file_path).resolve().parent), Path(config.docs_dir)
    findings = _engine("pages.calls").findings(brief, docs)
    serving, book, fault = _Run.command == "serve", None, _told(findings)
    if not fault or (serving and _Run.book is None and brief.whole):
        try:
            book = _engine("pages.book").Book(brief, docs, _edit_root(config), {finding.file for finding in findings})
        except _engine("diagnostics").BriefError as error:
            fault = fault or str(error)
    if book:
        _Run.exports = {name: _engine(f"exports.{name}") for name in (*EXPORTS, "bibliography")}
    if not fault:
        _Run.book = book
        return book, None
    shown = _Run.book or book
    if not serving or shown is None:
        raise Abort(f"{fault}: nothing was published")
    sys.stderr.write(f"{fault}: each page says so\n")  # A logged error would end a strict run.
    return shown, {"fault": fault, "kept": shown is _Run.book, "findings": [_noticed(finding) for finding in findings]}


def _noticed(finding: Any) -> dict[str, str]:
    """Return a finding as the notice shows it."""
    place = f"{finding.file}:{finding.line}:{finding.column}"
    helps = {"expected": finding.expected, "nearest": finding.nearest, "help": finding.fix}
    return {"place": place, "rule": finding.rule, "message": finding.message, **helps}


def _build_day() -> date:
    """Return the date that built pages carry: that of SOURCE_DATE_EPOCH, else today."""
    return date.fromisoformat(get_build_date())


def _edit_root(config: MkDocsConfig) -> str:
    """Return the address below which the brief's files are edited, or nothing: `repo_url` and `edit_uri`, less docs/."""
    if not (config.repo_url and config.edit_uri):
        return ""
    address = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri).rstrip("/") + "/"
    return address.removesuffix(f"{Path(config.docs_dir).name}/")


def _stop_at_errors(findings: list) -> None:
    """Print findings; stop where one is an error."""
    fault = _told(findings)
    if fault:
        raise Abort(f"{fault}: nothing was published")


def _told(findings: list) -> str:
    """Print findings and return how many are errors, in words; nothing, where none is."""
    if findings:
        sys.stderr.write(_engine("reports").text(findings))
    errors = sum(1 for finding in findings if finding.severity == "error")
    return f"{errors} error{'s' if errors > 1 else ''}" if errors else ""


def _navigation(book: Any) -> dict[str, Any]:
    """Return what masthead and drawer show, from the data; it is kept small, for mkdocs-macros prints it."""
    front = book.brief.front

    def listed(paths: Iterable[str]) -> list[dict[str, str]]:
        found = [book.pages[path] for path in paths if path in book.pages]
        return [{"path": page.path, "url": page.url, "short": page.short} for page in found]

    return {
        "title": front.title,
        "question": front.question,
        "licence": front.licence,
        "topics": listed(f"topics/{id_}.md" for id_ in front.topics),
        "apparatus": listed(_engine("pages.places").APPARATUS),
    }


def _stage(config: MkDocsConfig) -> None:
    site = Path(config.site_dir).resolve()  # A link stays what it is: the site changes where it leads.
    if site.exists() and not site.is_dir():
        raise Abort(f"'{site}' is no folder: nothing was published")
    if site.exists() and any(site.iterdir()) and not (site / "data" / "brief.json").is_file():
        raise Abort(f"'{site}' holds something that is no site of a brief: nothing was published")
    _Run.site, _Run.staged = site, site.parent / f".site-{os.getpid()}"
    config.site_dir = str(_Run.staged)


def _swap(staged: Path, site: Path) -> None:
    old = site.parent / f".site-{os.getpid()}-old"
    if site.exists():
        site.rename(old)
    try:
        staged.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        shutil.rmtree(old)
    log.info("The site is in %s", site)
