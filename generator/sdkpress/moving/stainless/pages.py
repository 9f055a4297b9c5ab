"""`pagination` in, schemes of pages out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ...data import as_object, text
from ..described import Described, Endpoint, Schema
from ..job import Import, dispatch
from ..keys import Key
from .casing import Casing

_ROLES = {
    "next_cursor_param": "cursor",
    "next_cursor_id_param": "cursor",
    "page_number_param": "page",
    "offset_count_param": "offset",
    "items": "results",
    "has_next_page": "has_more",
    "next_cursor_field": "next_cursor",
    "cursor_url_field": "next_url",
    "total_page_count_field": "number_of_pages",
    "offset_total_count_field": "total",
}
_NOT_SAID = {
    "previous_cursor_param": "it is an argument as any: pages go forward",
    "previous_cursor_id_param": "it is an argument as any: pages go forward",
    "previous_cursor_field": "pages go forward",
    "current_page_number_field": "the client counts pages itself",
    "offset_count_start_field": "the client counts itself",
}
_Names: TypeAlias = dict[str, tuple[str, ...]]
_REQUEST: dict[str, _Names] = {
    "cursor": {
        "cursor": ("cursor", "next_cursor", "page_token", "after", "starting_after", "next")
    },
    "cursor_id": {"cursor": ("after_id", "after", "starting_after", "cursor")},
    "offset": {"offset": ("offset", "skip", "start")},
    "page_number": {"page": ("page", "page_number", "page_no")},
}
_RESPONSE: dict[str, _Names] = {
    "cursor": {"next_cursor": ("next_cursor", "next_page_token", "next_page", "cursor", "next")},
    "cursor_id": {},
    "cursor_url": {"next_url": ("next_url", "next_page_url", "next", "next_page")},
    "offset": {"total": ("total", "total_count", "count")},
    "page_number": {"number_of_pages": ("total_pages", "page_count", "last_page")},
}
_LIMITS = ("limit", "page_size", "per_page", "pagesize", "perpage", "size", "count", "max_results")
_IN_HEADER = "a cursor in a header is not read: give `link_header = true`, or page by hand"
_MORE = ("has_more", "has_next_page", "has_next", "hasmore")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a property of a scheme's shape; ``path`` has the names on the way to it."""

    key: Key
    path: tuple[str, ...]
    purpose: str

    @property
    def name(self) -> str:
        """What it is called in lower case, words joined by underscores."""
        return Casing().snake(self.path[-1]) if self.path else ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of pages, by the names of ``[pagination.<scheme>]``; ``title`` is theirs."""

    name: str
    title: str
    key: Key
    roles: dict[str, str]

    def fits(self, endpoint: Endpoint, described: Described) -> Schema | None:
        """The schema of the items, where an operation has all that the scheme names."""
        inputs = _inputs(endpoint, described)
        wanted = [self.roles[role] for role in ("cursor", "page", "offset") if role in self.roles]
        response = described.response(endpoint)
        if response is None or not all(name in inputs for name in wanted):
            return None
        paths = [self.roles[role] for role in ("has_more", "next_url") if role in self.roles]
        cursor = self.roles.get("next_cursor", "")
        paths += [cursor] if cursor and "[-1]" not in cursor else []
        if not all(_at(response, path, described) for path in paths):
            return None
        items = _at(response, self.roles.get("results", "$"), described)
        node = as_object(items.node) if items else {}
        if items is None or "items" not in node:
            return None
        return described.schema(node["items"], (*items.pointer, "items"))


def _at(schema: Schema, path: str, described: Described) -> Schema | None:
    found: Schema | None = schema
    for name in path.split(".") if path != "$" else ():
        found = described.properties(found).get(name) if found else None
    return found


def _inputs(endpoint: Endpoint, described: Described) -> set[str]:
    """The names of the parameters of an operation, and of the properties of its body."""
    names = {text(one.get("name")) for one in described.parameters(endpoint)}
    bodies = [described.properties(schema) for schema in described.body(endpoint)]
    return names.union(*bodies)


@dataclass(slots=True)
class Pages:
    """Reads the schemes of a configuration. Each is called as the class of its pages."""

    job: Import
    casing: Casing
    found: list[Scheme] = field(default_factory=list[Scheme])

    def read(self, key: Key) -> None:
        """Read a list of schemes, or one that has no name."""
        for one in [key] if key.is_map else key.members():
            self._scheme(one)

    def _scheme(self, key: Key) -> None:
        name, kind = key.get("name"), key.get("type")
        theirs = name.text if name is not None and name.text else "page"
        title = self.casing.pascal(theirs) or "Page"
        type_ = kind.text if kind is not None else ""
        if type_ not in _RESPONSE:
            key.open("write [pagination.<name>] by hand: docs/dialects.md says how")
            return
        roles = self._roles(key, type_)
        for role, (value, field_) in roles.items():
            self.job.settings.put(("pagination", title, role), value, field_.key)
        for one in (name, kind):
            if one is not None:
                one.carried(f"[pagination.{title}]")
        reasons = {
            "description": "the class of a page needs none",
            "param_location": "parameters are found where they are",
        }
        dispatch(key, {}, reasons)
        found = {role: value for role, (value, _) in roles.items()}
        self.found.append(Scheme(title, theirs, key, found))

    def _roles(self, key: Key, type_: str) -> dict[str, tuple[str, Field]]:
        found: dict[str, tuple[str, Field]] = {}
        request, response = key.get("request"), key.get("response")
        inputs = list(_fields(request)) if request else []
        outputs = list(_fields(response)) if response else []
        for one in [*inputs, *outputs]:
            role = _ROLES.get(one.purpose)
            if role is not None:
                found.setdefault(role, (".".join(one.path) or "$", one))
            elif one.purpose in _NOT_SAID:
                one.key.unneeded(_NOT_SAID[one.purpose])
        self._by_name(found, inputs, {**_REQUEST.get(type_, {}), "limit": _LIMITS})
        self._by_name(found, outputs, {**_RESPONSE[type_], "has_more": _MORE})
        _results(found, outputs)
        _cursor_of_item(found, outputs)
        for one in [*inputs, *outputs]:
            one.key.unneeded("its type is the description's")
        return found

    def _by_name(
        self,
        found: dict[str, tuple[str, Field]],
        fields: list[Field],
        wanted: _Names,
    ) -> None:
        """What has no purpose said is known by its name."""
        for role, names in wanted.items():
            taken = {path for path, _ in found.values()}
            free = [one for one in fields if not one.purpose and ".".join(one.path) not in taken]
            for name in names:
                match = next((one for one in free if one.name == name), None)
                if match is not None and role not in found:
                    found[role] = (".".join(match.path), match)


def _results(found: dict[str, tuple[str, Field]], outputs: list[Field]) -> None:
    """The items are the array that there is, where no other is said to be."""
    arrays = [one for one in outputs if as_object(one.key.value).get("type") == "array"]
    if "results" not in found and arrays:
        found["results"] = (".".join(arrays[0].path) or "$", arrays[0])


def _cursor_of_item(found: dict[str, tuple[str, Field]], outputs: list[Field]) -> None:
    """Where the cursor is in the last item, the path says so."""
    for one in outputs:
        if one.purpose == "cursor_item_id" and "results" in found:
            items = found["results"][0]
            depth = 0 if items == "$" else items.count(".") + 1
            found["next_cursor"] = (f"{items}[-1].{'.'.join(one.path[depth:])}", one)


def _fields(key: Key, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """All parameters or properties of a shape, those that are nested, too."""
    for member in key.members():
        own = (*path, member.name)
        marked = member.find("x-stainless-pagination-property")
        if marked is not None and marked.get("from_header"):
            member.open(_IN_HEADER)
        top = marked.get("is_top_level_array") if marked is not None else None
        own = () if top is not None and top.value is True else own
        purpose = marked.get("purpose") if marked is not None else None
        yield Field(member, own, purpose.text if purpose is not None else "")
        for below in (member.get("properties"), member.find("items", "properties")):
            if below is not None:
                yield from _fields(below, own)
