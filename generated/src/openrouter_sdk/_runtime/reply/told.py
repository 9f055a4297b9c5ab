"""Items of a stream or download as they are read: the user's hooks are told what is wrong."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, closing
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from ..http.effects import Resolve, Steps
    from .caller import Client, Hooks

T = TypeVar("T")


def told(client: Client, hooks: Hooks, items: Generator[T, None, None]) -> Generator[T, None, None]:
    """Yield the items; tell how they drift, and which error ends them."""
    try:
        with closing(items):
            for item in items:
                if hooks.drift:
                    _tell(hooks.drifted())
                yield item
        _tell(hooks.drifted())
    except client.errors.base as error:
        _tell(hooks.failed(error))
        raise


async def told_async(
    client: Client, hooks: Hooks, items: AsyncGenerator[T, None]
) -> AsyncGenerator[T, None]:
    """Do the same for items that are awaited."""
    try:
        async with aclosing(items):
            async for item in items:
                if hooks.drift:
                    await _tell_async(hooks.drifted())
                yield item
        await _tell_async(hooks.drifted())
    except client.errors.base as error:
        await _tell_async(hooks.failed(error))
        raise


def _tell(steps: Steps) -> None:
    for effect in steps:
        cast("Resolve", effect).source()  # hooks ask for nothing else


async def _tell_async(steps: Steps) -> None:
    for effect in steps:
        outcome = cast("Resolve", effect).source()
        if hasattr(outcome, "__await__"):
            await outcome
