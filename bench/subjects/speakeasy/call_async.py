import asyncio

from measure import URL, async_calls
from openrouter import OpenRouter


async def main() -> None:
    async with OpenRouter(api_key="key", server_url=URL) as client:

        async def call() -> str:
            return (await client.analytics.get_user_activity_async()).data[0].model

        await async_calls(call)


asyncio.run(main())
