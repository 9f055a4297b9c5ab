from measure import URL, calls
from pyreqwest.client import SyncClientBuilder

with SyncClientBuilder().build() as client:
    url = f"{URL}/activity"

    def call() -> str:
        request = client.get(url).header("Authorization", "Bearer key").build()
        return request.send().json()["data"][0]["model"]

    calls(call)
