"""Names of a configuration in, names in Python out, by the vendor's own rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .plurals import singular

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+[a-z]*|[^\W_A-Za-z0-9]+")
_INITIALISM_TEXT = """
3ds ach acl ai api ats cpu crm db dns e2e eeoc gb gpu hd hris html http https id ip iso jsonl kb kyb
kyc lfs mb mp3 mp4 nft saml sdk sku sms ss ssh sso url
"""
_INITIALISMS = frozenset(_INITIALISM_TEXT.split())
_BRANDS = {"openai": "OpenAI", "openapi": "OpenAPI", "oauth": "OAuth"}


@dataclass(frozen=True, slots=True)
class Casing:
    """How words are written.

    ``given`` are those that the configuration has casings for, ``plain`` those that it says are no
    initialisms.
    """

    given: Mapping[str, str] = field(default_factory=dict[str, str])
    plain: frozenset[str] = frozenset()

    def snake(self, name: str) -> str:
        """A resource, a method, an argument: `trip-details` is `trip_details`."""
        return "_".join(self.words(name))

    def pascal(self, name: str) -> str:
        """A class: `stop_ids` is `StopIDs`."""
        return "".join(map(self._capital, self.words(name)))

    def title(self, name: str) -> str:
        """A name in prose: `onebusaway-sdk` is `Onebusaway SDK`."""
        return " ".join(map(self._capital, self.words(name)))

    def singular(self, resource: str) -> str:
        """What the types of a resource begin with: `vector_stores` is `VectorStore`."""
        *first, last = self.words(resource) or [""]
        return "".join(map(self._capital, [*first, singular(last)]))

    def words(self, name: str) -> list[str]:
        """The words of a name in lower case; a word with a casing of its own stays whole."""
        found: list[str] = []
        for part in re.split(r"[\W_]+", name):
            whole = part.lower() in self.given or part.lower() in _BRANDS
            found += [part] if whole else _WORD.findall(part)
        return [word.lower() for word in found]

    def _capital(self, word: str) -> str:
        if word in self.given:
            return self.given[word]
        if word in _BRANDS:
            return _BRANDS[word]
        for one in (word, word.removesuffix("s")):
            if one in _INITIALISMS and one not in self.plain:
                return one.upper() + word[len(one) :]
        return word[:1].upper() + word[1:]
