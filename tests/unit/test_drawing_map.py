"""Relation maps: nothing overlaps, lines go from box to box and through no other, and the same links give the same drawing."""

import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.facts.records import Topic
from macros.pages.drawing_map import Drawing, Link, Sheet, draw, spread
from macros.pages.lettering import letter
from macros.pages.views_actor import Tie, tie
from macros.pages.views_map import CROWDED, LARGE, MAIN, NARROW, WIDE, RelationMap, overview, relation_map
from tests.unit.texts import ROOT, brief

SHEETS = {"narrow": NARROW, "wide": WIDE, "crowded": CROWDED, "large": LARGE}
LETTER = 10
"""Half of the side of the square that a letter keeps."""

Rectangle = tuple[float, float, float, float]


def rectangles(drawing: Drawing) -> dict[str, Rectangle]:
    boxes = {f"box {box.id}": (box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes}
    letters = {f"letter {n.id}": (n.x - LETTER, n.y - LETTER, n.x + LETTER, n.y + LETTER) for n in drawing.lines}
    return boxes | letters


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(rectangles(drawing).items(), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def points(way: str) -> Iterator[tuple[float, float]]:
    """Yield many points of an SVG path of absolute M, H and C, and relative c."""
    x = y = 0.0
    for command, numbers in re.findall(r"([MHCc])([^MHCc]*)", way):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "H":
            yield from ((x + (values[0] - x) * step / 20, y) for step in range(21))
            x = values[0]
        else:
            moved = [x, y] * 3 if command == "c" else [0, 0] * 3
            ax, ay, bx, by, cx, cy = (value + by for value, by in zip(values, moved, strict=True))
            for t in (step / 20 for step in range(21)):
                u = 1 - t
                yield (
                    u**3 * x + 3 * u * u * t * ax + 3 * u * t * t * bx + t**3 * cx,
                    u**3 * y + 3 * u * u * t * ay + 3 * u * t * t * by + t**3 * cy,
                )
            x, y = cx, cy


def check(drawing: Drawing, links: list[Link]) -> None:
    assert overlaps(drawing) == []
    boxes = {box.id: box for box in drawing.boxes}
    assert set(boxes) == {actor for link in links for actor in (link.subject, link.object)}
    for x1, y1, x2, y2 in rectangles(drawing).values():
        assert 0 <= x1 < x2 <= drawing.width
        assert 0 <= y1 < y2 <= drawing.height
    for link, line in zip(links, drawing.lines, strict=True):
        assert line.id == link.id
        way = list(points(line.way))
        for (x, y), actor in ((way[0], link.subject), (way[-1], link.object)):
            box = boxes[actor]
            assert box.x <= x <= box.x + box.width, f"line {link.id} does not meet {actor}"
            assert box.y < y < box.y + box.height, f"line {link.id} does not meet {actor}"
        assert (line.x, line.y) in {(round(x), round(y)) for x, y in way}, f"the letter {link.id} stands beside its line"
        for actor, box in boxes.items():
            inside = [(x, y) for x, y in way if box.x < x < box.x + box.width and box.y < y < box.y + box.height]
            assert not inside or actor == link.subject, f"line {link.id} crosses {actor}"


# The real relations


@cache
def maps() -> dict[str, RelationMap]:
    """Return every map of the site."""
    whole = overview(brief())
    assert whole
    assert whole.whole
    found = {"main": whole.main, "all": whole.whole}
    for actor in brief().records("actor"):
        ids = [one.id for one in brief().all("relation") if actor.id in (one.owner, one.record.object)]
        found[actor.id] = relation_map(brief(), ids, actor.id)
    for topic in brief().records("topic"):
        assert isinstance(topic, Topic)
        for number, block in enumerate(block for section in topic.sections for block in section.paragraphs):
            if block.relations:
                found[f"{topic.id} {number}"] = relation_map(brief(), block.relations)
    return found


def test_every_map_of_the_site_is_without_overlap() -> None:
    assert len(maps()) > 20
    for name, drawn in maps().items():
        for draft in drawn.drafts:
            assert overlaps(draft.drawing) == [], f"{name} on {draft.css}"
            assert draft.drawing.width <= {"narrow": 350, "wide": 620, "large": 880}[draft.css]


def test_every_relation_is_drawn() -> None:
    found = overview(brief())
    assert found
    assert found.whole
    pairs = (*found.main_pairs, *found.other_pairs)
    relations = [one.relation.id for pair in pairs for _, one in pair.ties]
    assert sorted(relations) == sorted(entry.id for entry in brief().all("relation"))
    for draft in found.whole.drafts:
        assert {line.id for line in draft.drawing.lines} == {pair.letter for pair in pairs} == set(found.whole.marks)
    for draft in found.main.drafts:
        assert [line.id for line in draft.drawing.lines] == [pair.letter for pair in found.main_pairs]
    assert [pair.letter for pair in pairs] == [letter(number) for number in range(len(pairs))]


def test_the_first_map_shows_the_actors_with_most_ties() -> None:
    found = overview(brief())
    assert found
    assert found.whole
    degree = Counter(end for mark in found.whole.marks.values() for end in mark.ends)
    shown = {found.whole.numbers[actor] for actor in found.main.numbers}
    assert 8 <= len(shown) <= MAIN
    assert min(degree[number] for number in shown) > max(degree[number] for number in degree if number not in shown)


def test_heads_are_those_of_the_list() -> None:
    for drawn in maps().values():
        lines = {line.id: line for line in drawn.drafts[0].drawing.lines}
        for name, mark in drawn.marks.items():
            assert 1 <= lines[name].heads.count("M") <= 2, mark.words
    wars = [entry.id for entry in brief().all("relation") if brief().front.relation_types[entry.record.type].hostile == "war"]
    rows = {tie_of(id_).relation.id: tie_of(id_) for id_ in wars}
    found = relation_map(brief(), wars)
    for line, mark in zip(found.drafts[0].drawing.lines, found.marks.values(), strict=True):
        assert line.heads.count("M") == (2 if rows[mark.target].mutual else 1), mark.words
        assert "l9 9" in line.heads
    assert "war" in found.signs


def tie_of(id_: str) -> Tie:
    entry = brief().entries[id_]
    return tie(brief(), entry.record, entry.record.object)


def test_what_is_past_is_told_as_past() -> None:
    kinds = brief().front.relation_types
    for entry in brief().all("relation"):
        kind = kinds[entry.record.type]
        past = entry.record.when == "past"
        found = [tie(brief(), entry.record, entry.record.object, reverse=reverse) for reverse in (False, True)]
        assert [one.label for one in found] == (
            [kind.past, kind.reverse_past or kind.reverse] if past else [kind.label, kind.reverse]
        )
        assert not any(one.dated for one in found)
        assert all(one.sources for one in found)


def test_a_kind_without_a_past_label_says_so_beside_it() -> None:
    entry = next(entry for entry in brief().all("relation") if entry.record.when == "past")
    front = brief().front
    kind = front.relation_types[entry.record.type]
    bare = {**front.relation_types, entry.record.type: kind.model_copy(update={"past": None})}
    found = tie(replace(brief(), front=front.model_copy(update={"relation_types": bare})), entry.record, entry.record.object)
    assert (found.label, found.dated) == (kind.label, True)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_lines_of_the_real_relations_cross_no_box(sheet: Sheet) -> None:
    links = [Link(entry.id, entry.owner, entry.record.object) for entry in brief().all("relation")]
    names = {actor.id: actor.name for actor in brief().records("actor")}
    check(draw(names, links, sheet), links)


# Any relations


@st.composite
def graphs(choose: st.DrawFn) -> list[Link]:
    actors = choose(st.integers(2, 14))
    ends = st.tuples(st.integers(0, actors - 1), st.integers(0, actors - 1)).filter(lambda pair: pair[0] != pair[1])
    found = choose(st.lists(ends, min_size=1, max_size=40))
    heads = st.sampled_from([("arrow",), ("bar",), ("cross",), ("arrow", "bar", "cross"), ()])
    return [Link(str(n), f"actor {a}", f"actor {b}", choose(heads), choose(heads)) for n, (a, b) in enumerate(found)]


@given(graphs(), st.sampled_from(sorted(SHEETS)))
def test_any_relations_are_drawn_without_overlap(links: list[Link], sheet: str) -> None:
    names = {f"actor {n}": "A long name of many words " * (n % 4) + str(n) for n in range(14)}
    check(draw(names, links, SHEETS[sheet]), links)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("number", [2, 3, 12, 60])
def test_a_star_and_a_clique(number: int, sheet: Sheet) -> None:
    names = {str(n): f"Actor {n}" for n in range(number)}
    star = [Link(f"s{n}", "0", str(n)) for n in range(1, number)]
    check(draw(names, star, sheet), star)
    few = range(min(number, 9))
    clique = [Link(f"{a}-{b}", str(a), str(b)) for a, b in combinations(few, 2)]
    check(draw(names, clique, sheet), clique)


def test_nothing_and_a_relation_to_oneself_are_an_empty_map() -> None:
    assert draw({}, [], WIDE).boxes == ()
    assert draw({"a": "A"}, [Link("x", "a", "a")], WIDE).lines == ()


def test_heads_say_the_direction_and_the_kind() -> None:
    names = {"a": "A", "b": "B"}
    heads = {
        kinds: draw(names, [Link("x", "a", "b", kinds)], WIDE).lines[0].heads
        for kinds in ((), ("arrow",), ("bar",), ("cross",), ("arrow", "bar"))
    }
    assert len(set(heads.values())) == 5
    assert heads[()] == ""
    both = draw(names, [Link("x", "a", "b", ("arrow",), ("arrow",))], WIDE).lines[0].heads
    assert both.count("M") == 2


def hashed() -> str:
    """Return drawings of graphs that are the same on every run, as text."""
    chance = random.Random(7)
    pairs = [(chance.randrange(30), chance.randrange(30)) for _ in range(70)]
    links = [Link(str(n), f"x{a}", f"x{b}") for n, (a, b) in enumerate(pairs) if a != b]
    names = {f"x{n}": f"Actor {n}" for n in range(30)}
    return repr([draw(names, links, sheet) for sheet in SHEETS.values()])


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_every_run_draws_the_same(seed: str) -> None:
    code = "from tests.unit.test_drawing_map import hashed; print(hashed())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashed()


# The parts


places = st.lists(st.floats(-1000, 1000), min_size=1, max_size=12)


@given(places, st.data())
def test_spread_keeps_order_and_gaps(wanted: list[float], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.floats(0, 50), min_size=len(wanted) - 1, max_size=len(wanted) - 1))
    found = spread(wanted, gaps)
    assert all(other - one >= gap - 1e-6 for (one, other), gap in zip(pairwise(found), gaps, strict=True))
    assert spread(found, gaps) == pytest.approx(found)
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)


@pytest.mark.parametrize(
    ("wanted", "gaps", "low", "high", "found"),
    [
        ([], [], 0, 10, []),
        ([5], [], 0, 10, [5]),
        ([5, 5], [4], 0, 10, [3, 7]),
        ([1, 9], [4], 0, 10, [1, 9]),
        ([-5, 20], [4], 0, 10, [0, 10]),
        ([9, 9], [4], 0, 10, [6, 10]),
        ([5, 5], [40], 0, 10, [0, 40]),
    ],
)
def test_spread_stays_within_its_room(wanted: list[float], gaps: list[float], low: float, high: float, found: list[float]) -> None:
    assert spread(wanted, gaps, low=low, high=high) == found


@pytest.mark.parametrize(
    ("number", "written"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa")]
)
def test_letters_are_counted_as_lists_are(number: int, written: str) -> None:
    assert letter(number) == written
