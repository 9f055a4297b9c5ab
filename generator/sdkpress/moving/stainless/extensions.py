"""``x-stainless-*`` of a description in, settings and actions of an overlay out."""

from __future__ import annotations

from ...data import as_list
from ...pointer import Pointer, reference_to
from ..job import Handler, Import
from ..keys import Key
from ..settings import Action, path_of
from .casing import Casing
from .languages import OURS

_PREFIX = "x-stainless-"
_REASONS = {
    "x-stainless-pagination-property": "[pagination] says what is what",
    "x-stainless-empty-object": "an object without properties is one",
    "x-stainless-const": "constants are literals",
    "x-stainless-any": "what may be anything may be anything",
    "x-stainless-renameMap": "enums are literals: their values are what is sent",
    "x-stainless-snippets": "it is about samples that they generate",
    "x-stainless-terraform-configurability": "it is about Terraform",
    "x-stainless-allowed-enum-values": "enums take what the description lists",
    "x-stainless-order": "the order is the description's",
}


class Extensions:
    """Reads the extensions, each at its place."""

    def __init__(self, job: Import, casing: Casing) -> None:
        self.job = job
        self.casing = casing

    def read(self, key: Key) -> None:
        """Read one extension."""
        handlers: dict[str, Handler] = {
            "x-stainless-naming": self._naming,
            "x-stainless-param": lambda one: self._name(one, one.text),
            "x-stainless-skip": self._skip,
            "x-stainless-deprecation-message": self._deprecate,
        }
        if key.name in handlers:
            handlers[key.name](key)
        elif key.name in _REASONS:
            key.unneeded(_REASONS[key.name])

    def _naming(self, key: Key) -> None:
        if key.text:
            self._type(key, key.text)
        for member in key.members() if key.is_map else ():
            if member.name != OURS:
                member.unneeded("it is about another language")
        for name, say in (("type_name", self._type), ("property_name", self._name)):
            one = key.find(OURS, name)
            if one is not None and one.text:
                say(one, one.text)

    def _type(self, key: Key, name: str) -> None:
        owner = _owner(key)
        is_component = owner[:2] == ("components", "schemas") and len(owner) == 3
        place = str(owner[2]) if is_component else reference_to(owner)
        self.job.settings.put(("models", "schemas", place, "name"), self.casing.pascal(name), key)

    def _name(self, key: Key, name: str) -> None:
        owner = _owner(key)
        if name:
            update = {"x-name": self.casing.snake(name)}
            self.job.settings.act(Action(path_of(owner), "What it is called.", (key,), update))

    def _skip(self, key: Key) -> None:
        if key.value is True or OURS in as_list(key.value):
            target = path_of(key.pointer[:-1])
            self.job.settings.act(Action(target, "It was skipped.", (key,), remove=True))
        else:
            key.unneeded("it is about other languages")

    def _deprecate(self, key: Key) -> None:
        if key.text:
            update = {"deprecated": True, "x-deprecation-message": key.text}
            target = path_of(key.pointer[:-1])
            self.job.settings.act(Action(target, "It is deprecated.", (key,), update))


def _owner(key: Key) -> Pointer:
    """What an extension is of, given that or a member of it."""
    names = [str(part) for part in key.pointer]
    return key.pointer[: next(at for at, name in enumerate(names) if name.startswith(_PREFIX))]
