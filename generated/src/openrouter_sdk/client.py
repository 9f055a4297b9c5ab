"""The clients: every resource of the API is an attribute, imported when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .core import AsyncOpenRouterCore, OpenRouterCore

if TYPE_CHECKING:
    from .resources import analytics as _analytics


class OpenRouter(OpenRouterCore):
    """Client for OpenRouter API."""

    @cached_property
    def analytics(self) -> _analytics.Analytics:
        """What an account used, what it cost, and queries over both."""
        from .resources.analytics import Analytics

        return Analytics(self._client)


class AsyncOpenRouter(AsyncOpenRouterCore):
    """Asynchronous client for OpenRouter API."""

    @cached_property
    def analytics(self) -> _analytics.AsyncAnalytics:
        """What an account used, what it cost, and queries over both."""
        from .resources.analytics import AsyncAnalytics

        return AsyncAnalytics(self._client)
