"""The sentences of a source's page: each once, with every passage of it whole, at its own anchor, under its own letter."""

from collections import Counter
from itertools import pairwise

import pytest

from macros.pages.views_passages import Cluster, clusters
from tests.unit.texts import brief

SOURCES = [source.id for source in brief().records("source")]


def joined(cluster: Cluster, letter: str = "") -> str:
    """Return the words of a passage, or of all its sentences, as the page shows them."""
    shown = [it.piece for it in cluster.segments if not letter or letter in it.letters]
    return " ".join("".join(piece.text for piece in shown if piece.kind != "lost").split())


@pytest.mark.parametrize("source", SOURCES)
def test_each_passage_is_whole_and_stands_at_its_own_anchor(source: str) -> None:
    found = clusters(brief(), source, {})
    document = brief().documents[source]
    anchors = [anchor for cluster in found for it in cluster.segments for _, anchor in it.begin if anchor]
    keys = {located.key for located in brief().by_source[source]}
    assert Counter(anchors) == Counter(keys)
    for cluster in found:
        assert len({passage.letter for passage in cluster.passages}) == len(cluster.passages)
        for passage in cluster.passages:
            words = " ".join("".join(document.read(*span) for span in passage.spans).split())
            assert joined(cluster, passage.letter) == words
            opening = next(it for it in cluster.segments if (passage.letter, passage.key) in it.begin)
            assert passage.letter in opening.letters


@pytest.mark.parametrize("source", SOURCES)
def test_no_sentence_stands_twice_and_no_cited_sentence_is_missing(source: str) -> None:
    found = clusters(brief(), source, {})
    document = brief().documents[source]
    shown = [joined(cluster) for cluster in found]
    assert len({(one.line, words) for one, words in zip(found, shown, strict=True)}) == len(shown)
    assert len(found) <= len(document.sentences)
    assert all(one.line <= other.line for one, other in pairwise(found))
    whole = " ".join(shown)
    for located in brief().by_source[source]:
        around = document.sentence_around(located.match.spans[0][0], located.match.spans[-1][1])
        assert " ".join(document.read(*around).split()) in whole
