"""Formats on types that they were not made for: what each is in Python and on the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from runtime.lab import answer
from support.models import ModelLibrary, decoded, encoded, tolerated, with_both_libraries
from support.pressing import Presser, forget, import_fresh
from support.wire import PressWire, parts

pytestmark = with_both_libraries

BIG = "123456789012345678901234567890.1234567890123456789"
LONG = "9007199254740993"

# Type, format, JSON, and the value that it is read as; it is written as it was.
TABLE: list[tuple[str, str, str, Any]] = [
    *(("number", "decimal", text, Decimal(text)) for text in ("1.10", "3", "-0.0", BIG, "1E+2", "1E-30")),
    ("number", "decimal128", "1.10", Decimal("1.10")),
    ("string", "decimal", '"1.10"', Decimal("1.10")),
    *(("number", name, "1.5", 1.5) for name in ("float", "double", "unix-time", "date-time", "odd", "currency")),
    *(("number", name, LONG, int(LONG)) for name in ("int64", "int32", "uint64")),
    *(("integer", name, LONG, int(LONG)) for name in ("int64", "float", "double", "decimal", "date-time", "unix-time", "odd")),
    *(("string", name, f'"{LONG}"', LONG) for name in ("int64", "int32", "uint64", "float", "double", "number", "odd")),
    *(("boolean", name, "true", True) for name in ("int32", "date-time", "decimal", "odd")),
    ("string", "byte", '"/wA="', b"\xff\x00"),
    ("string", "binary", '"text"', b"text"),
]  # fmt: skip


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    pairs = dict.fromkeys((kind, form) for kind, form, _, _ in TABLE)
    lines = [
        f"    {name(kind, form)}: {{type: object, properties: {{v: {{type: {kind}, format: {form}}},"
        f" l: {{type: array, items: {{type: {kind}, format: {form}}}}},"
        f" u: {{anyOf: [{{type: {kind}, format: {form}}}, {{type: array, items: {{type: boolean}}}}]}},"
        f" n: {{type: [{kind}, 'null'], format: {form}}}, rest: {{}}}}}}"
        for kind, form in pairs
    ]
    pressed = presser.press("\n".join(["components:", "  schemas:", *lines, ""]), models.config(""))
    yield import_fresh(pressed)
    forget(pressed.package)


def name(kind: str, form: str) -> str:
    return f"{kind}{form.replace('-', '')}".capitalize()


@pytest.mark.parametrize(("kind", "form", "text", "value"), TABLE)
def test_formats(package: ModuleType, kind: str, form: str, text: str, value: Any) -> None:
    schema = name(kind, form)
    whole = f'{{"v":{text},"l":[{text}],"u":{text},"n":null,"rest":[2.5,{{"a":1.25}}]}}'
    for read in (whole, whole[:-1] + ',"unknown":0.5}'):
        model = decoded(package, schema, read)
        for found in (model.v, model.l[0], model.u):
            assert isinstance(found, type(value))
            assert str(found) == str(value)
        assert model.rest == [2.5, {"a": 1.25}]
        assert encoded(package, schema, model).decode() == read
        assert model.model_dump_json(by_alias=True, exclude_unset=True) == read
    cls = getattr(package.models, schema)
    assert str(cls.model_validate_json(whole).v) == str(value)
    plain = json.loads(json.dumps(cls.model_validate_json(whole).model_dump(mode="json")))
    assert plain["v"] == json.loads(text)


@pytest.mark.parametrize("text", ["1.10", "-3", "1E+2", BIG])
def test_a_decimal_in_quotes_is_read_but_is_drift(package: ModuleType, text: str) -> None:
    """As any other number is."""
    whole = f'{{"v":"{text}","l":[1,"{text}"],"n":"{text}"}}'
    value, drift = tolerated(package, "Numberdecimal", whole)
    assert [one.pointer for one in drift] == ["/v", "/l/1", "/n"]
    for found in (value.v, value.l[1], value.n):
        assert (type(found), str(found)) == (Decimal, text)
    assert value.to_json() == whole.replace(f'"{text}"', text)


@pytest.mark.parametrize("text", ['"NaN"', '"x"', '"1_0"', '""', '"Infinity"', '" 1"'])
def test_what_is_no_decimal_goes_out_as_it_came(package: ModuleType, text: str) -> None:
    whole = f'{{"v":{text},"l":[1,{text}],"n":{text}}}'
    value, drift = tolerated(package, "Numberdecimal", whole)
    assert [one.pointer for one in drift] == ["/v", "/l/1", "/n"]
    assert value.v == value.l[1] == value.n == json.loads(text)
    assert value.to_json() == whole


def test_decimals_are_exact_wherever_they_stand(wire: PressWire) -> None:
    api = wire("""
        paths:
          /x:
            post:
              operationId: send
              tags: [x]
              parameters: [{name: p, in: query, schema: &d {type: number, format: decimal}}, {name: j, in: query, content: {application/json: {schema: {type: array, items: *d}}}}, {name: o, in: query, style: deepObject, explode: true, schema: {$ref: '#/components/schemas/Inner'}}, {name: h, in: header, schema: *d}]
              requestBody: {content: {application/json: {schema: {type: object, properties: {d: *d, t: {type: string, format: decimal}, m: {type: object, additionalProperties: *d}, one: {oneOf: [{$ref: '#/components/schemas/Inner'}, {type: string}]}, f: {type: number}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Reply'}}}}, '400': {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Inner'}}}}}
          /form: {post: {operationId: form, tags: [x], requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Parts'}}}}, responses: {'200': {description: ok, content: {application/json: {schema: *d}}}}}}
          /parts: {post: {operationId: parts, tags: [x], requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, d: *d, o: {$ref: '#/components/schemas/Inner'}}}}}}, responses: {'200': {description: ok}}}}
        components:
          schemas:
            Inner: {type: object, required: [d], properties: {d: *d}}
            Parts: {type: object, properties: {d: *d, o: {$ref: '#/components/schemas/Inner'}}}
            Reply: {type: object, additionalProperties: *d, properties: {d: *d, f: {type: number}, any: {}}}
        """)
    big = Decimal(BIG)
    api.server.answers = [answer(f'{{"d": {BIG}, "f": 1.5, "any": 2.5, "more": {BIG}}}')]
    reply = api.call(
        lambda client: client.x.send(
            p=big,
            j=[big],
            o={"d": big},
            h=big,
            d=big,
            t=big,
            m={"k": 1, "l": "2.50"},
            one={"d": big},
            f=1.5,
        ),
        strict=True,
    )
    assert (reply.d, reply.f, reply.any, reply.model_extra) == (big, 1.5, 2.5, {"more": big})
    assert dict(api.sent.query) == {"p": BIG, "j": f"[{BIG}]", "o[d]": BIG}
    assert api.sent.headers["h"] == BIG
    assert api.sent.body.decode() == (
        f'{{"d":{BIG},"t":"{BIG}","m":{{"k":1,"l":2.50}},"one":{{"d":{BIG}}},"f":1.5}}'
    )
    api.server.answers = [answer(f'{{"d": {BIG}}}', 400)]
    with pytest.raises(api.package.errors.InlineError) as caught:
        api.call(lambda client: client.x.send(d=1))
    assert caught.value.data.d == big
    api.server.answers = [answer(BIG)]
    assert api.call(lambda client: client.x.form(d=big, o=api.package.models.Inner(d=big))) == big
    assert api.sent.body.decode() == f"d={BIG}&o=%7B%22d%22%3A{BIG}%7D"
    api.server.answers = [answer("")]
    api.call(lambda client: client.x.parts(file=b"f", d=big, o={"d": big}))
    sent = {name: content for name, _, _, content in parts(api)}
    assert sent == {"file": b"f", "d": BIG.encode(), "o": f'{{"d":{BIG}}}'.encode()}
    for bad in ("NaN", "Infinity", "-Infinity", "sNaN"):
        with pytest.raises(api.package.errors.RequestValidationError):
            api.call(lambda client, bad=bad: client.x.send(d=Decimal(bad)))
    api.server.answers = [answer('{"d": true, "f": 1.5}')]
    drift: list[Any] = []
    assert api.call(lambda client: client.x.send(d=1), on_drift=drift.append).d is True
    assert [one.location for one in drift] == [("d",)]
