from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.reading.yamlfile import MAX_BYTES, MAX_DEPTH, Mark, YamlFile, _Builder, parse_yaml, read_yaml
from tests.unit.texts import ROOT


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str | bytes) -> YamlFile:
        path = tmp_path / "a.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_yaml(path, "data/a.yml")

    return read


def found(file: YamlFile) -> list[tuple[str, int, int]]:
    return [(finding.rule, finding.line, finding.column) for finding in file.findings]


PLACES = """\
# a comment
title: The light
quoted: "a: b"
empty:
folded: >-

  first line
  second line
kept: |+
    indented
list:
  - one
  - key: value
    deep: [x, {y: z}]
"ключ": [é, 😀, last]
"""


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("title",), "The light", (2, 8)),
        (("quoted",), "a: b", (3, 9)),
        (("empty",), "", (4, 7)),
        (("folded",), "\nfirst line second line", (7, 3)),
        (("kept",), "indented\n", (10, 5)),
        (("list",), None, (12, 3)),
        (("list", 0), "one", (12, 5)),
        (("list", 1), None, (13, 5)),
        (("list", 1, "key"), "value", (13, 10)),
        (("list", 1, "deep", 0), "x", (14, 12)),
        (("list", 1, "deep", 1, "y"), "z", (14, 19)),
        (("ключ", 0), "é", (15, 10)),
        (("ключ", 1), "😀", (15, 13)),
        (("ключ", 2), "last", (15, 16)),
    ],
)
def test_places(read, path: tuple[str | int, ...], value: str | None, place: tuple[int, int]) -> None:
    file = read(PLACES)
    held = file.value
    for part in path:
        held = held[part]
    assert value is None or held == value
    assert file.place(path) == Mark(*place)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (2, 1)),
        (("list", 1, "key"), (13, 5)),
        (("list", 1, "deep", 1, "y"), (14, 16)),
        (("ключ",), (15, 1)),
        (("list", 1, "missing"), (13, 5)),
        (("nothing", "at", "all"), (2, 1)),
    ],
)
def test_places_of_keys_and_of_what_is_not_there(read, path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert read(PLACES).place(path, of_key=True) == Mark(*place)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one(read, end: str) -> None:
    file = read(end.join(["a: 1", "b: |", "", "  text", "c:", "  - 2", ""]))
    assert file.findings == []
    assert [file.place(path) for path in (("a",), ("b",), ("c", 0))] == [Mark(1, 4), Mark(4, 3), Mark(6, 5)]


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_takes_for_a_line_end_moves_no_place(read, odd: str) -> None:
    file = read(f'a: "x{odd}y"\nb: 2\n')
    assert file.findings == []
    assert file.place(("b",)) == Mark(2, 4)


@pytest.mark.parametrize(
    "written", ["yes", "no", "on", "null", "~", "1", "0x1f", "1_000", "1.5e3", "2021-08-26", "12:30", "=", "<<", ".inf"]
)
def test_every_scalar_stays_text(read, written: str) -> None:
    file = read(f"a: {written}\n")
    assert (file.value, file.findings) == ({"a": written}, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("file-empty", 1, 1)]),
        ("# nothing\n\n", [("file-empty", 1, 1)]),
        ("---\n", []),
        ("\ufeffa: 1\n", []),
        ("a: 1\na: 2\n", [("duplicate-key", 2, 1)]),
        ("a:\n  b: 1\n  c: {d: 1, d: 2}\n", [("duplicate-key", 3, 13)]),
        ("a: {x: 1}\nb: 2\na: {x: 3, y: 4}\n", [("duplicate-key", 3, 1)]),
        ("a: 1\nb:\n\t- 2\n", [("tab", 3, 1)]),
        ("a:\n  - b: 1\n\tc: 2\n", [("tab", 3, 1)]),
        ("a: 1\n---\nb: 2\n", [("more-than-one-document", 2, 1)]),
        ("a: 1\n...\nb: 2\n", [("yaml-syntax", 3, 1)]),
        ("a: &x 1\nb: 2\n", [("yaml-alias", 1, 4)]),
        ("a: *x\n", [("yaml-alias", 1, 4)]),
        ("a: &x {b: 1}\n<<: *x\n", [("yaml-alias", 1, 4)]),
        ("a: !!int 3\n", [("yaml-tag", 1, 4)]),
        ("a: !env HOME\n", [("yaml-tag", 1, 4)]),
        ("b: 1\na: !!python/object/apply:os.system [ls]\n", [("yaml-tag", 2, 4)]),
        ("? [a]\n: b\n", [("yaml-syntax", 1, 3)]),
        ("{a: 1}: b\n", [("yaml-syntax", 1, 1)]),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a: [b\nc: d\n", [("yaml-syntax", 2, 2)]),
        ('a: "b\n', [("yaml-syntax", 1, 4)]),
        ("a: 'b\n...\n", [("yaml-syntax", 1, 4)]),
        ('a: "b\nc: d\n\ne: "f"\n', [("yaml-syntax", 1, 4)]),
        ("- a: 'b\n  c: {d: it's}\n", [("yaml-syntax", 1, 6)]),
        ('a: {b: "c, d: [x\n  - e: "f"\n', [("yaml-syntax", 1, 8)]),
        ('a: "b\n  c" d\n', [("yaml-syntax", 2, 6)]),
        ('a: "b" c\n', [("yaml-syntax", 1, 8)]),
        ("a: *\n", [("yaml-syntax", 1, 5)]),
        ("a: é\x01\n", [("yaml-syntax", 1, 5)]),
        ("é: 1\nb: 😀 \x00\n", [("yaml-syntax", 2, 6)]),
        ("a: \x7f\n", [("yaml-syntax", 1, 4)]),
        ("a: \uffff\n", [("yaml-syntax", 1, 4)]),
        ('a: "\\ud800"\n', [("yaml-syntax", 1, 7)]),
        ("%YAML 9.9\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
        (b"a: 1\nb: caf\xe9\n", [("bad-encoding", 2, 7)]),
        ("a: \xe9\n".encode() + b"b: \xc3\xa9\xff\n", [("bad-encoding", 2, 5)]),
        (b"\xef\xbb\xbfa: 1\nb: caf\xe9\n", [("bad-encoding", 2, 7)]),
        (b"\xef\xbb\xbf\n\xbb", [("bad-encoding", 2, 1)]),
        ("a: 1\n".encode("utf-16"), [("bad-encoding", 1, 1)]),
        ("a: " + "[" * 50 + "]" * 50, [("nested-too-deep", 1, 43)]),
        ("a: " + "{b: " * 50 + "}" * 50, [("nested-too-deep", 1, 157)]),
        ("- " * 100_000, [("nested-too-deep", 1, 81)]),
    ],
    ids=lambda given: ascii(given)[:40],
)
def test_findings(read, text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    file = read(text)
    assert found(file) == expected
    assert (file.value is None) == any(rule != "duplicate-key" for rule, _, _ in expected)


def test_a_key_that_stands_twice_keeps_its_first_value(read) -> None:
    file = read("a: {x: 1}\nb: 2\na: {x: 3, y: 4}\n")
    assert file.value == {"a": {"x": "1"}, "b": "2"}
    assert file.place(("a", "x")) == Mark(1, 8)


def test_a_billion_laughs_are_refused(read) -> None:
    text = 'a: &a ["lol"]\n' + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(9)
    )
    assert found(read(text)) == [("yaml-alias", 1, 4)]


def test_what_is_no_readable_file(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "link.yml").symlink_to("/dev/zero")
    with (tmp_path / "large.yml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for name, rule in (
        ("folder", "file-unreadable"),
        ("link", "file-unreadable"),
        ("none", "file-unreadable"),
        ("large", "file-too-large"),
    ):
        assert found(read_yaml(tmp_path / f"{name}.yml", "data/a.yml")) == [(rule, 1, 1)]


YAMLISH = st.text(st.sampled_from([*"ab:-[]{}>|&*!%#'\"\\?, \n\t", "\u2028", "\x85", "é", "😀", "\0", "\r"]), max_size=40)


@given(st.one_of(YAMLISH.map(str.encode), st.binary(max_size=60)))
def test_no_text_breaks_the_reader(tmp_path_factory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_bytes(data)
    file = read_yaml(path, "any.yml")
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mark in [*file.keys.values(), *file.values.values(), *(Mark(each.line, each.column) for each in file.findings)]:
        assert 1 <= mark.line <= len(lines)
        assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1
    assert (file.value is None) <= bool(file.findings)


VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, st.booleans())
def test_what_yaml_writes_is_read_back_with_its_places(tmp_path_factory, value, flow: bool) -> None:
    path = tmp_path_factory.getbasetemp() / "back.yml"
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, width=1000)
    path.write_text(text, encoding="utf-8", newline="")
    file = read_yaml(path, "back.yml")
    assert (file.value, file.findings) == (value, [])
    lines = text.split("\n")
    for place, mark in file.values.items():
        held = value
        for part in place:
            held = held[part]
        if isinstance(held, str) and held.isalnum() and held.isascii():
            assert lines[mark.line - 1][mark.column - 1 :].lstrip("'\"").startswith(held)


PIECES = [
    "a",
    "b: ",
    "- ",
    ": ",
    "\n",
    "  ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&x ",
    "*x",
    "!!str ",
    "! ",
    "---\n",
    "...",
    "# ",
    "|\n ",
    ">-\n  ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_both_ways_of_reading_a_file_agree(pieces: list[str]) -> None:
    agree("".join(pieces))


def test_both_ways_of_reading_agree_on_the_real_data_and_on_deep_values() -> None:
    for path in sorted((ROOT / "data").rglob("*.yml")):
        agree(path.read_text(encoding="utf-8"))
    for depth in (MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1):
        agree("[" * depth + "]" * depth)
        agree("[" * depth + "a" + "]" * depth)


def agree(text: str) -> None:
    """Hold what the swift reading gives, and what it leaves to the careful one, to the careful one alone."""
    swift = parse_yaml(text.encode(), "a.yml")
    careful = _Builder(YamlFile("a.yml", text=swift.text)).built()
    assert (swift.value, swift.findings) == (careful.value, careful.findings)
    assert swift.value is None or (swift.keys, swift.values) == (careful.marks.keys, careful.marks.values)
