"""Room for properties that models do not know: so that msgspec decodes them, too, from then on.

A Struct refuses what it does not know, and then the careful walk keeps it, which is slow. What it
meets is remembered, and the next decoder is made of subclasses with a field for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Union, get_args, get_origin

from ..base.locks import ProcessLock
from .fields import UNIONS, fields_of, is_model, module_of
from .model import Model

_MOST = 16  # properties of a class; where there are more, their names are data
_NAME = re.compile(r"[\w.:$@/ -]{1,64}", re.ASCII)  # msgspec takes no quotes and the like
_WORD = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|([A-Za-z_]\w*)""")
_CONTAINERS: tuple[Any, ...] = (list, dict, tuple)
_lock = ProcessLock()


class _State:
    """What was met, and the classes that were made for it; replaced as a whole."""

    def __init__(self, version: int, known: dict[type[Model], dict[str, str]]) -> None:
        self.version = version
        self.known = known
        self.made: dict[type[Model], type[Model]] = {}


_states = [_State(0, {})]


def version() -> int:
    """Return a number that changes when something new was met."""
    return _states[-1].version


def remember(cls: type[Model], names: Iterable[str]) -> None:
    """Make room in a class for properties that it does not know."""
    with _lock:
        state = _states[-1]
        own = state.known.get(cls, {})
        new = [name for name in names if name not in own]
        if not new or len(own) + len(new) > _MOST or not all(map(_NAME.fullmatch, new)):
            return
        room = dict(own)
        for name in new:
            room[name] = f"_extra{len(room)}"
        _states[:] = [_State(state.version + 1, {**state.known, cls: room})]


def with_room(hint: Any) -> Any:
    """Return a type with room in its models for what was met so far."""
    state = _states[-1]
    if not state.known:
        return hint
    missing = [cls for cls in _models(hint) if cls not in state.made]
    if missing:
        with _lock:
            for cls in missing:
                state.made.update(_extended(cls, state.known))
    return _replaced(hint, state.made)


def _replaced(hint: Any, made: Mapping[type[Model], type[Model]]) -> Any:
    if is_model(hint):
        return made[hint]
    origin = get_origin(hint)
    arguments = tuple(_replaced(one, made) for one in get_args(hint) if origin is not Literal)
    if origin in _CONTAINERS:
        return origin[arguments]
    return Union[arguments] if origin in UNIONS else hint  # noqa: UP007


def _models(hint: Any) -> set[type[Model]]:
    """Return the models that a type is made of; what is left to a choice is none of them."""
    if is_model(hint):
        return {hint}
    return {cls for one in get_args(hint) for cls in _models(one)}


def _extended(
    root: type[Model], known: Mapping[type[Model], Mapping[str, str]]
) -> dict[type[Model], type[Model]]:
    """Make new classes for all that `root` leads to where something in it has room."""
    needs = _needs(root)
    changed = _leading_to({cls for cls in needs if cls in known}, needs)
    renamed = {
        cls: {name: hint for name, hint in needs[cls].items() if _models(hint) & changed}
        for cls in needs
    }
    made = {
        cls: _subclass(cls, known.get(cls, {}), renamed[cls]) if cls in changed else cls
        for cls in needs
    }
    for cls in changed:
        for name, hint in renamed[cls].items():
            setattr(made[cls], f"__{name}__", _replaced(hint, made))
    return made


def _leading_to(
    changed: set[type[Model]], needs: Mapping[type[Model], Mapping[str, Any]]
) -> set[type[Model]]:
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


def _needs(root: type[Model]) -> dict[type[Model], dict[str, Any]]:
    """Return what each class mentions that has models in it, by name, from `root` on."""
    found: dict[type[Model], dict[str, Any]] = {}
    pending = [root]
    while pending:
        cls = pending.pop()
        if cls not in found:
            space = module_of(cls)
            words = {word for one in fields_of(cls).values() for word in _WORD.findall(one.text)}
            found[cls] = {word: space[word] for word in words if _models(space.get(word))}
            pending.extend(inner for hint in found[cls].values() for inner in _models(hint))
    return found


def _subclass(cls: type[Model], room: Mapping[str, str], renamed: Mapping[str, Any]) -> type[Model]:
    """Make a class like `cls` whose annotations mention the new classes, and with more fields."""
    fields = fields_of(cls)
    notes = {name: _with_names(one.text, renamed) for name, one in fields.items()}
    known_as = dict(zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True))
    namespace: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__annotations__": {**notes, **dict.fromkeys(room.values(), "__any__")},
        "__any__": Any,
        "__model__": cls,
        "__room__": tuple(room.items()),
        **{name: None for name, one in fields.items() if not one.required},
        **dict.fromkeys(room.values()),
    }
    rename = {**known_as, **{name: key for key, name in room.items()}}
    make: Any = type(cls)
    return make(cls.__name__, (cls,), namespace, rename=rename)


def _with_names(text: str, renamed: Mapping[str, Any]) -> str:
    return _WORD.sub(lambda word: f"__{word[1]}__" if word[1] in renamed else word[0], text)
