import httpx2
from measure import ANSWER, MESSAGES, URL, calls

with httpx2.Client(headers={"Authorization": "Bearer key"}) as client:
    url, request = f"{URL}/chat/completions", {"model": "openai/gpt-4", "messages": MESSAGES}
    calls(lambda: client.post(url, json=request).json()["choices"][0]["message"]["content"], ANSWER)
