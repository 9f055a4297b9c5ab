"""Files that are one table of options: which setting each option is, or why it is not needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .job import Handler, Import, todo
from .keys import Key
from .settings import Place

_TEXTS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Table:
    """The options of a vendor.

    Attributes:
        settings: Options that are a text, and the settings that they are.
        reasons: Options that are not needed, whatever they say, and why.
        off: Options that are not needed where they are off: what to do where they are on.
        on: Options that are not needed where they are on: what to do where they are off.
    """

    settings: Mapping[str, Place]
    reasons: Mapping[str, str]
    off: Mapping[str, str]
    on: Mapping[str, str]

    def read(self, key: Key, job: Import, handlers: Mapping[str, Handler]) -> None:
        """Read each option of a mapping; ``handlers`` have those that take more to read."""
        for member in key.members() if key.is_map else ():
            handler = handlers.get(member.name) or self._handler(member, job)
            if handler is not None:
                handler(member)

    def _handler(self, key: Key, job: Import) -> Handler | None:
        name = key.name
        if name in self.settings:
            return job.say(self.settings[name], str)
        if name in self.reasons:
            return lambda one: one.unneeded(self.reasons[name])
        for table, wanted in ((self.off, False), (self.on, True)):
            if name in table and _truth(key.value) is wanted:
                return lambda one: one.unneeded("it is so anyway")
            if name in table and _truth(key.value) is (not wanted):
                return todo(table[name])
        return None


def _truth(value: Any) -> Any:
    """A truth value, which may be written as a text."""
    return _TEXTS.get(value.lower(), value) if isinstance(value, str) else value
