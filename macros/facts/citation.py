"""A citation: a source and the exact words of it that support a record.

The passage follows the W3C Web Annotation TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector):
`exact`, with `prefix` and `suffix` where the words occur more than once.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from macros.facts.base import Line, Path, Record, SourceId

LONG_FORM = {"source", "exact", "prefix", "suffix"}


class Citation(Record):
    """Words of one source, as they are printed there."""

    source: SourceId
    """The source's id."""
    exact: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The words: one piece, or the fragments of an elision in their order, all in one paragraph."""
    prefix: str = ""
    """Words that stand directly before, where `exact` occurs more than once."""
    suffix: str = ""
    """Words that stand directly after, where `exact` occurs more than once."""
    at: Annotated[Path, Field(exclude=True)] = ()
    """Where the words stand in the YAML, below the citing field."""


def _fragments(words: Any) -> Any:
    return words if isinstance(words, list) else [words]


def _one(form: dict[str, Any], at: Path) -> list[dict[str, Any]]:
    if "source" in form or not form.keys().isdisjoint({"exact", "prefix", "suffix"}):
        return [{**form, "exact": _fragments(form.get("exact", [])), "at": (*at, "exact")}]
    return [{"source": source, "exact": _fragments(words), "at": (*at, source)} for source, words in form.items()]


def _normalise(given: Any, info: ValidationInfo) -> Any:
    """Turn the short form, the long form, a list of them, or a source's own words into a list of long forms."""
    own = (info.context or {}).get("source")
    if isinstance(given, str) and own:
        return [{"source": own, "exact": [given], "at": ()}]
    if isinstance(given, dict):
        return _one(given, ())
    if isinstance(given, list):
        found: list[Any] = []
        for index, form in enumerate(given):
            if isinstance(form, str) and own:
                found.append({"source": own, "exact": [form], "at": (index,)})
            elif isinstance(form, dict):
                found.extend(_one(form, (index,)))
            else:
                raise PydanticCustomError("citation_form", "a citation is 'source-id: words', or source and exact")
        return found
    raise PydanticCustomError("citation_form", "a citation is 'source-id: words', or source and exact")


Citations = Annotated[tuple[Citation, ...], BeforeValidator(_normalise), Field(min_length=1)]
"""One or more citations in any of the written forms."""
