"""What decodes a body is no part of the SDK's interface: it is reached in this file only."""

from fetch import KIND

if KIND == "union":
    from bench_rows._operations.events import LIST as OPERATION
    from bench_rows._runtime.reply.decode import Decoder
elif KIND == "activity":
    from openrouter_sdk._operations.analytics import GET_USER_ACTIVITY as OPERATION
    from openrouter_sdk._runtime.reply.decode import Decoder
else:
    from openrouter_sdk._operations.models import LIST as OPERATION
    from openrouter_sdk._runtime.reply.decode import Decoder

decode = Decoder(OPERATION, 200, b"application/json").decode
