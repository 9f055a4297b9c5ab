import sys

from openrouter import OpenRouter

with OpenRouter(api_key="key", server_url=sys.argv[1]) as client:
    activity = client.analytics.get_user_activity()
    from mark import first_row

    first_row(activity)
