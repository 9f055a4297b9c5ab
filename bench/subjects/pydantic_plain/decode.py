"""Models as one writes them by hand: no unknown properties, no defaults, nothing lazy."""

from typing import Any

from fetch import body, expected, first
from measure import decoding
from pydantic import BaseModel


class Row(BaseModel):
    """A row of activity."""

    date: str
    model: str
    model_permaslug: str
    endpoint_id: str
    provider_name: str
    usage: float
    byok_usage_inference: float
    requests: int
    prompt_tokens: int
    completion_tokens: int
    reasoning_tokens: int
    cached_tokens: int | None = None
    workspace_id: str | None = None


class Response(BaseModel):
    """Rows of activity."""

    data: list[Row]


received = body()
validate: Any = Response.model_validate_json
decoding(lambda: validate(received), first, expected())
