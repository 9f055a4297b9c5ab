import openapi_client
from measure import URL, calls

configuration = openapi_client.Configuration(host=URL, access_token="key")
with openapi_client.ApiClient(configuration) as api_client:
    analytics = openapi_client.AnalyticsApi(api_client)
    calls(lambda: analytics.get_user_activity().data[0].model)
