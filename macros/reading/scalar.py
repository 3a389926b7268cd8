"""How a text is written in YAML: without quotation marks, within them, or folded over lines of its own.

Whatever is written here is read back as the same characters.
"""

import re
from collections.abc import Iterator

import yaml
from yaml.resolver import Resolver

from macros.reading.yamlfile import LOADER

_INDICATORS = frozenset(",[]{}?:")
"""Characters that parsers take in different ways between brackets."""

_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
_UNPRINTABLE = re.compile('[\\\\"\x85\u2028\u2029\ufeff]|[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]')

_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = Resolver()
_NUMBER_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")
_SAME = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,9})\.[0-9]{0,4}[1-9]|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Numbers and days that every reader of YAML gives back as they were written, whatever it takes them for."""

_GAP = re.compile(r"(?<![ \t]) (?![ \t])")
"""Where a folded text may go on in the next line."""


def is_plain(words: str, in_flow: bool) -> bool:
    """Tell whether words may stand without quotation marks."""
    if in_flow and not _INDICATORS.isdisjoint(words):
        return False
    try:
        root = yaml.compose(f"[{words}]" if in_flow else f"- {words}", Loader=LOADER)
    except yaml.YAMLError:
        return False
    items = root.value if root is not None else []
    return len(items) == 1 and isinstance(items[0], yaml.ScalarNode) and not items[0].style and items[0].value == words


def is_text_to_all(words: str) -> bool:
    """Tell whether words without quotation marks are the same characters to every reader of YAML, those that know types included.

    `yes`, `12:30`, `3.10` and `null` are not; `2021`, `3.5` and `2021-08-26` are.
    """
    if _SAME.fullmatch(words):
        return True
    return _RESOLVER.resolve(yaml.ScalarNode, words, (True, False)) == _TEXT and not _NUMBER_1_2.fullmatch(words)


def quoted(words: str) -> str:
    """Write words as a double-quoted scalar on one line."""
    return f'"{_UNPRINTABLE.sub(_escaped, words)}"'


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return _ESCAPES.get(match.group()) or (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )


def on_line(words: str, in_flow: bool = False) -> str:
    """Write words on one line: without quotation marks where they may stand so, else within the kind that is easier to read."""
    double = quoted(words)
    is_printable = double.count("\\") == words.count('"') + words.count("\\") * 2
    if words and is_printable and is_plain(words, in_flow) and is_text_to_all(words):
        return words
    return "'" + words.replace("'", "''") + "'" if is_printable and "\\" in double else double


def folded(words: str, width: int) -> list[str] | None:
    """Return words as the lines of a folded scalar (`>-`) without their indentation; None where they cannot be written so."""
    if not words or words != words.strip() or _BREAKS.search(words) or _UNPRINTABLE.search(words.translate({34: None, 92: None})):
        return None
    return list(_lines(_GAP.split(words), width))


def _lines(words: list[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line += f" {word}"
    yield line
