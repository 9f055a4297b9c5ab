"""What a reply must know of the client and the call that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ..base.drift import Drift
    from ..base.operation import ErrorTypes
    from ..base.options import Settings
    from ..http.effects import Steps
    from ..http.transport import HTTPRequest


class Client(Protocol):
    """What is needed of the client."""

    @property
    def errors(self) -> ErrorTypes:
        """The package's exception classes."""
        ...

    def drive(self, steps: Steps) -> Any:
        """Do what the steps ask for; return the outcome, or what is awaited for it."""
        ...

    def report(self, drift: tuple[Drift, ...]) -> None:
        """Tell the user where a response differs from its description."""
        ...


class Call(Protocol):
    """What is needed of the call.

    Attributes:
        attempt: How many attempts have been made.
        request: The one sent last.
        settings: Time limit, retries, strictness.
    """

    attempt: int
    request: HTTPRequest | None
    settings: Settings
