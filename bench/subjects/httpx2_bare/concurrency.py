import asyncio

import httpx2
from concurrent_calls import measure
from measure import COUNT, URL


async def main() -> None:
    limits = httpx2.Limits(max_connections=COUNT)
    async with httpx2.AsyncClient(limits=limits, timeout=60) as client:

        async def call(date: str) -> str:
            response = await client.get(f"{URL}/activity", params={"date": date})
            return response.json()["data"][0]["date"]

        await measure(call)


asyncio.run(main())
