import sys

import httpx2

with httpx2.Client() as client:
    response = client.get(f"{sys.argv[1]}/activity", headers={"Authorization": "Bearer key"})
    value = response.json()["data"][0]["model"]
    from mark import mark

    mark(value, "openai/gpt-4.1")
