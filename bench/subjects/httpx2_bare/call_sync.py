import httpx2
from measure import URL, calls

with httpx2.Client(headers={"Authorization": "Bearer key"}) as client:
    url = f"{URL}/activity"
    calls(lambda: client.get(url).json()["data"][0]["model"])
