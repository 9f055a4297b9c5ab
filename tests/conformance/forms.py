"""A form as it arrived, read by Werkzeug; where it is not the object that was meant."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from .server import Arrived


def form_errors(arrived: Arrived, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield where a URL-encoded or multipart body differs from the object that it should be.

    The object is valid by its schema, so a form that says the same is valid, too.
    """
    media_type, options = parse_options_header(arrived.header("content-type"))
    parser = FormDataParser(silent=False, max_form_memory_size=None)
    try:
        _, form, files = parser.parse(
            io.BytesIO(arrived.body), media_type, len(arrived.body), options
        )
    except ValueError as error:
        yield f"Werkzeug cannot read the {media_type} body: {error}"
        return
    found: dict[str, list[str | bytes]] = {name: [*form.getlist(name)] for name in form}
    for name in files:
        for one in files.getlist(name):
            found.setdefault(name, []).append(one.read())
            one.close()
    for name, value in body.items():
        got = found.pop(name, [])
        nested = [key for key in found if key.startswith(f"{name}[")]
        pairs = {key: found.pop(key) for key in nested}
        if not (_says(got, value) or (pairs and _is_deep(pairs, name, value))):
            yield f"the form has {got or pairs!r} for {name}, not {value!r}"[:300]
    if found:
        yield f"the form has {', '.join(found)}, which nobody gave"


def _says(got: list[str | bytes], value: Any) -> bool:
    """Whether the parts of one name are a value: repeated, joined, or as JSON."""
    if isinstance(value, list):
        if len(got) == len(value) and all(map(_is, got, value)):
            return True
        if len(got) != 1:
            return False
        joined = [separator.join(map(_text, value)) for separator in (",", " ", "|")]
        return got[0] in joined or _is(got[0], value)
    return len(got) == 1 and _is(got[0], value)


def _is(got: str | bytes, value: Any) -> bool:
    if isinstance(got, bytes):
        return got == (value.encode() if isinstance(value, str) else _text(value).encode())
    if isinstance(value, (dict, list)):
        try:
            return json.loads(got) == value
        except ValueError:
            return False
    return got == _text(value)


def _is_deep(pairs: Mapping[str, list[str | bytes]], name: str, value: Any) -> bool:
    """Whether "name[key]" pairs (deepObject) are the members of an object."""
    if not isinstance(value, Mapping):
        return False
    return len(pairs) == len(value) and all(
        _says(pairs.get(f"{name}[{key}]", []), one) for key, one in value.items()
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
