"""Its responses are decoded so: JSON by httpx, then the model's `from_dict`."""

import httpx
from fetch import body, expected, first
from measure import decoding
from open_router_api_client.models import ActivityResponse

received = body()
response = httpx.Response(200, content=received)
decoding(lambda: ActivityResponse.from_dict(response.json()), first, expected())
