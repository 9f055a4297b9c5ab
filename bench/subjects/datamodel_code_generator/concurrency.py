import asyncio

from concurrent_calls import measure
from measure import URL
from or_client import AsyncClient


async def main() -> None:
    async with AsyncClient(base_url=URL, api_key="key") as client:

        async def call(date: str) -> str:
            return (await client.analytics.get_user_activity(date=date)).data[0].date

        await measure(call)


asyncio.run(main())
