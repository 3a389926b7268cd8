"""Who speaks in a passage: whoever the record names, but for what a document states of itself."""

from macros.pages.voice import in_a_sentence
from tests.unit.texts import brief


def test_what_a_document_states_of_itself_is_in_nobodys_mouth() -> None:
    (entry,) = [entry for entry in brief().entries.values() if entry.id == "home-capacity"]
    told = {located.citation.exact[0]: brief().voice(located) for located in brief().by_record[entry.id]}
    assert [
        link.actor
        for link in told.pop("said Amira Jadoon, assistant professor and associate at the US Military Academy at West Point")
    ] == ["amira-jadoon"]
    assert told.pop("Updated: October 12, 2021") == ()
    assert [link.actor for link in next(iter(told.values()))] == ["amira-jadoon"]


def test_the_words_of_a_date_are_those_of_whoever_said_the_rest() -> None:
    (date,) = [at for at in brief().by_record["salafi-followers"] if at.field == "stated"]
    assert [link.actor for link in brief().voice(date)] == ["abdul-sayed"]
    (apart,) = [at for at in brief().by_record["mujahid-interview"] if at.citation.exact[0].startswith("Updated")]
    assert brief().voice(apart) == ()


def test_a_document_need_not_be_an_article() -> None:
    assert in_a_sentence(brief(), ()) == "The document’s own words"
