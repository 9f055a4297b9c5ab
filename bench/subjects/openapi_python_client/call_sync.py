from measure import URL, calls
from open_router_api_client import AuthenticatedClient
from open_router_api_client.api.analytics import get_user_activity

with AuthenticatedClient(base_url=URL, token="key") as client:
    calls(lambda: get_user_activity.sync(client=client).data[0].model)
