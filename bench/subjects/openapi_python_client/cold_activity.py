import sys

from open_router_api_client import AuthenticatedClient
from open_router_api_client.api.analytics import get_user_activity

with AuthenticatedClient(base_url=sys.argv[1], token="key") as client:
    activity = get_user_activity.sync(client=client)
    from mark import first_row

    first_row(activity)
