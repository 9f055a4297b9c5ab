import asyncio

from measure import URL, async_calls
from open_router_api_client import AuthenticatedClient
from open_router_api_client.api.analytics import get_user_activity


async def main() -> None:
    async with AuthenticatedClient(base_url=URL, token="key") as client:

        async def call() -> str:
            return (await get_user_activity.asyncio(client=client)).data[0].model

        await async_calls(call)


asyncio.run(main())
