"""What a response gave is given to a request: models stand for dicts of the same shape."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire

pytestmark = with_both_libraries

CHAT = """
    paths:
      /chat:
        post:
          operationId: chat
          tags: [x]
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [messages]
                  properties:
                    messages: {type: array, items: {$ref: '#/components/schemas/Message'}}
                    by_name:
                      type: object
                      additionalProperties: {$ref: '#/components/schemas/Message'}
          responses:
            '200':
              description: ok
              content: {application/json: {schema: {$ref: '#/components/schemas/Completion'}}}
      /widget:
        get:
          operationId: getWidget
          tags: [x]
          responses:
            '200':
              description: ok
              content: {application/json: {schema: {$ref: '#/components/schemas/Widget'}}}
        put:
          operationId: putWidget
          tags: [x]
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Widget'}}}
          responses: {'200': {description: ok}}
        post:
          operationId: postWidgets
          tags: [x]
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: array, items: {$ref: '#/components/schemas/Widget'}}
          responses: {'200': {description: ok}}
    components:
      schemas:
        Message:
          oneOf: [{$ref: '#/components/schemas/User'}, {$ref: '#/components/schemas/Assistant'}]
          discriminator:
            propertyName: role
            mapping: {user: '#/components/schemas/User', assistant: '#/components/schemas/Assistant'}
        User:
          type: object
          required: [role, content]
          properties: {role: {type: string, enum: [user]}, content: {type: string}}
        Assistant:
          type: object
          required: [role]
          properties:
            role: {type: string, enum: [assistant]}
            content: {type: [string, 'null']}
            tool-calls: {type: array, items: {type: object, properties: {id: {type: string}}}}
            name: {type: string}
        Completion:
          type: object
          required: [message]
          properties: {message: {$ref: '#/components/schemas/Reply'}}
        Reply:
          type: object
          required: [role]
          properties:
            role: {type: string}
            content: {type: [string, 'null']}
            tool-calls: {type: array, items: {type: object, properties: {id: {type: string}}}}
            name: {type: string}
        Widget:
          type: object
          required: [id, name]
          properties:
            id: {type: string, readOnly: true}
            secret: {type: string, writeOnly: true}
            name: {type: string}
            bytes: {type: integer}
            to_dict: {type: string}
            at: {type: string, format: date-time}
            color: {type: string}
            part: {$ref: '#/components/schemas/Part'}
        Part: {type: object, properties: {made: {type: string, readOnly: true}, size: {type: integer}}}
"""
REPLY = {"role": "assistant", "content": None, "tool-calls": [{"id": "1"}], "new": {"a": 1}}
WIDGET = {
    "id": "1",
    "name": "w",
    "bytes": 5,
    "to_dict": "x",
    "at": "2024-01-01T00:00:00Z",
    "part": {"made": "y", "size": 2},
    "more": [1],
}


@pytest.fixture
def chat(wire: PressWire) -> Wire:
    """The package, at a server."""
    return wire(CHAT)


def widget(chat: Wire, **changes: Any) -> Any:
    """A widget that was received."""
    chat.server.answers[:] = [answer({**WIDGET, **changes})]
    return chat.call(lambda client: client.x.get_widget())


def test_a_message_that_was_received_may_be_sent(chat: Wire) -> None:
    chat.server.answers[:] = [answer({"message": REPLY})]
    first = {"role": "user", "content": "hello"}
    reply = chat.call(lambda client: client.x.chat(messages=[first])).message
    messages = [first, reply, chat.package.models.User(role="user", content="more")]
    chat.call(lambda client: client.x.chat(messages=messages, by_name={"a": reply}))
    last = {"role": "user", "content": "more"}
    sent = {"messages": [first, REPLY, last], "by_name": {"a": REPLY}}
    assert json.loads(chat.sent.body) == sent
    with pytest.raises(chat.package.errors.RequestValidationError, match="messages"):
        chat.call(lambda client: client.x.chat(messages=[chat.package.models.Part(size=1)]))


def test_a_widget_that_was_received_may_be_sent_without_what_is_read_only(chat: Wire) -> None:
    one = widget(chat)
    sent = {name: value for name, value in WIDGET.items() if name != "id"} | {"part": {"size": 2}}
    chat.call(lambda client: client.x.post_widgets(body=[one]))
    assert json.loads(chat.sent.body) == [sent]
    module = __import__(f"{chat.package.__name__}.funcs.x_put_widget", fromlist=["x"])
    name = "x_put_widget_async" if chat.asynchronous else "x_put_widget"
    chat.call(lambda client: getattr(module, name)(client, one))
    assert json.loads(chat.sent.body) == sent
    chat.call(lambda client: client.x.put_widget(name="n", part=one.part))
    assert json.loads(chat.sent.body) == {"name": "n", "part": {"size": 2}}


def test_to_dict_and_to_json_are_what_was_received(chat: Wire) -> None:
    one = widget(chat)
    assert one.to_dict() == WIDGET
    assert json.loads(one.to_json()) == WIDGET
    assert json.loads(one.to_json(indent=2)) == WIDGET
    assert "\n" in one.to_json(indent=2)
    assert one.to_dict_ == "x"
    made = chat.package.models.WidgetInput(name="n", secret=None, to_dict_="y")
    assert made.to_dict() == {"name": "n", "secret": None, "to_dict": "y"}


def test_what_drifted_is_written_without_a_warning(chat: Wire) -> None:
    one = widget(chat, part="p", at=5, bytes="x", color=None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert one.to_dict() == {**WIDGET, "part": "p", "at": 5, "bytes": "x", "color": None}
        assert one.model_dump(by_alias=True, exclude_unset=True)["part"] == "p"
        assert json.loads(one.model_dump_json(by_alias=True, exclude_unset=True))["at"] == 5
