"""A small program against OpenAI's description takes no more lines than with the `openai` package.

`THEIRS` is that package's program (its documented use); `OURS` is run, and checked strictly.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime.lab import ByteServer, answer
from support.checkers import pyright
from support.pressing import Press, PressFiles
from support.slices import needed

DESCRIPTION = Path(__file__).parents[2] / "shared" / "corpus" / "openai.openapi.yaml"
PATHS = ("/models/{model}", "/chat/completions", "/files", "/files/{file_id}")
CONFIG = """
[pagination.cursor]
cursor = "after"
limit = "limit"
next_cursor = "data[-1].id"
has_more = "has_more"
"""
THEIRS = """
from openai import NotFoundError, OpenAI

client = OpenAI(max_retries=4, timeout=20)
asked = client.chat.completions.create(
    model="gpt-5", messages=[{"role": "user", "content": "Hi"}]
)
print(asked.choices[0].message.content)
for chunk in client.chat.completions.create(
    model="gpt-5", messages=[{"role": "user", "content": "Hi"}], stream=True
):
    print(chunk.choices[0].delta.content)
with open("batch.jsonl", "rb") as batch:
    print(client.files.create(file=batch, purpose="batch").id)
for file in client.files.list(limit=1):
    print(file.filename)
try:
    client.files.retrieve("none")
except NotFoundError as error:
    print(error.message)
raw = client.with_options(timeout=5).models.with_raw_response.retrieve("gpt-5")
print(raw.headers["x-request-id"], raw.parse().id)
"""
OURS = """
from PACKAGE import OpenAI, errors

client = OpenAI(retries={"max_attempts": 5}, timeout=20)
asked = client.chat.create_chat_completion(
    model="gpt-5", messages=[{"role": "user", "content": "Hi"}]
)
print(asked.choices[0].message.content)
for chunk in client.chat.create_chat_completion(
    model="gpt-5", messages=[{"role": "user", "content": "Hi"}], stream=True
):
    print(chunk.choices[0].delta.content)
with open("batch.jsonl", "rb") as batch:
    print(client.files.create(file=batch, purpose="batch").id)
for file in client.files.list(limit=1):
    print(file.filename)
try:
    client.files.retrieve("none")
except errors.NotFoundError as error:
    print(error.message)
raw = client.with_options(timeout=5).models.with_raw_response.retrieve("gpt-5")
print(raw.headers["x-request-id"], raw.parse().id)
"""


def completion(kind: str, **choice: Any) -> dict[str, Any]:
    return {
        **{"id": "c", "object": kind, "created": 1, "model": "gpt-5"},
        "choices": [{"index": 0, "finish_reason": "stop", "logprobs": None, **choice}],
    }


def file(name: str) -> dict[str, Any]:
    return {
        **{"id": name, "object": "file", "bytes": 1, "created_at": 1, "expires_at": 2},
        **{"filename": f"{name}.txt", "purpose": "batch", "status": "processed"},
    }


def page(name: str, has_more: bool) -> bytes:
    return answer(
        {"object": "list", "data": [file(name)], "first_id": name, "last_id": name}
        | {"has_more": has_more}
    )


ANSWERS = [
    answer(
        completion(
            "chat.completion", message={"role": "assistant", "content": "A", "refusal": None}
        )
    ),
    answer(
        "".join(
            f"data: {json.dumps(part)}\n\n"
            for part in (
                completion("chat.completion.chunk", delta={"content": "B"}),
                completion("chat.completion.chunk", delta={"content": "C"}),
            )
        )
        + "data: [DONE]\n\n",
        content_type="text/event-stream",
    ),
    answer(file("made")),
    page("one", has_more=True),
    page("two", has_more=False),
    answer({"error": {"message": "No such file", "type": "t", "param": None, "code": None}}, 404),
    answer(
        {"id": "gpt-5", "object": "model", "created": 1, "owned_by": "o"},
        headers={"x-request-id": "r"},
    ),
]


@pytest.mark.skipif(not DESCRIPTION.exists(), reason="OpenAI's description is not beside the code")
def test_no_more_lines_than_with_openai(
    press: Press, press_files: PressFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    description = part_of_the_description()
    assert pyright(tmp_path, press_files(description, CONFIG), OURS) == []
    server, package = ByteServer(list(ANSWERS)), press(description, CONFIG)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    (tmp_path / "batch.jsonl").write_text("{}", encoding="utf-8")
    output, names = io.StringIO(), dict[str, Any]()
    with redirect_stdout(output):
        exec(compile(OURS.replace("PACKAGE", package.__name__), "program", "exec"), names)
    names["client"].close()
    server.close()
    assert output.getvalue().splitlines() == [
        *("A", "B", "C", "made", "one.txt", "two.txt"),
        "404 Not Found: No such file (retrieveFile)",
        "r gpt-5",
    ]
    assert OURS.count("\n") <= THEIRS.count("\n")


def part_of_the_description() -> str:
    """A few paths of it with what they refer to, so that pressing takes no time."""
    root: Any = yaml.load(DESCRIPTION.read_bytes(), yaml.CSafeLoader)
    paths = {path: root["paths"][path] for path in PATHS}
    components: dict[str, Any] = {"securitySchemes": root["components"]["securitySchemes"]}
    for section, name in needed(root, paths):
        components.setdefault(section, {})[name] = root["components"][section][name]
    kept = {key: root[key] for key in ("openapi", "info", "servers", "security")}
    return yaml.safe_dump({**kept, "paths": paths, "components": components}, sort_keys=False)
