from measure import ANSWER, MESSAGES, URL, calls
from openrouter import OpenRouter

with OpenRouter(api_key="key", server_url=URL) as client:
    send = client.chat.send
    calls(lambda: send(model="openai/gpt-4", messages=MESSAGES).choices[0].message.content, ANSWER)
