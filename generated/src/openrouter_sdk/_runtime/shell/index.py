"""`Index`: every operation of the API in a line each, to be searched without importing any."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[a-z]+|\d+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ies|ing|ed|es|s|e|y)$")
_NOISE = {
    "a", "an", "and", "are", "as", "at", "by", "can", "do", "for", "from", "how", "i", "in", "is",
    "it", "my", "of", "on", "the", "to", "what", "with",
}  # fmt: skip
_WEIGHTS = (1.0, 1.0, 1.5)
"""What a word counts in the summary, in its resource or path, and in the name of the method."""
_ACTIONS: dict[str, str] = {
    "add": "create", "append": "create", "change": "update", "edit": "update", "erase": "delete",
    "fetch": "get", "find": "search", "make": "create", "modify": "update", "new": "create",
    "open": "create", "post": "create", "read": "get", "remove": "delete", "retrieve": "get",
    "put": "update", "set": "update", "show": "get", "upload": "update",
}  # fmt: skip
"""What people call what APIs call otherwise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation.

    Attributes:
        call: How it is called from the client on: "analytics.get_user_activity".
        constant: What it is called among the operations of its resource, as data.
        http: Method and path template.
        summary: What it does, in a line.
        setup: Arguments of the client's constructor that a call needs, as code.
        arguments: Those of an example, as JSON; a text that begins with "@" stands for a file.
    """

    call: str
    constant: str
    http: str
    summary: str
    setup: tuple[str, ...]
    arguments: dict[str, Any]

    @property
    def resource(self) -> str:
        """The resource that has it."""
        return self.call.rpartition(".")[0]

    @property
    def method(self) -> str:
        """Its own name."""
        return self.call.rpartition(".")[2]

    @property
    def line(self) -> str:
        """What lists say of it."""
        return f"{self.call}: {self.summary or self.http}"

    @property
    def terms(self) -> dict[str, float]:
        """The words that it can be found by, with what each of them counts."""
        texts = (self.summary, f"{self.resource} {self.http}", self.method)
        weights = zip(_WEIGHTS, texts, strict=True)
        return {word: weight for weight, text in weights for word in stems(text)}


@dataclass(frozen=True)
class Index:
    """What a package says of its operations.

    Attributes:
        package: Its import name.
        program: What its script is called.
        client: The class of its client.
        title: What the API is called.
        resources: Module and class of each resource, by its name from the client on.
        entries: The operations, in the order of the resources.
        server_url: The argument of its client with a base URL.
    """

    package: str
    program: str
    client: str
    title: str
    resources: dict[str, tuple[str, str]]
    entries: tuple[Entry, ...]
    server_url: str = "server_url"

    def entry(self, call: str) -> Entry | None:
        """Return the operation that is called so; None if there is none."""
        return self._by_call.get(call)

    def hint(self, call: str) -> str:
        """Return what to do about a name that there is not."""
        own = [name for name in self._by_call if name.rpartition(".")[2] == call]
        near = own[:3] or get_close_matches(call, self._by_call, n=3, cutoff=0.5)
        return f"did you mean {' or '.join(near)}?" if near else "search for it"

    def search(self, text: str, most: int = 10) -> list[Entry]:
        """Return the operations that a text is most likely about, the likeliest first."""
        wanted = self._wanted(text)
        scores = [self._score(terms, wanted) for terms in self._terms]
        found = sorted(zip(scores, range(len(scores)), strict=True), key=lambda one: -one[0])
        return [self.entries[place] for score, place in found[:most] if score > 0]

    def _wanted(self, text: str) -> dict[str, float]:
        """The words of a text that the index has; one that is longer or shorter counts less."""
        wanted: dict[str, float] = {}
        for word in stems(text):
            known = [one for one in self._uses if one.startswith(word) or word.startswith(one)]
            near = {one: 0.6 for one in known if min(len(one), len(word)) > 2}
            wanted.update({**near, word: 1.0} if word in self._uses else near)
        return wanted

    def _score(self, terms: Mapping[str, float], wanted: Mapping[str, float]) -> float:
        """How near two sets of words are: the cosine of the angle between them."""
        common = sum(
            terms[word] * share * self._rarity(word) ** 2
            for word, share in wanted.items()
            if word in terms
        )
        length = math.sqrt(sum((own * self._rarity(word)) ** 2 for word, own in terms.items()))
        return common / length if common else 0.0

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self.entries) / self._uses[word])

    @cached_property
    def _terms(self) -> list[dict[str, float]]:
        return [entry.terms for entry in self.entries]

    @cached_property
    def _uses(self) -> Counter[str]:
        return Counter(word for terms in self._terms for word in terms)

    @cached_property
    def _by_call(self) -> dict[str, Entry]:
        return {entry.call: entry for entry in self.entries}


def stems(text: str) -> list[str]:
    """Return the words of a text that say something, without their endings, each once."""
    words: list[str] = _WORD.findall(_HUMP.sub(" ", text).lower())
    known = [_ACTIONS.get(word, word) for word in words if word not in _NOISE]
    return list(dict.fromkeys(_ENDINGS.sub("", word) for word in known))


def read_index(package: str) -> Index:
    """Read the index of a package."""
    found = json.loads(files(package).joinpath("_index.json").read_text(encoding="utf-8"))
    return Index(
        package,
        found["program"],
        found["client"],
        found["title"],
        {name: (module, kind) for name, (module, kind) in found["resources"].items()},
        tuple(
            Entry(call, constant, http, summary, tuple(setup), arguments)
            for call, constant, http, summary, setup, arguments in found["operations"]
        ),
        found.get("server_url", "server_url"),
    )
