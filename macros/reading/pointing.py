"""Pointing: from a place in a document to the shortest citation that finds this place and no other.

The way back of the matcher, for those who are told what to cite. Whatever comes out was looked for by the matcher itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from macros.facts.citation import Citation
from macros.reading.document import Document, Range
from macros.reading.fold import INVISIBLE
from macros.reading.passage import Match, ends_before, locate, needle, places, starts_after

CONTEXT = 400
"""Code points before and after a place that a prefix or suffix is taken from."""

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


def visible(words: str) -> str:
    """Return words without the characters that nobody sees."""
    return words.translate(_UNSEEN)


def pointed(document: Document, span: Range) -> Citation | None:
    """Return the shortest citation of the words of a range that finds only this range, if there is one."""
    words = visible(document.read(*span)).strip()
    if not words:
        return None
    plain = Citation(source=document.source, exact=(words,))
    if is_at(document, plain, (span,)):
        return plain
    longer = [each for each in contexts(document, plain, (span,)) if each is not None]
    return min(longer, key=lambda each: len(each.prefix) + len(each.suffix), default=None)


def contexts(document: Document, citation: Citation, spans: tuple[Range, ...]) -> Iterator[Citation | None]:
    """Yield the citation with its shortest prefix, and with its shortest suffix, that finds only this place."""
    begin, end = max(0, spans[0][0] - CONTEXT), min(len(document.text), spans[-1][1] + CONTEXT)
    before = visible(document.read(begin, spans[0][0])).split()[1 if begin else 0 :]
    after = visible(document.read(spans[-1][1], end)).split()[: -1 if end < len(document.text) else None]
    prefixes = (" ".join(before[-count:]) for count in range(1, len(before) + 1))
    suffixes = (" ".join(after[:count]) for count in range(1, len(after) + 1))
    rivals = [_folded(document, each) for each in places(document, citation)]
    for name, tried in (("prefix", prefixes), ("suffix", suffixes)):
        longer = (citation.model_copy(update={name: words}) for words in _telling(document, name, tried, rivals))
        yield next((each for each in longer if is_at(document, each, spans)), None)


def _folded(document: Document, spans: tuple[Range, ...]) -> Range:
    return document.folded_position(spans[0][0]), document.folded_position(spans[-1][1] - 1) + 1


def _telling(document: Document, name: str, tried: Iterable[str], rivals: Sequence[Range]) -> Iterator[str]:
    """Yield those of the words, each longer than the ones before it, beside which the citation has one place at the most."""
    text = document.folded.text
    for words in tried:
        sought = needle(document, words)
        if name == "prefix":
            rivals = [place for place in rivals if ends_before(text, place[0], sought)]
        else:
            rivals = [place for place in rivals if starts_after(text, place[1], sought)]
        if len(rivals) < 2 and any(map(str.isalnum, words)):
            yield words


def is_at(document: Document, citation: Citation, spans: tuple[Range, ...]) -> bool:
    """Tell whether a citation finds these ranges and no others."""
    found = locate(document, citation)
    return isinstance(found, Match) and found.spans == spans
