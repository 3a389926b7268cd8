"""Changes in the text of YAML: the new value is there, and every other character is where it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.reading.scalar import quoted
from macros.reading.yamledit import Layout, add_key, applied, ordered, rewrite, split_entry


def changed(text: str, edits) -> str:
    return applied(text, edits)


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("a: one two # c\n", "one three", "a: one three # c\n"),
        ("a:  one\n   two\nb: x", "one too two", "a:  one too\n   two\nb: x"),
        ("a: 'it''s  one'\n", "it's two's", "a: 'it''s  two''s'\n"),
        ('a: "one\\ttwo"\n', "one two", 'a: "one two"\n'),
        ('a: "o\\u006ee two"\n', 'one "2"', 'a: "o\\u006ee \\"2\\""\n'),
        ("a: >-\n  one\n\n  two  three\nb: x\n", "one four", "a: >-\n  one\n\n  four\nb: x\n"),
        ("a: |\n  one\n  two\n", "zero one two", "a: |\n  zero one\n  two\n"),
        ("a: one two\n", "one: two", 'a: "one: two"\n'),
        ("a: one\n  two\n", "one #\nthree", 'a: "one\n  # three"\n'),
        ("a: [one, x]\n", "one, two", None),
        ("a: one two three\n", "#", 'a: "#"\n'),
    ],
)
def test_words_change_and_their_form_stays(text: str, words: str, wanted: str | None) -> None:
    path = ("a",) if wanted else ("a", 0)
    found = changed(text, rewrite(Layout(text), path, words))
    assert found == (wanted or 'a: ["one, two", x]\n')
    value = yaml.safe_load(found)["a"]
    assert (value if wanted else value[0]).split() == words.split()


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(str.strip), st.sampled_from(["x y", "'x y'", '"x y"'])
)
def test_any_words_can_be_written(words: str, old: str) -> None:
    for text, path in ((f"a: {old}\nb: z\n", ("a",)), (f"a: [{old}, q]\n", ("a", 0)), ("a: >-\n  x y\n", ("a",))):
        found = changed(text, rewrite(Layout(text), path, words))
        value = yaml.load(found, Loader=yaml.BaseLoader)["a"]
        assert (value[0] if path[1:] else value).strip() == words


def test_quoted_is_read_as_it_was() -> None:
    for words in ('a "b" \\c', "a: #b", "'"):
        assert yaml.safe_load(quoted(words)) == words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: {x: one}\n", 'a: {x: one, k: "w"}\n'),
        ("a:\n  x: one # c\n  y: z\n", 'a:\n  x: one # c\n  k: "w"\n  y: z\n'),
        ("a:\n  x: >-\n    one\n\n# c", 'a:\n  x: >-\n    one\n  k: "w"\n\n# c'),
        ("a:\r\n  x: one", 'a:\r\n  x: one\r\n  k: "w"'),
    ],
)
def test_a_key_is_added(text: str, wanted: str) -> None:
    assert changed(text, add_key(Layout(text), ("a", "x"), "k", "w")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: {x: one}\n", 'a: {s: x, e: one, k: "w"}\n'),
        ("a: {x: one, y: z}\n", 'a: [{s: x, e: one, k: "w"}, {y: z}]\n'),
        ("a:\n  x: one\n  y: >-\n    z\n", 'a:\n  - s: x\n    e: one\n    k: "w"\n  - y: >-\n      z\n'),
    ],
)
def test_an_entry_is_split(text: str, wanted: str) -> None:
    found = changed(text, split_entry(Layout(text), ("a", "x"), ("s", "e"), "k", "w"))
    assert found == wanted
    value = yaml.safe_load(found)["a"]
    assert (value[0] if isinstance(value, list) else value) == {"s": "x", "e": "one", "k": "w"}


@given(st.permutations(["a", "b", "c", "d"]), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_keys_in_any_order_come_into_one(keys: list[str], in_list: bool, newline: str, is_ended: bool) -> None:
    values = {"a": "1 # one", "b": ">-\n    two\n\n    # no comment", "c": "[x,\n    y]", "d": "\n    - z\n    # deep"}
    lines = [f"  # of {key}\n  {key}: {values[key]}\n" for key in keys]
    text = "top:\n" + "".join(lines)
    if in_list:
        first = lines[0].replace(f"  {keys[0]}:", f"- {keys[0]}:", 1).removeprefix(f"  # of {keys[0]}\n")
        text = "top:\n" + first + "".join(lines[1:])
    text = (text if is_ended else text.removesuffix("\n")).replace("\n", newline)
    path = ("top", 0) if in_list else ("top",)
    found, count = ordered(Layout(text), [(path, "abcd")])
    assert count == (keys != sorted(keys))
    assert yaml.safe_load(found) == yaml.safe_load(text)
    value = yaml.safe_load(found)["top"]
    assert list(value[0] if in_list else value) == sorted(keys)
    assert sorted(line.strip(" -\r") for line in found.split("\n")) == sorted(line.strip(" -\r") for line in text.split("\n"))
    for key in keys[1:]:
        assert f"# of {key}{newline}" in found
    assert ordered(Layout(found), [(path, "abcd")]) == (found, 0)
