# mypy: no-warn-return-any
"""Serialisation of parameter values: a value and its Parameter Object in, text for the wire out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ..base.errors import InvalidRequest
from ..base.media_type import essence, is_json
from ..base.operation import Parameter
from ..data.values import is_array, is_object
from .scalars import scalar
from .values import compact_json, plain_value

Pairs = list[tuple[str, str]]
Shape = str | list[str] | Pairs
"""A scalar, an array or an object, its members as text."""

_RESERVED = (
    ":/?@!$'()*,;="  # without "#", "&", "+", "[" and "]", which would change the query's meaning
)
_RESERVED_IN_PATH = ":/@!$&'()*+,;="  # what a path may hold (RFC 3986, 3.3): "?" and "#" end it
_COOKIE_SAFE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def shape(value: Any, parameter: Parameter) -> Shape:
    """Turn a value into a scalar, array or object of texts.

    Members that are None are left out (as RFC 6570 does); nested ones are JSON.
    """
    if parameter.media_type is not None:
        return _content(value, parameter)
    if type(value) is str:
        return value
    value = plain_value(value, parameter.type)
    if is_object(value):
        return [(str(key), _member(item)) for key, item in value.items() if item is not None]
    if is_array(value):
        return [_member(item) for item in value if item is not None]
    return scalar(value)


def _member(value: Any) -> str:
    value = plain_value(value)
    return compact_json(value) if (is_object(value) or is_array(value)) else scalar(value)


def _content(value: Any, parameter: Parameter) -> str:
    media_type = essence(parameter.media_type or "")
    value = plain_value(value, parameter.type)
    as_json = is_object(value) or is_array(value) or is_json(media_type)
    return compact_json(value) if as_json else scalar(value)


def path_text(value: Any, parameter: Parameter) -> str:
    """Serialise a path parameter (styles simple, label and matrix), percent-encoded."""
    plain = parameter.media_type is None and not parameter.allow_reserved
    if type(value) is str and plain and parameter.style in ("", "simple"):
        return quote(value, safe="")
    safe = _RESERVED_IN_PATH if parameter.allow_reserved else ""
    return _path(_quoted(shape(value, parameter), safe), parameter)


def _path(value: Shape, parameter: Parameter) -> str:
    explode = bool(parameter.explode)
    if parameter.style == "label":
        return "." + _joined(value, "." if explode else ",", explode)
    if parameter.style == "matrix":
        return _matrix(value, quote(parameter.name, safe=""), explode)
    return _joined(value, ",", explode)


def _matrix(value: Shape, name: str, explode: bool) -> str:
    if isinstance(value, list) and explode:
        pairs = [item if isinstance(item, tuple) else (name, item) for item in value]
        return "".join(f";{key}={text}" if text else f";{key}" for key, text in pairs)
    text = _joined(value, ",", explode=False)
    return f";{name}={text}" if text else f";{name}"


def header_text(value: Any, parameter: Parameter) -> str:
    """Serialise a header parameter (style simple), without percent-encoding."""
    if type(value) is str and parameter.media_type is None:
        return value
    return _joined(shape(value, parameter), ",", bool(parameter.explode))


def query_pairs(value: Any, parameter: Parameter) -> list[str]:
    """Serialise a query parameter to "a=b" texts.

    Styles are form, spaceDelimited, pipeDelimited and deepObject, and those of nested.py.
    """
    if parameter.location == "querystring":
        return [_querystring(value, parameter)]
    style = parameter.style or "form"
    name = quote(parameter.name, safe="")
    safe = _RESERVED if parameter.allow_reserved else ""
    if style == "deepObject" and parameter.media_type is None:
        plain = plain_value(value, parameter.type)
        if is_object(plain) or is_array(plain):
            return [f"{key}={text}" for key, text in _deep(name, plain, safe)]
    if "." in style:
        from .nested import nested_pairs  # few APIs need it

        return nested_pairs(name, plain_value(value, parameter.type), style, safe)
    explode = style == "form" if parameter.explode is None else parameter.explode
    members = _quoted(shape(value, parameter), safe)
    return _form(members, name, explode, _DELIMITERS.get(style, ","))


def _querystring(value: Any, parameter: Parameter) -> str:
    """Serialise all of a query string by its media type (OpenAPI 3.2, 4.12.1)."""
    plain = plain_value(value, parameter.type)
    if "x-www-form-urlencoded" in (parameter.media_type or "") and is_object(plain):
        from .forms import form_texts  # few APIs need it

        return "&".join(
            f"{quote(str(name), safe='')}={quote(text, safe='')}"
            for name, member in plain.items()
            if member is not None
            for text in form_texts(member)
        )
    return quote(_content(value, parameter), safe="")


def _form(value: Shape, name: str, explode: bool, delimiter: str) -> list[str]:
    if isinstance(value, str):
        return [f"{name}={value}"]
    if not value:
        return []
    if explode:
        pairs = [item if isinstance(item, tuple) else (name, item) for item in value]
        return [f"{key}={text}" for key, text in pairs]
    return [f"{name}={_joined(value, delimiter, explode=False)}"]


def _deep(prefix: str, value: Any, safe: str) -> Iterable[tuple[str, str]]:
    """Write an object as "a[b]=c".

    OpenAPI says no more than that; arrays are "a[]=b" for what PHP, Rails and qs read alike, and
    "a[0][b]=c" where a member has members of its own, which must stay together.
    """
    value = plain_value(value)
    if is_object(value):
        for key, item in value.items():
            if item is not None:
                yield from _deep(f"{prefix}%5B{quote(str(key), safe='')}%5D", item, safe)
    elif is_array(value):
        items = [plain_value(item) for item in value if item is not None]
        numbered = any(is_object(item) or is_array(item) for item in items)
        for index, item in enumerate(items):
            yield from _deep(f"{prefix}%5B{index if numbered else ''}%5D", item, safe)
    else:
        yield prefix, quote(scalar(value), safe=safe)


def cookie_pairs(value: Any, parameter: Parameter) -> list[str]:
    """Serialise a cookie parameter (styles form and cookie) to "a=b" texts.

    Characters that a cookie value may not hold are percent-encoded by style form, and refused by
    style cookie, which encodes nothing (OpenAPI 3.2, 4.12.3).

    Raises:
        InvalidRequest: The value would end the cookie.
    """
    explode = True if parameter.explode is None else parameter.explode
    if parameter.style == "cookie":
        return [
            _sent_raw(pair) for pair in _form(shape(value, parameter), parameter.name, explode, ",")
        ]
    members = _quoted(shape(value, parameter), _COOKIE_SAFE)
    return _form(members, quote(parameter.name, safe=_COOKIE_SAFE), explode, ",")


def _sent_raw(pair: str) -> str:
    if not (pair.isascii() and pair.isprintable()) or ";" in pair:
        message = f"the cookie {pair.partition('=')[0]} cannot hold what it is given: encode it"
        raise InvalidRequest(message)
    return pair


def _quoted(value: Shape, safe: str) -> Shape:
    if isinstance(value, str):
        return quote(value, safe=safe)
    if value and isinstance(value[0], tuple):
        return [(quote(key, safe=safe), quote(text, safe=safe)) for key, text in _pairs(value)]
    return [quote(text, safe=safe) for text in value if isinstance(text, str)]


def _pairs(value: Any) -> Pairs:
    return value


def _joined(value: Shape, delimiter: str, explode: bool) -> str:
    if isinstance(value, str):
        return value
    parts: list[str] = []
    for item in value:
        if not isinstance(item, tuple):
            parts.append(item)
        elif explode:
            parts.append(f"{item[0]}={item[1]}")
        else:
            parts.extend(item)
    return delimiter.join(parts)
