import sys

import httpx2

with httpx2.Client() as client:
    request = {"model": "openai/gpt-4", "messages": [{"role": "user", "content": "Hello"}]}
    headers = {"Authorization": "Bearer key"}
    response = client.post(f"{sys.argv[1]}/chat/completions", headers=headers, json=request)
    value = response.json()["choices"][0]["message"]["content"]
    from mark import mark

    mark(value, "The capital of France is Paris.")
