"""A PDF as text: `python -m macros.adding.pdf_text` reads the file from its input and writes JSON.

A program of its own, so that a hostile file can take no more than its share of time and memory.
"""

import io
import json
import resource
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError

SECONDS = 60
BYTES = 2_000_000_000
"""What reading a file may take."""

MAX_PAGES = 2_000
"""Pages that are read; a longer document is divided into parts."""


def main() -> None:
    """Read a PDF and write its text, page by page, and what its properties say of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        json.dump(_told(PdfReader(io.BytesIO(sys.stdin.buffer.read()))), sys.stdout)
    except PyPdfError as error:
        json.dump({"error": str(error)}, sys.stdout)


def _told(reader: PdfReader) -> dict[str, object]:
    if reader.is_encrypted:
        return {"error": "it is locked with a password: save it without one"}
    if len(reader.pages) > MAX_PAGES:
        return {"error": f"it has more than {MAX_PAGES} pages: divide it"}
    given = reader.metadata
    pages = [page.extract_text() for page in reader.pages]
    return {"pages": pages, "title": given and given.title, "author": given and given.author}


main()
