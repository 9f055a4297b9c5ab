# mypy: no-warn-return-any
"""Additional properties (JSON Schema): so that msgspec decodes them, too, once they were met.

A Struct refuses what it does not know, and then the careful walk keeps it, which is slow. What it
meets is remembered, and the next decoder is made of subclasses with a field for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from ..base.locks import ProcessLock
from .fields import UNIONS, fields_of, is_model
from .record import Record

_MOST = 16  # properties of a class; where there are more, their names are data
_NAME = re.compile(r"[\w.:$@/ -]{1,64}", re.ASCII)  # msgspec takes no quotes and the like
_lock = ProcessLock()


class _State:
    """What was met, and the classes that were made for it; replaced as a whole."""

    def __init__(self, version: int, known: dict[type[Record], dict[str, str]]) -> None:
        self.version = version
        self.known = known
        self.made: dict[type[Record], type[Record]] = {}


_states = [_State(0, {})]


def version() -> int:
    """Return a number that changes when something new was met."""
    return _states[-1].version


def remember(cls: type[Record], names: Iterable[str]) -> None:
    """Have a class decode properties that it does not know, from now on."""
    with _lock:
        state = _states[-1]
        own = state.known.get(cls, {})
        new = [name for name in names if name not in own]
        if not new or len(own) + len(new) > _MOST or not all(map(_NAME.fullmatch, new)):
            return
        added = dict(own)
        for name in new:
            added[name] = f"_extra{len(added)}"
        _states[:] = [_State(state.version + 1, {**state.known, cls: added})]


def extended(hint: Any) -> Any:
    """Return a type whose models have fields for what was met so far."""
    state = _states[-1]
    if not state.known:
        return hint
    missing = [cls for cls in _models(hint) if cls not in state.made]
    if missing:
        with _lock:
            for cls in missing:
                state.made.update(_extended(cls, state.known))
    return _replaced(hint, state.made)


def _replaced(hint: Any, made: Mapping[type[Record], type[Record]]) -> Any:
    """Return a type with other classes in place of some."""
    if is_model(hint):
        return made[hint]
    origin = get_origin(hint)
    if not _models(hint):
        return hint
    if origin is Annotated:
        return Annotated[_replaced(hint.__origin__, made), *hint.__metadata__]
    arguments = tuple(_replaced(one, made) for one in get_args(hint))
    return Union[arguments] if origin in UNIONS else origin[arguments]  # noqa: UP007


def _models(hint: Any) -> set[type[Record]]:
    """Return the models that a type is made of; what is left to a choice is none of them."""
    if is_model(hint):
        return {hint}
    return {cls for one in get_args(hint) for cls in _models(one)}


def _extended(
    root: type[Record], known: Mapping[type[Record], Mapping[str, str]]
) -> dict[type[Record], type[Record]]:
    """Make new classes for all that `root` leads to where something in it has fields to add."""
    needs = _needs(root)
    changed = _leading_to({cls for cls in needs if cls in known}, needs)
    retyped = {
        cls: {name: hint for name, hint in needs[cls].items() if _models(hint) & changed}
        for cls in needs
    }
    made = {
        cls: _subclass(cls, known.get(cls, {}), retyped[cls]) if cls in changed else cls
        for cls in needs
    }
    for cls in changed:
        for name, hint in retyped[cls].items():
            setattr(made[cls], _type_name(name), _replaced(hint, made))
    return made


def _leading_to(
    changed: set[type[Record]], needs: Mapping[type[Record], Mapping[str, Any]]
) -> set[type[Record]]:
    """Return `changed` with every class that leads to one of them."""
    size = -1
    while size != len(changed):
        size = len(changed)
        changed = changed | {
            cls
            for cls, needed in needs.items()
            if any(_models(hint) & changed for hint in needed.values())
        }
    return changed


def _needs(root: type[Record]) -> dict[type[Record], dict[str, Any]]:
    """Return the fields of each class, from `root` on, whose types have models in them."""
    found: dict[type[Record], dict[str, Any]] = {}
    pending = [root]
    while pending:
        cls = pending.pop()
        if cls not in found:
            hints = {name: one.annotation for name, one in fields_of(cls).items()}
            found[cls] = {name: hint for name, hint in hints.items() if _models(hint)}
            pending.extend(inner for hint in found[cls].values() for inner in _models(hint))
    return found


def _type_name(field: str) -> str:
    """Return what the type of a field is called in its class: it is only known afterwards."""
    return f"__type_of_{field}__"


def _subclass(
    cls: type[Record], added: Mapping[str, str], retyped: Mapping[str, Any]
) -> type[Record]:
    """Make a class like `cls` with more fields, some of the others of types yet to be set."""
    fields = fields_of(cls)
    notes = {
        name: _type_name(name) if name in retyped else one.text for name, one in fields.items()
    }
    known_as = dict(zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True))
    namespace: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__annotations__": {**notes, **dict.fromkeys(added.values(), "__any__")},
        "__any__": Any,
        "__model__": cls,
        "__additional__": tuple(added.items()),
        **{name: None for name, one in fields.items() if not one.required},
        **dict.fromkeys(added.values()),
    }
    rename = {**known_as, **{name: key for key, name in added.items()}}
    make: Any = type(cls)
    return make(cls.__name__, (cls,), namespace, rename=rename)
