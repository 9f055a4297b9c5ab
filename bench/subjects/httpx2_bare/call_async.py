import asyncio

import httpx2
from measure import URL, async_calls


async def main() -> None:
    async with httpx2.AsyncClient(headers={"Authorization": "Bearer key"}) as client:
        url = f"{URL}/activity"

        async def call() -> str:
            return (await client.get(url)).json()["data"][0]["model"]

        await async_calls(call)


asyncio.run(main())
