import asyncio

from concurrent_calls import measure
from measure import URL
from openrouter import OpenRouter


async def main() -> None:
    async with OpenRouter(api_key="key", server_url=URL) as client:

        async def call(date: str) -> str:
            response = await client.analytics.get_user_activity_async(request={"date_": date})
            return response.data[0].date_

        await measure(call)


asyncio.run(main())
