"""`call`: an operation called from the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, cast

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
    from ..base.options import RequestOptions
    from ..client.client import SyncClient
    from ..http.transport import HTTPRequest


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
    operation = _operation(index, entry)
    client = _client(index, asked)
    errors = caller(client).errors
    try:
        prepared = PreparedOperation(operation)
        _give(caller(client), operation, request_arguments(prepared, request), asked)
    except DryRun as found:
        write_request(found.request)
    except errors.base as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        if (data := getattr(error, "data", None)) is not None:
            print(as_json(data, indent=2), file=sys.stderr)
        return status_of(error, errors)
    except (TypeError, ValueError) as error:
        raise Usage(str(error)) from None
    finally:
        client.close()
    return 0


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


def _give(client: SyncClient, operation: Any, given: Mapping[str, Any], asked: Asked) -> None:
    if not asked.raw:
        write(client.call(operation, given, asked.options))
        return
    with client.call_download(operation, given, asked.options) as download:
        for chunk in download:
            sys.stdout.buffer.write(chunk)
            sys.stdout.flush()


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


def write_request(request: HTTPRequest) -> None:
    """Write a request as it would be sent, credentials hidden."""
    shown = sent(request)
    lines = [f"{shown.method} {shown.url}"]
    lines += [f"{name}: {value}" for name, value in shown.headers.items()]
    print("\n".join(lines))
    if request.content:
        content = request.content
        parts = [content] if isinstance(content, bytes) else cast("Any", content)
        print(flush=True)
        for part in parts:
            sys.stdout.buffer.write(part)
        print()
