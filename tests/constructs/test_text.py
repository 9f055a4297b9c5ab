"""Text stays text: dates, numbers and the like are read as their standard has them, or kept."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import uuid
from decimal import Decimal
from typing import Any

import pytest

from runtime.lab import answer
from support.models import with_both_libraries
from support.wire import PressWire, Wire

pytestmark = with_both_libraries

THINGS = """
    paths:
      /x:
        get:
          operationId: look
          tags: [x]
          responses:
            '200':
              description: ok
              content: {application/json: {schema: {$ref: '#/components/schemas/Things'}}}
        put:
          operationId: put
          tags: [x]
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: array, items: {$ref: '#/components/schemas/Things'}}
          responses: {'204': {description: ok}}
    components:
      schemas:
        Things:
          type: object
          properties:
            date: {type: string, format: date}
            at: {type: string, format: date-time}
            time: {type: string, format: time}
            span: {type: string, format: duration}
            id: {type: string, format: uuid}
            ip: {type: string, format: ipv4}
            amount: {type: string, format: decimal}
            price: {type: [string, 'null'], format: decimal}
            keys: {type: object, additionalProperties: {type: string, format: uuid}}
            whole: {type: integer}
            number: {type: number}
            flag: {type: boolean}
            text: {type: string}
            maybe: {type: [integer, 'null']}
            moment: {anyOf: [{type: string, format: date-time}, {type: string}]}
            day: {anyOf: [{type: string, format: date}, {type: string}]}
            length: {anyOf: [{type: string, format: duration}, {type: string}]}
            key: {anyOf: [{type: string, format: uuid}, {type: string}]}
            when: {anyOf: [{type: string, format: date-time}, {type: integer}]}
            until: {oneOf: [{type: integer}, {type: string, format: date}]}
            since: {type: [number, string, 'null'], format: duration}
            tag: {anyOf: [{type: boolean}, {type: string, format: uuid}]}
            sum: {type: [integer, string], format: decimal}
            data: {type: string, format: byte}
            blob: {type: [integer, string], format: byte}
            days: {type: array, items: {type: string, format: date}}
            spans: {type: object, additionalProperties: {type: string, format: duration}}
"""


@pytest.fixture
def things(wire: PressWire) -> Wire:
    """The package of the things."""
    return wire(THINGS)


def looked(things: Wire, body: Any, **config: Any) -> tuple[Any, list[Any]]:
    """What comes back of a body: the value, and each drift."""
    heard: list[Any] = []
    things.server.answers[:] = [answer(json.dumps(body).encode())]
    value = things.call(lambda client: client.x.look(), on_drift=heard.append, **config)
    return value, heard


def sent_again(things: Wire, value: Any) -> Any:
    """What a value becomes when it is sent as it was received."""
    things.server.answers[:] = [answer({}, 204)]
    things.call(lambda client: client.x.put(body=[value]))
    return json.loads(things.sent.body)[0]


READ = {
    "date": ("2024-02-29", dt.date(2024, 2, 29)),
    "at": ("2024-01-01T10:00:00.5+02:00", dt.datetime.fromisoformat("2024-01-01T10:00:00.5+02:00")),
    "time": ("10:00:00", dt.time(10)),
    "span": ("P1M", dt.timedelta(days=30)),
    "id": ("550e8400-e29b-41d4-a716-446655440000", uuid.UUID("550e8400e29b41d4a716446655440000")),
    "amount": ("1.50", Decimal("1.50")),
    "price": ("-0.07E-7", Decimal("-0.07E-7")),
    "moment": ("2024-01-01t00:00:00z", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
    "day": ("2024-01-01", dt.date(2024, 1, 1)),
    "length": ("PT36H", dt.timedelta(hours=36)),
    "key": ("550e8400-e29b-41d4-a716-446655440000", uuid.UUID("550e8400e29b41d4a716446655440000")),
    "days": (["2024-01-01"], [dt.date(2024, 1, 1)]),
    "keys": ({"a": str(uuid.UUID(int=1))}, {"a": uuid.UUID(int=1)}),
    "spans": ({"a": "P1Y2M"}, {"a": dt.timedelta(days=425)}),
    "whole": (5.0, 5),
    "number": (5, 5.0),
}


def test_what_a_standard_has_is_read_and_sent_as_it_came(things: Wire) -> None:
    value, heard = looked(things, {name: text for name, (text, _) in READ.items()}, strict=True)
    assert heard == []
    assert {name: getattr(value, name) for name in READ} == {
        n: made for n, (_, made) in READ.items()
    }
    again = sent_again(things, value)
    for name in (
        "date",
        "time",
        "span",
        "id",
        "amount",
        "day",
        "length",
        "key",
        "days",
        "spans",
        "keys",
    ):
        assert again[name] == READ[name][0]
    assert Decimal(again["price"]) == value.price
    assert dt.datetime.fromisoformat(again["at"]) == value.at
    copied = pickle.loads(pickle.dumps(value))
    assert sent_again(things, copied)["span"] == "P1M"


NOT_READ: dict[str, list[Any]] = {
    "date": ["86400", "2024-01-01T00:00:00Z", "20240101", "2024-W01-1", "2024-1-1", 19723],
    "at": [
        "12345",
        "2024-01-01",
        "1e3",
        12345,
        1.5,
        True,
        "2024-02-30T00:00:00Z",
        "now",
        "2016-12-31T23:59:60Z",
    ],
    "time": ["36000", "1000", "10", 36000, "25:00:00", "24:00:00", "23:59:60", "10:00:00+12:60"],
    "span": ["10:00", "5", "1 day", "P", "PT", 5, "P1", "p1d", "P1.2.3D"],
    "id": [
        5,
        "5",
        "{550e8400-e29b-41d4-a716-446655440000}",
        "550e8400e29b41d4a716446655440000",
        "550E8400E29B41D4A716446655440000",
        "urn:uuid:550e8400-e29b-41d4-a716-446655440000",
        "550e8400e29b-41d4-a716-446655440000",
    ],
    "keys": [{"a": "550e8400e29b41d4a716446655440000"}],
    "amount": [
        5,
        1.5,
        True,
        "",
        "1_000",
        " 1",
        "+1",
        "1.",
        ".5",
        "007",
        "NaN",
        "Infinity",
        "\uff11",
    ],
    "price": ["1_000", 5],
    "ip": [5, "5", "1.2.3"],
    "number": [True, "", "1_0"],
    "whole": [True, 1.5, "x"],
    "flag": [1, "yes"],
    "text": [5],
    "when": [1.5, True, "12345"],
    "until": ["12345", "1e3", "true"],
    "since": ["5", "1.5"],
    "tag": ["true", "5"],
    "sum": ["007", "+1"],
    "data": ["not base64!", "12345", 5, True],
    "blob": ["12345", True],
    "days": [["12345"]],
    "spans": [{"a": "10:00"}],
}


def test_what_none_has_is_drift_and_sent_as_it_came(things: Wire) -> None:
    for name, text in [(name, text) for name, texts in NOT_READ.items() for text in texts]:
        value, heard = looked(things, {name: text})
        assert len(heard) == 1, (name, text)
        assert getattr(value, name) == text
        assert type(getattr(value, name)) is type(text)
        assert sent_again(things, value) == {name: text}
        with pytest.raises(things.package.errors.ResponseValidationError):
            looked(things, {name: text}, strict=True)


QUOTED = [
    ("whole", "5", 5),
    ("number", "-1.5", -1.5),
    ("flag", "false", False),
    ("maybe", "7", 7),
]


def test_numbers_in_quotes_are_read_but_are_drift(things: Wire) -> None:
    for name, text, made in QUOTED:
        value, heard = looked(things, {name: text})
        assert [one.pointer for one in heard] == [f"/{name}"]
        assert getattr(value, name) == made
        assert type(getattr(value, name)) is type(made)
        with pytest.raises(things.package.errors.ResponseValidationError):
            looked(things, {name: text}, strict=True)


def test_in_a_union_text_is_read_only_as_what_it_is(things: Wire) -> None:
    texts = {
        "moment": "12345",
        "day": "86400",
        "length": "10:00",
        "key": "d41d8cd98f00b204e9800998ecf8427e",
    }
    value, heard = looked(things, texts, strict=True)
    assert heard == []
    assert {name: getattr(value, name) for name in texts} == texts
    assert sent_again(things, value) == texts
    assert looked(things, {"when": 5}, strict=True)[0].when == 5


def test_callers_cannot_give_numbers_for_dates(things: Wire) -> None:
    for name, text in [("at", 5), ("at", "12345"), ("date", 5), ("span", "10:00"), ("time", 5.0)]:
        with pytest.raises(things.package.errors.RequestValidationError, match=name):
            sent_again(things, {name: text})
        with pytest.raises(ValueError, match=name):
            things.package.models.Things(**{name: text})
    given = {"at": dt.datetime(2024, 1, 1), "span": dt.timedelta(days=1), "date": "2024-01-01"}
    sent = sent_again(things, given)
    assert (sent["at"], sent["date"]) == ("2024-01-01T00:00:00", "2024-01-01")
    assert sent["span"] in ("P1D", "PT86400S")
