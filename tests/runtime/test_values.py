"""Values on their way out: models, forms, bodies and files, as requests carry them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.operation import Encoding
from sdk_runtime.call.prepared import prepare
from sdk_runtime.client.arguments import request_arguments
from sdk_runtime.client.functions import arguments_of
from sdk_runtime.models.adapter import (
    adapter,
)
from sdk_runtime.models.encoded import Base64Bytes
from sdk_runtime.models.model import Model
from sdk_runtime.wire import form_values
from sdk_runtime.wire.body_choice import choose
from sdk_runtime.wire.content import NO_BODY, file_chunks
from sdk_runtime.wire.dump import only_sent, without_models
from sdk_runtime.wire.forms import form_texts, styled
from sdk_runtime.wire.scalars import scalar
from sdk_runtime.wire.values import compact_json, dumped, plain_value, validated

from runtime.lab import GET, Body, Item, Items, Parameter, operation
from runtime.script import Script, reply


class Flat(Model):
    date: str
    model_name: str | None = Field(default=None, alias="modelName")


FLAT = operation(
    parameters=(Parameter("page_size", "pageSize", "query"),),
    bodies=(Body("application/json", "json", lambda: Flat, arguments=("date", "model_name")),),
)
WHOLE = operation(bodies=(Body("application/json", "json", lambda: Flat),))


def test_requests_of_functions() -> None:
    client: Any = Script(reply({})).client()

    def arguments(called: Any, request: Any) -> Any:
        return dict(arguments_of(client, called, request))

    assert arguments(FLAT, None) == {}
    given = {"page_size": 5, "date": "d", "model_name": "m"}
    assert arguments(FLAT, given) == given
    assert arguments(FLAT, {"pageSize": 5, "date": "d", "modelName": "m"}) == given
    assert arguments(FLAT, Flat(date="d", modelName="m")) == {"date": "d", "model_name": "m"}
    body = Flat(date="d")
    assert arguments(WHOLE, body) == {"body": body}
    assert arguments(WHOLE, {"date": "d"}) == {"body": {"date": "d"}}
    assert arguments(WHOLE, {"body": {"date": "d"}}) == {"body": {"date": "d"}}
    for wrong, message in [
        ({"page_size": 1, "pageSize": 2}, "page_size is given twice, by its Python name and by"),
        ({"pagesize": 1}, "unknown argument 'pagesize' of getItems"),
        (5, "the request must be a model or a dict, not int"),
    ]:
        with pytest.raises(client.errors.request_validation) as caught:
            arguments(FLAT, wrong)
        assert str(caught.value).startswith(message)
        assert str(caught.value).endswith("(getItems)")
    assert request_arguments(prepare(GET), None) == {}


class Sent(Model):
    __not_sent__ = ("id",)
    name: str = Field(alias="theName")
    inner: Item | None = None


def test_values_that_are_sent() -> None:
    item = Item(date="d", usage=1.0, modelName="m")
    assert plain_value(item) == {"date": "d", "usage": 1.0, "modelName": "m"}
    assert plain_value((1, 2)) == sorted(plain_value({1, 2})) == [1, 2]
    for same in ("x", 5, None, b"x", {"a": item}):
        assert plain_value(same) is same
    assert plain_value({"model_name": "m", "date": "d", "usage": 1}, lambda: Item) == {
        "date": "d",
        "usage": 1.0,
        "modelName": "m",
    }
    assert compact_json([{"a": item}]) == '[{"a":{"date":"d","usage":1.0,"modelName":"m"}}]'
    sent = Sent(theName="n", inner=item, id=5)
    assert without_models([sent]) == [{"theName": "n", "inner": plain_value(item), "id": 5}]
    assert dumped(Sent(theName="n", id=5, more=1), lambda: Sent) == {
        "theName": "n",
        "id": 5,
        "more": 1,
    }
    assert without_models(only_sent([{"a": Sent(theName="n", id=5)}])) == [{"a": {"theName": "n"}}]
    other = Items(data=[item])
    with pytest.raises(InvalidRequest, match="body: Input should be a valid dictionary"):
        validated(adapter(Sent), other)
    assert validated(adapter(Items), {"data": [item]}).data[0] == item


def test_forms_as_text() -> None:
    assert form_texts([1, None, True]) == ["1", "true"]
    assert form_texts({"a": [1]}) == ['{"a":[1]}']
    assert form_texts("x", "application/json; v=1") == ['"x"']
    assert form_texts([[1]]) == ["[1]"]
    found = styled(Encoding("n", style="form", explode=False, allow_reserved=True))
    assert (found.name, found.location, found.style, found.explode) == ("n", "query", "form", False)
    assert found.allow_reserved
    with pytest.raises(InvalidRequest):
        scalar(object())


def test_parts_of_forms() -> None:
    file, stream = b"x", io.BytesIO()
    assert dict(form_values.properties({"a": file})) == {"a": file}
    assert dict(form_values.properties(Sent(theName="n", f=stream))) == {
        "theName": "n",
        "f": stream,
    }
    with pytest.raises(InvalidRequest, match="must be the properties of an object"):
        list(form_values.properties([1]))
    assert list(form_values.items(list[Any], [file, {"a": 1}])) == [file, {"a": 1}]
    pair = tuple[Base64Bytes, bytes]
    assert list(form_values.items(pair, (file, file))) == ["eA==", file]


def test_which_body_is_sent() -> None:
    bodies = (
        Body("application/json; v=1", "json", lambda: Item, arguments=("date",)),
        Body("image/*", "binary", lambda: bytes),
        Body("text/*", "text", lambda: str, arguments=("note",)),
    )
    called = operation(bodies=bodies, content_type="content_type")

    def chosen(arguments: Any, options: Any = None) -> str:
        return choose(called, arguments, options).media_type

    assert chosen({"content_type": "application/json"}) == "application/json; v=1"
    assert chosen({"content_type": "image/png"}) == "image/png"
    assert chosen({}, {"headers": {"CONTENT-TYPE": "text/html"}}) == "text/html"
    assert (
        chosen({}, {"headers": {"content-type": "x/y", "other": "image/png"}})
        == bodies[0].media_type
    )
    assert chosen({"body": b"x"}) == "application/octet-stream"
    assert chosen({"body": io.BytesIO()}) == "application/octet-stream"
    assert chosen({"note": "n"}) == "text/plain"
    assert chosen({"note": None}) == bodies[0].media_type
    with pytest.raises(InvalidRequest) as caught:
        chosen({"content_type": "a/b"})
    assert str(caught.value) == (
        "content_type must be one of application/json; v=1, image/*, text/*, not 'a/b'"
    )


def test_files_in_chunks(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 65_537)
    chunks, length, again = file_chunks(path)
    assert ([len(one) for one in chunks()], length, again) == ([65_536, 1], 65_537, True)
    file = io.BytesIO(b"abcd")
    file.seek(1)
    chunks, length, again = file_chunks(file)
    assert ([*chunks()], [*chunks()], length, again) == ([b"bcd"], [b"bcd"], 3, True)
    read, write = os.pipe()
    os.write(write, b"x")
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        chunks, length, again = file_chunks(pipe)
        assert ([*chunks()], length, again) == ([b"x"], None, False)
    with pytest.raises(InvalidRequest, match="binary mode"):
        file_chunks(io.StringIO())
    with pytest.raises(InvalidRequest) as caught:
        file_chunks(tmp_path / "gone")
    assert isinstance(caught.value.__cause__, OSError)
    assert (NO_BODY.open(), NO_BODY.media_type, NO_BODY.replayable) == (None, "", True)
