import asyncio

from concurrent_calls import measure
from measure import URL
from openrouter_sdk import AsyncOpenRouter
from openrouter_sdk.fast import AsyncFastTransport


async def main() -> None:
    transport = AsyncFastTransport()
    async with AsyncOpenRouter(api_key="key", server_url=URL, http_client=transport) as client:

        async def call(date: str) -> str:
            return (await client.analytics.get_user_activity(date=date)).data[0].date

        await measure(call)


asyncio.run(main())
