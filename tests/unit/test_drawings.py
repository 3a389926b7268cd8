"""The drawings of the real brief: nothing covers another, nothing is left out in silence, no hedge is drawn as another."""

from dataclasses import replace
from itertools import combinations

import pytest

from macros.facts.quantity import HEDGES, quantity
from macros.pages import facets, views_checked, views_figure, views_strip
from tests.unit.texts import brief


def test_bars_of_one_row_stand_apart() -> None:
    strip = views_strip.strip(brief())
    assert strip
    assert strip.enlarged
    for scale in (strip.overview, strip.enlarged):
        for lane in scale.lanes:
            for one, other in combinations(lane.bars, 2):
                assert one.row != other.row or one.end <= other.begin or other.end <= one.begin, (one.title, other.title)


def test_the_strip_names_the_events_of_which_most_documents_tell() -> None:
    strip = views_strip.strip(brief())
    assert strip
    named = [(bar.name, id_) for bar in strip.bars for id_ in bar.ids if bar.name and brief().entries[id_].record.short]
    assert 5 <= len(named) <= views_strip.MOST_NAMED
    several = [entry.id for entry in brief().all("event") if views_strip.told_by(brief(), entry.id)[0] > 1]
    drawn = {id_ for bar in strip.bars for id_ in bar.ids}
    assert {id_ for id_ in several if id_ in drawn} <= {id_ for _, id_ in named}
    for bar in (bar for bar in strip.bars if bar.name):
        assert 0 <= bar.begin <= bar.end <= 100 + views_strip.ROOM_BESIDE, bar.name


def test_a_strip_with_many_names_shows_the_best_known() -> None:
    given = {entry.id: entry for entry in brief().all("event")}
    entries = {
        **brief().entries,
        **{id_: replace(one, record=one.record.model_copy(update={"short": f"Name of {id_}"})) for id_, one in given.items()},
    }
    names = views_strip.names(replace(brief(), entries=entries))
    least = min(views_strip.told_by(brief(), id_) for id_ in names)
    assert len(names) == views_strip.MOST_NAMED
    assert all(views_strip.told_by(brief(), id_) <= least for id_ in given if id_ not in names)


def test_every_dated_event_is_drawn_once_or_counted() -> None:
    strip = views_strip.strip(brief())
    assert strip
    drawn = [id_ for bar in strip.bars for id_ in bar.ids]
    dated = {entry.id for entry in brief().all("event") if entry.record.date.value}
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= dated
    assert len(dated) == len(drawn) + strip.earlier == strip.count
    assert strip.drawn == len(drawn)


def test_a_bar_is_as_wide_as_its_date_and_says_when_the_date_is_approximate() -> None:
    strip = views_strip.strip(brief())
    assert strip
    for bar in strip.bars:
        dates = {brief().entries[id_].record.date.value for id_ in bar.ids}
        assert len(dates) == 1
        value = dates.pop()
        assert bar.about == any(sign in value for sign in "~?%")
        assert (bar.kind == "before") == value.startswith("../")
        assert (bar.kind == "after") == value.endswith("/..")
        assert bar.kind != "day" or value.count("-") == 2


def test_every_wording_of_a_quantity_has_a_sign_of_its_own_in_the_key() -> None:
    kinds = {quantity(f"{words} 12").kind for wordings in HEDGES.values() for words in wordings}
    kinds |= {quantity(text).kind for text in ("12", "1 to 2", "about 1 to 2", '"scores"', "none")}
    assert kinds <= set(views_figure.WORDINGS)
    assert len(set(views_figure.WORDINGS.values())) == len(views_figure.WORDINGS)


def test_a_key_explains_the_signs_of_its_chart_and_no_others() -> None:
    for figure in brief().records("figure"):
        chart = views_figure.chart(brief(), figure)
        signs = {"part" if sign.part else sign.kind for row in chart.rows for sign in row.signs}
        explained = {kind for kind, _ in views_figure.key([chart])}
        assert explained - {views_figure.NOTHING} == signs
        empty = [row for row in chart.rows if not row.signs and not row.answer.absent]
        assert (views_figure.NOTHING in explained) == bool(empty)


def test_contested_questions_are_grouped_by_verdict_and_all_are_there() -> None:
    charts = [views_figure.chart(brief(), figure) for figure in brief().records("figure")]
    groups = views_figure.groups(brief(), charts)
    assert [group.verdict for group in groups] == [
        verdict for verdict in views_figure.VERDICTS if verdict in {c.figure.verdict for c in charts}
    ]
    assert sorted(chart.figure.id for group in groups for chart in group.charts) == sorted(c.figure.id for c in charts)
    for group in groups:
        assert bool(group.full) == (group.verdict in ("conflict", "different"))
        assert [chart.numeric for chart in group.full] == sorted((chart.numeric for chart in group.full), reverse=True)
    topics = [brief().entries[topic].record.title for topic in brief().front.topics]
    for titles in ([title for title, _ in group.listed] for group in groups):
        assert titles == [topic for topic in topics if topic in titles]


@pytest.mark.parametrize("name", ["topic", "actor", "kind"])
def test_each_value_of_a_menu_finds_as_many_events_as_it_says(name: str) -> None:
    tags = [facets.of_event(entry.record) for entry in brief().all("event")]
    facet = next(facet for facet in facets.facets(brief(), tags) if facet.name == name)
    for choice in facet.choices:
        assert choice.count == sum(choice.value in item[name] for item in tags) > 0
    assert {choice.value for choice in facet.choices} == {value for item in tags for value in item[name]}


def test_a_property_that_tells_nothing_apart_has_no_menu() -> None:
    assert facets.facets(brief(), [{"kind": ("one",)}, {"kind": ("one",)}]) == ()


def test_both_kinds_of_own_readings_are_counted() -> None:
    counted = views_checked.tally(brief())
    marked = [entry for entry in brief().entries.values() if getattr(entry.record, "reading", None)]
    assert counted.readings == len(marked) > 0
    assert counted.verdicts == len(list(brief().all("figure"))) > 0


def test_rows_of_one_source_are_told_apart() -> None:
    for figure in brief().records("figure"):
        chart = views_figure.chart(brief(), figure)
        names = [source.id for row in chart.rows for source in row.sources]
        for row in chart.rows:
            assert chart.again(row) == any(names.count(source.id) > 1 for source in row.sources)
            assert len(row.parts) == len(row.answer.parts)
