import sys

from or_client import Client

with Client(base_url=sys.argv[1], api_key="key") as client:
    activity = client.analytics.get_user_activity()
    from mark import first_row

    first_row(activity)
