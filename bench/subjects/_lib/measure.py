"""Loops that measure a call, a decoder or a stream, and print one line of JSON."""

import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

URL = sys.argv[1] if len(sys.argv) > 1 else ""
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 1
WARM_UP = 0.1
"""Share of the calls that come first and are not measured."""

MODEL = "openai/gpt-4.1"
ANSWER = "The capital of France is Paris."
MESSAGES: Any = [{"role": "user", "content": "What is the capital of France?"}]
TOKEN = "Paris "


def calls(call: Callable[[], object], expected: object = MODEL) -> None:
    """Measure a call; `call` returns something out of the decoded response."""
    for _ in range(int(COUNT * WARM_UP) + 1):
        check(call(), expected)
    clocks = _clocks()
    for _ in range(COUNT):
        call()
    _print(clocks, COUNT)


async def async_calls(call: Callable[[], Awaitable[object]], expected: object = MODEL) -> None:
    """Measure a call that is awaited, one after the other."""
    for _ in range(int(COUNT * WARM_UP) + 1):
        check(await call(), expected)
    clocks = _clocks()
    for _ in range(COUNT):
        await call()
    _print(clocks, COUNT)


def decoding(decode: Callable[[], object], read: Callable[[Any], object], expected: object) -> None:
    """Measure a decoder for about a second of CPU, after it was warmed up."""
    check(read(decode()), expected)
    print(json.dumps({"cpu_us": _decoding(decode) * 1e6}))


def decoding_beside(
    clean: Callable[[], object],
    wrong: Callable[[], object],
    read: Callable[[Any], object],
    expected: object,
) -> None:
    """Measure what it costs that a body is wrong: the first one of a process, and later ones."""
    check(read(clean()), expected)
    before = _decoding(clean)
    first = _timed(wrong, 1)
    check(read(wrong()), expected)
    later = _decoding(wrong)
    plain = (before + _decoding(clean)) / 2
    figures = {"cpu_us": later * 1e6, "of_clean": later / plain, "first_of_clean": first / before}
    print(json.dumps(figures))


def stream(events: Iterator[str | None]) -> None:
    """Measure a stream; each item is the text of a typed event."""
    clocks = _clocks()
    number = sum(1 for text in events if text == TOKEN)
    check(number, COUNT)
    _print_rate(clocks, number)


async def async_stream(events: AsyncIterator[str | None]) -> None:
    """Measure a stream that is awaited."""
    clocks = _clocks()
    number = 0
    async for text in events:
        number += text == TOKEN
    check(number, COUNT)
    _print_rate(clocks, number)


def check(value: object, expected: object) -> None:
    """Stop if what was decoded is not what was sent."""
    if value != expected:
        message = f"decoded {value!r}, not {expected!r}"
        raise AssertionError(message)


def _decoding(decode: Callable[[], object]) -> float:
    """Return the seconds of CPU that it takes, after it was warmed up."""
    once = _timed(decode, 3) / 3
    number = max(3, min(100_000, int(0.7 / max(once, 1e-7))))
    _timed(decode, max(1, number // 10))
    return _timed(decode, number) / number


def _timed(decode: Callable[[], object], number: int) -> float:
    gc.collect()
    started = time.process_time()
    for _ in range(number):
        decode()
    return time.process_time() - started


def _clocks() -> tuple[float, float]:
    gc.collect()
    return time.perf_counter(), time.process_time()


def _print(clocks: tuple[float, float], number: int) -> None:
    cpu, wall = time.process_time() - clocks[1], time.perf_counter() - clocks[0]
    print(json.dumps({"cpu_us": cpu / number * 1e6, "wall_us": wall / number * 1e6}))


def _print_rate(clocks: tuple[float, float], number: int) -> None:
    from memory import peak

    cpu, wall = time.process_time() - clocks[1], time.perf_counter() - clocks[0]
    figures = {"per_second": number / wall, "cpu_us": cpu / number * 1e6, "peak": peak()}
    print(json.dumps(figures))
