"""Overrides of a description in, actions of an overlay out: members are merged, lists replaced."""

from __future__ import annotations

from typing import Any

from ...data import as_object, copy_data
from ...pointer import find
from ..job import Import
from ..keys import Key
from ..settings import Action, path_of
from .extensions import Extensions

_TITLE = "As the overrides had it."
_MARK = "x-fern-"


def override(root: Key, job: Import, extensions: Extensions) -> None:
    """Say what a file of overrides changes; its extensions are read as the description's."""
    for key in root.members():
        _merge(key, job, extensions)


def _merge(key: Key, job: Import, extensions: Extensions) -> None:
    old = find(job.described.root, key.pointer)
    if key.name.startswith(_MARK):
        extensions.read(key)
    elif key.is_map and isinstance(old, dict) and key.value:
        for member in key.members():
            _merge(member, job, extensions)
    else:
        _set(key, old, job)
        _read_below(key, extensions)


def _set(key: Key, old: Any, job: Import) -> None:
    """Put a value where it is: what is no mapping stands in place of what was there."""
    if key.value is None:
        job.settings.act(Action(path_of(key.pointer), _TITLE, (key,), remove=True))
        return
    if isinstance(old, dict | list):
        job.settings.act(Action(path_of(key.pointer), _TITLE, (key,), remove=True))
    update = {key.name: copy_data(key.value)}
    job.settings.act(Action(path_of(key.pointer[:-1]), _TITLE, (key,), update))


def _read_below(key: Key, extensions: Extensions) -> None:
    for member in key.members():
        if member.name.startswith(_MARK):
            extensions.read(member)
        elif isinstance(as_object(member.value) or member.value, dict | list):
            _read_below(member, extensions)
