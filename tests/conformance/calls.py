"""A pressed package in; its methods, called synchronously or not, out."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from .media import STREAMED, Kind


class Package:
    """The clients of a pressed package, pointed at the loopback server."""

    def __init__(self, manifest: Mapping[str, Any], url: str) -> None:
        self.drift: list[str] = []
        self._url = url
        self._runner = asyncio.Runner()
        name = str(manifest["package"])
        spec = importlib.import_module(f"{name}._spec").SPEC
        settings: dict[str, Any] = {
            scheme.argument: ("user", "password") if scheme.scheme == "basic" else "secret"
            for scheme in spec.security_schemes
        }
        settings |= {"server_url": url, "retries": False, "timeout": 20.0}
        settings["on_drift"] = lambda one: self.drift.append(f"{one.pointer or '/'}: {one.message}")
        self._sync = _imported(manifest["clients"]["sync"])(**settings)
        self._async = _imported(manifest["clients"]["async"])(**settings)

    def call(
        self,
        entry: Mapping[str, Any],
        arguments: Mapping[str, Any],
        kind: Kind | None,
        *,
        asynchronous: bool,
    ) -> Any:
        """Call the method of an operation; a stream is read to its end and given as a list.

        Of pages the first one is given, as the response that it is.
        """
        self.drift.clear()
        options: dict[str, Any] = {"server_url": self._url}
        method = attrgetter(entry["call"])(self._async if asynchronous else self._sync)
        streamed = kind in STREAMED
        if asynchronous:
            value = self._runner.run(_awaited(method, arguments, options, streamed=streamed))
        else:
            value = method(**arguments, options=options)
            value = list(value) if streamed else value
        return value.parse() if "pages" in entry else value

    def close(self) -> None:
        """Close both clients and the event loop."""
        self._sync.close()
        self._runner.run(self._async.aclose())
        self._runner.close()


async def _awaited(method: Any, arguments: Any, options: Any, *, streamed: bool) -> Any:
    value = await method(**arguments, options=options)
    return [item async for item in value] if streamed else value


def _imported(reference: str) -> Any:
    module, _, name = reference.partition(":")
    return getattr(importlib.import_module(module), name)
