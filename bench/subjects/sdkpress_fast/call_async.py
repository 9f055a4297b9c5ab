import asyncio

from measure import URL, async_calls
from openrouter_sdk import AsyncOpenRouter
from openrouter_sdk.fast import AsyncFastTransport


async def main() -> None:
    transport = AsyncFastTransport()
    async with AsyncOpenRouter(api_key="key", server_url=URL, http_client=transport) as client:

        async def call() -> str:
            return (await client.analytics.get_user_activity()).data[0].model

        await async_calls(call)


asyncio.run(main())
