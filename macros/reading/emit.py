"""Thrown away when the canonical writer is there."""

from typing import Any

import yaml

from macros.facts.citation import Citation


def text(values: Any) -> str:
    """Write values as YAML."""
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110)


def citation_values(citation: Citation) -> dict[str, Any]:
    """Return a citation in the short form where that serves."""
    words = citation.exact[0] if len(citation.exact) == 1 else list(citation.exact)
    if not (citation.prefix or citation.suffix):
        return {citation.source: words}
    more = {name: getattr(citation, name) for name in ("prefix", "suffix") if getattr(citation, name)}
    return {"source": citation.source, "exact": words, **more}


def citation_text(citation: Citation) -> str:
    """Write a citation."""
    return text(citation_values(citation))
