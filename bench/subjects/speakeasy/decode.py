"""What its methods call with a response; the text is given, else httpx would remember it."""

import httpx
from fetch import KIND, body, expected
from measure import decoding
from openrouter import components
from openrouter.utils.unmarshal_json_response import unmarshal_json_response


def first(decoded):
    row = decoded.data[-1]
    return row.date_ if KIND == "activity" else row.top_provider.max_completion_tokens


received = body()
model = components.ActivityResponse if KIND == "activity" else components.ModelsListResponse
response = httpx.Response(200, content=received, headers={"content-type": "application/json"})
decoding(lambda: unmarshal_json_response(model, response, received.decode()), first, expected())
