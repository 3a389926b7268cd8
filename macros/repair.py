"""Repair: the faults of a brief that can be put right without changing what any text claims.

First every repair is planned and the files are written anew in memory; then the brief is resolved with them, and a repair that
would bring out another finding is taken back. Nothing is written before `write`, and a file is written whole or not at all.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from macros import files
from macros.brief import Brief, Entry, with_files
from macros.checks import amounts, texts
from macros.checks.faithfulness import numbered_names
from macros.diagnostics import Diagnostic
from macros.facts.base import Path, Prose, Record, walk
from macros.facts.citation import Citation
from macros.reading.document import Document, Range
from macros.reading.fold import fold
from macros.reading.keyorder import in_order
from macros.reading.passage import Match, Miss, find, locate, needle, places
from macros.reading.pointing import contexts, visible
from macros.reading.recordfile import RecordFile, as_record
from macros.reading.typo import near_places, objection, words_of
from macros.reading.yamledit import Edit, Layout, Unforeseen, add_key, applied, rewrite, split_entry
from macros.reading.yamlfile import parse_yaml

Checker = Callable[[Brief], list[Diagnostic]]
"""Returns the findings on a brief."""

Words = tuple[str, Citation]
"""A citation as the record of an id has it: unlike its place in the file, this stays when lines move."""


class Refused(Exception):
    """A fault that only a person can put right, and why."""


@dataclass(frozen=True)
class Mend:
    """A citation and what it is to be."""

    entry: Entry
    path: Path
    """Where its words stand in the YAML file."""
    old: Citation
    new: Citation


@dataclass
class Plan:
    """What is to be repaired, and the brief with all of it repaired."""

    before: Brief
    after: Brief
    mends: list[Mend] = field(default_factory=list)
    orders: int = 0
    """How many records have their keys put in order."""
    refused: dict[Words, str] = field(default_factory=dict)
    """Why a citation is left alone."""
    findings: list[Diagnostic] = field(default_factory=list)
    """What is found in the brief as it is."""
    left: list[Diagnostic] = field(default_factory=list)
    """What is found after the repairs."""

    @property
    def mended(self) -> int:
        """How many citations are put right."""
        return len(self.mends)

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """The files that change: the name, the text as it is and as it is to be."""
        pairs = zip(self.before.files, self.after.files, strict=True)
        return [(old.file.name, old.file.text, new.file.text) for old, new in pairs if old.file.text != new.file.text]

    def remaining(self, is_done: bool) -> list[Diagnostic]:
        """Return what is left to do by hand, at its place in the files as they are now, with the reason where one is known."""
        if is_done:
            return _with_reasons(self.left, self.after, self.refused)
        left = Counter((finding.file, finding.rule, finding.message) for finding in self.left)
        found = [finding for finding in self.findings if left[finding.file, finding.rule, finding.message]]
        return _with_reasons(found, self.before, self.refused)


def plan(brief: Brief, check: Checker, wanted: Callable[[str], bool]) -> Plan:
    """Plan the repairs of the files whose name is `wanted`."""
    found = Plan(brief, brief, findings=check(brief))
    own = [file for file in brief.files if wanted(file.file.name) and _writable(brief, file)]
    names = {file.file.name for file in own}
    for missed in brief.missed:
        if wanted(missed.entry.file.name) and missed.entry.file.name not in names:
            found.refused[missed.entry.id, missed.citation] = "its file has faults of form, or is not one of data/ itself"
    mends = list(_mends(found, names))
    while True:
        _rewrite(found, own, mends)
        found.left = check(found.after) if found.changed else found.findings
        worse = _worse(found)
        if not worse:
            return found
        mends = [mend for mend in found.mends if mend.entry.id not in worse]


def _writable(brief: Brief, file: RecordFile) -> bool:
    """Tell whether a file was read in full, stands in data/ itself and is still as it was read."""
    return file.whole and files.is_own(brief.root, file.file.name, file.file.text)


def _worse(found: Plan) -> set[str]:
    """Return the records whose repair brings out findings: other words may not support them, and none may have more than before."""
    before = Counter((finding.file, finding.rule, finding.message) for finding in found.findings)
    new = [finding for finding in found.left if not before[finding.file, finding.rule, finding.message]]
    by_record: dict[str, list[Mend]] = defaultdict(list)
    for mend in found.mends:
        by_record[mend.entry.id].append(mend)
    worse: dict[str, str] = {}
    for name, mends in by_record.items():
        rules = [finding.rule for finding in new if found.after.entries[name].holds(finding.file, finding.line)]
        if len(rules) > len(mends) or (rules and any(mend.old.exact != mend.new.exact for mend in mends)):
            worse[name] = f"with it there would be {', '.join(sorted(set(rules)))}"
    if not worse and len(found.left) > len(found.findings):
        worse = dict.fromkeys(by_record, "with it there would be more findings elsewhere")
    found.refused.update({(name, mend.old): reason for name, reason in worse.items() for mend in by_record[name]})
    return set(worse)


def _with_reasons(findings: Iterable[Diagnostic], brief: Brief, refused: dict[Words, str]) -> list[Diagnostic]:
    at = {}
    for missed in brief.missed:
        if (missed.entry.id, missed.citation) in refused:
            reason = refused[missed.entry.id, missed.citation]
            at[missed.entry.file.name, missed.mark.line, missed.mark.column, missed.miss.rule] = reason
    reasons = [(finding, at.get((finding.file, finding.line, finding.column, finding.rule))) for finding in findings]
    return [replace(each, message=f"{each.message}; not repaired: {reason}") if reason else each for each, reason in reasons]


# Citations


def _mends(found: Plan, files: set[str]) -> Iterator[Mend]:
    """Yield the repairs of citations; what is refused is noted with its reason."""
    brief = found.before
    known = _known_words(brief) if brief.missed else frozenset()
    for missed in brief.missed:
        if missed.entry.file.name in files:
            try:
                yield Mend(missed.entry, missed.path, missed.citation, _found_again(brief, missed.entry, missed.citation, known))
            except Refused as reason:
                if str(reason):
                    found.refused[missed.entry.id, missed.citation] = str(reason)
    for located in brief.citations:
        if located.entry.file.name in files:
            clean = _clean(located.citation, "invisible" in located.match.folds)
            again = locate(brief.documents[clean.source], clean) if clean != located.citation else None
            if isinstance(again, Match) and again.spans == located.match.spans:
                yield Mend(located.entry, located.path, located.citation, clean)


def _clean(citation: Citation, exact: bool = True) -> Citation:
    """Return a citation without the characters that nobody sees."""
    words = tuple(map(visible, citation.exact)) if exact else citation.exact
    more = {name: visible(getattr(citation, name)) for name in ("prefix", "suffix") if getattr(citation, name)}
    return citation.model_copy(update={"exact": words, **more})


def _found_again(brief: Brief, entry: Entry, citation: Citation, known: frozenset[str]) -> Citation:
    """Return a citation that says the same and is found. Raises Refused where that needs a person."""
    document, clean = brief.documents[citation.source], _clean(citation)
    found = locate(document, clean)
    if isinstance(found, Miss) and found.rule in ("passage-not-found", "passage-cut"):
        clean = _spelled(brief, document, clean, known)
        found = locate(document, clean)
    if isinstance(found, Miss) and found.rule == "passage-ambiguous":
        if not _is_cited_by(entry, citation):
            raise Refused
        clean = _told_apart(brief, document, entry, clean)
        found = locate(document, clean)
    if isinstance(found, Miss):
        raise Refused("" if clean == citation else found.message)
    return clean


def _is_cited_by(entry: Entry, citation: Citation) -> bool:
    """Tell whether a citation supports a record's own text."""
    return any(citation is other for other in getattr(entry.record, "cite", None) or ())


def _known_words(brief: Brief) -> frozenset[str]:
    """Return the words that the documents, names and texts of the brief use, as they are written."""
    found: set[str] = set()
    for document in brief.documents.values():
        found.update(words_of(document.folded.text))
    for spellings in brief.spellings.values():
        found.update(word for spelling in spellings for word in words_of(spelling))
    for file in brief.files:
        for _, value, marks in walk(file.record) if file.record else ():
            if isinstance(value, str) and any(isinstance(mark, Prose) for mark in marks):
                found.update(words_of(fold(texts.plain(brief, value)).text))
    return frozenset(found)


def _spelled(brief: Brief, document: Document, citation: Citation, known: frozenset[str]) -> Citation:
    """Return a citation with its typing errors put right by the words as printed."""
    others = (other for other in brief.documents.values() if other is not document)
    for other in others:
        if find(other, citation):
            raise Refused(f"its very words are in '{other.source}'")
    words = list(citation.exact)
    for index, each in enumerate(words):
        one = Citation(
            source=citation.source,
            exact=(each,),
            prefix=citation.prefix if index == 0 else "",
            suffix=citation.suffix if index == len(words) - 1 else "",
        )
        if not places(document, one.model_copy(update={"prefix": "", "suffix": ""})):
            words[index] = _as_printed(document, one, known)
    return citation.model_copy(update={"exact": tuple(words)})


def _as_printed(document: Document, citation: Citation, known: frozenset[str]) -> str:
    """Return the words of the one place that differs from a citation of one piece by a typing error."""
    sought, text = needle(document, citation.exact[0]), document.folded.text
    near = [place for _, place in near_places(document, sought) if _has_context(document, citation, place)]
    if not near:
        raise Refused
    if len(near) > 1:
        lines = sorted(document.line_of(document.seed_range(*place)[0]) for place in near[:5])
        raise Refused(f"more than one place is much like it, in lines {', '.join(map(str, lines))}")
    reason = objection(sought, text[slice(*near[0])], known)
    if reason:
        raise Refused(reason)
    return visible(document.read(*document.seed_range(*near[0]))).strip()


def _has_context(document: Document, citation: Citation, place: Range) -> bool:
    text, before, after = document.folded.text, needle(document, citation.prefix), needle(document, citation.suffix)
    return text[: place[0]].rstrip().endswith(before) and text[place[1] :].lstrip().startswith(after)


def _told_apart(brief: Brief, document: Document, entry: Entry, citation: Citation) -> Citation:
    """Return a citation with the fewest words before or after it that make its place the only one."""
    found = places(document, citation)
    fit = [spans for spans in found if _supports(brief, document, entry, spans)]
    if len(fit) != 1:
        many = "more than one of the paragraphs names" if fit else "none of the paragraphs names"
        raise Refused(f"{many} every actor and holds every number of the text")
    longer = [each for each in contexts(document, citation, fit[0]) if each is not None]
    if not longer:
        raise Refused("the words around its places are the same")
    return min(longer, key=lambda each: len(each.prefix) + len(each.suffix))


def _supports(brief: Brief, document: Document, entry: Entry, spans: Sequence[Range]) -> bool:
    """Tell whether a place's paragraph names every actor that the record's text links, and holds its numbers and dates."""
    around = fold(document.read(*document.paragraph_of(spans[0][0]))).text
    given = (getattr(entry.record, name, None) for name in ("text", "says", "gist", "value"))
    claim = " ".join(text for text in given if isinstance(text, str))
    text = texts.plain(brief, claim)
    for name in numbered_names(brief):
        text = text.replace(name, " ")
    return all(
        actor in brief.spellings and texts.names(brief, around, actor) for actor in texts.linked_actors(brief, claim)
    ) and not any(amounts.Words(around, "the paragraph", "", is_hedged=False).beyond(fold(text).text))


# Files


def _rewrite(found: Plan, files: Sequence[RecordFile], mends: Sequence[Mend]) -> None:
    """Write the files anew, with those repairs that their YAML takes."""
    by_file: dict[str, list[Mend]] = defaultdict(list)
    for mend in mends:
        by_file[mend.entry.file.name].append(mend)
    found.mends, found.orders, new = [], 0, {}
    for file in files:
        wanted = by_file[file.file.name]
        taken, mended = _mended(file, wanted)
        found.refused.update({(mend.entry.id, mend.old): "its form in YAML is unusual" for mend in wanted if mend not in taken})
        new[file.file.name], count = _in_order(mended)
        found.mends += taken
        found.orders += count
    if any(file.file.text != new[file.file.name].file.text for file in files):
        found.after = with_files(found.before, [new.get(file.file.name, file) for file in found.before.files])
    else:
        found.after = found.before


def _mended(file: RecordFile, mends: list[Mend]) -> tuple[list[Mend], RecordFile]:
    """Return the repairs that could be made in a file, all where it is possible, and the file with them."""
    if not mends:
        return [], file
    whole = _with(file, mends)
    if whole is None and len(mends) > 1:
        mends = [mend for mend in mends if _with(file, [mend])]
        whole = _with(file, mends)
    return (mends, whole) if whole else ([], file)


def _with(file: RecordFile, mends: Sequence[Mend]) -> RecordFile | None:
    """Return a file with repairs, if it then says what is wanted and nothing else."""
    layout = Layout(file.file.text)
    try:
        text = applied(file.file.text, [edit for mend in mends for edit in _edits(layout, mend)])
    except (Unforeseen, LookupError, ValueError):
        return None
    again = _read_again(file, text)
    return again if again.whole and _values(again) == _values(file, {id(mend.old): mend.new for mend in mends}) else None


def _edits(layout: Layout, mend: Mend) -> Iterator[Edit]:
    old, new, path = mend.old, mend.new, mend.path
    several = (*path, 0) in layout.nodes
    for index, (was, words) in enumerate(zip(old.exact, new.exact, strict=True)):
        if was != words:
            yield from rewrite(layout, (*path, index) if several else path, words)
    for name in ("prefix", "suffix"):
        words = getattr(new, name)
        if words == getattr(old, name):
            continue
        if path[-1] != "exact":
            yield from split_entry(layout, path, ("source", "exact"), name, words)
        elif (*path[:-1], name) in layout.nodes:
            yield from rewrite(layout, (*path[:-1], name), words)
        else:
            after = (*path[:-1], "prefix") if name == "suffix" and (*path[:-1], "prefix") in layout.nodes else path
            yield from add_key(layout, after, name, words)


def _read_again(file: RecordFile, text: str) -> RecordFile:
    return as_record(parse_yaml(text.encode(), file.file.name), file.kind)


def _values(file: RecordFile, mended: dict[int, Citation] | None = None) -> dict[Path, Any]:
    """Return every value of a file's record by its path, with some citations exchanged; white space in citations is all one."""
    found: dict[Path, Any] = {}
    for path, value, _ in walk(file.record) if file.record else ():
        if isinstance(value, Citation):
            now = (mended or {}).get(id(value), value)
            found[path] = (now.source, *(tuple(map(_spaced, words)) for words in (now.exact, (now.prefix, now.suffix))))
        elif not isinstance(value, Record):
            found[path] = value
    return {path: value for path, value in found.items() if not any(path[:length] in found for length in range(len(path)))}


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _in_order(file: RecordFile) -> tuple[RecordFile, int]:
    """Return a file with the keys of its records in order, and how many records had them in another."""
    text, count = in_order(file)
    again = _read_again(file, text) if count else file
    return (again, count) if again.whole and _values(again) == _values(file) else (file, 0)


# Writing


def write(found: Plan) -> None:
    """Write the files that change, each whole or not at all. Raises BriefError where that is not possible."""
    files.write(found.before.root, found.changed)
