"""One client used by many threads or tasks at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from openrouter_sdk import AsyncOpenRouter, OpenRouter

from support.server import ApiServer


def test_eight_threads_share_a_client(api: ApiServer, key: str) -> None:
    barrier = Barrier(8)  # the first use of the client happens in all of them at once
    client = OpenRouter(server_url=api.url, api_key=key)

    def work(number: int) -> list[int]:
        barrier.wait(5)
        days = [f"2025-08-{number * 3 + day:02}" for day in range(1, 4)]
        answers = [client.analytics.get_user_activity(date=day) for day in days]
        return [answer.data[0].requests for answer in answers]

    with client, ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))
    assert results == [[5, 5, 5]] * 8
    days = sorted(value for one in api.requests for _, value in one.query)
    assert days == [f"2025-08-{day:02}" for day in range(1, 25)]
    assert {one.headers["authorization"] for one in api.requests} == {f"Bearer {key}"}


def test_fifty_tasks_share_a_client(api: ApiServer, key: str) -> None:
    async def run() -> list[int]:
        async with AsyncOpenRouter(server_url=api.url, api_key=key) as client:
            calls = [client.analytics.get_user_activity(user_id=f"u{n}") for n in range(50)]
            return [answer.data[0].requests for answer in await asyncio.gather(*calls)]

    assert asyncio.run(run()) == [5] * 50
    users = {value for one in api.requests for _, value in one.query}
    assert users == {f"u{n}" for n in range(50)}
