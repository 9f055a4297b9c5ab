"""HTTP by pyreqwest, which is written in Rust, in place of httpx2: less work for each call."""

from __future__ import annotations

try:
    from ._runtime.http.pyreqwest.transport import AsyncFastTransport, FastTransport
except ImportError as error:
    message = "the fast transport needs pyreqwest: pip install 'openrouter-sdk[fast]'"
    raise ImportError(message, name=error.name) from error

__all__ = ["AsyncFastTransport", "FastTransport"]
