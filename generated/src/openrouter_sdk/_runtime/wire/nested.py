"""Arrays and objects in a query as frameworks read them: `a[]=1`, `a[0]=1`, `a[b]=c`, `a.b=c`.

OpenAPI has no styles for most of it; `sdk.toml` chooses them for an API as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..data.values import is_array, is_object
from .scalars import scalar
from .values import compact_json, plain_value


def nested_pairs(name: str, value: Any, style: str, safe: str) -> list[str]:
    """Serialise a query parameter to "a=b" texts.

    Args:
        name: Of the parameter, percent-encoded.
        value: Plain: scalars, lists and dicts.
        style: How members of objects are named ("brackets", "dots" or "" for their own names), a
            dot, and how arrays are written ("comma", "repeat", "brackets" or "indices").
        safe: Characters of values that stay as they are.
    """
    objects, _, arrays = style.partition(".")
    pairs = _Style(objects, arrays, safe).pairs(name, value)
    return [f"{key}={text}" for key, text in pairs]


@dataclass(frozen=True, slots=True)
class _Style:
    objects: str
    arrays: str
    safe: str

    def pairs(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Give names and values, what is None left out."""
        value = plain_value(value)
        if is_object(value):
            for key, member in value.items():
                if member is not None:
                    yield from self._member(name, quote(str(key), safe=""), member)
        elif is_array(value):
            yield from self._items(name, [plain_value(one) for one in value if one is not None])
        else:
            yield name, quote(scalar(value), safe=self.safe)

    def _member(self, name: str, key: str, member: Any) -> Iterator[tuple[str, str]]:
        if self.objects:
            inner = f"{name}.{key}" if self.objects == "dots" else f"{name}%5B{key}%5D"
            yield from self.pairs(inner, member)
            return
        member = plain_value(member)  # one that has members itself is JSON, as in the style form
        is_whole = is_object(member) or is_array(member)
        yield key, quote(compact_json(member) if is_whole else scalar(member), safe=self.safe)

    def _items(self, name: str, items: list[Any]) -> Iterator[tuple[str, str]]:
        if not self.objects:  # nothing says how their members are named
            items = [compact_json(one) if is_object(one) else one for one in items]
        numbered = self.arrays == "indices" or any(is_object(one) or is_array(one) for one in items)
        if numbered:  # what has members of its own must stay together
            for index, item in enumerate(items):
                yield from self.pairs(f"{name}%5B{index}%5D", item)
        elif self.arrays == "comma":
            if items:
                yield name, ",".join(quote(scalar(one), safe=self.safe) for one in items)
        else:
            own = f"{name}%5B%5D" if self.arrays == "brackets" else name
            for item in items:
                yield own, quote(scalar(item), safe=self.safe)
