import openapi_client
from measure import ANSWER, MESSAGES, URL, calls

configuration = openapi_client.Configuration(host=URL, access_token="key")
with openapi_client.ApiClient(configuration) as api_client:
    chat = openapi_client.ChatApi(api_client)

    def call() -> object:
        request = openapi_client.ChatRequest.from_dict(
            {"model": "openai/gpt-4", "messages": MESSAGES}
        )
        content = chat.send_chat_completion_request(request).choices[0].message.content
        return getattr(content, "actual_instance", content)

    calls(call, ANSWER)
