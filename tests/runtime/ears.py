"""Hooks that write down what they are told, of both kinds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sdk_runtime.base.hooks import MOMENTS

from runtime.script import Lab, reply

GOOD = reply({"data": []})
ARGUMENTS = {"date": "d", "usage": 1.0}


class Ear:
    """Hears everything; `says` are answers, or exceptions to be raised, by moment."""

    def __init__(self, **says: Any) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.says = says

    def of(self, moment: str) -> list[Any]:
        return [subject for name, subject in self.heard if name == moment]

    @property
    def moments(self) -> list[str]:
        return [name for name, _ in self.heard]


def _method(moment: str) -> Callable[[Ear, Any], Any]:
    def method(self: Ear, subject: Any) -> Any:
        self.heard.append((moment, subject))
        said = self.says.get(moment)
        if isinstance(said, Exception):
            raise said
        return said(subject) if callable(said) else said

    return method


for _moment in MOMENTS:
    setattr(Ear, _moment, _method(_moment))


class AsyncEar(Ear):
    """The same, and each method must be awaited."""


def _async_method(moment: str) -> Callable[[AsyncEar, Any], Any]:
    async def method(self: AsyncEar, subject: Any) -> Any:
        await asyncio.sleep(0)
        return getattr(Ear, moment)(self, subject)

    return method


for _moment in MOMENTS:
    setattr(AsyncEar, _moment, _async_method(_moment))


def hear(lab: Lab, **says: Any) -> Ear:
    """Make a hook for clients of this kind."""
    return (AsyncEar if lab.asynchronous else Ear)(**says)
