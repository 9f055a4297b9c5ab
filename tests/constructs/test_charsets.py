"""Bodies that are no UTF-8 or begin with a byte order mark: over both transports, streams too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.transports import TransportKind
from support.wire import PressWire, Wire

pytestmark = with_both_libraries

TEXTS = """
    paths:
      /json:
        get:
          operationId: getJson
          tags: [x]
          responses:
            '200':
              description: ok
              content: {application/json: {schema: {$ref: '#/components/schemas/Word'}}}
            '400':
              description: bad
              content: {application/json: {schema: {$ref: '#/components/schemas/Bad'}}}
      /text:
        get:
          operationId: getText
          tags: [x]
          responses:
            '200': {description: ok, content: {text/plain: {schema: {type: string}}}}
      /lines:
        get:
          operationId: getLines
          tags: [x]
          responses:
            '200':
              description: ok
              content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Word'}}}
      /events:
        get:
          operationId: getEvents
          tags: [x]
          responses:
            '200':
              description: ok
              content: {text/event-stream: {schema: {$ref: '#/components/schemas/Word'}}}
    components:
      schemas:
        Word: {type: object, required: [word], properties: {word: {type: string}}}
        Bad: {type: object, required: [message], properties: {message: {type: string}}}
"""
WORD = "Grüße – €"
DECLARED = [
    "iso-8859-15",
    "windows-1252",
    "utf-16",
    "UTF-16LE",
    '"utf-16be"',
    "utf-32",
    "Shift_JIS",
]
UNKNOWN = ["x-unknown", "hex", "rot13", "base64", "a\0b", "", "utf-8", "us-ascii", "undefined"]
MARKS = ["utf-8-sig", "utf-16", "utf-32"]


def _encoded(text: str, name: str) -> bytes:
    return text.encode(name.strip('"'), "replace")


def _word(name: str) -> str:
    return WORD.encode(name.strip('"'), "replace").decode(name.strip('"'))


@pytest.fixture
def texts(wire: PressWire, transport: TransportKind) -> Wire:
    """The package, at a server."""
    return wire(TEXTS)


def test_a_declared_charset_and_a_mark_are_obeyed(texts: Wire) -> None:
    def body(name: str, path: str, text: str, kind: str, status: int = 200) -> None:
        declared = "" if name in MARKS else f"; charset={name}"
        texts.server.answers[:] = [
            answer(_encoded(text, name), status, content_type=f"{kind}{declared}")
        ]

    for name in [*DECLARED, *MARKS]:
        word = _word(name)
        heard: list[Any] = []
        one = json.dumps({"word": word}, ensure_ascii=False)
        body(name, "/json", one, "application/json")
        assert texts.call(lambda c: c.x.get_json(), on_drift=heard.append).word == word
        body(name, "/text", word, "text/plain")
        assert texts.call(lambda c: c.x.get_text()) == word
        body(
            name,
            "/json",
            json.dumps({"message": word}, ensure_ascii=False),
            "application/json",
            400,
        )
        with pytest.raises(texts.package.errors.BadError, match=word[:2]) as caught:
            texts.call(lambda c: c.x.get_json())
        assert caught.value.data.message == word
        assert word in caught.value.text
        assert heard == []
        if name in ("utf-16", "utf-32") and name in MARKS:
            continue  # streams are read before it is known how they begin
        body(name, "/lines", f"{one}\n\n{one}", "application/jsonl")
        assert [item.word for item in texts.items(lambda c: c.x.get_lines())] == [word] * 2
        body(name, "/events", f"data: {one}\n\n" * 2, "text/event-stream")
        assert [item.word for item in texts.items(lambda c: c.x.get_events())] == [word] * 2


def test_a_charset_that_none_knows_is_utf_8(texts: Wire) -> None:
    one = json.dumps({"word": WORD}, ensure_ascii=False)
    for name in [one for one in UNKNOWN if "\0" not in one]:
        for kind, text in (("application/json", one), ("text/plain", WORD)):
            texts.server.answers[:] = [
                answer(text.encode(), content_type=f"{kind}; charset={name}")
            ]
            if kind == "text/plain":
                assert texts.call(lambda c: c.x.get_text()) == WORD
            else:
                assert texts.call(lambda c: c.x.get_json()).word == WORD


def test_what_is_not_what_is_declared_is_an_error_of_ours(texts: Wire) -> None:
    texts.server.answers[:] = [
        answer(b"\xff\xfe{", content_type="application/json; charset=utf-16")
    ]
    with pytest.raises(texts.package.errors.ResponseValidationError):
        texts.call(lambda c: c.x.get_json())
    deep = b'{"word": "x", "more": ' + b"[" * 300 + b"]" * 300 + b"}"
    texts.server.answers[:] = [answer(deep)]
    heard: list[Any] = []
    assert texts.call(lambda c: c.x.get_json(), strict=True, on_drift=heard.append).word == "x"
    assert heard == []
