from measure import MESSAGES, URL, stream
from openai import OpenAI

with OpenAI(api_key="key", base_url=URL) as client:
    events = client.chat.completions.create(model="openai/gpt-4", messages=MESSAGES, stream=True)
    stream(event.choices[0].delta.content for event in events)
