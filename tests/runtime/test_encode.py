"""Serialisation of parameters: the tables of the specification, and round trips of anything."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from decimal import Decimal
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sdk_runtime.base.errors import InvalidRequest
from sdk_runtime.wire.encode import cookie_pairs, header_text, path_text, query_pairs, scalar

from runtime.lab import Item, Model, Parameter

COLORS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}


class Color(enum.Enum):
    RED = "red"


def parameter(
    location: str, style: str = "", explode: bool | None = None, **more: object
) -> Parameter:
    return Parameter("color", "color", location, style, explode, **more)


@pytest.mark.parametrize(
    ("style", "explode", "empty", "string", "array", "obj"),
    [
        ("simple", False, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        ("simple", True, "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
        ("label", False, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        ("label", True, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
        (
            "matrix",
            False,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            "matrix",
            True,
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
    ],
)
def test_path_styles(
    style: str, explode: bool, empty: str, string: str, array: str, obj: str
) -> None:
    declared = parameter("path", style, explode)
    assert path_text("", declared) == empty
    assert path_text("blue", declared) == string
    assert path_text(COLORS, declared) == array
    assert path_text(RGB, declared) == obj


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("", None, "blue", "color=blue"),
        ("", None, "", "color="),
        ("form", True, COLORS, "color=blue&color=black&color=brown"),
        ("form", False, COLORS, "color=blue,black,brown"),
        ("form", True, RGB, "R=100&G=200&B=150"),
        ("form", False, RGB, "color=R,100,G,200,B,150"),
        ("spaceDelimited", False, COLORS, "color=blue%20black%20brown"),
        ("spaceDelimited", None, COLORS, "color=blue%20black%20brown"),
        ("pipeDelimited", False, COLORS, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, RGB, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("pipeDelimited", True, COLORS, "color=blue&color=black&color=brown"),
        ("deepObject", True, RGB, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("form", True, [], ""),
        ("form", True, [1, None, 2], "color=1&color=2"),
        ("form", False, ["a,b", "c"], "color=a%2Cb,c"),
        ("form", True, {"a": {"b": 1}}, "a=%7B%22b%22%3A1%7D"),
        ("form", True, None, "color=null"),
    ],
)
def test_query_styles(style: str, explode: bool | None, value: object, expected: str) -> None:
    assert "&".join(query_pairs(value, parameter("query", style, explode))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": {"b": [1, None, 2]}}, ["color[a][b][]=1", "color[a][b][]=2"]),
        (COLORS, ["color[]=blue", "color[]=black", "color[]=brown"]),
        ([{"a": 1, "b": 2}, {"a": 3}], ["color[0][a]=1", "color[0][b]=2", "color[1][a]=3"]),
        ([[1, 2], "x"], ["color[0][]=1", "color[0][]=2", "color[1]=x"]),
        ([], []),
        ("blue", ["color=blue"]),
    ],
)
def test_arrays_in_deep_objects(value: object, expected: list[str]) -> None:
    pairs = query_pairs(value, parameter("query", "deepObject", True))
    assert [unquote(pair) for pair in pairs] == expected


def test_allow_reserved_keeps_what_does_not_change_the_query() -> None:
    reserved = ":/?#[]@!$&'()*+,;="
    pairs = query_pairs(reserved, parameter("query", allow_reserved=True))
    assert pairs == ["color=:/?%23%5B%5D@!$%26'()*%2B,;="]
    assert parse_qsl(pairs[0]) == [("color", reserved)]


def test_header_and_cookie_styles() -> None:
    assert header_text(COLORS, parameter("header")) == "blue,black,brown"
    assert header_text(RGB, parameter("header")) == "R,100,G,200,B,150"
    assert header_text(RGB, parameter("header", explode=True)) == "R=100,G=200,B=150"
    assert cookie_pairs("a b;c", parameter("cookie")) == ["color=a%20b%3Bc"]
    assert cookie_pairs(COLORS, parameter("cookie", explode=False)) == ["color=blue,black,brown"]
    assert cookie_pairs(RGB, parameter("cookie")) == ["R=100", "G=200", "B=150"]


def test_content_parameters_are_written_in_their_media_type() -> None:
    declared = parameter("query", media_type="application/json")
    assert query_pairs({"a": [1, True]}, declared) == ["color=%7B%22a%22%3A%5B1%2Ctrue%5D%7D"]
    assert query_pairs(Item(date="d", usage=1, modelName="m"), declared) == [
        "color=%7B%22date%22%3A%22d%22%2C%22usage%22%3A1.0%2C%22modelName%22%3A%22m%22%7D"
    ]
    assert query_pairs(1, parameter("query", media_type="text/plain")) == ["color=1"]


def test_models_are_sent_by_wire_names_without_what_is_unset() -> None:
    expected = ["date=d", "usage=1.0", "modelName=m"]
    assert query_pairs(Item(date="d", usage=1, modelName="m"), parameter("query")) == expected
    typed = parameter("query", type=lambda: Item)
    assert query_pairs({"date": "d", "usage": 1, "model_name": "m"}, typed) == expected
    assert query_pairs(Item(date="d", usage=1), parameter("query")) == expected[:2]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        (1.5, "1.5"),
        (10**20, "100000000000000000000"),
        (Decimal("1.10"), "1.10"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (dt.date(2025, 8, 24), "2025-08-24"),
        (dt.time(1, 2, 3), "01:02:03"),
        (dt.datetime(2025, 8, 24, 1, 2, 3, tzinfo=dt.UTC), "2025-08-24T01:02:03Z"),
        (
            dt.datetime(2025, 8, 24, 1, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            "2025-08-24T01:00:00+02:00",
        ),
        (dt.datetime(2025, 8, 24, 1, 2, 3), "2025-08-24T01:02:03"),
        (dt.timedelta(hours=1), "PT1H"),
        (b"\xff\x00", "/wA="),
        (Color.RED, "red"),
        (None, "null"),
    ],
)
def test_scalars(value: object, expected: str) -> None:
    assert scalar(value) == expected


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        scalar(object())


TEXT = st.text(st.characters(exclude_categories=("Cs",)))


@given(TEXT)
def test_any_text_survives_path_and_query(text: str) -> None:
    assert unquote(path_text(text, parameter("path"))) == text
    pair = query_pairs(text, parameter("query"))[0]
    assert parse_qsl(pair, keep_blank_values=True) == [("color", text)]
    assert "&" not in pair
    assert "#" not in pair


@given(st.lists(TEXT, min_size=1))
def test_any_array_survives_the_query(texts: list[str]) -> None:
    exploded = "&".join(query_pairs(texts, parameter("query")))
    assert [value for _, value in parse_qsl(exploded, keep_blank_values=True)] == texts
    plain = [text.replace(" ", "").replace("|", "") for text in texts]
    for style, delimiter in (("form", ","), ("spaceDelimited", "%20"), ("pipeDelimited", "%7C")):
        pair = query_pairs(plain, parameter("query", style, False))[0]
        assert list(map(unquote, pair.removeprefix("color=").split(delimiter))) == plain


@given(st.dictionaries(TEXT.filter(bool), TEXT, min_size=1))
def test_any_object_survives_deep_object(members: dict[str, str]) -> None:
    pairs = parse_qsl(
        "&".join(query_pairs(members, parameter("query", "deepObject", True))),
        keep_blank_values=True,
    )
    assert dict(pairs) == {f"color[{key}]": value for key, value in members.items()}


@given(TEXT)
def test_any_text_survives_a_cookie(text: str) -> None:
    name, _, value = cookie_pairs(text, parameter("cookie"))[0].partition("=")
    assert (name, unquote(value)) == ("color", text)
    assert not set(value) & set(' ",;\\\r\n\0')


def test_cookies_of_style_cookie_are_sent_as_they_are() -> None:
    assert cookie_pairs("a b%3D=", parameter("cookie", "cookie")) == ["color=a b%3D="]
    assert cookie_pairs(COLORS, parameter("cookie", "cookie")) == [f"color={c}" for c in COLORS]
    with pytest.raises(InvalidRequest, match="the cookie color cannot hold"):
        cookie_pairs("a; admin=1", parameter("cookie", "cookie"))


class Filter(Model):
    status: str


def test_a_value_that_does_not_fit_its_type_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="status"):
        query_pairs({"status": 1}, parameter("query", "deepObject", type=lambda: Filter))
