# mypy: no-warn-return-any
"""`Record`, what models are made of: a Struct that keeps what it does not know."""

from __future__ import annotations

from collections.abc import Mapping  # wanted when classes are made
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import msgspec
from msgspec import UNSET, Struct, StructMeta, UnsetType, field

from ..data.pickled import class_of, name_of

_R = TypeVar("_R", bound="Record")
_EXTRA = "__extra__"
_ABSENT = "__absent__"
_ANY_FIELD: Any = field(name="any")


class OptionalField:
    """A field that reads as None where nothing was received."""

    __slots__ = ("_get", "_set")

    def __init__(self, member: Any) -> None:
        """Take the place of a Struct's member, which holds UNSET then."""
        self._get = member.__get__
        self._set = member.__set__

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Return the value, or None."""
        if instance is None:
            return self
        value = self._get(instance)
        return None if value is UNSET else value

    def __set__(self, instance: Any, value: Any) -> None:
        """Set the value; UNSET leaves it out again."""
        self._set(instance, value)

    def stored(self, instance: Any) -> Any:
        """Return what the Struct holds."""
        return self._get(instance)


class RecordMeta(StructMeta):
    """Makes Structs whose optional fields tell nothing from null, though both read as None."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **settings: Any
    ) -> Any:
        """Define a Struct that refuses unknown properties: those are for the careful walk."""
        optional = _optional(namespace)
        settings = {"kw_only": True, "forbid_unknown_fields": True, **settings}
        cls = super().__new__(mcls, name, bases, namespace, **settings)
        own = vars(cls)
        for one in optional:
            if one in own:  # a class with added fields inherits the others
                setattr(cls, one, OptionalField(own[one]))
        return cls


def _optional(namespace: dict[str, Any]) -> list[str]:
    """Change each default of None to UNSET; return the names of those fields."""
    notes: dict[str, Any] = namespace.get("__annotations__", {})
    found: list[str] = []
    for name, note in notes.items():
        if name.startswith("__"):  # a ClassVar of ours
            continue
        default = namespace.get(name, msgspec.NODEFAULT)
        if isinstance(default, _ANY_FIELD.__class__):
            if default.default is not None:
                continue
            namespace[name] = field(name=default.name, default=UNSET)
        elif default is None:
            namespace[name] = UNSET
        else:
            continue
        found.append(name)
        if note != "Any":
            notes[name] = f"{note} | __unset__"
    if found:
        namespace["__unset__"] = UnsetType
    return found


class Record(Struct, metaclass=RecordMeta, dict=True):
    """A model as data: its fields, and the properties that its description does not know."""

    __wires__: ClassVar[Mapping[str, str]] = {}
    """The names in JSON that msgspec does not take, by those of the fields."""

    __additional__: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Unknown properties that this class has fields for, and what these are called."""

    __not_sent__: ClassVar[tuple[str, ...]] = ()
    """Properties that are received only, where the model is what is sent of something."""

    __old__: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """What callers may call fields that have another name by now, with that and what to tell."""

    __model__: ClassVar[Any] = None
    """What a class with fields for unknown properties was made of."""

    @property
    def model_extra(self) -> dict[str, Any] | None:
        """The properties that the description does not know."""
        own = vars(self)
        if _EXTRA not in own:  # from now on this dict is where they are
            own[_EXTRA] = extra_of(self)
        return own[_EXTRA]

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given or received."""
        return set(given(self))

    if not TYPE_CHECKING:  # checkers shall find attributes that no class has

        def __getattr__(self, name: str) -> Any:
            """Return a property that the description does not know."""
            if not name.startswith("__"):
                extra = extra_of(self)
                if name in extra:
                    return extra[name]
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)

        def __setattr__(self, name: str, value: Any) -> None:
            """Set a field, or a property that the description does not know."""
            if name in model_of(self).__struct_fields__:
                super().__setattr__(name, value)
                absent: frozenset[str] = vars(self).get(_ABSENT, frozenset())
                if name in absent:
                    vars(self)[_ABSENT] = absent - {name}
            else:
                self.model_extra[name] = value

    def __eq__(self, other: object) -> bool:
        """Compare what both hold."""
        # By the type alone: a page only looks like the model that it is made of.
        kind: type[object] = type(other)
        if not issubclass(kind, Record) or model_of(self) is not (kind.__model__ or kind):
            return NotImplemented
        same: Any = other
        return given(self) == given(same) and extra_of(self) == extra_of(same)

    __hash__ = None  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]

    def __repr__(self) -> str:
        """Show all fields."""
        shown = {name: getattr(self, name) for name in model_of(self).__struct_fields__}
        shown.update(extra_of(self))
        texts = [f"{name}={value!r}" for name, value in shown.items()]
        return f"{type(self).__name__}({', '.join(texts)})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by what was given."""
        cls = model_of(self)
        # The module that has a model may be another one in the next version of the package.
        return restored, (name_of(cls) or cls, given(self), extra_of(self))

    def __copy__(self) -> Self:
        """Copy with the properties that the description does not know."""
        copied: Any = made(model_of(self), given(self), dict(extra_of(self)))
        return copied


def restored(model: str | type[Record], values: dict[str, Any], extra: dict[str, Any]) -> Any:
    """Return what was pickled: of a model by its name, or of a class."""
    return made(class_of(model) if isinstance(model, str) else model, values, extra)


def model_of(instance: Record) -> type[Record]:
    """Return the generated class of an instance, which may be of one with more fields."""
    cls = type(instance)
    return cls.__model__ or cls


def given(instance: Record) -> dict[str, Any]:
    """Return the fields that were given or received, by name."""
    cls = model_of(instance)
    stored = {name: _stored(instance, getattr(cls, name)) for name in cls.__struct_fields__}
    absent = vars(instance).get(_ABSENT, ())
    return {name: one for name, one in stored.items() if one is not UNSET and name not in absent}


def _stored(instance: Record, member: Any) -> Any:
    if isinstance(member, OptionalField):
        return member.stored(instance)
    return member.__get__(instance)


def extra_of(instance: Record) -> dict[str, Any]:
    """Return the properties that the description does not know, in a dict to look at only."""
    kept: dict[str, Any] | None = instance.__dict__.get(_EXTRA)
    if kept is not None:
        return kept
    members = vars(type(instance))
    found = {key: members[name].stored(instance) for key, name in type(instance).__additional__}
    return {key: value for key, value in found.items() if value is not UNSET}


def made(cls: type[_R], values: dict[str, Any], extra: dict[str, Any]) -> _R:
    """Make an instance without checking; a required field that is missing reads as None."""
    absent = [name for name in _required(cls) if name not in values]
    instance: _R = StructMeta.__call__(cls, **values, **dict.fromkeys(absent))
    if absent:
        vars(instance)[_ABSENT] = frozenset(absent)
    if extra:
        vars(instance)[_EXTRA] = extra
    return instance


@lru_cache(maxsize=4096)
def _required(cls: type[Record]) -> tuple[str, ...]:
    names = cls.__struct_fields__
    return tuple(name for name in names if not isinstance(getattr(cls, name), OptionalField))
