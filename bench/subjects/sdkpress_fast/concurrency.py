import asyncio

from concurrent_calls import measure
from fast import async_transport
from measure import URL
from openrouter_sdk import AsyncOpenRouter


async def main() -> None:
    transport = async_transport()
    async with AsyncOpenRouter(api_key="key", server_url=URL, http_client=transport) as client:

        async def call(date: str) -> str:
            return (await client.analytics.get_user_activity(date=date)).data[0].date

        await measure(call)


asyncio.run(main())
