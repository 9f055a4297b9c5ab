import asyncio

from concurrent_calls import measure
from httpx import Timeout
from measure import URL
from open_router_api_client import AuthenticatedClient
from open_router_api_client.api.analytics import get_user_activity


async def main() -> None:
    async with AuthenticatedClient(base_url=URL, token="key", timeout=Timeout(60)) as client:

        async def call(date: str) -> str:
            return (await get_user_activity.asyncio(client=client, date=date)).data[0].date

        await measure(call)


asyncio.run(main())
