"""A form as it arrived, read by Werkzeug; where it is not the object that was meant."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from .parameters import deep
from .server import Arrived

Styles = Mapping[str, tuple[str, bool]]
"""Style and explode of the properties whose Encoding Object has one of them."""

_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def form_errors(arrived: Arrived, body: Mapping[str, Any], styles: Styles) -> Iterator[str]:
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
        wanted = dict(_styled(name, value, *styles[name]) if name in styles else [(name, value)])
        for key, one in wanted.items():
            got = found.pop(key, []) or found.pop(_unquoted(key), [])
            if not _says(got, one):
                yield f"the form has {got!r} for {key}, not {one!r}"[:300]
    if found:
        yield f"the form has {', '.join(found)}, which nobody gave"


@dataclass(frozen=True, slots=True)
class _Joined:
    """The members of an object in one text, in any order."""

    delimiter: str
    parts: list[str]

    def is_text(self, text: str) -> bool:
        split = self.delimiter.join(self.parts).split(self.delimiter)
        return sorted(text.split(self.delimiter)) == sorted(split)


def _unquoted(name: str) -> str:
    r"""Return a name of a part as Werkzeug reads it: "\x" as "x", which browsers send as it is."""
    return re.sub(r"\\(.)", r"\1", name, flags=re.DOTALL)


def _styled(name: str, value: Any, style: str, explode: bool) -> Iterator[tuple[str, Any]]:
    """Yield the names that a property is sent under (OpenAPI 3.1.1, 4.8.12.5), and their values."""
    if style == "deepObject":
        yield from deep(name, value)
    elif isinstance(value, Mapping):
        members = {key: one for key, one in value.items() if one is not None}
        if explode:
            yield from members.items()
        elif members:
            parts = [_text(part) for pair in members.items() for part in pair]
            yield name, _Joined(_DELIMITERS[style], parts)
    elif isinstance(value, list) and not explode:
        members = [_text(one) for one in value if one is not None]
        yield from [(name, _DELIMITERS[style].join(members))] if members else ()
    else:
        yield name, value


def _says(got: list[str | bytes], value: Any) -> bool:
    """Whether the parts of one name are a value: an array is repeated, without its nulls."""
    if isinstance(value, _Joined):
        return len(got) == 1 and isinstance(got[0], str) and value.is_text(got[0])
    if isinstance(value, list):
        members = [one for one in value if one is not None]
        return len(got) == len(members) and all(map(_is, got, members))
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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
