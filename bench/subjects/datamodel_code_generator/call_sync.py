from measure import URL, calls
from or_client import Client

with Client(base_url=URL, api_key="key") as client:
    calls(lambda: client.analytics.get_user_activity().data[0].model)
