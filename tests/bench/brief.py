"""Write an invented brief as a brief of this project: data/, seeds/ and docs/."""

import hashlib
import json
import shutil
import textwrap
from pathlib import Path

from tests.bench.facts import STOCK, TOPICS, Fact, Invented, Source

DOCS = Path(__file__).parents[2] / "docs"
"""The pages of the first brief, of which only those of its topics name anything of it."""


def write(brief: Invented, root: Path) -> None:
    """Write the brief into the folder `root`."""
    shutil.copytree(DOCS, root / "docs", ignore=shutil.ignore_patterns("topics"))
    for source in brief.sources:
        _file(root / "seeds" / f"{source.id}.txt", source.text)
    cited = {(fact.source.id, fact.exact[0]) for fact in _all(brief)}
    for source in brief.sources:
        _file(root / f"data/sources/{source.id}.yml", _source(source, cited))
    for id_, name in brief.actors.items():
        _file(root / f"data/actors/{id_}.yml", f"name: {name}\nkind: person\n{_person(brief.persons.get(id_, []))}")
    for id_, facts in brief.topics.items():
        _file(root / f"data/topics/{id_}.yml", _topic(id_, facts))
        _file(root / f"docs/topics/{id_}.md", f'{{{{ topic("{id_}") }}}}\n')
    for id_, facts in brief.lanes.items():
        _file(root / f"data/timelines/{id_}.yml", f"title: {id_}\nevents:\n" + "".join(_event(fact) for fact in facts))
    for id_, facts in brief.quotes.items():
        _file(root / f"data/quotes/{id_}.yml", "quotes:\n" + "".join(_item(fact, "form: verbatim") for fact in facts))
    for id_, facts in brief.figures.items():
        verdict = "conflict" if len(facts) > 1 else "alone"
        head = f"question: What of {id_}?\nunit: barrels\ntopics: [topic-0]\n"
        head += f"verdict: {verdict}\nexplanation: As the logs have it.\nanswers:\n"
        _file(root / f"data/figures/{id_}.yml", head + "".join(_answer(fact) for fact in facts))
    _file(root / "data/brief.yml", _front(brief))


def _all(brief: Invented) -> list[Fact]:
    groups = (brief.topics, brief.lanes, brief.persons, brief.quotes, brief.figures)
    return [fact for group in groups for facts in group.values() for fact in facts]


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _source(source: Source, cited: set[tuple[str, str]]) -> str:
    absent = "".join(f"{name}: {{absent: Looked for it}}\n" for name in ("author", "container-title", "issued", "URL", "language"))
    head = f"seed: {source.id}.txt\nsha256: {hashlib.sha256(source.text.encode()).hexdigest()}\nname: {source.name}\n"
    title = f"title:\n  value: {source.title}\n  stated: {source.title}\n"
    if not source.full:
        return f"{head}{title}{absent}coverage: partial\n"
    sentences = [sentence for paragraph in source.paragraphs for sentence in paragraph.sentences if sentence != STOCK]
    words = {exact for id_, exact in cited if id_ == source.id}
    left = [STOCK, *(sentence for sentence in sentences if not any(exact in sentence for exact in words))]
    omitted = "".join(f"  - exact: {_block(sentence, 6)}\n    reason: Not of the matter\n" for sentence in left)
    return f"{head}{title}{absent}omitted:\n{omitted}"


def _typed(words: str) -> str:
    """Write glyphs as a contributor types them: the check has to fold the document's own."""
    return words.translate(str.maketrans({"’": "'", "–": "-", "“": '"', "”": '"'}))


def _block(words: str, indent: int) -> str:
    """Write words as a folded block scalar."""
    filled = textwrap.fill(words, 118 - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + textwrap.indent(filled, " " * indent)


def _cite(fact: Fact) -> str:
    if fact.prefix or len(fact.exact) > 1:
        exact = json.dumps([_typed(piece) for piece in fact.exact], ensure_ascii=False)
        prefix = f"\n      prefix: {json.dumps(_typed(fact.prefix), ensure_ascii=False)}" if fact.prefix else ""
        return f"cite:\n      source: {fact.source.id}\n      exact: {exact}{prefix}"
    return f"cite:\n      {fact.source.id}: {_block(_typed(fact.exact[0]), 8)}"


def _item(fact: Fact, *more: str) -> str:
    text = [f"text: {_block(fact.text, 6)}"] if fact.kind not in ("quote", "answer") else []
    lines = "".join(f"    {line}\n" for line in (*more, *text, _cite(fact)))
    return f"  - id: {fact.id}\n{lines}"


def _event(fact: Fact) -> str:
    """Write an event; its date cites the words again."""
    date = (
        f"date:\n      value: {fact.paragraph.date}\n      stated:\n        {fact.source.id}: {_block(_typed(fact.exact[0]), 10)}"
    )
    return _item(fact, date, "kind: arrival", f"actors: [{fact.paragraph.second}]", "topics: [topic-0]")


def _answer(fact: Fact) -> str:
    return _item(fact, f"value: {fact.paragraph.number.replace(',', '')}")


def _person(facts: list[Fact]) -> str:
    relations = [_item(fact, "type: sails-with", f"object: {fact.paragraph.second}") for fact in facts if fact.kind == "relation"]
    statements = [_item(fact) for fact in facts if fact.kind == "statement"]
    groups = (("relations", relations), ("statements", statements))
    return "".join(f"{key}:\n{''.join(items)}" for key, items in groups if items)


def _topic(id_: str, facts: list[Fact]) -> str:
    line, bottom, *rest = facts
    paragraphs = "".join(
        "      - statements:\n" + textwrap.indent("".join(_item(fact) for fact in rest[at : at + 5]), " " * 8)
        for at in range(0, len(rest), 5)
    )
    first = f"title: The {id_}\nshort: {id_}\nline:\n{_item(line).replace('  - ', '    ', 1)}bottom_line:\n{_item(bottom)}"
    return f"{first}sections:\n  - id: all\n    title: All of it\n    paragraphs:\n{paragraphs}"


def _front(brief: Invented) -> str:
    topics = ", ".join(f"topic-{number}" for number in range(TOPICS) if f"topic-{number}" in brief.topics)
    source = brief.sources[-1]
    summary = f"summary:\n  - id: home\n    text: They wrote.\n    cite: {{{source.id}: {source.title}}}\n"
    head = f"title: The logs\nquestion: What do the logs say?\n{summary}language: en\nlicence: CC0\ntopics: [{topics}]\n"
    return head + "relation_types:\n  sails-with: {label: sails with, reverse: sails with}\nevent_kinds: {arrival: Arrival}\n"
