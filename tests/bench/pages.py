"""The pages of a brief as plain Markdown for plain MkDocs with Material, without this project.

They are the pages of `brief render` without their markup: the same pages, words, links and footnotes, in fewer and cheaper elements
than the brief's own. Only the home page stands in the navigation, for with all pages in it MkDocs takes many times as long.
"""

import re
from pathlib import Path

CONFIG = """site_name: The logs
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [footnotes, attr_list]
nav: [{Home: index.md}]
validation: {nav: {omitted_files: ignore}}
"""

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def write(rendered: Path, root: Path) -> tuple[int, int]:
    """Write mkdocs.yml and docs/ into the folder `root`, from the pages of `brief render`; return how many pages and words."""
    pages = words = 0
    for page in sorted(rendered.rglob("*.md")):
        text = plain(page.read_text(encoding="utf-8"))
        file = root / "docs" / page.relative_to(rendered)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        pages, words = pages + 1, words + len(text.split())
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return pages, words


def plain(text: str) -> str:
    """Return a page without front matter and markup."""
    return _GAP.sub("\n\n", _MARKUP.sub("", _FRONT.sub("", text)))
