"""Lines, and the JSON in them: no types."""

import json
from collections.abc import Iterator

import httpx2
from measure import MESSAGES, URL, stream


def texts(response: httpx2.Response) -> Iterator[str]:
    for line in response.iter_lines():
        if line.startswith("data: {"):
            yield json.loads(line[6:])["choices"][0]["delta"]["content"]


request = {"model": "openai/gpt-4", "messages": MESSAGES, "stream": True}
headers = {"Authorization": "Bearer key"}
with (
    httpx2.Client(headers=headers) as client,
    client.stream("POST", f"{URL}/chat/completions", json=request) as response,
):
    stream(texts(response))
