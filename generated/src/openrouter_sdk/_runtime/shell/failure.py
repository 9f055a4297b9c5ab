"""What ends a command: `Usage` for what was written wrong, and the status of each error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..base.errors import SDKError
    from ..base.operation import ErrorTypes

DONE, FAILED, USAGE, REFUSED, CLIENT, SERVER, CONNECTION, UNFIT = range(8)
STATUSES = (
    (DONE, "done"),
    (FAILED, "failed for another reason"),
    (USAGE, "the command line is wrong, or the request cannot be made of it"),
    (REFUSED, "no credentials, or the API refuses them (401, 403)"),
    (CLIENT, "the API says that the request is wrong (any other 4XX)"),
    (SERVER, "the API failed (5XX)"),
    (CONNECTION, "no response, or none in time"),
    (UNFIT, "the response is not what the API describes"),
)
"""The exit statuses, with what they mean."""


class Usage(Exception):
    """The command line is wrong; the text says what to write."""


def status_of(error: SDKError, errors: ErrorTypes) -> int:
    """Return the exit status for an error of a call."""
    kinds = (
        (errors.missing_credentials, REFUSED),  # before the class that it is below
        (errors.request_validation, USAGE),
        (errors.connection, CONNECTION),
        (errors.timeout, CONNECTION),
        (errors.response_validation, UNFIT),
    )
    found = next((status for kind, status in kinds if isinstance(error, kind)), None)
    if found is not None:
        return found
    code = error.status_code or 0
    if code in (401, 403):
        return REFUSED
    return {4: CLIENT, 5: SERVER}.get(code // 100, FAILED)
