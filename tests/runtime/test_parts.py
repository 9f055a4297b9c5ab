"""What clients are made of: locks, loops, effects, transports, and names that come late."""

from __future__ import annotations

import asyncio
import io
import pickle
import sys
import threading
import types
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sdk_runtime.base import loops
from sdk_runtime.base.locks import ProcessLock
from sdk_runtime.client.perform import perform, perform_async
from sdk_runtime.client.public import AsyncPublicClient, PublicClient
from sdk_runtime.http import injected, pieces
from sdk_runtime.http.cookies import is_sendable
from sdk_runtime.http.effects import Read, Resolve, Sleep
from sdk_runtime.lazy import LazyModule, counted, lazy_exports

from runtime.lab import FakeClock, operation
from runtime.script import AsyncScript, Script, reply


def test_a_lock_of_this_process() -> None:
    lock, order = ProcessLock(), list[str]()

    def second() -> None:
        with lock:
            order.append("second")

    with lock:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    with pytest.raises(ZeroDivisionError), lock:
        raise ZeroDivisionError
    with lock:
        pass


def test_event_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    async def running() -> Any:
        return loops.running_loop(), asyncio.get_running_loop()

    found, own = asyncio.run(running())
    assert found is own
    assert loops.is_over(found)
    monkeypatch.setitem(sys.modules, "trio", None)
    with pytest.raises(RuntimeError):
        loops.running_loop()
    token = types.SimpleNamespace(run_sync_soon=lambda _: None)
    lowlevel = types.SimpleNamespace(current_trio_token=lambda: token)
    monkeypatch.setitem(sys.modules, "trio", types.SimpleNamespace(lowlevel=lowlevel))
    assert loops.running_loop() is token
    assert not loops.is_over(token)

    def over(_: Any) -> None:
        raise RuntimeError

    assert loops.is_over(types.SimpleNamespace(run_sync_soon=over))


def test_effects(clock: FakeClock) -> None:
    async def secret() -> str:
        return "s"

    script, body = Script(reply({})), io.BytesIO(b"x")
    script.client().call(operation(responses=()), {})
    request = script.sent[0]
    assert perform(request, script).status_code == 200
    assert perform(Sleep(2.0), script) is None
    assert perform(Resolve(lambda: "s"), script) == "s"
    assert perform(Read(body), script) == b"x"
    with pytest.raises(TypeError, match="must not be asynchronous"):
        perform(Resolve(secret), script)
    other = AsyncScript(reply({}))

    class Reader:
        async def read(self) -> bytes:
            return b"y"

    async def outcomes() -> list[Any]:
        effects = [request, Sleep(3.0), Resolve(lambda: "s"), Resolve(secret), Read(Reader())]
        return [await perform_async(effect, other) for effect in effects]

    response, *others = asyncio.run(outcomes())
    assert (response.status_code, others) == (200, [None, "s", "s", b"y"])
    assert clock.sleeps == [2.0, 3.0]


def test_public_clients() -> None:
    class Zoo(PublicClient):
        pass

    class AsyncZoo(AsyncPublicClient):
        pass

    class Closing(Script):
        closed = 0

        def close(self) -> None:
            self.closed += 1

        async def aclose(self) -> None:
            self.closed += 1

    with Zoo(Closing(reply({})).client()) as zoo:
        assert zoo.base_url() == "https://api.example.com/v1"
        assert "Zoo" in repr(zoo)
        with pytest.raises(TypeError):
            pickle.dumps(zoo)

    async def use() -> str:
        async with AsyncZoo(AsyncScript(reply({})).client()) as one:
            with pytest.raises(TypeError):
                pickle.dumps(one)
            return one.base_url() + repr(one)

    assert "AsyncZoo" in asyncio.run(use())


def test_cookies_that_can_be_sent() -> None:
    def cookie(**changes: str) -> Any:
        return types.SimpleNamespace(**{"name": "n", "value": "v", "path": "/", **changes})

    assert is_sendable(cookie())
    for wrong in ({"name": "ä"}, {"value": "a\nb"}, {"path": "/é"}):
        assert not is_sendable(cookie(**wrong))


def test_transports_that_are_given() -> None:
    httpx2 = pytest.importorskip("httpx2")
    script, other = Script(), AsyncScript()
    assert injected.sync_transport(script) is script
    assert injected.async_transport(other) is other
    with httpx2.Client() as client:
        assert type(injected.sync_transport(client)).__name__ == "HTTPX2Transport"
        with pytest.raises(TypeError, match=r"httpx2.AsyncClient or an AsyncTransport, not httpx2"):
            injected.async_transport(client)
    made = httpx2.AsyncClient()
    assert type(injected.async_transport(made)).__name__ == "AsyncHTTPX2Transport"
    for wrong in (made, 5):
        with pytest.raises(TypeError, match=r"must be an httpx2.Client or a Transport, not "):
            injected.sync_transport(wrong)
    asyncio.run(made.aclose())


def test_bodies_in_pieces() -> None:
    class Watch:
        def __init__(self) -> None:
            self.calls = ""

        def pause(self) -> None:
            self.calls += "p"

        def wrote(self) -> None:
            self.calls += "w"

        def read(self) -> None:
            self.calls += "r"

    size = pieces.PIECE
    for content, lengths in [
        (b"x", [1]),
        (b"x" * (size + 1), [size, 1]),
        ([b"a", b"x" * size], [1, size]),
        (b"", [0]),
    ]:
        limit: Any = Watch()
        assert [len(one) for one in pieces.timed(content, limit)] == lengths
        assert limit.calls == "p" + "wp" * len(lengths) + "r"

        async def chunks(content: Any = content) -> AsyncIterator[bytes]:
            for chunk in [content] if isinstance(content, bytes) else content:
                yield chunk

        async def lengths_of(content: Any, limit: Any) -> list[int]:
            return [len(one) async for one in pieces.timed_async(content, limit)]

        for given in (content, chunks()):
            limit = Watch()
            assert asyncio.run(lengths_of(given, limit)) == lengths
            assert limit.calls == "p" + "wp" * len(lengths) + "r"


def test_names_that_resolve_on_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    package = types.ModuleType("lazy_package")
    package.__path__ = []
    inner = types.ModuleType("lazy_package.inner")
    inner.Thing = 5  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lazy_package", package)
    monkeypatch.setitem(sys.modules, "lazy_package.inner", inner)
    exports = {**counted(("Thing", "Other"), {".inner": 2}), "inner": ".inner:"}
    get, names = lazy_exports("lazy_package", exports)
    assert (get("Thing"), get("inner"), vars(package)["Thing"]) == (5, inner, 5)
    assert {"Thing", "Other", "inner", "__name__"} <= set(names())
    with pytest.raises(AttributeError, match="module 'lazy_package' has no attribute 'Gone'") as e:
        get("Gone")
    assert (e.value.name, e.value.obj) == ("Gone", package)
    assert LazyModule("lazy_package.inner").Thing == 5
    with pytest.raises(ImportError):
        _ = LazyModule("lazy_package.gone").x
