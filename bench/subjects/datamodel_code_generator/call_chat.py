from measure import ANSWER, MESSAGES, URL, calls
from or_client import Client
from or_models import ChatRequest

with Client(base_url=URL, api_key="key") as client:
    send = client.chat.send_chat_completion_request

    def call() -> object:
        request = ChatRequest(model="openai/gpt-4", messages=MESSAGES)
        return send(body=request).choices[0].message.content

    calls(call, ANSWER)
