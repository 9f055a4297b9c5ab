"""Header fields by themselves: what may be sent, and what came."""

from __future__ import annotations

import pickle

import pytest
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.base.headers import Fields, Headers, field, merge


@pytest.mark.parametrize("code", [*(one for one in range(32) if one != 9), 127])
def test_no_control_character_is_sent(code: int) -> None:
    with pytest.raises(InvalidRequest) as caught:
        field("X-Key", f"S3CRET{chr(code)}X")
    assert "S3CRET" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "a b", "a:", "a\n", "é", "a\r\nb", "(a)", "a\0", " a", "a "])
def test_a_name_is_a_token(name: str) -> None:
    with pytest.raises(InvalidRequest, match="not a valid header name"):
        field(name, "x")


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (" \t a\tb \t", b"a\tb"),
        ("\xa0a\x85", b"\xa0a\x85"),
        ("é", b"\xe9"),
        ("", b""),
    ],
)
def test_a_value_is_latin_1_without_blanks_around_it(value: str, sent: bytes) -> None:
    assert field("X-Key", value) == (b"X-Key", sent)


def test_what_cannot_be_encoded_is_in_no_error() -> None:
    with pytest.raises(InvalidRequest, match="outside of Latin-1") as caught:
        field("X-Key", "S3CRET…")
    assert "S3CRET" not in str(caught.value)
    assert caught.value.__context__ is caught.value.__cause__ is None
    with pytest.raises(InvalidRequest, match="not int"):
        field("X-Key", 5)


def test_a_later_field_replaces_an_earlier_one() -> None:
    fields: Fields = {}
    merge(fields, {"X-A": "1", "x-b": "2"})
    merge(fields, {"x-a": "3"})
    assert fields == {"x-a": (b"x-a", b"3"), "x-b": (b"x-b", b"2")}


def test_fields_that_came() -> None:
    pairs = [(b"X-A", b"1"), (b"x-a", b"2"), (b"Set-Cookie", b"sid=S3CRET"), (b"App", b"S3CRET")]
    headers = Headers([*pairs, (b"Raw", b"\xe9"), (b"Text", "é€".encode())], frozenset({"app"}))
    assert headers["X-a"] == "1, 2"
    assert headers.get_list("X-A") == headers.get_list("x-a") == ["1", "2"]
    assert headers.get_list("none") == []
    assert ("x-A" in headers, "x-b" in headers, 5 in headers) == (True, False, False)
    assert (headers["raw"], headers["text"]) == ("é", "é€")
    assert list(headers) == ["x-a", "set-cookie", "app", "raw", "text"]
    assert len(headers) == 5
    assert headers.multi_items()[0] == ("X-A", "1")
    assert "S3CRET" not in repr(headers)
    copied = pickle.dumps(headers)
    assert b"S3CRET" not in copied
    assert pickle.loads(copied)["X-A"] == "1, 2"
