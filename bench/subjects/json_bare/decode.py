"""Nothing but JSON: what `from_json` of pydantic gives, dicts and lists."""

from fetch import KIND, body, expected
from measure import decoding
from pydantic_core import from_json


def first(decoded):
    row = decoded["data"][-1]
    return row["date"] if KIND == "activity" else row["top_provider"]["max_completion_tokens"]


received = body()
decoding(lambda: from_json(received), first, expected())
