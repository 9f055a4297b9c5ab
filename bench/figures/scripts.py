"""Figures that a script measures inside its process: calls, decoding, streams, concurrency."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..process import Failed, Finished, check, environment, run
from ..runner import Case, Metrics
from ..subjects import LIBRARY, Subject
from .figure import Bench, Figure, cases_of

OURS = ("sdkpress", "sdkpress, fast", "sdkpress, msgspec", "sdkpress, fast, msgspec")
GENERATED = ("openapi-python-client", "openapi-generator", "datamodel-code-generator")
LIMIT = 600.0  # seconds for one script

Arguments = Callable[[Bench], Sequence[object]]


def run_script(
    python: Path, script: Path, arguments: Sequence[object]
) -> tuple[Finished, dict[str, Any]]:
    """Run a subject's script; it prints one line of JSON.

    Raises:
        Failed: It ends otherwise.
    """
    env = environment(PYTHONPATH=str(LIBRARY))
    finished = run([python, script, *map(str, arguments)], env, limit=LIMIT)
    what = f"{script.parent.name}/{script.name}"
    printed = json.loads(_last_line(check(finished, what).output, what))
    return finished, printed


def _last_line(output: str, what: str) -> str:
    lines = output.splitlines()
    if not lines:
        message = f"{what} printed nothing"
        raise Failed(message)
    return lines[-1]


def _cases(script: str, names: Sequence[str], arguments: Arguments, bench: Bench) -> Iterable[Case]:
    def case(subject: Subject, python: Path) -> Case:
        path = subject.script(script)
        return Case(subject.name, partial(_measure, python, path, arguments, bench))

    return cases_of(bench, script, names, case)


def _measure(python: Path, script: Path, arguments: Arguments, bench: Bench) -> Metrics:
    _, printed = run_script(python, script, arguments(bench))
    if "peak" in printed:
        printed["peak_mb"] = printed.pop("peak") / 1e6
    if "lost" in printed:
        printed["in_flight"] = bench.server.most_waiting()
    return printed


def _figure(
    name: str,
    title: str,
    names: Sequence[str],
    arguments: Arguments,
    script: str = "",
    headline: str = "cpu_us",
) -> Figure:
    cases = partial(_cases, script or name, names, arguments)
    # The scripts warm up by themselves, but for streams, in which the start does not matter.
    return Figure(name, title, headline, cases, warm_up=False)


def _calls(bench: Bench) -> Sequence[object]:
    return bench.server.base(1), bench.scaled(1000)


CALLS = (
    _figure(
        "call_sync",
        "CPU of a call, sync, keep-alive, small response",
        (*OURS, "speakeasy", *GENERATED, "bare httpx2", "bare pyreqwest"),
        _calls,
    ),
    _figure(
        "call_async",
        "CPU of a call, async, keep-alive, small response",
        (*OURS, "speakeasy", *GENERATED, "bare httpx2", "bare pyreqwest"),
        _calls,
    ),
    _figure(
        "call_chat",
        "CPU of a chat call, sync, keep-alive, small response",
        ("sdkpress", "sdkpress, msgspec", "speakeasy", "openai", *GENERATED, "bare httpx2"),
        lambda bench: (bench.server.base(1), bench.scaled(300)),
    ),
)

_DECODERS = ("sdkpress", "sdkpress, msgspec", "speakeasy", "openapi-python-client")
_BARE_DECODERS = ("bare pydantic, our models", "bare JSON")


def _decoding(kind: str, amount: int, title: str) -> Figure:
    def arguments(bench: Bench) -> Sequence[object]:
        return bench.server.base(amount), 1, kind

    plain = kind == "activity"
    everybody = kind != "union"  # which is of a description of ours
    names = (
        *(_DECODERS if plain else _DECODERS[:3] if everybody else _DECODERS[:2]),
        *(("bare pydantic",) if plain else ()),
        *_BARE_DECODERS,
    )
    return _figure(f"decode_{kind}_{amount}", title, names, arguments, "decode")


def _wrong(kind: str, title: str) -> Figure:
    def arguments(bench: Bench) -> Sequence[object]:
        return bench.server.base(10_000), 1, kind

    name = f"decode_wrong_{kind}"
    return _figure(name, title, _DECODERS[:2], arguments, "decode_wrong", "of_clean")


DECODING = (
    _decoding("activity", 1, "CPU of decoding 1 row of activity"),
    _decoding("activity", 100, "CPU of decoding 100 rows of activity"),
    _decoding("activity", 10_000, "CPU of decoding 10,000 rows of activity"),
    _decoding("models", 500, "CPU of decoding 500 models, nested objects"),
    _decoding("union", 10_000, "CPU of decoding 10,000 rows of a union with a tag"),
    _wrong("activity", "CPU of decoding 10,000 rows of activity of which one is wrong"),
    _wrong("union", "CPU of decoding 10,000 rows of a union of which one is wrong"),
)


def _stream(name: str, title: str, number: int, suffix: str = "") -> Figure:
    def arguments(bench: Bench) -> Sequence[object]:
        scaled = bench.scaled(number)
        return bench.server.base(f"{scaled}{suffix}"), scaled

    names = (*OURS, "speakeasy", "openai", *GENERATED, "bare httpx2")
    return _figure(name, title, names, arguments, "stream", "per_second")


STREAMS = (
    _stream("stream", "Streaming: 100,000 chat events, typed, in blocks of 64", 100_000),
    _stream("stream_single", "Streaming: 20,000 chat events, each in an HTTP chunk", 20_000, "e"),
)

CONCURRENCY = _figure(
    "concurrency",
    "Concurrency: 1,000 calls at once, each answered after 50 ms",
    (*OURS, "speakeasy", *GENERATED, "bare httpx2", "bare pyreqwest"),
    lambda bench: (bench.server.base("wait"), bench.scaled(1000)),
    headline="per_second",
)
