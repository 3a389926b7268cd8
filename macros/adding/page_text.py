"""A saved web page as text: `python -m macros.adding.page_text` reads the page from its input and writes JSON.

A program of its own, so that a hostile page can take no more than its share of time and memory. Nothing is run and nothing fetched.
"""

import json
import resource
import sys

import trafilatura
from lxml import html
from trafilatura.settings import use_config

from macros.adding.page_words import words

SECONDS = 60
BYTES = 2_000_000_000
"""What reading a page may take; the address space of the libraries alone is some hundred MB."""


def main() -> None:
    """Read a page and write its text, a paragraph a line, what its frame says of it, and all words of it that a reader sees."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    data = sys.stdin.buffer.read()
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")  # A short article is one, too.
    options = {"include_comments": False, "config": config, "with_metadata": True}
    page = trafilatura.bare_extraction(data, date_extraction_params={"original_date": True}, **options)
    told = {}
    if page is not None:
        told = {
            "text": page.text,
            "title": page.title,
            "author": page.author,
            "outlet": page.sitename,
            "date": page.date,
            "url": page.url,
        }
    tree = trafilatura.load_html(data)
    told["language"] = tree.get("lang") if isinstance(tree, html.HtmlElement) else None
    told["visible"], told["head"] = words(tree) if isinstance(tree, html.HtmlElement) else ([], {})
    json.dump(told, sys.stdout)


main()
