"""The words of a document that are most like given ones: for messages and searches only, never to decide what is found."""

import re
from collections.abc import Iterator
from difflib import Match as Block
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from macros.reading.document import Document, Range

SLACK = 80
"""Code points on either side of the likeliest place in which its first and last word are looked for."""

LONGEST = 300
"""Words that are compared one by one; the time for that grows with their square, and with how often they recur."""

FAR = 3
"""Words that may lie between two runs of equal words over and above those between them in the given words."""

MARKS = ".,;:!?()[]\"'“”‘’-"
"""Punctuation that may stand around a word and is no part of it."""

_WORD = re.compile(r"\S+")


def nearest(document: Document, words: str, cutoff: float = 60) -> Iterator[Range]:
    """Yield the seed's range that is most like the folded `words`, from word to word, if any is: `cutoff` of 100 is the same."""
    text = document.folded.text
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=cutoff) if words.strip() and text else None
    if found and found.dest_start < found.dest_end:
        yield document.seed_range(*_aligned(text, words, found.dest_start, found.dest_end))


def _aligned(text: str, words: str, start: int, end: int) -> Range:
    """Return the range near `start` and `end` that begins and ends with the words with which the given ones do."""
    around = [match for match in _WORD.finditer(text, max(0, start - SLACK), end + SLACK) if _is_whole(text, match)]
    given = _WORD.findall(words)
    blocks = _blocks(given, around) if len(given) <= LONGEST else []
    if sum(block.size for block in blocks) * 2 < len(given):
        inside = [match for match in around if match.end() > start and match.start() < end]
        return (inside[0].start(), inside[-1].end()) if inside else (start, end)
    first = around[max(0, blocks[0].b - blocks[0].a)]
    last = around[min(len(around), blocks[-1].b + len(given) - blocks[-1].a) - 1]
    return _bare(first, last, given)


def _blocks(given: list[str], around: list[re.Match[str]]) -> list[Block]:
    """Return the runs of words that are the same in both, those left out that stand far off."""
    matcher = SequenceMatcher(None, [_key(word) for word in given], [_key(match[0]) for match in around], autojunk=False)
    return _close(matcher.get_matching_blocks()[:-1])


def _bare(first: re.Match[str], last: re.Match[str], given: list[str]) -> Range:
    """Return the range of two words without the marks around them, where the given words have none there."""
    start = first.start() + (0 if given[0][0] in MARKS else len(first[0]) - len(first[0].lstrip(MARKS)))
    end = last.end() - (0 if given[-1][-1] in MARKS else len(last[0]) - len(last[0].rstrip(MARKS)))
    return (start, end) if start < end else (first.start(), last.end())


def _is_whole(text: str, word: re.Match[str]) -> bool:
    """Tell whether a word is not cut by the ends of what was looked at."""
    return not (text[max(0, word.start() - 1) : word.start()].strip() or text[word.end() : word.end() + 1].strip())


def _key(word: str) -> str:
    return word.strip(MARKS).lower() or word


def _close(blocks: list[Block]) -> list[Block]:
    """Leave out runs of equal words at either end that stand too far off to belong to the rest."""
    while len(blocks) > 1 and _gap(blocks[0], blocks[1]) > FAR:
        blocks = blocks[1:]
    while len(blocks) > 1 and _gap(blocks[-2], blocks[-1]) > FAR:
        blocks = blocks[:-1]
    return blocks


def _gap(one: Block, other: Block) -> int:
    return (other.b - one.b) - (other.a - one.a)
