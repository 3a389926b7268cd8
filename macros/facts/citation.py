"""A citation: a source and the exact words of it that support a record.

The passage follows the W3C Web Annotation TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector):
`exact`, with `prefix` and `suffix` where the words occur more than once.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import PydanticCustomError

from macros.facts.base import Path, Printed, Record, SourceId

CITING = frozenset({"cite", "stated", "from", "attribution"})
"""The keys under which citations are written."""

AT = "<at>"
"""The name under which a citation is told its place; no key that could be meant."""


def _fragments(words: Any) -> Any:
    return words if isinstance(words, list | tuple) else [words]


Fragments = Annotated[tuple[Printed, ...], Field(min_length=1)]

Words = Annotated[Fragments, BeforeValidator(_fragments, json_schema_input_type=Printed | Fragments)]
"""One piece, or fragments in a list."""


class Citation(Record):
    """Words of one source, as they are printed there.

    Most often written more shortly, as `source-id: words`. Several stand in a list. In the record of a source, words alone are
    its own.
    """

    source: SourceId
    """The source's id."""
    exact: Words
    """The words: one piece, or the fragments of an elision in their order, all in one paragraph."""
    prefix: str = ""
    """Words that stand directly before, where `exact` occurs more than once."""
    suffix: str = ""
    """Words that stand directly after, where `exact` occurs more than once."""
    at: Annotated[SkipJsonSchema[Path], Field(exclude=True, alias=AT)] = ()
    """Where the words stand in the YAML, below the citing field."""


def _one(form: dict[str, Any], at: Path) -> list[dict[str, Any]]:
    if "source" in form or not form.keys().isdisjoint({"exact", "prefix", "suffix"}):
        return [{**form, AT: (*at, "exact")}]
    if any(words == "" and " " in source for source, words in form.items()):
        raise PydanticCustomError("citation_form", "a comma ends the words here: write them in quotation marks")
    return [{"source": source, "exact": words, AT: (*at, source)} for source, words in form.items()]


def _normalise(given: Any, info: ValidationInfo) -> Any:
    """Turn the short form, the long form, a list of them, or a source's own words into a list of long forms."""
    own = (info.context or {}).get("source")
    if isinstance(given, str) and own:
        return [{"source": own, "exact": [given], AT: ()}]
    if isinstance(given, dict):
        return _one(given, ())
    if isinstance(given, list):
        found: list[Any] = []
        for index, form in enumerate(given):
            if isinstance(form, str) and own:
                found.append({"source": own, "exact": [form], AT: (index,)})
            elif isinstance(form, dict):
                found.extend(_one(form, (index,)))
            else:
                raise PydanticCustomError("citation_form", "a citation is 'source-id: words', or source and exact")
        return found
    raise PydanticCustomError("citation_form", "a citation is 'source-id: words', or source and exact")


def written(value: Any, path: Path) -> tuple[Path, bool]:
    """Return where the value at a record's `path` stands in the values as written, and whether it is a key there.

    The short forms of citations and chains are written with fewer levels than the records have.
    """
    found: list[str | int] = []
    for index, part in enumerate(path):
        if part in CITING and isinstance(value, dict) and part in value and len(path) > index + 1:
            at, of_key = _written_citation(value[part], path[index + 1 :])
            return (*found, part, *at), of_key
        if isinstance(part, int) and not isinstance(value, list):
            continue
        found.append(part)
        if isinstance(value, list):
            value = value[part] if isinstance(part, int) and part < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return tuple(found), False


def _written_citation(given: Any, path: Path) -> tuple[Path, bool]:
    number, *field = path
    forms = [(index, form) for index, form in enumerate(given)] if isinstance(given, list) else [(None, given)]
    ats = []
    for index, form in forms:
        at = () if index is None else (index,)
        ats += [one[AT] for one in _one(form, at)] if isinstance(form, dict) else [at]
    if not isinstance(number, int) or number >= len(ats):
        return (), False
    at = ats[number]
    if not field or field[0] == "exact":
        return (*at, *field[1:]), False
    short = not at or at[-1] != "exact"
    return (at, True) if short else ((*at[:-1], *field), False)


CITES = "cites"
"""The key of a schema that marks citations, which a source may write more shortly."""


class _Cites:
    """Marks citations in a schema."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), CITES: True}


Short = Annotated[dict[SourceId, Printed | Fragments], Field(min_length=1)]
"""`source-id: words`, once or more often."""

Form = Annotated[Short | Citation | Annotated[tuple[Short | Citation, ...], Field(min_length=1)], _Cites()]
"""The written forms of citations: short, long, or a list of both."""

Citations = Annotated[tuple[Citation, ...], Field(min_length=1), BeforeValidator(_normalise, json_schema_input_type=Form)]
"""One or more citations in any of the written forms."""
