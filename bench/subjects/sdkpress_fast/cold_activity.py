import sys

from openrouter_sdk import OpenRouter
from openrouter_sdk.fast import FastTransport

with OpenRouter(api_key="key", server_url=sys.argv[1], http_client=FastTransport()) as client:
    activity = client.analytics.get_user_activity()
    from mark import first_row

    first_row(activity)
