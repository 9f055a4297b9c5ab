from measure import ANSWER, MESSAGES, URL, calls
from openai import OpenAI

with OpenAI(api_key="key", base_url=URL) as client:
    send = client.chat.completions.create
    calls(lambda: send(model="openai/gpt-4", messages=MESSAGES).choices[0].message.content, ANSWER)
