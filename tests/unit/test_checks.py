"""What helps with a finding: YAML that can be pasted and is right."""

import re

import pytest
import yaml

from macros.brief import Missed
from macros.checks.passages import as_yaml, check, pointing, quoted
from macros.facts.base import Record
from macros.facts.citation import Citation, Citations
from macros.reading.document import Document
from macros.reading.passage import Match, Miss, locate
from tests.unit.texts import brief, documents, slices


class Citing(Record):
    """A record that only cites."""

    cite: Citations
    """The passages."""


def pasted(fix: str) -> tuple[Citation, ...]:
    return Citing.model_validate({"cite": yaml.safe_load(fix)}).cite


@pytest.mark.parametrize("words", ['say "x"', "a\\b", "a: b # c", "'quoted'", "{a}, [b]", "- é 😀 \u00a0", "%&*!|>"])
def test_quoted_words_are_read_back(words: str) -> None:
    assert yaml.safe_load(quoted(words)) == words
    assert yaml.safe_load(as_yaml("log", words)) == {"log": words}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)
def test_what_points_at_a_place_finds_it(document: Document) -> None:
    for start, end in slices(document, 60, words=6):
        (citation,) = pasted(pointing(document, (start, end)))
        found = locate(document, citation)
        assert isinstance(found, Match)
        assert found.spans == ((start, end),)


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)
def test_words_that_stand_in_several_places_are_told_apart(document: Document) -> None:
    words = re.findall(r"\w+ \w+ \w+", document.folded.text)
    entry = next(brief().all("source"))
    tried = 0
    for piece in dict.fromkeys(words):
        citation = Citation(source=document.source, exact=(piece,))
        miss = locate(document, citation)
        if isinstance(miss, Miss) and miss.rule == "passage-ambiguous":
            tried += 1
            (finding,) = check(_only(Missed(entry, citation, (), miss)))
            found = [locate(document, each) for each in pasted(finding.fix)]
            assert [match.spans for match in found if isinstance(match, Match)] == [(span,) for span in miss.near[:2]]
    assert tried


def _only(missed: Missed):
    real = brief()
    return type(real)(real.root, documents=real.documents, entries=real.entries, missed=[missed])


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)
def test_a_passage_with_a_slip_is_offered_as_it_is_printed(document: Document) -> None:
    entry = next(brief().all("source"))
    for start, end in slices(document, 25):
        words = document.read(start, end)
        slipped = re.sub(r"\b([a-z])([a-z])(?=[a-z])", r"\2\1", words, count=1)
        citation = Citation(source=document.source, exact=(slipped,))
        miss = locate(document, citation)
        if isinstance(miss, Miss) and len(words) > 40:
            (finding,) = check(_only(Missed(entry, citation, (), miss)))
            (offered,) = pasted(finding.fix)
            found = locate(document, offered)
            assert isinstance(found, Match), finding
            assert found.spans[0][0] < end
            assert found.spans[0][1] > start
