"""The effects that a call yields, done: the only lines that differ by kind of client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base import clock
from ..http.effects import Effect, Resolve, Sleep
from ..http.transport import HTTPRequest

if TYPE_CHECKING:
    from ..http.transport import AsyncTransport, Transport


def perform(effect: Effect, transport: Transport) -> Any:
    """Do what is asked for and return the outcome."""
    if isinstance(effect, HTTPRequest):
        return transport.send(effect)
    if isinstance(effect, Sleep):
        return clock.sleep(effect.seconds)
    if isinstance(effect, Resolve):
        return _called(effect.source())
    return effect.body.read()


def _called(secret: Any) -> Any:
    if hasattr(secret, "__await__"):
        getattr(secret, "close", bool)()  # a coroutine that is never awaited warns
        message = "a credential function of a synchronous client must not be asynchronous"
        raise TypeError(message)
    return secret


async def perform_async(effect: Effect, transport: AsyncTransport) -> Any:
    """Do what is asked for and return the outcome."""
    if isinstance(effect, HTTPRequest):
        return await transport.send(effect)
    if isinstance(effect, Sleep):
        return await clock.async_sleep(effect.seconds)
    if isinstance(effect, Resolve):
        secret = effect.source()
        return await secret if hasattr(secret, "__await__") else secret
    return await effect.body.read()
