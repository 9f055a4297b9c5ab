"""Fakes of the clients, for tests: they answer as they are told, and send nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from ._runtime.testing.answers import FakeError
from ._runtime.testing.clients import AsyncFakeClient, FakeAsyncClient, FakeClient, FakeSyncClient
from ._runtime.testing.fakes import FakeCall
from ._runtime.testing.kinds import Async, Kind, Sync
from .client import AsyncOpenRouter, OpenRouter

if TYPE_CHECKING:
    from ._runtime.testing.typed import FakeResource
    from ._runtime.testing.typed import method as _method
    from .resources import analytics as _analytics_

    def fake_openrouter() -> FakeOpenRouter:
        """A fixture of pytest: import it in conftest.py, and take it as an argument."""
        ...

    def async_fake_openrouter() -> AsyncFakeOpenRouter:
        """The asynchronous one."""
        ...

    class _FakeAnalytics(FakeResource[Kind]):
        get_user_activity = _method(_analytics_.Analytics.get_user_activity)
        get_analytics_meta = _method(_analytics_.Analytics.get_analytics_meta)
        query_analytics = _method(_analytics_.Analytics.query_analytics)


class _Resources(Generic[Kind]):
    analytics: _FakeAnalytics[Kind]


class FakeOpenRouter(_Resources[Sync], OpenRouter, FakeClient):  # type: ignore[misc] # pyright: ignore[reportIncompatibleVariableOverride]
    """OpenRouter without a server: methods are told how to answer, and record calls."""

    _implementation = FakeSyncClient


class AsyncFakeOpenRouter(_Resources[Async], AsyncOpenRouter, AsyncFakeClient):  # type: ignore[misc] # pyright: ignore[reportIncompatibleVariableOverride]
    """AsyncOpenRouter without a server: methods are told how to answer, and record calls."""

    _implementation = FakeAsyncClient


__all__ = ["AsyncFakeOpenRouter", "FakeCall", "FakeError", "FakeOpenRouter"]


def __getattr__(name: str) -> Any:
    """Make the fixture when it is first wanted: pytest need not be there before."""
    if name not in ("fake_openrouter", "async_fake_openrouter"):
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from ._runtime.testing.fixture import fixture

    return fixture(name, AsyncFakeOpenRouter if name.startswith("async_") else FakeOpenRouter)
