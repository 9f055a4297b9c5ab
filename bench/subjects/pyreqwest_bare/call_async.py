import asyncio

from measure import URL, async_calls
from pyreqwest.client import ClientBuilder


async def main() -> None:
    async with ClientBuilder().build() as client:
        url = f"{URL}/activity"

        async def call() -> str:
            request = client.get(url).header("Authorization", "Bearer key").build()
            return (await (await request.send()).json())["data"][0]["model"]

        await async_calls(call)


asyncio.run(main())
