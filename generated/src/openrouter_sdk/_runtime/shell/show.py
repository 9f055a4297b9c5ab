"""What is told of an operation, a resource or a type: all that is needed to write a call."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from .failure import Usage
from .index import Entry, Index

_MOST = 6000
"""Characters of types that are told with an operation; further ones are named."""
_TYPE = re.compile(r"\b(?:(models|types)\.)?([A-Z]\w*)\b")
_ROOMS = ("models", "types")
_INPUT, _DICT = "Input", "Dict"


def shown(index: Index, name: str) -> str:
    """Tell of what has a name.

    Raises:
        Usage: Nothing has it.
    """
    if entry := index.entry(name):
        return _operation(index, entry)
    below = [entry.line for entry in index.entries if entry.call.startswith(f"{name}.")]
    if below:
        return "\n".join(below)
    room, _, own = name.rpartition(".")
    for module in [room] if room in _ROOMS else _ROOMS:
        if home := _home(index, module, own):
            return _source(index, *home)
    raise Usage(f"there is no {name}; {index.hint(name)}")


def parameters(index: Index, entry: Entry) -> dict[str, inspect.Parameter]:
    """Return the parameters of a method, without those that every method has."""
    found = inspect.signature(_method(index, entry)).parameters
    return {name: one for name, one in found.items() if name not in ("self", "options")}


def _method(index: Index, entry: Entry) -> Any:
    module, kind = index.resources[entry.resource]
    resource = getattr(import_module(f"{index.package}.resources.{module}"), kind)
    return getattr(resource, entry.method)


def _operation(index: Index, entry: Entry) -> str:
    method = _method(index, entry)
    given = parameters(index, entry)
    returns = inspect.signature(method).return_annotation
    annotations = " ".join(str(one.annotation) for one in given.values())
    parts = [
        _signature(f"client.{entry.call}", given, returns),
        entry.http,
        inspect.getdoc(method) or "",
        *_sources(index, f"{annotations} {returns}"),
        examples(index, entry),
    ]
    return "\n\n".join(part for part in parts if part)


def _signature(call: str, given: dict[str, inspect.Parameter], returns: str) -> str:
    if not given:
        return f"{call}() -> {returns}"
    pairs = [(f"{name}: {one.annotation}", one.default) for name, one in given.items()]
    lines = [f"    {text}{_default(default)},\n" for text, default in pairs]
    return f"{call}(\n{''.join(lines)}) -> {returns}"


def _default(value: Any) -> str:
    return "" if value is inspect.Parameter.empty else f" = {value!r}"


def _sources(index: Index, annotations: str) -> Iterator[str]:
    """Tell of the types of annotations, and of those of their fields, as far as there is room."""
    waiting = _homes(index, annotations)
    known, left, further = set[tuple[str, str]](), _MOST, list[str]()
    while waiting:
        if (home := waiting.pop(0)) in known:
            continue
        known.add(home)
        source = _source(index, *home)
        if len(source) > left:
            further.append(".".join(home))
            continue
        left -= len(source)
        yield source
        waiting += _homes(index, source, home[0])
    if further:
        yield f"# show these for more: {', '.join(further)}"


def _homes(index: Index, code: str, own: str = "") -> list[tuple[str, str]]:
    """Return where the types are that code names; `own` is the room that it is in."""
    named = ((room or own, name) for room, name in _TYPE.findall(code))
    return [one for room, name in named if (one := _home(index, room, name))]


def _home(index: Index, room: str, name: str) -> tuple[str, str] | None:
    """Return where a type is that callers can write; None where it is none of the package."""
    as_dict = name.removesuffix(_INPUT) + _DICT
    known = _module(index, room).__all__ if room else ()
    return next(((room, one) for one in (as_dict, name) if one in known), None)


def _module(index: Index, room: str) -> Any:
    return import_module(f"{index.package}.{room}")


def _source(index: Index, room: str, name: str) -> str:
    """Return how a type is defined."""
    found = getattr(_module(index, room), name)
    if inspect.isclass(found):
        return inspect.getsource(found).rstrip()
    own = f"{index.package}.{room}."
    rooms = [one for place, one in sys.modules.items() if place.startswith(own)]
    alias = re.compile(rf"^{name}\b[^\n]*(?:\n[ \])}}][^\n]*)*", re.MULTILINE)
    texts = (alias.search(inspect.getsource(one)) for one in rooms if name in vars(one))
    return next((text[0] for text in texts if text), f"{name} = {found}")


def examples(index: Index, entry: Entry) -> str:
    """Return a call of an operation that can be run, in Python and in a shell."""
    setup, arguments = ", ".join(entry.setup), ", ".join(_keywords(entry))
    uses = ["import os", ""] if "os.getenv(" in setup else []
    python = [
        *uses,
        f"from {index.package} import {index.client}",
        "",
        f"with {index.client}({setup}) as client:",
        f"    print(client.{entry.call}({arguments}))",
    ]
    return "\n".join(["Example:", "", *python, "", f"$ {command(index, entry)}"])


def _keywords(entry: Entry) -> Iterator[str]:
    for name, value in entry.arguments.items():
        is_file = isinstance(value, str) and value.startswith("@")
        yield f"{name}=open({value[1:]!r}, 'rb')" if is_file else f"{name}={value!r}"


def command(index: Index, entry: Entry) -> str:
    """Return the call of an operation's example in a shell."""
    import shlex

    words = [f"python -m {index.package} call {entry.call}"]
    for name, value in entry.arguments.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        words.append(f"--{name.replace('_', '-')} {shlex.quote(text)}")
    return " ".join(words)
