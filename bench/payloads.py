"""What the server answers: the same bytes for every subject, made once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

DATE = "2025-08-24"
"""The date of every row. The server puts there what a request asks for, so it keeps its length."""

ROW = {
    "date": DATE,
    "model": "openai/gpt-4.1",
    "model_permaslug": "openai/gpt-4.1-2025-04-14",
    "endpoint_id": "550e8400-e29b-41d4-a716-446655440000",
    "provider_name": "OpenAI",
    "usage": 0.015,
    "byok_usage_inference": 0.012,
    "requests": 5,
    "prompt_tokens": 50,
    "completion_tokens": 125,
    "reasoning_tokens": 25,
    "cached_tokens": 10,  # the description that Speakeasy's SDK was made of requires it
}

CHAT = {
    "id": "chatcmpl-123",
    "object": "chat.completion",
    "created": 1677652288,
    "model": "openai/gpt-4",
    "system_fingerprint": "fp_44709d6fcb",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "logprobs": None,
            "message": {"role": "assistant", "content": "The capital of France is Paris."},
        }
    ],
    "usage": {"prompt_tokens": 25, "completion_tokens": 10, "total_tokens": 35},
}

ADDRESS = {"city": "Paris", "zip": "75001"}

TOKEN = "Paris "
"""The text of every event of a stream."""

EVENTS_IN_A_BLOCK = 64
"""Events that come in one HTTP chunk, about 16 KB, where they do not come one by one."""


def activity(rows: int) -> bytes:
    """Return a response of `GET /activity`."""
    return _dumped({"data": [{**ROW, "requests": 5 + number % 90} for number in range(rows)]})


def union(rows: int) -> bytes:
    """Return a response of `GET /events` of rows.yaml: each row is of one of three kinds."""
    return _dumped({"data": [_event(number) for number in range(rows)]})


def with_a_wrong_row(body: bytes) -> bytes:
    """Return a response with one row in its middle that lacks all that the others have."""
    data: list[Any] = json.loads(body)["data"]
    data[len(data) // 2] = {"wrong": True}
    return _dumped({"data": data})


def chat() -> bytes:
    """Return a response of `POST /chat/completions`."""
    return _dumped(CHAT)


def models(count: int) -> bytes:
    """Return a response of `GET /models`: wide objects with objects and lists in them."""
    listed = [_model(number) for number in range(count)]
    return _dumped({"data": listed, "links": {"next": None}, "total_count": count})


def stream(events: int, *, one_by_one: bool = False) -> Iterator[bytes]:
    """Yield a chat stream as HTTP/1.1 chunks, some 16 KB at a time."""
    event = b"data: " + _dumped(_chunk()) + b"\n\n"
    whole, rest = divmod(events, EVENTS_IN_A_BLOCK)
    block = _framed(event, EVENTS_IN_A_BLOCK, one_by_one)
    for _ in range(whole):
        yield block
    if rest:
        yield _framed(event, rest, one_by_one)
    yield _framed(b"data: [DONE]\n\n", 1, one_by_one) + b"0\r\n\r\n"


def _framed(event: bytes, count: int, one_by_one: bool) -> bytes:
    if one_by_one:
        return (b"%x\r\n%b\r\n" % (len(event), event)) * count
    return b"%x\r\n%b\r\n" % (len(event) * count, event * count)


def _chunk() -> dict[str, Any]:
    delta = {"role": "assistant", "content": TOKEN}
    return {
        "id": "chatcmpl-123",
        "object": "chat.completion.chunk",
        "created": 1677652288,
        "model": "openai/gpt-4",
        "choices": [{"index": 0, "delta": delta, "finish_reason": None}],
    }


def _event(number: int) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = [
        {"kind": "click", "page": "/prices", "x": number, "y": 20, "button": None},
        {"kind": "order", "total": 9.5, "currency": "EUR", "items": ["a", "b"], "address": ADDRESS},
        {"kind": "login", "user": "somebody", "succeeded": True, "attempts": 1},
    ]
    return {"id": f"event-{number}", **kinds[number % len(kinds)]}


def _model(number: int) -> dict[str, Any]:
    return {
        "id": f"openai/gpt-{number}",
        "canonical_slug": f"openai/gpt-{number}-2025",
        "hugging_face_id": None,
        "name": f"GPT-{number}",
        "created": 1692901234 + number,
        "description": "A large multimodal model that can solve difficult problems. " * 4,
        "context_length": 8192,
        "architecture": {
            "input_modalities": ["text", "image"],
            "output_modalities": ["text"],
            "modality": "text->text",
            "instruct_type": "chatml",
            "tokenizer": "GPT",
        },
        "pricing": {"prompt": "0.00003", "completion": "0.00006", "image": "0", "request": "0"},
        "top_provider": {
            "context_length": 8192,
            "is_moderated": True,
            "max_completion_tokens": 4096,
        },
        "per_request_limits": None,
        "supported_parameters": ["temperature", "top_p", "max_tokens", "tools", "seed", "stop"],
        "default_parameters": {"temperature": 0.7, "top_p": 0.9, "frequency_penalty": None},
        "supported_voices": None,
        "knowledge_cutoff": None,
        "expiration_date": None,
        "links": {"details": f"/api/v1/models/openai/gpt-{number}/endpoints"},
    }


def _dumped(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
