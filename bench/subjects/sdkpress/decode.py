"""What decodes a body is no part of the SDK's interface: it is reached in this file only."""

from fetch import KIND, body, expected, first
from measure import decoding
from openrouter_sdk._runtime.reply.decode import Decoder

CONTENT_TYPE = b"application/json"

if KIND == "activity":
    from openrouter_sdk._operations.analytics import GET_USER_ACTIVITY as OPERATION
else:
    from openrouter_sdk._operations.models import LIST as OPERATION

received = body()
decoder = Decoder(OPERATION, 200, CONTENT_TYPE)
decoding(lambda: decoder.decode(received, CONTENT_TYPE).value, first, expected())
