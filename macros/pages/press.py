"""The press: what pages and templates can call while one page is open. A macro looks up, builds a view, and renders a template."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from macros.brief import Brief, Entry, Located
from macros.facts.citation import Citation
from macros.facts.records import Actor, Event, Figure, Quote, Record, Relation, Source, Topic
from macros.links import beginning, label
from macros.pages import (
    facets,
    lettering,
    mentions,
    places,
    views,
    views_actor,
    views_checked,
    views_figure,
    views_map,
    views_quote,
    views_source,
    views_strip,
    views_time,
)
from macros.pages.footnotes import Sheet
from macros.pages.prose import Run, plain_runs, runs, typeset
from macros.pages.render import TEMPLATES, environment, tidy
from macros.pages.views_passages import Backlink

FIGURES_ON_HOME = 3

LONGEST_GROUND = 44
"""Characters of a statement on which a reading rests, as they are shown beside the reading."""

NOTES_HEADING = "## The words behind each sentence {: #notes }"
"""Stands above the notes, which Markdown puts at the end of the page."""


class Press:
    """Expands macros; `open` a page first, `close` it for the definitions of its footnotes."""

    def __init__(self, brief: Brief, edit_root: str = "") -> None:
        """Make the press of a brief; nothing is looked up yet. Below `edit_root`, if any, its files are edited."""
        self.brief, self._edit_root = brief, edit_root
        self.sheet = Sheet("")
        self.cited_in: Mapping[str, tuple[Backlink, ...]] = {}
        """The places that cite each passage, once they are known."""
        self.page_names: Mapping[str, str] = {}
        """The short titles of the pages."""
        self._templates = environment(str(Path(__file__).with_name(TEMPLATES)), self._functions())
        self._runs = self._templates.get_template("runs.md.j2")
        single = (self.home, self.timeline, self.actors, self.quotes, self.figures, self.figure, self.sources, self.checked)
        self.macros: dict[str, object] = {macro.__name__: macro for macro in (*single, self.topic, self.actor, self.source)}

    def open(self, path: str) -> None:
        """Begin a page."""
        self.sheet = Sheet(path)

    def close(self) -> str:
        """Return the definitions of the open page's footnotes, in reading order."""
        definitions = "\n".join(self._definition(note) for note in self.sheet.notes.values())
        return f"{NOTES_HEADING}\n\n{definitions}" if definitions else ""

    def _definition(self, note) -> str:
        body = self._render("note.md", note=views.note(self.brief, note)).strip()
        return f"[^{note.label}]:\n" + "".join(f"    {line}\n" if line else "\n" for line in body.split("\n"))

    # The macros, one for each kind of page.

    def home(self) -> str:
        """Show the home page."""
        front = self.brief.front
        charts = sorted((self._chart(figure) for figure in self.brief.records("figure")), key=_most_telling)
        numeric = [chart for chart in charts if chart.numeric][:FIGURES_ON_HOME]
        topics = [self._record(id_, Topic) for id_ in front.topics if id_ in self.brief.entries]
        sources = self.brief.records("source")
        return self._render("home.md", front=front, topics=topics, charts=numeric, strip=self._strip, sources=sources)

    def topic(self, id_: str) -> str:
        """Show a topic."""
        topic = self._record(id_, Topic)
        blocks = [block for section in topic.sections for block in views.sound(section.paragraphs)]
        listed = {event for block in blocks for event in block.events or ()}
        rest = views_time.happenings(self.brief, lambda event: id_ in event.topics and event.id not in listed)
        shown = {block.figure for block in blocks} | {block.quote for block in blocks}
        further = [figure for figure in self.brief.records("figure") if id_ in figure.topics and figure.id not in shown]
        quoted = [entry for entry in self.brief.all("quote") if id_ in entry.record.topics and entry.id not in shown]
        quotes = {entry.owner: entry.id for entry in reversed(quoted)}
        return self._render(
            "topic.md", topic=topic, years=views_time.years(rest), further=sorted(further, key=_conflicts_first), quotes=quotes
        )

    def timeline(self, topic: str = "", actor: str = "") -> str:
        """Show all events, or those of a topic or an actor."""
        if not (topic or actor):
            years = views_time.years(views_time.happenings(self.brief))
            tags = [facets.of_event(item.event) for year in years for item in year.events]
            return self._render("timeline.md", years=years, strip=self._strip, facets=facets.facets(self.brief, tags))
        self._record(topic or actor, Topic if topic else Actor)
        found = views_time.happenings(
            self.brief, lambda event: (not topic or topic in event.topics) and (not actor or actor in event.actors)
        )
        return self._render("events.md", years=views_time.years(found))

    def actors(self) -> str:
        """Show the index of the actors."""
        people = self.brief.records("actor")
        named = {actor.id: self._named_in(actor) for actor in people}
        groups = [(label, _by_name(actor for actor in people if actor.kind == kind)) for kind, label in views_actor.KINDS.items()]
        overview = views_map.overview(self.brief)
        return self._render("actors.md", groups=[group for group in groups if group[1]], named=named, overview=overview)

    def actor(self, id_: str) -> str:
        """Show an actor."""
        actor = self._record(id_, Actor)
        return self._render("actor.md", it=views_actor.portrait(self.brief, actor, self._counts, self._mentions.get(id_, [])))

    def quotes(self) -> str:
        """Show all quotes by speaker."""
        speakers = views_quote.speakers(self.brief)
        tags = [facets.of_quote(self.brief, it.quote) for speaker in speakers for it in speaker.quotes]
        return self._render("quotes.md", speakers=speakers, facets=facets.facets(self.brief, tags))

    def figures(self) -> str:
        """Show the index of the contested questions by verdict, contradictions first."""
        charts = [self._chart(figure) for figure in self.brief.records("figure")]
        found = facets.facets(self.brief, map(facets.of_chart, charts))
        return self._render(
            "figures.md", groups=views_figure.groups(self.brief, charts), key=views_figure.key(charts), facets=found
        )

    def figure(self, id_: str) -> str:
        """Show a contested question."""
        figure = self._record(id_, Figure)
        return self._render("figure.md", it=self._chart(figure))

    def sources(self) -> str:
        """Show the index of the sources."""
        return self._render("sources.md", tally=views_checked.tally(self.brief))

    def source(self, id_: str) -> str:
        """Show a source."""
        record = self._record(id_, Source)
        return self._render("source.md", it=views_source.dossier(self.brief, record, self.cited_in))

    def checked(self) -> str:
        """Show how the brief was checked."""
        return self._render("checked.md", tally=views_checked.tally(self.brief), front=self.brief.front)

    # What templates can call.

    def _functions(self) -> dict[str, Callable]:
        return {
            "prose": self._prose,
            "title": lambda text: self._set(plain_runs(typeset(text))),
            "words": lambda text: self._set(plain_runs(text)),
            "dated_apart": self._dated_apart,
            "link": self._link,
            "begin_section": self._begin_section,
            "place": lambda id_: Markup(places.link(self.sheet.path, places.place(self.brief, id_))),
            "place_at": lambda page, anchor: Markup(places.link(self.sheet.path, places.Place(page, anchor))),
            "page_name": lambda page: self.page_names.get(page, page),
            "href": self._href,
            "marks": self._marks,
            "edit": lambda id_: self.edit_address(self.brief.entries[id_]) if self.sheet.claim(f"edit {id_}") else "",
            "marks_of": self._marks_of,
            "anchor": self._anchor,
            "name": lambda id_: label(self.brief, id_),
            "event": self._happening,
            "quote": lambda id_: views_quote.utterance(self.brief, self._record(id_, Quote)),
            "chart": lambda id_: self._chart(self._record(id_, Figure)),
            "key_of": views_figure.key,
            "tags_of_event": facets.of_event,
            "tags_of_chart": facets.of_chart,
            "tags_of_quote": lambda quote: facets.of_quote(self.brief, quote),
            "tie": self._tie,
            "map_of": lambda ids, own="": views_map.relation_map(self.brief, ids, own),
            "letter": lettering.letter,
            "rests_on": self._rests_on,
            "absences": lambda ids: views.sources(self.brief, ids),
            "date_of": views_time.when,
            "sound": views.sound,
        }

    def _prose(self, text: str) -> Markup:
        """Return a text of the brief's own with its links."""
        return self._set(runs(self.brief, text))

    def _set(self, found: Iterable[Run]) -> Markup:
        """Set runs of text: links, and names that are not torn."""
        return Markup(self._runs.render(runs=found, link=self._mention).rstrip("\n"))

    def _mention(self, id_: str, words: str | None = None) -> Markup:
        """Return a link to a record at its first mention in a section, then its words alone."""
        if self.sheet.mention(id_):
            return self._link(id_, words)
        return self._set(plain_runs(typeset(words or label(self.brief, id_))))

    def _begin_section(self) -> Markup:
        """Begin a section: what is mentioned is linked anew."""
        self.sheet.mentioned.clear()
        return Markup("")

    def _link(self, id_: str, words: str | None = None) -> Markup:
        """Return a Markdown link to a record; on its own page, the words alone."""
        there = places.place(self.brief, id_)
        shown = self._set(plain_runs(typeset(words or label(self.brief, id_))))
        if there.page == self.sheet.path and not there.anchor:
            return shown
        return Markup("[{}]({})").format(shown, Markup(places.link(self.sheet.path, there)))

    def _href(self, target: str | places.Place, anchor: str = "") -> Markup:
        there = target if isinstance(target, places.Place) else None
        if there is None:
            there = places.Place(target, anchor) if target.endswith(".md") else places.place(self.brief, target)
            there = places.Place(there.page, anchor or there.anchor)
        return Markup(places.href(self.sheet.path, there))

    def _marks(self, id_: str, *fields: str) -> Markup:
        """Return the footnotes of a record's citations in the named fields, and of its absence."""
        wanted = fields or ("cite",)
        found = [located for located in self.brief.by_record.get(id_, ()) if located.field in wanted]
        labels = [self.sheet.cite(located) for located in found]
        entry = self.brief.entries[id_]
        if "cite" in wanted and getattr(entry.record, "absent", None) and entry.kind in ("statement", "answer"):
            labels.append(self.sheet.miss(entry))
        return _references(labels)

    def _marks_of(self, citations: Iterable[Citation]) -> Markup:
        found: list[Located] = [self.brief.located[id(citation)] for citation in citations if id(citation) in self.brief.located]
        return _references([self.sheet.cite(located) for located in found])

    def edit_address(self, entry: Entry) -> str:
        """Return where a record is edited, at its line, or nothing where no repository is configured."""
        return f"{self._edit_root}{entry.file.name}#L{entry.place().line}" if self._edit_root else ""

    def _dated_apart(self, id_: str) -> bool:
        """Tell whether the date of a record rests on other passages than its text."""
        cited = self.brief.by_record.get(id_, ())
        return bool({at.key for at in cited if at.field != "cite"} - {at.key for at in cited if at.field == "cite"})

    def _anchor(self, id_: str) -> Markup:
        """Return the id attribute of a record the first time it is shown on the page, then nothing."""
        return Markup(' id="{}"').format(id_) if self.sheet.claim(id_) else Markup("")

    def _happening(self, id_: str) -> views_time.Happening:
        self._record(id_, Event)
        return views_time.happenings(self.brief, lambda event: event.id == id_)[0]

    def _tie(self, id_: str) -> tuple[str, views_actor.Tie]:
        relation = self._record(id_, Relation)
        return self.brief.entries[id_].owner, views_actor.tie(self.brief, relation, relation.object)

    def _rests_on(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Return (id, first words) of the records that a reading rests on."""
        shown = [(id_, label(self.brief, id_)) for id_ in ids if id_ in self.brief.entries]
        return [(id_, beginning(typeset(words), LONGEST_GROUND)) for id_, words in shown]

    # What several macros need, looked up once.

    def _record(self, id_: str, kind: type[Record]):
        entry = self.brief.entries.get(id_)
        if entry is None or not isinstance(entry.record, kind):
            raise places.UnknownId(f"there is no {kind.__name__.lower()} '{id_}'")
        return entry.record

    def _render(self, template: str, **values: object) -> str:
        values.update(sheet=self.sheet, brief=self.brief)
        return tidy(self._templates.get_template(f"{template}.j2").render(**values))

    def _chart(self, figure: Figure) -> views_figure.Chart:
        return views_figure.chart(self.brief, figure)

    def _named_in(self, actor: Actor) -> tuple[Source, ...]:
        printed = mentions.spellings(self.brief, actor, self._counts)
        named = {source.id for spelling in printed for source, _ in spelling.per_source}
        return tuple(source for source in self.brief.records("source") if source.id in named)

    @cached_property
    def _strip(self) -> views_strip.Strip | None:
        return views_strip.strip(self.brief)

    @cached_property
    def _counts(self):
        return mentions.count(self.brief)

    @cached_property
    def _mentions(self):
        return mentions.index(self.brief)


def _references(labels: Iterable[str]) -> Markup:
    return Markup("").join(Markup("[^{}]").format(Markup(label)) for label in dict.fromkeys(labels))


def _most_telling(chart: views_figure.Chart) -> tuple[bool, int, str]:
    numbers = sum(1 for row in chart.rows if any(sign.kind not in ("part", "word") for sign in row.signs))
    return chart.figure.verdict != "conflict", -numbers, chart.figure.id


def _conflicts_first(figure: Figure) -> bool:
    return figure.verdict != "conflict"


def _by_name(actors: Iterable[Actor]) -> list[Actor]:
    return sorted(actors, key=lambda actor: actor.name.casefold())
