"""The order of keys: as the fields of a record's type stand in `macros.facts.records`.

The one place at which keys are put in order, for `brief fix` and `brief fmt` alike.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from macros.facts.base import Path, Record, walk
from macros.facts.citation import Citation, written
from macros.reading.recordfile import RecordFile
from macros.reading.yamledit import Layout, ordered


def in_order(file: RecordFile) -> tuple[str, int]:
    """Return a file's text with the keys of its records in order, and how many records had them in another.

    Only keys on lines of their own are moved, as `yamledit.ordered` does it.
    """
    wanted = [(path, keys) for path, keys in _orders(file) if not _is_ordered(file.file.at(path), keys)]
    return ordered(Layout(file.file.text), wanted) if wanted else (file.file.text, 0)


def _orders(file: RecordFile) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield where records stand in a file, with the keys of their type in order."""
    if file.record is None:
        return
    for path, value in (((), file.record), *((path, value) for path, value, _ in walk(file.record))):
        if isinstance(value, Citation):
            if value.at[-1:] == ("exact",):
                yield (*path[:-1], *value.at[:-1]), _keys(type(value))
        elif isinstance(value, Record):
            yield written(file.file.value, path)[0], _keys(type(value))


@cache
def _keys(kind: type[Record]) -> tuple[str, ...]:
    return tuple(given.alias or name for name, given in kind.model_fields.items() if not given.exclude)


def _is_ordered(value: Any, order: tuple[str, ...]) -> bool:
    """Tell whether the keys of a value, if it has any, stand in an order."""
    if not isinstance(value, dict):
        return True
    found = [order.index(key) for key in value if key in order]
    return found == sorted(found)
