from fast import transport
from measure import URL, calls
from openrouter_sdk import OpenRouter

with OpenRouter(api_key="key", server_url=URL, http_client=transport()) as client:
    calls(lambda: client.analytics.get_user_activity().data[0].model)
