"""What the faithfulness rules share: a record's passages, their paragraphs, and the names of actors in them."""

from collections.abc import Iterator

from macros import links
from macros.brief import Brief, Entry, Located
from macros.diagnostics import Diagnostic
from macros.reading.fold import fold


def finding(entry: Entry, path: tuple[str | int, ...], rule: str, message: str, **more: str) -> Diagnostic:
    """Return a finding at a value below a record."""
    mark = entry.place(*path)
    return Diagnostic(entry.file.name, mark.line, mark.column, rule, message, **more)


def passages(brief: Brief, entry: Entry) -> str:
    """Return the folded words of all passages of a record, a line each."""
    return "\n".join(words(brief, located) for located in brief.by_record.get(entry.id, ()))


def words(brief: Brief, located: Located) -> str:
    """Return the folded words of a passage, fragments apart."""
    document = brief.documents[located.citation.source]
    return " / ".join(document.folded_words(*span).strip() for span in located.match.spans)


def paragraphs(brief: Brief, entry: Entry) -> str:
    """Return the folded paragraphs around all passages of a record."""
    found = []
    for located in brief.by_record.get(entry.id, ()):
        document = brief.documents[located.citation.source]
        found.append(document.folded_words(*document.paragraph_of(located.match.spans[0][0])))
    return "\n".join(found)


def documents(brief: Brief, entry: Entry) -> str:
    """Return the folded texts of all documents that a record cites."""
    return "\n".join(
        brief.documents[source].folded.text for source in sorted({located.citation.source for located in brief.by_record[entry.id]})
    )


def linked_actors(brief: Brief, text: str) -> Iterator[str]:
    """Yield the ids of the actors that a text links."""
    for wanted in links.targets(text):
        entry = brief.entries.get(wanted)
        if entry and entry.kind == "actor":
            yield wanted


def names(brief: Brief, text: str, actor: str) -> bool:
    """Tell whether a folded text names an actor by its name or any of its spellings."""
    return actor not in brief.spellings or any(_stands(text, spelling, brief, actor) for spelling in brief.spellings[actor])


def names_speaker(brief: Brief, text: str, speaker: str, unnamed: str | None) -> bool:
    """Tell whether a folded text names a speaker: an actor, or somebody whom no document names by the words for them."""
    return fold(unnamed).text.strip().lower() in text.lower() if unnamed else names(brief, text, speaker)


def _stands(text: str, spelling: str, brief: Brief, actor: str) -> bool:
    """Tell whether a spelling stands in a text, but not in another actor's hyphenated name: "AB" is not named by "AB-C"."""
    at = text.find(spelling)
    while at >= 0:
        end = at + len(spelling)
        if not (_is_word(text[at - 1 : at]) or _is_word(text[end : end + 1])):
            longer = (other for other in brief.hyphenated if other.startswith(f"{spelling}-") and text.startswith(other, at))
            if text[end : end + 1] != "-" or all(other in brief.spellings[actor] for other in longer):
                return True
        at = text.find(spelling, at + 1)
    return False


def _is_word(char: str) -> bool:
    """Tell whether a character, if there is one, is a letter, a digit or an underscore."""
    return char.isalnum() or char == "_"
