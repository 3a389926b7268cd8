"""What records share: the walk over their fields, strictness, and the written forms of citations."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from macros.facts import records
from macros.facts.base import BROKEN, Path, Prose, Record, Refers, walk
from macros.facts.citation import Citations, written
from macros.facts.records import KINDS, Actor, Block, Quotes, Statement, Topic


class Citing(Record):
    """A record that only cites."""

    cite: Citations
    """The passages."""


LONG = {"source": "one", "exact": "the words"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"one": "the words"}, [("one", ("the words",), ("one",))]),
        ({"one": "the words", "two": "other words"}, [("one", ("the words",), ("one",)), ("two", ("other words",), ("two",))]),
        ({"one": ["the", "words"]}, [("one", ("the", "words"), ("one",))]),
        (LONG, [("one", ("the words",), ("exact",))]),
        ({**LONG, "exact": ["the", "words"], "prefix": "of"}, [("one", ("the", "words"), ("exact",))]),
        ([{"one": "the words"}, LONG], [("one", ("the words",), (0, "one")), ("one", ("the words",), (1, "exact"))]),
        (
            [{"one": "a", "two": "b"}, {"one": "c"}],
            [("one", ("a",), (0, "one")), ("two", ("b",), (0, "two")), ("one", ("c",), (1, "one"))],
        ),
    ],
)
def test_the_forms_of_a_citation(given: object, expected: list[tuple[str, tuple[str, ...], Path]]) -> None:
    cite = Citing.model_validate({"cite": given}).cite
    assert [(each.source, each.exact, each.at) for each in cite] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("the words", [()]), (["the words", "more"], [(0,), (1,)]), (["the words", {"two": "other"}], [(0,), (1, "two")])],
)
def test_a_source_cites_its_own_words(given: object, expected: list[Path]) -> None:
    cite = Citing.model_validate({"cite": given}, context={"source": "own"}).cite
    assert [each.at for each in cite] == expected
    assert cite[0].source == "own"


@pytest.mark.parametrize(
    "given",
    ["the words", "", [], {}, [[]], ["the words"], [["one", "the words"]], {"One": "the words"},
     {"one": ""}, {"one": []}, {"one": [""]},
     {"one": {"exact": "x"}}, {"exact": "the words"}, {"source": "one"}, {**LONG, "note": "x"}, {**LONG, "at": "x"}, None, 3],
)  # fmt: skip
def test_what_is_no_citation(given: object) -> None:
    with pytest.raises(ValidationError):
        Citing.model_validate({"cite": given})


VALUES = {
    "cite": {"a": "x", "b": ["y", "z"]},
    "said_by": {"as": "q", "actor": "w"},
    "list": [{"stated": [{"a": "1", "b": "2"}, {"source": "c", "exact": ["3"]}, "own"]}],
    "words": "text",
}


@pytest.mark.parametrize(
    ("path", "expected", "of_key"),
    [
        (("cite", 0, "source"), ("cite", "a"), True),
        (("cite", 0, "exact", 0), ("cite", "a", 0), False),
        (("cite", 1, "exact", 1), ("cite", "b", 1), False),
        (("cite", 2, "exact"), ("cite",), False),
        (("said_by", 0, "actor"), ("said_by", "actor"), False),
        (("list", 0, "stated", 1, "source"), ("list", 0, "stated", 0, "b"), True),
        (("list", 0, "stated", 2, "source"), ("list", 0, "stated", 1, "source"), False),
        (("list", 0, "stated", 2, "prefx"), ("list", 0, "stated", 1, "prefx"), False),
        (("list", 0, "stated", 3, "exact", 0), ("list", 0, "stated", 2, 0), False),
        (("words", 0), ("words",), False),
        (("words",), ("words",), False),
        (("none", 1, "at", 2), ("none", "at"), False),
    ],
)
def test_where_a_value_is_written(path: Path, expected: Path, of_key: bool) -> None:
    assert written(VALUES, path) == (expected, of_key)


# The walk

STATEMENT = {"id": "one", "text": "See [[two]].", "cite": {"log": "the words"}, "said_by": ["two", {"unnamed": "somebody"}]}


def test_a_walk_yields_what_was_given_in_order_with_its_marks() -> None:
    actor = Actor.model_validate(
        {"id": "me", "name": "Me", "kind": "person", "statements": [STATEMENT, BROKEN], "spellings": ["I"]}
    )
    found = [(path, [type(mark).__name__ for mark in marks if isinstance(mark, Prose | Refers)]) for path, _, marks in walk(actor)]
    assert found == [
        (("id",), []),
        (("name",), []),
        (("kind",), []),
        (("spellings", 0), []),
        (("statements", 0), []),
        (("statements", 0, "id"), []),
        (("statements", 0, "text"), ["Prose"]),
        (("statements", 0, "cite", 0), []),
        (("statements", 0, "cite", 0, "source"), ["Refers"]),
        (("statements", 0, "cite", 0, "exact", 0), []),
        (("statements", 0, "cite", 0, "<at>", 0), []),
        (("statements", 0, "said_by", 0), []),
        (("statements", 0, "said_by", 0, "actor"), ["Refers"]),
        (("statements", 0, "said_by", 1), []),
        (("statements", 0, "said_by", 1, "unnamed"), []),
    ]


def test_a_walk_uses_the_written_names() -> None:
    link = records.Link.model_validate({"actor": "me", "as": "keeper"})
    assert [path for path, _, _ in walk(link, ("said_by", 0))] == [("said_by", 0, "actor"), ("said_by", 0, "as")]


# Strictness


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Statement, {**STATEMENT, "reading": {"rests_on": ["two"]}}),
        (Statement, {"id": "one", "text": "x"}),
        (Statement, {**STATEMENT, "extra": "x"}),
        (Statement, {**STATEMENT, "id": "One"}),
        (Statement, {**STATEMENT, "id": "one--two"}),
        (Statement, {**STATEMENT, "id": "x" * 65}),
        (Statement, {**STATEMENT, "text": "  "}),
        (Statement, {**STATEMENT, "text": ["x"]}),
        (Statement, {**STATEMENT, "said_by": [{"actor": "two", "source": "three"}]}),
        (Statement, {**STATEMENT, "said_by": [{"how": "by letter"}]}),
        (Statement, {**STATEMENT, "said_by": []}),
        (Actor, {"id": "me", "name": "Me", "kind": "ship"}),
        (Actor, {"id": "me", "name": "Me", "kind": "person", "as_": "x"}),
        (Quotes, {"id": "me", "quotes": [{"id": "q", "form": "verbatim"}]}),
        (Block, {"quote": "q", "figure": "f"}),
        (Block, {}),
    ],
)
def test_what_is_no_record(kind: type[Record], values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        kind.model_validate(values)


def test_broken_items_are_let_through_where_a_list_of_records_allows_it() -> None:
    assert Quotes.model_validate({"id": "me", "quotes": [BROKEN]}).quotes == (BROKEN,)
    with pytest.raises(ValidationError):
        Topic.model_validate({"id": "me", "title": "x", "short": "x", "line": BROKEN, "bottom_line": [BROKEN], "sections": BROKEN})


def kinds(kind: type[Record] = Record) -> Iterator[type[Record]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("macros."):
            yield below
        yield from kinds(below)


@pytest.mark.parametrize("kind", sorted(set(kinds()), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_field_has_its_entry_in_the_data_dictionary(kind: type[Record]) -> None:
    assert kind.__doc__
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name} has no text under it"
        assert field.description.endswith(".")


def test_every_folder_has_its_kind() -> None:
    assert set(KINDS) == {"sources", "topics", "actors", "timelines", "quotes", "figures"}
