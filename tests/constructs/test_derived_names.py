"""What is called how: titles, operations, credentials, each by what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.planned_names import described, planned


@pytest.mark.parametrize(
    ("title", "package", "client", "prefix"),
    [
        (
            "GitHub's official OpenAPI spec + Octokit extension",
            "github_sdk",
            "GitHub",
            "GITHUB",
        ),
        ("OpenAI API", "openai_sdk", "OpenAI", "OPENAI"),
        ("FastAPI", "fastapi_sdk", "FastAPI", "FASTAPI"),
        ("Swagger Petstore - OpenAPI 3.0", "petstore", "Petstore", "PETSTORE"),
        ("REST API for Acme Payments (beta) v2.1", "acme_payments", "AcmePayments", None),
        ("MyPetStore", "my_pet_store", "MyPetStore", "MY_PET_STORE"),
        ("1Password Connect", "api_1_password_connect", "Client1PasswordConnect", None),
        ("API", "api", "API", "API"),
        ("Stream", "stream", "StreamClient", "STREAM"),
        ("json", "json_sdk", "Json", "JSON"),
    ],
)
def test_titles(tmp_path: Path, title: str, package: str, client: str, prefix: str | None) -> None:
    sdk = planned(described(title, []), tmp_path)
    assert (sdk.package.name, sdk.client.name) == (package, client)
    (key,) = sdk.client.security_schemes
    assert key.argument == "api_key"
    assert prefix is None or key.env == f"{prefix}_{key.argument.upper()}"


@pytest.mark.parametrize(
    ("operation", "tag", "method"),
    [
        ("get /files listFiles", "files", "list"),
        ("get /files list_files", "files", "list"),
        ("get /files files/list", "files", "list"),
        ("get /files files.listFiles", "files", "list"),
        ("get /files FilesController_list", "files", "list"),
        ("get /files Files_ListFiles", "files", "list"),
        ("get /files list_files_files_get", "files", "list"),
        ("post /files createFile", "files", "create"),
        ("delete /files deleteFiles", "files", "delete_files"),
        ("get /files getFiles", "files", "get_files"),
        ("get /files/{id} retrieveFile", "files", "retrieve"),
        ("get /batches listBatches", "batch", "list"),
        ("post /v/{id} cancelVectorStore", "Vector stores", "cancel"),
        ("get /a listChatCompletions", "chat.completions", "list"),
        ("get /tasks/{task_id} read_task_tasks__task_id__get", "todo", "read_task"),
        ("get /v1/task-stats get_stats_v1_task_stats", "todo", "get_stats"),
        ("get /task-stats get_stats_task_stats", "todo", "get_stats_task_stats"),
        ("get /v1/tasks tasks_api_v1_tasks_list", "beta.tasks", "list"),
        ("get /v1/tasks/{id}/notes tasks_api_v1_tasks_list_notes", "beta.tasks", "list_notes"),
        ("post /v1/tasks tasks_api_v1_tasks", "tasks", "tasks_api"),
        ("get /v1/tasks tasks_api_v1_tasks_list", "todo", "tasks_api_v1_tasks_list"),
        ("get /tasks/{task_id} readTaskTasksTaskIdGet", "todo", "read_task"),
        ("get / root__get", "todo", "root"),
        ("get /files/{id} filesGet", "files", "get"),
        ("get /files FileList", "files", "list"),
        ("patch /users/{id} users_partial_update", "users", "partial_update"),
        ("get /file/{id} fileName", "files", "file_name"),
        ("get /emojis emojis/get", "emojis", "get"),
        ("get /activity getUserActivity", "analytics", "get_user_activity"),
        ("get /analytics/meta getAnalyticsMeta", "analytics", "get_analytics_meta"),
        ("post /analytics/query queryAnalytics", "analytics", "query_analytics"),
        ("get /activity userActivity", "activity", "user_activity"),
        ("get /files ", "files", "get_files"),
    ],
)
def test_methods(tmp_path: Path, operation: str, tag: str, method: str) -> None:
    verb, path, identifier = operation.split(" ")
    node: dict[str, Any] = {"tags": [tag], "responses": {"204": {"description": "ok"}}}
    if identifier:
        node["operationId"] = identifier
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    node["parameters"] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    root = {**described("Methods", []), "paths": {path: {verb: node}}}
    (planned_operation,) = planned(root, tmp_path).operations
    assert planned_operation.method_name == method
