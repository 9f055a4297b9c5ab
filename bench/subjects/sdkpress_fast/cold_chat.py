import sys

from openrouter_sdk import OpenRouter
from openrouter_sdk.fast import FastTransport

with OpenRouter(api_key="key", server_url=sys.argv[1], http_client=FastTransport()) as client:
    answer = client.chat.send(model="openai/gpt-4", messages=[{"role": "user", "content": "Hello"}])
    from mark import first_answer

    first_answer(answer)
