"""Resources and methods of a fake: what calls them, and what tells them how to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import signature
from typing import TYPE_CHECKING, Any, Self

from ..base.unset import UNSET
from ..client.resource import AsyncResource, Resource
from . import answers

if TYPE_CHECKING:
    from .fakes import FakeCall, Fakes


class Told:
    """A method of a fake: called as the client's, and told how to answer.

    Each of `returns`, `streams`, `raises` and `responds` adds answers after those told before.
    They come in turn, one for each call, retries included; the last one goes on.
    """

    def __init__(
        self,
        method: Any,
        operation: str,
        fakes: Fakes,
        conditions: Mapping[str, Any] | None = None,
        options: frozenset[str] = frozenset({"options"}),
    ) -> None:
        """Tell about an operation, where `method`, which calls it, gets these arguments.

        `options` are those of its arguments that are none of the operation's.
        """
        self._method = method
        self._operation = operation
        self._fakes = fakes
        self._conditions = conditions or {}
        self._options = options

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method."""
        return self._method(*args, **kwargs)

    def when(self, *args: Any, **kwargs: Any) -> Self:
        """Tell about calls with these arguments, whatever others they have.

        Raises:
            TypeError: The method takes no such argument.
        """
        given = signature(self._method).bind_partial(*args, **kwargs).arguments
        if not self._options.isdisjoint(given):
            message = "options are no arguments of the operation, which when(…) is about"
            raise TypeError(message)
        more = {name: one for name, one in given.items() if one is not UNSET}
        conditions = {**self._conditions, **more}
        return type(self)(self._method, self._operation, self._fakes, conditions, self._options)

    def returns(self, *values: Any) -> Self:
        """Let calls return these values, in turn."""
        return self._tell(*map(answers.returned, values))

    def streams(self, items: Iterable[Any]) -> Self:
        """Let a call return a stream of these items; an exception among them breaks it off."""
        return self._tell(answers.streamed(items))

    def raises(self, *errors: Exception | type[Exception]) -> Self:
        """Let calls raise these errors, in turn.

        An instance is raised as it is. A class of the SDK's stands for the response of its status,
        or for a connection that breaks off, from which the SDK makes the error.
        """
        return self._tell(*map(answers.raised, errors))

    def responds(
        self,
        status: int = 200,
        *,
        json: Any = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Let a call get this response, whatever the description says; `json` is its body."""
        return self._tell(answers.responded(status, json, content, headers))

    @property
    def calls(self) -> list[FakeCall]:
        """The calls that were made, in their order; after `when`, those with its arguments."""
        made = [one for one in self._fakes.calls if one.operation == self._operation]
        return [one for one in made if one.fits(self._conditions)]

    def _tell(self, *told: answers.Answer) -> Self:
        self._fakes.rule(self._operation, self._conditions).add(*told)
        return self


class FakeResource:
    """A resource of a fake: its methods are told how to answer, all else is the client's."""

    def __init__(self, resource: Resource | AsyncResource, path: str, fakes: Fakes) -> None:
        """Wrap a resource, which the client has at `path`."""
        self._resource = resource
        self._path = path
        self._fakes = fakes

    def __getattr__(self, name: str) -> Any:
        """Return a method, told how to answer, or what else the resource has."""
        value, path = getattr(self._resource, name), f"{self._path}.{name}"
        if isinstance(value, (Resource, AsyncResource)):
            return FakeResource(value, path, self._fakes)
        operation = self._fakes.operation(path)
        if operation is None:
            return value
        return Told(value, operation, self._fakes, options=self._fakes.options(path))

    def __dir__(self) -> list[str]:
        """List what the resource has."""
        return dir(self._resource)
