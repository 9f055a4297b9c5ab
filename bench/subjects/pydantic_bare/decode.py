"""The SDK's own models, by pydantic alone."""

from fetch import KIND, body, expected, first
from measure import decoding
from openrouter_sdk import models

received = body()
model = models.ActivityResponse if KIND == "activity" else models.ModelsListResponse
validate = model.model_validate_json
decoding(lambda: validate(received), first, expected())
