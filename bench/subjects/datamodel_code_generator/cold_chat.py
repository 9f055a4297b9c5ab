import sys

from or_client import Client
from or_models import ChatRequest

with Client(base_url=sys.argv[1], api_key="key") as client:
    request = ChatRequest(model="openai/gpt-4", messages=[{"role": "user", "content": "Hello"}])
    answer = client.chat.send_chat_completion_request(body=request)
    from mark import first_answer

    first_answer(answer)
