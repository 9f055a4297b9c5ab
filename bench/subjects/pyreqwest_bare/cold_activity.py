import sys

from pyreqwest.client import SyncClientBuilder

with SyncClientBuilder().build() as client:
    request = client.get(f"{sys.argv[1]}/activity").header("Authorization", "Bearer key")
    value = request.build().send().json()["data"][0]["model"]
    from mark import mark

    mark(value, "openai/gpt-4.1")
