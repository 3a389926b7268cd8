"""A citation as it is written: its values in the shortest form, and its text in the one form, ready to paste."""

from collections.abc import Iterator
from typing import Any

from macros.facts.citation import Citation
from macros.reading.canonical import WIDTH
from macros.reading.scalar import folded, on_line


def as_values(citation: Citation) -> dict[str, Any]:
    """Return a citation in the short form, or the long one where it has a prefix or suffix."""
    words = citation.exact[0] if len(citation.exact) == 1 else list(citation.exact)
    if not (citation.prefix or citation.suffix):
        return {citation.source: words}
    more = {name: getattr(citation, name) for name in ("prefix", "suffix") if getattr(citation, name)}
    return {"source": citation.source, "exact": words, **more}


def as_text(citation: Citation, indent: int) -> str:
    """Write a citation on lines of its own, `indent` columns in, as it stands below `cite:`."""
    lines = [line for key, words in as_values(citation).items() for line in _entry(key, words, WIDTH - indent)]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)


def _entry(head: str, words: str | list[str], width: int) -> Iterator[str]:
    if isinstance(words, list):
        yield f"{head}:"
        for piece in words:
            yield from (f"  {line}" for line in _scalar("-", piece, width - 2))
    else:
        yield from _scalar(f"{head}:", words, width)


def _scalar(head: str, words: str, width: int) -> Iterator[str]:
    plain = on_line(words)
    lines = None if plain == words and len(head) + 1 + len(words) <= width else folded(words, width - 2)
    if lines and any(map(str.isspace, words)):
        yield f"{head} >-"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{head} {plain}"
