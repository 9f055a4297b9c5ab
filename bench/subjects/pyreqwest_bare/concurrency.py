import asyncio

from concurrent_calls import measure
from measure import URL
from pyreqwest.client import ClientBuilder


async def main() -> None:
    async with ClientBuilder().build() as client:

        async def call(date: str) -> str:
            request = client.get(f"{URL}/activity").query({"date": date}).build()
            return (await (await request.send()).json())["data"][0]["date"]

        await measure(call)


asyncio.run(main())
