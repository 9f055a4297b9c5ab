"""`Patterns`: maps whose values have a type where their names match (`patternProperties`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

_LONGEST = 1000  # characters of a name that are looked at: the time is at most their square


class Patterns:
    """Says which names of a map have values of its type; all other values may be anything."""

    def __init__(self, *patterns: str) -> None:
        """Take patterns whose time is bounded: the generator lets no others through."""
        self._patterns = patterns

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one, re.ASCII) for one in self._patterns)

    def match(self, name: Any) -> bool:
        """Tell whether a name matches."""
        return any(one.search(str(name)[:_LONGEST]) for one in self._compiled)

    def applied(self, data: Mapping[Any, Any], read: Callable[[dict[Any, Any]], Any]) -> Any:
        """Return the map with what `read` makes of the values whose names match."""
        typed = read({name: value for name, value in data.items() if self.match(name)})
        return {name: typed.get(name, value) for name, value in data.items()}

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Check and write only what matches by the type."""
        from pydantic_core import core_schema

        def applied(value: Any, read: Any) -> Any:
            return self.applied(value, read) if _is_map(value) else read(value)

        plain = handler(source)
        return core_schema.no_info_wrap_validator_function(
            applied,
            plain,
            serialization=core_schema.wrap_serializer_function_ser_schema(applied, schema=plain),
        )


def patterns_of(annotation: Any) -> Patterns | None:
    """Return what is said about the names of a map, by its annotation or a type alias."""
    while annotation is not None:
        found = [one for one in getattr(annotation, "__metadata__", ()) if _is_patterns(one)]
        if found:
            return found[0]
        annotation = getattr(annotation, "__value__", None)
    return None


def _is_patterns(value: object) -> TypeGuard[Patterns]:
    return isinstance(value, Patterns)


def _is_map(value: object) -> TypeGuard[Mapping[Any, Any]]:
    return isinstance(value, Mapping)
