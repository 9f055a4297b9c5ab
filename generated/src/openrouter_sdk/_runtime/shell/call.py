"""`call`: an operation called from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from ..call.prepared import PreparedOperation
from ..client.arguments import request_arguments
from ..client.public import caller
from ..data.values import is_object
from ..reply.response import sent
from .failure import Usage, status_of
from .given import body
from .index import Entry, Index
from .output import as_json, write
from .show import parameters

if TYPE_CHECKING:
    from ..base.errors import SDKError
    from ..base.options import RequestOptions
    from ..http.transport import HTTPRequest
    from ..reply.download import Download

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a call is to be made.

    Attributes:
        json: The body; see `given.body`.
        raw: Whether the body of the response is written as it comes.
        dry_run: Whether the request is written, and not sent.
        server_url: Base URL in place of the API's own.
        timeout: Seconds for each attempt; None for the default.
        headers: Header fields of the call.
    """

    json: str | None = None
    raw: bool = False
    dry_run: bool = False
    server_url: str | None = None
    timeout: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def options(self) -> RequestOptions | None:
        """What it changes for the call."""
        return {"headers": self.headers} if self.headers else None


def call(index: Index, entry: Entry, given: Mapping[str, Any], asked: Asked) -> int:
    """Call an operation, and write what it gives.

    Args:
        index: Of the package.
        entry: The operation.
        given: Its arguments by name, but for what the body has.
        asked: How to call it.

    Returns:
        The exit status.

    Raises:
        Usage: An argument is wrong.
    """
    request = _request(index, entry, given, asked)
    try:
        called(index, entry, request, asked, write)
    except DryRun as found:
        sys.stdout.buffer.write(shown_request(found.request))
    except Failed as failed:
        print(failed.text, file=sys.stderr)
        return failed.status
    return 0


def called(
    index: Index, entry: Entry, request: object, asked: Asked, use: Callable[[Any], T]
) -> T | None:
    """Call an operation, and return what `use` makes of its value while the client is open.

    Raises:
        Failed: The call failed.
        DryRun: It was only to be shown.
        Usage: An argument is wrong.
    """
    client = _client(index, asked)
    errors = caller(client).errors
    try:
        operation = _operation(index, entry)
        arguments = request_arguments(PreparedOperation(operation), request)
        if not asked.raw:
            return use(caller(client).call(operation, arguments, asked.options))
        _copy(caller(client).call_download(operation, arguments, asked.options))
    except errors.base as error:
        raise Failed(error, status_of(error, errors)) from None
    except (TypeError, ValueError) as error:
        raise Usage(str(error)) from None
    finally:
        client.close()
    return None


def _request(index: Index, entry: Entry, given: Mapping[str, Any], asked: Asked) -> object:
    """Return the request: what options say, and the body."""
    if asked.json is None:
        return given
    whole = body(asked.json)
    if is_object(whole) and "body" not in parameters(index, entry):
        return {**whole, **given}
    return {**given, "body": whole}


def _operation(index: Index, entry: Entry) -> Any:
    module, _ = index.resources[entry.resource]
    return getattr(import_module(f"{index.package}._operations.{module}"), entry.constant)


def _client(index: Index, asked: Asked) -> Any:
    """Make a client; its credentials are those of the environment."""
    settings: dict[str, Any] = {"timeout": asked.timeout}
    if asked.server_url:
        settings[index.server_url] = asked.server_url
    if asked.dry_run:
        settings["http_client"] = _Unsent()
    core = import_module(f"{index.package}.core")
    try:
        return getattr(core, f"{index.client}Core")(**settings)
    except (TypeError, ValueError) as error:
        raise Usage(str(error)) from None


def _copy(download: Download[Any]) -> None:
    with download:
        for chunk in download:
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()


class Failed(Exception):
    """A call that failed.

    Attributes:
        status: The exit status that says so.
        text: What failed, with what the API says of it.
    """

    def __init__(self, error: SDKError, status: int) -> None:
        """Take what is to be told of the error."""
        self.status = status
        data = getattr(error, "data", None)
        told = "" if data is None else f"\n{as_json(data, indent=2)}"
        self.text = f"{type(error).__name__}: {error}{told}"
        super().__init__(self.text)


class DryRun(BaseException):
    """A request that would have been sent; nothing on its way takes it for a failure."""

    def __init__(self, request: HTTPRequest) -> None:
        """Keep the request."""
        super().__init__()
        self.request = request


class _Unsent:
    """A transport that sends nothing, and needs no credentials for it."""

    authenticates = True

    def send(self, request: HTTPRequest) -> NoReturn:
        """Give the request back, as what ends the call."""
        raise DryRun(request)

    def close(self) -> None:
        """Do nothing: there are no connections."""


def shown_request(request: HTTPRequest) -> bytes:
    """Return a request as it would be sent, credentials hidden."""
    shown = sent(request)
    lines = [f"{shown.method} {shown.url}"]
    lines += [f"{name}: {value}" for name, value in shown.headers.items()]
    content: Any = request.content or b""
    body = content if isinstance(content, bytes) else b"".join(content)
    text = "\n".join(lines).encode()
    return b"%s\n\n%s\n" % (text, body) if body else text + b"\n"
