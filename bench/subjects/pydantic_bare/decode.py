"""The SDK's own models, by pydantic alone."""

from fetch import KIND, body, expected, first
from measure import decoding

if KIND == "union":
    from bench_rows.models import Events as Model
elif KIND == "activity":
    from openrouter_sdk.models import ActivityResponse as Model
else:
    from openrouter_sdk.models import ModelsListResponse as Model

received = body()
validate = Model.model_validate_json
decoding(lambda: validate(received), first, expected())
