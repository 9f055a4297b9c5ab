import asyncio

from measure import URL, async_calls
from or_client import AsyncClient


async def main() -> None:
    async with AsyncClient(base_url=URL, api_key="key") as client:

        async def call() -> str:
            return (await client.analytics.get_user_activity()).data[0].model

        await async_calls(call)


asyncio.run(main())
