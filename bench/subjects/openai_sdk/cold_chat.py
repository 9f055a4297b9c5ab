import sys

from openai import OpenAI

with OpenAI(api_key="key", base_url=sys.argv[1]) as client:
    answer = client.chat.completions.create(
        model="openai/gpt-4", messages=[{"role": "user", "content": "Hello"}]
    )
    from mark import first_answer

    first_answer(answer)
