"""What a reply must know of the client and the call that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..base.drift import Drift
    from ..base.operation import ErrorTypes
    from ..base.options import RequestOptions, Settings
    from ..http.effects import Steps
    from ..http.transport import HTTPRequest, HTTPResponse, TransportError
    from .decode import Decoder

    Reconnected: TypeAlias = tuple[HTTPResponse, Decoder]


class Client(Protocol):
    """What is needed of the client."""

    @property
    def errors(self) -> ErrorTypes:
        """The package's exception classes."""
        ...

    def drive(self, steps: Steps) -> Any:
        """Do what the steps ask for; return the outcome, or what is awaited for it."""
        ...


class Hooks(Protocol):
    """What is needed of the user's hooks.

    Attributes:
        drift: Where responses differ from the description: what no hook has heard of yet.
    """

    drift: list[Drift]

    def drifted(self) -> Steps:
        """Tell of drift."""
        ...

    def failed(self, error: BaseException) -> Steps:
        """Tell of drift, and of the error that followed."""
        ...

    def reading(self, steps: Steps) -> Steps:
        """Read what a call has given, and tell of what is wrong."""
        ...


class Break(NamedTuple):
    """Where a stream of events broke off.

    Attributes:
        error: What broke it.
        last_id: The id of the last event; "" where the server has taken it back, None where it has
            sent none.
        retry: Milliseconds after which the server wants to be asked again, if it says so.
        fruitless: How many connections in a row have given no event.
    """

    error: TransportError
    last_id: str | None
    retry: int | None
    fruitless: int


class Call(Protocol):
    """What is needed of the call.

    Attributes:
        arguments: By Python name.
        options: Changes for it.
        link: An absolute URL that it went to in place of the operation's own, or "".
        attempt: How many attempts have been made.
        request: The one sent last.
        settings: Time limit, retries, strictness.
    """

    arguments: Mapping[str, Any]
    options: RequestOptions | None
    link: str
    attempt: int
    request: HTTPRequest | None
    settings: Settings

    @property
    def hooks(self) -> Hooks | None:
        """The user's, if there are any."""
        ...

    @property
    def reconnects(self) -> bool:
        """Whether a stream of events goes on where it broke off."""
        ...

    def reconnect(self, broken: Break) -> Steps:
        """Connect again to a stream of events."""
        ...

    def report(self, drift: tuple[Drift, ...]) -> None:
        """Tell the user where a response differs from its description."""
        ...
