import hashlib
import re
from pathlib import Path

import pytest

from macros.reading.document import Document, Unreadable, read_seed
from macros.reading.fold import folded
from tests.unit.texts import documents

REAL = pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)


@REAL
def test_lines(document: Document) -> None:
    lines = document.text.split("\n")
    assert document.lines() == len(lines) - (lines[-1] == "")
    at = 0
    for number, line in enumerate(lines, start=1):
        if at < len(document.text):
            assert document.line_of(at) == document.line_of(at + len(line)) == number
        at += len(line) + 1


@REAL
def test_paragraphs(document: Document) -> None:
    at = 0
    for start, end in document.paragraphs:
        assert not document.text[at:start].strip("\r\n")
        assert re.search(r"\n\s*\n", document.text[start:end]) is None
        assert document.paragraph_of(start) == document.paragraph_of(end - 1) == (start, end)
        at = end
    assert not document.text[at:].strip("\r\n")


@REAL
def test_sentences_hold_every_word_once(document: Document) -> None:
    at = 0
    for start, end in document.sentences:
        between = document.read(at, start) if at < start else ""
        assert not between.strip()
        assert start >= at
        assert "\n" not in document.text[start:end]
        assert document.text[start:end].strip() == document.text[start:end]
        assert document.sentence_around(start, end) == (start, end)
        at = end
    assert not document.read(at, len(document.text)).strip()


@REAL
def test_sentences_end_as_a_reader_would_say(document: Document) -> None:
    endings = [document.read(*span)[-1] for span in document.sentences]
    assert sum(ending in ".?!\"'”’:" for ending in endings) > 0.6 * len(endings)
    openings = [document.read(*span) for span in document.sentences]
    assert not [opening for opening in openings if opening[0] in ",;)]"]


@REAL
def test_offsets_lead_to_the_folded_text_and_back(document: Document) -> None:
    for match in re.finditer(r"\b[A-Za-z]+\b", document.text):
        first = document.folded_position(match.start())
        if document.folded.text[first : first + len(match.group())] == match.group():
            assert document.seed_range(first, first + len(match.group())) == match.span()
        else:
            assert "€" in document.text[match.start() - 2 : match.end() + 2]


def test_damage_is_repaired_and_white_space_read_as_one_blank() -> None:
    document = Document("made", "Theâ€™end\n\n of\u00a0 it", (("â€™", "’ "),))
    assert document.read(0, len(document.text)) == "The’ end of it"
    assert document.folded.text == "The' end of it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n \n", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr Reeve of the U.S. came. He left", ["Mr Reeve of the U.S. came.", "He left"]),
        ("A title\nBy Ada Brandt", ["A title", "By Ada Brandt"]),
        ("It was. “We heard it.” They left.", ["It was.", "“We heard it.”", "They left."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    document = Document("made", text)
    assert [document.text[slice(*span)] for span in document.sentences] == expected


def test_an_empty_document_has_nothing_and_breaks_nothing() -> None:
    document = Document("made", "")
    assert (document.paragraphs, document.sentences, document.folded.text) == ((), (), "")
    assert document.paragraph_of(0) == document.sentence_around(0, 0) == (0, 0)


# Reading seeds


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_seed_is_read_byte_for_byte(tmp_path: Path) -> None:
    data = "\ufeffOne\r\nTwo\rThree\u2028Four\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert read_seed(tmp_path, "a.txt", sha256(data)).encode() == data


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("a.txt", "document-changed"),
        ("b.txt", "document-missing"),
        ("folder", "document-missing"),
        ("latin.txt", "document-undecodable"),
        ("link.txt", "document-outside"),
        ("loop", "document-outside"),
        ("../a.txt", "document-outside"),
        ("folder/../a.txt", "document-outside"),
        ("/etc/hostname", "document-outside"),
        ("..", "document-outside"),
        (".", "document-outside"),
        ("", "document-missing"),
        ("a\0.txt", "document-outside"),
        ("a" * 5000, "document-missing"),
        ("\ud800", "document-missing"),
    ],
)
def test_a_seed_that_cannot_be_used(tmp_path: Path, name: str, rule: str) -> None:
    (tmp_path / "a.txt").write_text("One")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(Unreadable) as raised:
        read_seed(tmp_path, name, sha256(b"caf\xe9"))
    assert raised.value.rule == rule


def test_a_folder_of_seeds_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_bytes(b"One")
    (tmp_path / "seeds").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unreadable) as raised:
        read_seed(tmp_path / "seeds", "a.txt", sha256(b"One"))
    assert raised.value.rule == "document-outside"


@REAL
def test_folded_words_are_the_words_of_a_range_folded(document: Document) -> None:
    for start, end in (*document.sentences, *document.paragraphs):
        assert document.folded_words(start, end).strip() == folded(document.read(start, end)).strip()
