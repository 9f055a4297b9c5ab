"""Hooks: objects that are told of each call, and may add header fields to its requests.

A hook has any of the methods `before_call`, `before_request`, `after_response`, `before_retry`,
`on_drift`, `on_error` and `after_call`, each of one argument. What they see is redacted;
`unredacted()` gives it as it is. What a hook raises is raised by the call.
"""

from __future__ import annotations

from ._runtime.base.hooks import (
    AsyncHook,
    Hook,
    HookCall,
    HookHeaders,
    HookRequest,
    HookResponse,
    HookRetry,
)

__all__ = [
    "AsyncHook",
    "Hook",
    "HookCall",
    "HookHeaders",
    "HookRequest",
    "HookResponse",
    "HookRetry",
]
