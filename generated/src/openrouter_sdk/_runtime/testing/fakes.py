"""What a fake was told and what it was called with: the state that its client and methods share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from ..base.locks import ProcessLock
from ..call.prepared import prepare
from ..wire.dump import without_models
from .answers import Answer, Asked, FakeError, exemplary

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..call.base_client import BaseClient
    from ..reply.response import SentRequest

_PACKAGE = __name__.partition("._runtime.")[0]
_DESCRIBED = "_testing.json"
"""The file of the package that says what the description does: methods and examples."""


class FakeCall(NamedTuple):
    """One call of a fake.

    Attributes:
        operation: Its `operationId`.
        arguments: What was given, by Python name.
        request: Method, URL and header fields that were sent, credentials hidden.
        content: The body that was sent.
    """

    operation: str
    arguments: Mapping[str, Any]
    request: SentRequest
    content: bytes

    @property
    def path(self) -> str:
        """The path that was sent to, percent-encoded."""
        return urlsplit(self.request.url).path

    @property
    def query(self) -> dict[str, list[str]]:
        """The query parameters that were sent, each with its values."""
        return parse_qs(urlsplit(self.request.url).query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        """The body that was sent, parsed.

        Raises:
            ValueError: It is no JSON.
        """
        return json.loads(self.content)

    def fits(self, conditions: Mapping[str, Any]) -> bool:
        """Tell whether these arguments were given; None is one that was left out."""
        return all(_same(self._argument(name), one) for name, one in conditions.items())

    def _argument(self, name: str) -> Any:
        """Return an argument by its name in the signature, which may differ where that is taken."""
        known = (name, name.rstrip("_"), name.rstrip("_").removeprefix("api_"))
        return next((self.arguments[one] for one in known if one in self.arguments), None)


def _same(given: Any, wanted: Any) -> bool:
    """Tell whether two arguments are equal; a model is equal to the dict that it is sent as."""
    return bool(given == wanted) or bool(without_models(given) == without_models(wanted))


class Rule:
    """The answers to calls with certain arguments, in turn; the last one goes on."""

    def __init__(self, conditions: Mapping[str, Any]) -> None:
        """Begin without answers."""
        self.conditions = conditions
        self._answers: list[Answer] = []
        self._next = 0

    def add(self, *answers: Answer) -> None:
        """Answer with these after all others."""
        self._answers.extend(answers)

    def take(self) -> Answer | None:
        """Return the next answer; None if none was told."""
        if not self._answers:
            return None
        place = min(self._next, len(self._answers) - 1)
        self._next = place + 1
        return self._answers[place]


class Fakes:
    """All that was told, by operation, and all calls.

    Attributes:
        calls: In the order in which they were made.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.calls: list[FakeCall] = []
        self._rules: dict[str, list[Rule]] = defaultdict(list)
        self._lock = ProcessLock()

    @cached_property
    def _described(self) -> dict[str, dict[str, Any]]:
        """What the description says of each method, by its place on the client."""
        described: dict[str, dict[str, Any]] = json.loads(
            files(_PACKAGE).joinpath(_DESCRIBED).read_text("utf-8")
        )
        return described

    @cached_property
    def _names(self) -> dict[str, str]:
        """The first method of each operation, from the client on."""
        return {one["operation"]: path for path, one in reversed(self._described.items())}

    def operation(self, path: str) -> str | None:
        """Return the operation of a method, by its place on the client; None if it is none."""
        one = self._described.get(path)
        return None if one is None else one["operation"]

    def options(self, path: str) -> frozenset[str]:
        """Return the arguments of a method that are none of its operation's."""
        return frozenset(self._described[path].get("options", ("options",)))

    def asked(
        self, client: BaseClient, operation: Operation[Any], arguments: Mapping[str, Any]
    ) -> Asked:
        """Return what is to be answered by a call."""
        name = self._names.get(operation.id)
        examples: dict[str, Any] = {}
        if name is not None:
            examples = self._described[name].get("examples", examples)
        return Asked(
            name or f"undescribed({operation.method!r}, {operation.path!r})",
            operation,
            client.errors,
            prepare(operation).wants_stream(arguments),
            examples,
        )

    def rule(self, operation: str, conditions: Mapping[str, Any]) -> Rule:
        """Return the rule of an operation for these arguments, which is made when first wanted."""
        rules = self._rules[operation]
        for rule in rules:
            if rule.conditions.keys() == conditions.keys() and all(
                _same(rule.conditions[name], one) for name, one in conditions.items()
            ):
                return rule
        rules.append(Rule(conditions))
        return rules[-1]

    def choose(self, call: FakeCall, asked: Asked) -> Answer:
        """Record a call and return what answers it: of the rules that fit, the most particular.

        Raises:
            FakeError: Nothing was told, and the description has no example.
        """
        with self._lock:
            self.calls.append(call)
            rules = self._rules.get(call.operation, ())
            fitting = [one for one in rules if call.fits(one.conditions)]
            for rule in sorted(fitting, key=lambda one: -len(one.conditions)):
                if (answer := rule.take()) is not None:
                    return answer
        example = exemplary(asked)
        if example is not None:
            return example
        given = ", ".join(f"{name}={value!r}" for name, value in call.arguments.items())
        kind = "streams([…])" if asked.wants_stream else "returns(…)"
        message = (
            f"{asked.name}({given}) was called, but the fake was not told what it answers, and the "
            f"description has no example: tell it by fake.{asked.name}.{kind}"
        )
        raise FakeError(message)
