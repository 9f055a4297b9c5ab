"""What a vendor's module is given: the files, the description, and where to say what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .described import Described
from .keys import Key, Ledger
from .settings import Place, Settings

Handler: TypeAlias = Callable[[Key], object]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: a vendor's files and the description in, settings out.

    ``description`` has the vendor's extensions of the description.
    """

    ledgers: tuple[Ledger, ...]
    described: Described
    description: Ledger | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def roots(self) -> list[Key]:
        """The files, in the order in which they were named."""
        return [ledger.root for ledger in self.ledgers]

    def say(self, place: Place, *kinds: type) -> Handler:
        """A handler that says a setting as the key has it, where its value is of these kinds.

        An empty text says nothing, and is not needed.
        """

        def handler(key: Key) -> None:
            if key.value == "" and str in kinds:
                key.unneeded("it is empty")
            elif isinstance(key.value, kinds) and (
                key.value.__class__ is not bool or bool in kinds
            ):
                self.settings.put(place, key.value, key)

        return handler


Translate: TypeAlias = Callable[[Import], None]
"""What each vendor has: reads the files, says settings, tells what became of each key."""


def unneeded(why: str) -> Handler:
    """A handler that says why nothing has to come of a key."""
    return lambda key: key.unneeded(why)


def todo(what: str) -> Handler:
    """A handler that says what the user has to do about a key."""
    return lambda key: key.open(what)


def dispatch(key: Key, handlers: Mapping[str, Handler], reasons: Mapping[str, str]) -> None:
    """Give each member of a mapping to the handler of its name; say why others need none."""
    for member in key.members() if key.is_map else ():
        if member.name in handlers:
            handlers[member.name](member)
        elif member.name in reasons:
            member.unneeded(reasons[member.name])
