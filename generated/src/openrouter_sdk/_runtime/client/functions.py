"""What standalone functions run: a request in, the steps of its call out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..base.operation import Operation
    from ..base.options import RequestOptions
    from ..http.effects import Steps
    from .calling import CallingClient


def result_steps(
    client: CallingClient,
    operation: Operation[Any],
    request: object,
    options: RequestOptions | None,
    *,
    download: bool = False,
) -> Steps:
    """Make a call with a request (model, dict or None), as `exchange` does with arguments.

    Raises:
        SDKError: The call failed.
    """
    arguments = arguments_of(client, operation, request)
    return (yield from client.exchange(client, operation, arguments, options, download=download))


def arguments_of(
    client: CallingClient, operation: Operation[Any], request: object
) -> Mapping[str, Any]:
    """Turn a request into arguments by Python name.

    Raises:
        SDKError: It is no request of this operation.
    """
    from ..base.errors import InvalidRequest
    from ..call.prepared import prepare
    from .arguments import request_arguments

    try:
        return request_arguments(prepare(operation), request)
    except InvalidRequest as error:
        raise client.errors.request_validation(f"{error} ({operation.id})") from error.__cause__
