"""Text and scalars: charsets, media types, times, numbers, and what a value is."""

from __future__ import annotations

import datetime
import decimal
import enum
import io
import pickle
import uuid
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import TypeAdapter
from sdk_runtime.base import charsets, media_type
from sdk_runtime.data import digits, times, values
from sdk_runtime.data.exact import EXACT
from sdk_runtime.data.patterns import Patterns, patterns_of
from sdk_runtime.data.quoted import unquoted
from sdk_runtime.data.sequences import SequenceNotStr
from sdk_runtime.models import decimals
from sdk_runtime.wire.forms import form_text
from sdk_runtime.wire.scalars import scalar

KEY = "550e8400-e29b-41d4-a716-446655440000"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (None, "utf-8"),
        (b"text/plain", "utf-8"),
        (b'text/plain; Charset = "ISO-8859-1"', "iso8859-1"),
        (b"text/plain; x=y; charset=US-ASCII", "utf-8"),
        (b"text/plain; charset=utf-16", "utf-16-le"),
        (b"text/plain; charset=rot13", "utf-8"),
        (b"text/plain; charset=nonsense", "utf-8"),
        (b"text/plain; charset=\0", "utf-8"),
    ],
)
def test_charsets(header: bytes | None, name: str) -> None:
    assert charsets.charset(header) == name


def test_text_and_json_in_other_charsets() -> None:
    for name in ("utf-8-sig", "utf-16", "utf-32"):
        assert charsets.text_of("ä".encode(name), "ascii") == "ä"
        assert charsets.json_bytes('"ä"'.encode(name), "utf-8") == '"ä"'.encode()
    assert charsets.text_of(b"\xe4\xff", "utf-8") == "\ufffd\ufffd"
    assert charsets.text_of(b"\xe4", "latin-1") == "ä"
    assert charsets.json_bytes(b'"\xe4"', "latin-1") == '"ä"'.encode()
    assert charsets.json_bytes('"ä"'.encode("utf-16-be"), "utf-8") == '"ä"'.encode()
    assert charsets.json_bytes(b"\x81", "shift_jis") == b"\x81"


def test_media_types() -> None:
    assert media_type.essence(" Text/HTML ; charset=x") == "text/html"
    assert [media_type.is_json(one) for one in ("application/json", "a/b+json", "a/json")] == [
        *(True, True, False)
    ]


def test_times() -> None:
    day, utc = datetime.date(2020, 1, 2), datetime.UTC
    assert times.read_date("2020-01-02") == day
    assert times.read_time("10:00z") == datetime.time(10, tzinfo=utc)
    assert times.read_datetime("2020-01-02t03:04:05.5+00:00") == datetime.datetime(
        2020, 1, 2, 3, 4, 5, 500_000, tzinfo=utc
    )
    assert times.read_uuid(KEY) == uuid.UUID(KEY)
    for reader, texts in [
        (times.read_date, ["20200102", "2020-W01", "2020-13-01", "2020-01-02T00:00"]),
        (
            times.read_time,
            ["10", "1000", "25:00", "24:00", "10:60", "23:59:60", "10:00+1", "10:00+24:00"],
        ),
        (
            times.read_datetime,
            ["2020-01-02", "2020-01-0203:04", "x", "2020-01-02T24:00Z", "2020-01-02T00:00+12:60"],
        ),
        (times.read_uuid, [KEY.replace("-", ""), f"urn:uuid:{KEY}"]),
    ]:
        for text in texts:
            with pytest.raises(ValueError, match=r"RFC 3339|must be|month|standard"):
                reader(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("P1Y", 365 * 86400),
        ("P1M", 30 * 86400),
        ("P2W", 14 * 86400),
        ("P1DT2H3M4.5S", 86400 + 7384.5),
        ("PT0,5S", 0.5),
        ("-PT1S", -1),
        ("+PT0S", 0),
        *[
            (text, None)
            for text in (
                "P",
                "PT",
                "P1",
                "1D",
                "PT1D",
                "P1S",
                "P9999999999Y",
                "P1.2.3D",
                "P1.D",
                "P,5D",
            )
        ],
    ],
)
def test_durations(text: str, seconds: float | None) -> None:
    if seconds is None:
        with pytest.raises(ValueError, match="."):
            times.Duration.read(text)
        return
    found = times.Duration.read(text)
    assert (found.total_seconds(), found.iso8601) == (seconds, text)
    assert pickle.loads(pickle.dumps(found)).iso8601 == text


def test_digits_and_decimals() -> None:
    text = "1.100000000000000000000000001"
    (found,) = digits.parsed(f"[{text}]")
    assert (found, found.text) == (1.1, text)
    with pytest.raises(ValueError, match="recursion"):
        digits.parsed("[" * 100_000)
    with pytest.raises(ValueError, match="NaN is no number of JSON"):
        digits.of_decimal(decimal.Decimal("NaN"))
    assert digits.replaced({"a": (1, ["x"])}, str) == {"a": ["1", ["x"]]}
    types_ = decimals.adapted(TypeAdapter(list[decimals.WireDecimal]))
    assert decimals.adapted(TypeAdapter(int)).__class__ is TypeAdapter
    value = types_.validate_json(f"[{text}, 2]", strict=True)
    assert value == [decimal.Decimal(text), decimal.Decimal(2)]
    assert types_.dump_json(value) == f"[{text},2]".encode()
    assert [one.text for one in types_.dump_python(value, mode="json")] == [text, "2"]
    assert types_.validator is types_
    for wrong in ("[true]", '["x"]'):
        with pytest.raises(ValueError, match="decimal|Decimal"):
            types_.validate_json(wrong, strict=True)


def test_what_a_value_is() -> None:
    assert values.utc_as_z("10:00+00:00") == "10:00Z"
    assert values.utc_as_z("10:00+01:00") == "10:00+01:00"
    assert [values.is_same(*pair) for pair in ((1, 1.0), (1, True), (0, False), (True, True))] == [
        *(True, False, False, True)
    ]
    content = b"x"
    for file in (
        content,
        bytearray(b""),
        Path("x"),
        io.BytesIO(),
        ("n", content),
        (None, content, "t", {}),
    ):
        assert values.is_file(file)
    for other in ("text", (content,), (5, content), ("n", "text"), [content], None):
        assert not values.is_file(other)


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        (int, "5", 5),
        (int, "-5", -5),
        (int, "5.0", 5),
        (int, "1e2", 100),
        (int, "5.5", None),
        (int, "9" * 400, int("9" * 400)),
        (int, "9" * 401, None),
        (int, " 5", None),
        (int, "1_0", None),
        (int, 5, None),
        (float, "5", 5.0),
        (float, "nan", None),
        (bool, "TRUE", True),
        (bool, "false", False),
        (bool, "1", None),
        (str, "x", None),
    ],
)
def test_numbers_in_quotes(kind: Any, data: Any, value: Any) -> None:
    found = unquoted(kind, data)
    assert found == value
    assert type(found) is type(value)


def test_constants_that_python_takes_for_equal() -> None:
    number = TypeAdapter(Annotated[Literal[1, 0], EXACT])
    boolean = TypeAdapter(Annotated[Literal[True], EXACT])
    assert number.validate_python(1) == 1
    assert boolean.validate_python(True) is True
    for types_, wrong in ((number, True), (number, False), (boolean, 1), (number, 2)):
        with pytest.raises(ValueError, match="Input should be"):
            types_.validate_python(wrong)


def test_patterns_of_names() -> None:
    patterns = Patterns("^x", r"\d\Z")
    assert [patterns.match(name) for name in ("xa", "a1", "a", 5)] == [True, True, False, True]
    hint = Annotated[dict[str, int], patterns]
    types_ = TypeAdapter(hint)
    assert patterns_of(hint) is patterns
    assert patterns_of(dict[str, int]) is None
    assert types_.validate_python({"x": 1, "other": "o"}) == {"x": 1, "other": "o"}
    assert types_.dump_json({"x": 1, "other": [2]}) == b'{"x":1,"other":[2]}'
    with pytest.raises(ValueError, match="x"):
        types_.validate_python({"x": "no"})
    with pytest.raises(ValueError, match="dict"):
        types_.validate_python(5)
    found: SequenceNotStr[int] = [1, 2]
    assert len(found) == 2


class Colour(enum.Enum):
    RED = "red"
    ONE = 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "x"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (1.5, "1.5"),
        (None, "null"),
        (Colour.RED, "red"),
        (Colour.ONE, "1"),
        (digits.Digits("1.50"), "1.50"),
        (b"\x00\xff", "AP8="),
        (datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC), "2020-01-02T00:00:00Z"),
        (datetime.date(2020, 1, 2), "2020-01-02"),
        (times.Duration.read("P1M"), "P1M"),
        (datetime.timedelta(days=1), "P1D"),
        (uuid.UUID(KEY), KEY),
        (decimal.Decimal("1.50"), "1.50"),
        (Path("a/b"), "a/b"),
    ],
)
def test_scalars_as_text(value: Any, text: str) -> None:
    assert scalar(value) == text
    assert form_text(value, "text/plain") == text
