"""Nothing but JSON: what `from_json` of pydantic gives, dicts and lists."""

from fetch import body, expected, first
from measure import decoding
from pydantic_core import from_json

received = body()
decoding(lambda: from_json(received), first, expected())
