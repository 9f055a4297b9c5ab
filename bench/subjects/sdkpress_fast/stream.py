from measure import MESSAGES, URL, stream
from openrouter_sdk import OpenRouter
from openrouter_sdk.fast import FastTransport

with (
    OpenRouter(api_key="key", server_url=URL, http_client=FastTransport()) as client,
    client.chat.send(model="openai/gpt-4", messages=MESSAGES, stream=True) as events,
):
    stream(event.choices[0].delta.content for event in events)
