"""What type checkers see of fakes: at run time `methods.py` does all of this, untyped.

One class of a fake resource is for both kinds of client: what its methods are goes by the client.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

from ..client.page import Page
from ..reply.stream import AsyncStream, Stream
from .fakes import FakeCall
from .kinds import Async, Kind, Sync

P = ParamSpec("P")
R = TypeVar("R")
L = TypeVar("L")
R_co = TypeVar("R_co", covariant=True)
L_co = TypeVar("L_co", covariant=True)
R_contra = TypeVar("R_contra", contravariant=True)
T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class FakeResource(Generic[Kind]):
    """A resource of a fake: its methods are told how to answer, all else is the client's."""

    with_raw_response: Any
    with_streaming_response: Any


class Told(Protocol):
    """A method of a fake: called as the client's, and told how to answer.

    Each of `returns`, `streams`, `raises` and `responds` adds answers after those told before.
    They come in turn, one for each call, retries included; the last one goes on.
    """

    @property
    def calls(self) -> list[FakeCall]:
        """The calls that were made, in their order; after `when`, those with its arguments."""
        ...

    def raises(self, *errors: Exception | type[Exception]) -> Self:
        """Let calls raise these errors, in turn.

        An instance is raised as it is. A class of the SDK's stands for the response of its status,
        or for a connection that breaks off, from which the SDK makes the error.
        """
        ...

    def responds(
        self,
        status: int = 200,
        *,
        json: Any = None,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Let a call get this response, whatever the description says; `json` is its body."""
        ...


class ToldMethod(Told, Protocol[P, R]):
    """A method of a fake that takes the arguments P and returns R."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the method."""
        ...

    def when(self, *args: P.args, **kwargs: P.kwargs) -> Self:
        """Tell about calls with these arguments, whatever others they have."""
        ...

    def returns(self, *values: R) -> Self:
        """Let calls return these values, in turn."""
        ...

    def streams(
        self: ToldMethod[P, Stream[T]], items: Iterable[T | Exception]
    ) -> ToldMethod[P, Stream[T]]:
        """Let a call return a stream of these items; an exception among them breaks it off."""
        ...


class AsyncToldMethod(Told, Protocol[P, R]):
    """A method of an asynchronous fake that takes the arguments P and returns R."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Awaitable[R]:
        """Call the method."""
        ...

    def when(self, *args: P.args, **kwargs: P.kwargs) -> Self:
        """Tell about calls with these arguments, whatever others they have."""
        ...

    def returns(self, *values: R) -> Self:
        """Let calls return these values, in turn."""
        ...

    def streams(
        self: AsyncToldMethod[P, AsyncStream[T]], items: Iterable[T | Exception]
    ) -> AsyncToldMethod[P, AsyncStream[T]]:
        """Let a call return a stream of these items; an exception among them breaks it off."""
        ...


class ToldPages(Told, Protocol[P, R_co, T_contra]):
    """A method of a fake that returns pages R, each of which is told as the response T."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Call the method."""
        ...

    def when(self, *args: P.args, **kwargs: P.kwargs) -> Self:
        """Tell about calls with these arguments, whatever others they have."""
        ...

    def returns(self, *values: T_contra) -> Self:
        """Let calls return these values, in turn; the page after one is a call as well."""
        ...


class ToldChoice(Told, Protocol[R_contra, T_contra]):
    """A method of a fake that returns one thing, or a stream of another, as its arguments say."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the method."""
        ...

    def when(self, *args: Any, **kwargs: Any) -> Self:
        """Tell about calls with these arguments, whatever others they have."""
        ...

    def returns(self, *values: R_contra) -> Self:
        """Let calls return these values, in turn."""
        ...

    def streams(self, items: Iterable[T_contra | Exception]) -> Self:
        """Let a call return a stream of these items; an exception among them breaks it off."""
        ...


class FakeMethod(Protocol[P, R]):
    """A method of a fake resource, as the synchronous client has it."""

    @overload
    def __get__(self, instance: FakeResource[Sync], owner: Any) -> ToldMethod[P, R]: ...
    @overload
    def __get__(
        self: FakeMethod[P, Stream[T]], instance: FakeResource[Async], owner: Any
    ) -> AsyncToldMethod[P, AsyncStream[T]]: ...
    @overload
    def __get__(self, instance: FakeResource[Async], owner: Any) -> AsyncToldMethod[P, R]: ...


class FakePages(Protocol[P, R_co, L_co, T_contra]):
    """A method with pages of a fake resource: R of the synchronous client, L of the other one."""

    @overload
    def __get__(self, instance: FakeResource[Sync], owner: Any) -> ToldPages[P, R_co, T_contra]: ...
    @overload
    def __get__(
        self, instance: FakeResource[Async], owner: Any
    ) -> ToldPages[P, L_co, T_contra]: ...


def method(real: Callable[Concatenate[Any, P], R]) -> FakeMethod[P, R]:
    """Fake a method of the synchronous client's resource."""
    raise NotImplementedError


def paged(
    real: Callable[Concatenate[Any, P], R],
    later: Callable[Concatenate[Any, P], L],
    value: Callable[..., Page[Any, T]],
) -> FakePages[P, R, L, T]:
    """Fake a method with pages of both clients' resources; `value` is the first of them again."""
    raise NotImplementedError


def variants(real: Callable[..., R]) -> FakeMethod[..., R]:
    """Fake a method that has overloads for its arguments, which are not told apart."""
    raise NotImplementedError
