import sys

import openapi_client

configuration = openapi_client.Configuration(host=sys.argv[1], access_token="key")
with openapi_client.ApiClient(configuration) as api_client:
    request = openapi_client.ChatRequest.from_dict(
        {"model": "openai/gpt-4", "messages": [{"role": "user", "content": "Hello"}]}
    )
    answer = openapi_client.ChatApi(api_client).send_chat_completion_request(request)
    from mark import mark

    message = answer.choices[0].message.content
    mark(getattr(message, "actual_instance", message), "The capital of France is Paris.")
