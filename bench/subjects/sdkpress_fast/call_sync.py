from measure import URL, calls
from openrouter_sdk import OpenRouter
from openrouter_sdk.fast import FastTransport

with OpenRouter(api_key="key", server_url=URL, http_client=FastTransport()) as client:
    calls(lambda: client.analytics.get_user_activity().data[0].model)
