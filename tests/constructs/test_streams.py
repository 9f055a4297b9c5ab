"""Streams: events and JSON Lines as typed iterators."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire

pytestmark = [with_both_libraries, pytest.mark.usefixtures("transport")]


def streaming(media_type: str, media: str, version: str = "3.2.0") -> str:
    """Describe one operation that answers with a stream."""
    return f"""
openapi: {version}
paths:
  /x:
    get:
      operationId: get
      tags: [x]
      responses:
        '200':
          description: d
          content:
            {media_type}: {media.rstrip()}
components:
  schemas:
    Started: {{type: object, required: [jobId], properties: {{jobId: {{type: integer}}}}}}
    Done: {{type: object, required: [total], properties: {{total: {{type: number}}}}}}
"""


def serve(api: Wire, text: str, media_type: str = "text/event-stream") -> None:
    """Answer every request with this text."""
    api.server.answers = [answer(text, content_type=media_type)]


def result(api: Wire) -> Any:
    """The annotation of what the method returns."""
    return api.package.resources.x.X.get.__annotations__["return"]


def test_data(wire: PressWire) -> None:
    api = wire(streaming("text/event-stream", "{schema: {$ref: '#/components/schemas/Started'}}"))
    serve(api, 'data: {"jobId":1}\n\n: comment\n\ndata: {"jobId":\ndata: 2}\n\ndata: [DONE]\n\n')
    items = api.items(lambda client: client.x.get())
    assert [item.job_id for item in items] == [1, 2]
    assert result(api) == "Stream[models.Started]"


def test_whole_events(wire: PressWire) -> None:
    api = wire(streaming("text/event-stream", "{schema: {$ref: '#/components/schemas/Started'}}"))
    serve(api, 'event: go\nid: 7\nretry: 1500\ndata: {"jobId":1}\n\ndata: {"jobId":2}\n\n')
    events = api.items(lambda client: client.x.get(), lambda stream: stream.events())
    assert [(one.event, one.id, one.retry) for one in events] == [
        ("go", "7", 1500),
        ("message", "7", None),
    ]
    assert [one.data.job_id for one in events] == [1, 2]


EVENTS = """
                itemSchema:
                  oneOf:
                    - type: object
                      required: [event, data]
                      properties:
                        event: {const: started}
                        data:
                          type: string
                          contentMediaType: application/json
                          contentSchema: {$ref: '#/components/schemas/Started'}
                    - type: object
                      required: [event, data]
                      properties:
                        event: {enum: [done, failed]}
                        data: {$ref: '#/components/schemas/Done'}
                    - type: object
                      required: [event, data]
                      properties: {event: {const: note}, data: {type: string}}
"""


def test_typed_events(wire: PressWire) -> None:
    api = wire(streaming("text/event-stream", EVENTS))
    serve(
        api,
        'event: started\ndata: {"jobId":1,"total":2}\n\n'
        'event: done\ndata: {"jobId":1,"total":2}\n\n'
        'event: note\ndata: {"not": "parsed"}\n\n'
        'event: new\ndata: {"total":3}\n\n',
    )
    items = api.items(lambda client: client.x.get())
    models = api.package.models
    assert [type(item) for item in items] == [models.Started, models.Done, str, models.Done]
    assert items[2] == '{"not": "parsed"}'
    assert result(api) == "Stream[models.Started | models.Done | str]"


def test_events_described_as_objects(wire: PressWire) -> None:
    schema = """
                schema:
                  type: object
                  properties:
                    id: {type: string}
                    event: {type: string}
                    data: {$ref: '#/components/schemas/Done'}
                    retry: {type: integer}"""
    api = wire(streaming("text/event-stream", schema, "3.1.0"))
    serve(api, 'id: 1\ndata: {"total":2}\n\n')
    assert api.items(lambda client: client.x.get()) == [api.package.models.Done(total=2)]


@pytest.mark.parametrize(
    ("media", "annotation"),
    [("{schema: {type: string}}", "Stream[str]"), ("{}", "Stream[Any]")],
)
def test_text(wire: PressWire, media: str, annotation: str) -> None:
    api = wire(streaming("text/event-stream", media))
    serve(api, "data: hello\ndata: world\n\n")
    assert api.items(lambda client: client.x.get()) == ["hello\nworld"]
    assert result(api) == annotation


@pytest.mark.parametrize("extension", ["x-speakeasy-sse-sentinel", "x-sse-sentinel"])
def test_a_declared_sentinel(wire: PressWire, extension: str) -> None:
    api = wire(streaming("text/event-stream", f"{{{extension}: END, schema: {{type: string}}}}"))
    serve(api, "data: [DONE]\n\ndata: END\n\ndata: never\n\n")
    assert api.items(lambda client: client.x.get()) == ["[DONE]"]


@pytest.mark.parametrize(
    "media_type",
    ["application/jsonl", "application/x-ndjson", "application/json-seq", "application/jsonlines"],
)
@pytest.mark.parametrize(
    "media",
    [
        "{itemSchema: {$ref: '#/components/schemas/Started'}}",
        "{schema: {$ref: '#/components/schemas/Started'}}",
        "{schema: {type: array, items: {$ref: '#/components/schemas/Started'}}}",
    ],
)
def test_json_lines(wire: PressWire, media_type: str, media: str) -> None:
    api = wire(streaming(media_type, media))
    start = "\x1e" if media_type.endswith("seq") else ""
    serve(api, f'{start}{{"jobId":1}}\r\n\n{start}{{"jobId":2}}', media_type)
    items = api.items(lambda client: client.x.get())
    assert [item.job_id for item in items] == [1, 2]
    assert result(api) == "Stream[models.Started]"


def test_a_stream_that_breaks_off(wire: PressWire) -> None:
    api = wire(streaming("text/event-stream", "{schema: {type: string}}"))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99\r\n"
    api.server.answers = [head + b"Connection: close\r\n\r\ndata: a\n\n"]
    seen: list[Any] = []
    with pytest.raises(api.package.errors.APIConnectionError):
        api.items(lambda client: client.x.get(), lambda stream: noting(stream, seen, api))
    assert seen == ["a"]


def noting(stream: Any, seen: list[Any], api: Wire) -> Any:
    """Pass items on, noting them: they are lost when the iteration fails."""

    def iterate() -> Any:
        for item in stream:
            seen.append(item)
            yield item

    async def iterate_later() -> Any:
        async for item in stream:
            seen.append(item)
            yield item

    return iterate_later() if api.asynchronous else iterate()


def test_an_error_in_place_of_a_stream(wire: PressWire) -> None:
    api = wire(streaming("text/event-stream", "{schema: {type: string}}"))
    api.server.answers = [answer({"message": "no"}, 400)]
    with pytest.raises(api.package.errors.InlineDefaultError, match="no"):
        api.items(lambda client: client.x.get())
