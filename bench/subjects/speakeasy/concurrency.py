"""It is given the time that ours has: with five seconds it tries again without end."""

import asyncio

from concurrent_calls import measure
from measure import URL
from openrouter import OpenRouter


async def main() -> None:
    async with OpenRouter(api_key="key", server_url=URL) as client:

        async def call(date: str) -> str:
            response = await client.analytics.get_user_activity_async(
                request={"date_": date}, timeout_ms=60_000
            )
            return response.data[0].date_

        await measure(call)


asyncio.run(main())
