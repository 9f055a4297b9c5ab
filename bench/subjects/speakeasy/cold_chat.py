import sys

from openrouter import OpenRouter

with OpenRouter(api_key="key", server_url=sys.argv[1]) as client:
    answer = client.chat.send(model="openai/gpt-4", messages=[{"role": "user", "content": "Hello"}])
    from mark import first_answer

    first_answer(answer)
