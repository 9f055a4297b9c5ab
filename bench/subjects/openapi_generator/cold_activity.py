import sys

import openapi_client

configuration = openapi_client.Configuration(host=sys.argv[1], access_token="key")
with openapi_client.ApiClient(configuration) as api_client:
    activity = openapi_client.AnalyticsApi(api_client).get_user_activity()
    from mark import first_row

    first_row(activity)
