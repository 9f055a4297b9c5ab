"""A thousand calls in flight, and whether each got the answer that was meant for it."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from measure import COUNT
from memory import peak

ROUNDS = 3
LIMIT = 60.0
"""Seconds for each round; what has no answer by then is lost."""


async def measure(call: Callable[[str], Awaitable[str]]) -> None:
    """Start all calls at once, three times; `call` returns the date it was answered with."""
    start = date(2000, 1, 1)
    dates = [(start + timedelta(days=number)).isoformat() for number in range(COUNT)]
    await call(dates[0])
    wall, cpu = time.perf_counter(), time.process_time()
    problems: list[str] = []
    rounds = 0
    while rounds < ROUNDS and not problems:
        problems += await _round(call, dates)
        rounds += 1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    answered = COUNT * rounds - len(problems)
    figures = {"per_second": answered / wall, "cpu_us": cpu / max(answered, 1) * 1e6}
    note = f"{len(problems)} lost: {problems[0][:150]}" if problems else ""
    print(json.dumps({**figures, "peak": peak(), "lost": len(problems), "note": note}), flush=True)


async def _round(call: Callable[[str], Awaitable[str]], dates: list[str]) -> list[str]:
    tasks = {asyncio.ensure_future(call(wanted)): wanted for wanted in dates}
    done, pending = await asyncio.wait(tasks, timeout=LIMIT)
    for task in pending:
        task.cancel()
    problems = [f"no answer within {LIMIT:g} s"] * len(pending)
    for task in done:
        if error := task.exception():
            problems.append(repr(error))
        elif task.result() != tasks[task]:
            problems.append(f"asked for {tasks[task]}, got {task.result()}")
    return problems
