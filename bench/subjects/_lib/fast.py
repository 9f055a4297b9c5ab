"""The SDK's fast transports. They are being built: what they are called is guessed here only."""

from typing import Any

MISSING = "the SDK's `fast` extra is not built yet"


def transport() -> Any:
    """Return a synchronous transport for `http_client`."""
    return _named("PyreqwestTransport")


def async_transport() -> Any:
    """Return an asynchronous transport for `http_client`."""
    return _named("AsyncPyreqwestTransport")


def _named(name: str) -> Any:
    try:
        from openrouter_sdk import fast
    except ImportError:
        from measure import unavailable

        return unavailable(MISSING)
    return getattr(fast, name)()
