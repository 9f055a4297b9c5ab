"""What `sdk.toml` says was renamed, and the plan in; the old names that still stand out.

What names nothing, or leads nowhere, is an error at its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...config import Config, RenamedConfig
from ...config.report import report
from ...problems import Problems
from ...read.suggest import nearest
from ..model.renames import Kind, OldName, Renamed, first_parts, last_part
from ..model.sdk import Sdk
from .gone_resources import with_gone
from .implied_names import implied_names
from .name_places import Places, space
from .previous_signatures import previous_signatures
from .public_names import public_names
from .until import gone, is_over

_ONE = r"[^.()]+"
_PATH = rf"{_ONE}(?:\.{_ONE})*"
_NOTATIONS: Mapping[Kind, tuple[str, str]] = {
    "resource": (_PATH, "chat"),
    "method": (rf"{_PATH}\.{_ONE}", "chat.send"),
    "pages method": (rf"{_PATH}\.{_ONE}", "chat.list_pages"),
    "argument": (rf"{_PATH}\.{_ONE}\({_ONE}\)", "chat.send(model)"),
    "function": (rf"funcs\.{_ONE}", "funcs.chat_send"),
    "client": (_ONE, "Acme"),
    "constructor argument": (rf"{_ONE}\({_ONE}\)", "Acme(api_key)"),
    "model": (rf"models\.{_ONE}", "models.Item"),
    "field": (rf"models\.{_ONE}\.{_ONE}", "models.Item.size"),
    "type": (rf"types\.{_ONE}", "types.ItemDict"),
    "error": (rf"errors\.{_ONE}", "errors.NotFoundError"),
    "page": (rf"pages\.{_ONE}", "pages.ItemsPage"),
    "module": (rf"models\.{_ONE}", "models.chat"),
}
"""How the name of each kind is written, with an example."""

_OWNERS: Mapping[Kind, Kind] = {
    "resource": "resource",
    "method": "resource",
    "pages method": "resource",
    "argument": "method",
    "constructor argument": "client",
    "field": "model",
}
"""What an old name stands in, where that may have been renamed as well."""


class _WrongError(Exception):
    """An entry cannot be obeyed: why, what to do, and the key of the entry that it is about."""

    def __init__(self, message: str, hint: str, *key: str) -> None:
        super().__init__(message)
        self.hint = hint
        self.key = key


def with_old_names(sdk: Sdk, config: Config, problems: Problems) -> Sdk:
    """The plan with the old names that still stand."""
    if not config.renamed:
        return sdk
    reader, refused = _read(sdk, config)
    for name, wrong in refused.items():
        report(str(wrong), wrong.hint, ("renamed", name, *wrong.key), config, problems)
    problems.note = " ".join(filter(None, [problems.note, _over(reader.over, config)]))
    given = tuple(reader.taken.values())
    sdk = replace(sdk, resources=with_gone(sdk.resources, reader.gone))
    names = (*given, *implied_names(given, sdk, reader.places))
    return replace(sdk, renamed=Renamed(names, previous_signatures(names)))


def refused_names(sdk: Sdk, config: Config) -> frozenset[str]:
    """The old names in `config` that `sdk`, planned without them, cannot have."""
    return frozenset(_read(sdk, config)[1])


def _read(sdk: Sdk, config: Config) -> tuple[_Reader, dict[str, _WrongError]]:
    """All entries, read, and what is wrong with those that cannot be obeyed."""
    reader = _Reader(public_names(sdk), Places(sdk), config.renamed, sdk.package.version)
    refused: dict[str, _WrongError] = {}
    for name, entry in config.renamed.items():
        try:
            reader.take(name, entry)
        except _WrongError as wrong:
            refused[name] = wrong
    return reader, refused


def _over(names: list[str], config: Config) -> str:
    """What is said of entries that nothing comes of any more."""
    if not names:
        return ""
    at = config.locate(("renamed", names[0]))
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    place = f" ({at.file}:{at.line}:{at.column})" if at else ""
    return f"note: old names that are gone, and can be removed from [renamed]: {listed}{place}"


@dataclass(slots=True)
class _Reader:
    """Takes entry after entry.

    Attributes:
        over: Those whose old names are gone by now.
        gone: The resources, as they are called from the client on, that are there for what is in
            others by now.
    """

    names: Mapping[str, Kind]
    places: Places
    entries: Mapping[str, RenamedConfig]
    version: str
    taken: dict[tuple[str, ...], OldName] = field(default_factory=dict[tuple[str, ...], OldName])
    over: list[str] = field(default_factory=list[str])
    gone: set[str] = field(default_factory=set[str])

    def take(self, old: str, entry: RenamedConfig) -> None:
        """Read one entry.

        Raises:
            _WrongError: It cannot be obeyed.
        """
        if is_over(entry.since, self.version):
            self.over.append(old)
            return
        new = self.target(entry.to)
        kind = self.names[new]
        self.check(old, kind, new)
        name = OldName(kind, old, new, self.owner(old, kind, new), entry.since, gone(entry.since))
        if self.places.is_taken(name) and not name.is_in_place:
            message = f"something else is called {name.name} there"
            raise _WrongError(message, "an old name must be free: remove the entry")
        other = self.taken.setdefault(space(name), name)
        if other is not name:
            message = f"{other.old} stands at the same place and is another entry"
            raise _WrongError(message, "keep one of the two")

    def target(self, to: str) -> str:
        """What a name leads to, through whatever renames.

        Raises:
            _WrongError: There is nothing of the name.
        """
        new = self.followed(to, ())
        if new is None:
            near = nearest(to, self.names)
            hint = f'did you mean "{near}"?' if near else "write a name that the SDK has now"
            raise _WrongError(f"there is no {to}", hint, "to")
        return new

    def followed(self, name: str, before: tuple[str, ...]) -> str | None:
        """What is called `name` now, or was; None where there is none."""
        if name in self.names:
            return name
        if name in before:
            circle = " → ".join([*before[before.index(name) :], name])
            raise _WrongError(f"leads round in a circle: {circle}", "say what it is called now")
        entry = self.entries.get(name)
        if entry is not None:
            return self.followed(entry.to, (*before, name))
        owner = first_parts(name)
        new = self.followed(owner, (*before, name)) if owner else None
        return None if new in (None, owner) else self.followed(f"{new}{name[len(owner) :]}", before)

    def check(self, old: str, kind: Kind, new: str) -> None:
        """Refuse what is no old name of `new`.

        Raises:
            _WrongError: It is written as something else is, or is there still.
        """
        pattern, example = _NOTATIONS[kind]
        if not re.fullmatch(pattern, old):
            article = "an" if kind[0] in "aeiou" else "a"
            message = f"{new} is {article} {kind}, whose old name is written as {example} is"
            raise _WrongError(message, "write the old name so")
        if self.names.get(old) == kind:
            raise _WrongError(f"{old} is there still", "remove the entry")

    def owner(self, old: str, kind: Kind, new: str) -> str:
        """Where the old name stands, as that is called now.

        Raises:
            _WrongError: That is gone, or has to be where the new one is and is not.
        """
        place = first_parts(old)
        wanted = _OWNERS.get(kind)
        if wanted is None or not place:
            return ""
        if wanted == "resource":
            return self.resource(place, (old,))
        found = self.followed(place, (old,))
        if found is None or self.names[found] != wanted:
            message = f"there is no {place} that could have it"
            raise _WrongError(message, f'say what "{place}" is called now, by an entry of its own')
        if found != first_parts(new):
            message = f"{new} is of {first_parts(new)}, not of {place}"
            raise _WrongError(message, f"an old name of {found} leads to one of the same")
        if kind == "constructor argument":
            return ""
        return last_part(found) if kind == "field" else found

    def resource(self, place: str, before: tuple[str, ...]) -> str:
        """What a resource is called now; where it is gone, there will be one for old names.

        Raises:
            _WrongError: Something else is called so.
        """
        found = self.followed(place, before)
        if found is not None and self.names[found] == "resource":
            return found
        parent = first_parts(place)
        owner = self.resource(parent, before) if parent else ""
        name = f"{owner}.{last_part(place)}" if owner else place
        if found is not None or self.places.has_no_room(owner, last_part(place), name):
            message = f"there is no {place} that could have it, and something else is called so"
            raise _WrongError(message, "remove the entry")
        self.gone.add(name)
        return name
