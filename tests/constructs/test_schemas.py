"""Every JSON Schema construct: a value of it is received and sent again as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from support import models as libraries
from support.models import ModelLibrary, is_model, only_msgspec, only_pydantic, with_both_libraries
from support.pressing import Presser, forget, import_fresh

pytestmark = with_both_libraries

DESCRIPTION = Path(__file__).with_name("schemas.yaml")
PLAIN = {"a": "x", "b": 1, "c": None}
CAT, DOG = {"type": "cat", "meows": True}, {"type": "dog", "barks": False}
UUID_TEXT = "550e8400-e29b-41d4-a716-446655440000"

# The schema, a value of it, and the class that it becomes (where it becomes one).
CASES: list[tuple[str, Any, str | None]] = [
    ("Plain", PLAIN, "Plain"),
    ("Plain", {"a": "x", "unknown": [1]}, "Plain"),
    ("FreeMap", {"k": [1, "x", None]}, None),
    ("TypedMap", {"k": 1}, None),
    ("MapOfModels", {"k": PLAIN}, None),
    ("BesideProperties", {"a": "x", "other": 3}, "BesideProperties"),
    ("Patterns", {"x-a": 1}, None),
    ("TwoPatterns", {"x-a": 1, "s-b": "t"}, None),
    ("NestedArrays", [[PLAIN], []], None),
    ("Pair", ["x", 1], None),
    ("Pairs", [["x", {"k": "v"}]], None),
    ("OpenTuple", ["x", 1, 2], None),
    ("Constant", {"kind": "fixed", "n": 7, "yes": True}, "Constant"),
    *(("Mixed", value, None) for value in ("a", 1, True, None)),
    ("HoldsMixed", {"m": None, "n": 2, "f": 1.5}, "HoldsMixed"),
    ("OddNames", {}, "OddNames"),
    ("Derived", {"id": "1", "extra": 2}, "Derived"),
    ("DerivedTwice", {"id": "1", "extra": 2, "more": True}, "DerivedTwice"),
    ("RequiredOnly", {"id": "1", "shared": "s"}, "RequiredOnly"),
    ("Narrowed", {"id": "1", "shared": "x"}, "Narrowed"),
    ("AliasOfBase", {"id": "1"}, "Base"),
    ("Siblings", {"a": {"id": "1"}, "b": {"id": "2", "more": 3}}, "Siblings"),
    ("Pet", CAT, "Cat"),
    ("Pet", DOG, "Dog"),
    ("Mapped", {"shape": "circle", "r": 1.5}, "MappedCircle"),
    ("Mapped", {"shape": "square", "side": 2.5}, "MappedSquare"),
    ("Inferred", {"pet": None, "pets": [CAT, DOG]}, "Inferred"),
    ("Untagged", {"a": 1}, "UntaggedA"),
    ("Untagged", {"b": "x", "c": "y"}, "UntaggedB"),
    ("ScalarOrObject", "text", None),
    ("ScalarOrObject", 5, None),
    ("ScalarOrObject", PLAIN, "Plain"),
    ("ScalarOrObject", [PLAIN], None),
    ("Single", PLAIN, "Plain"),
    ("NestedUnion", DOG, "Dog"),
    ("NestedUnion", {"a": 1}, "UntaggedA"),
    ("NestedUnion", None, None),
    ("UnionOfArrays", ["x"], None),
    ("UnionOfArrays", [PLAIN], None),
    ("UnionWithSiblings", {"common": "c", "x": 1}, "UnionWithSiblingsX"),
    ("UnionWithSiblings", {"common": "c", "y": "z"}, "UnionWithSiblingsY"),
    ("OneOrOther", {"b": "x"}, "OneOrOther"),
    ("AllOfUnions", {"p": 1, "z": "z"}, "AllOfUnionsP"),
    ("AllOfUnions", {"q": 1, "z": "z"}, "AllOfUnionsQ"),
    ("Tree", {"name": "a", "children": [{"name": "b"}], "parent": None}, "Tree"),
    ("Bush", {"name": "a", "children": [{"name": "b"}]}, "Tree"),
    ("Hedge", {"bush": {"name": "a", "children": [{"name": "b"}]}}, "Hedge"),
    ("Grove", {"bushes": [{"name": "a", "children": [{"name": "b"}]}]}, "Grove"),
    ("Alternative", [1, [2, []]], None),
    ("Ping", {"pong": {"ping": {"pong": {}}}}, "Ping"),
    ("Json", {"a": [1, "x", None, True, {"b": 1.5}]}, None),
    ("WithDefs", {"a": {"x": 1}}, "WithDefs"),
    ("ByAnchor", {"a": {"x": 1}}, "ByAnchor"),
    ("Dynamic", {"value": "a", "next": {"value": "b"}}, "Dynamic"),
    ("Booleans", {"anything": [1], "list": [1, "x"]}, "Booleans"),
    ("Negated", {"a": 5}, "Negated"),
    ("NullableRef", {"a": None, "e": None}, "NullableRef"),
    ("NullableRef", {"a": PLAIN, "e": "x"}, "NullableRef"),
    ("UsesNullable", {"n": None}, "UsesNullable"),
    ("UsesNullable", {"n": {"a": "x"}}, "UsesNullable"),
    ("Defaults", {}, "Defaults"),
    ("Old", {"a": "x"}, "Old"),
    ("Empty", {"any": 1}, None),
    ("Anything", [1, {"x": None}], None),
    ("Text", "x", None),
    ("Numbers", [1, 2], None),
    *(("SeveralTypes", value, None) for value in ("x", 1)),
    ("SeveralTypes", {"a": "x"}, "SeveralTypesObject"),
]


@pytest.fixture(scope="module")
def package(presser: Presser, models: ModelLibrary) -> Iterator[ModuleType]:
    """The package pressed from all the schemas at once."""
    pressed = presser.press(DESCRIPTION.read_text(encoding="utf-8"), models.config(""))
    yield import_fresh(pressed)
    forget(pressed.package)


def decoded(package: ModuleType, schema: str, value: Any) -> Any:
    return libraries.decoded(package, schema, json.dumps(value))


def encoded(package: ModuleType, schema: str, value: Any) -> Any:
    return json.loads(libraries.encoded(package, schema, value))


@pytest.mark.parametrize(("schema", "value", "cls"), CASES)
def test_round_trip(package: ModuleType, schema: str, value: Any, cls: str | None) -> None:
    result = decoded(package, schema, value)
    assert encoded(package, schema, result) == value
    assert (type(result).__name__ if is_model(result) else None) == cls


def test_nothing_declared_is_an_extra(package: ModuleType) -> None:
    assert decoded(package, "Plain", PLAIN).model_extra == {}
    assert decoded(package, "AllOfUnions", {"p": 1, "z": "z"}).model_extra == {}
    assert decoded(package, "BesideProperties", {"a": "x", "o": 3}).model_extra == {"o": 3}


def test_formats_are_the_standard_library_s_types(package: ModuleType) -> None:
    value = {
        "day": "2025-08-24",
        "moment": "2025-08-24T10:00:00Z",
        "time": "10:00:00",
        "span": "PT90S",
        "id": UUID_TEXT,
        "link": "https://example.org/?q=ü",
        "mail": "a@example.org",
        "blob": "aGVsbG8=",
        "money": "1.10",
        "big": 2**62,
        "v4": "127.0.0.1",
        "v6": "::1",
        "odd": "as it is",
    }
    result = decoded(package, "EveryFormat", value)
    assert result.day == date(2025, 8, 24)
    assert result.moment == datetime(2025, 8, 24, 10, tzinfo=UTC)
    assert result.time == time(10)
    assert result.span == timedelta(seconds=90)
    assert result.id == UUID(UUID_TEXT)
    assert result.blob == b"hello"
    assert result.money == Decimal("1.10")
    assert (result.v4, result.v6) == (IPv4Address("127.0.0.1"), IPv6Address("::1"))
    assert (result.link, result.mail, result.odd) == (value["link"], value["mail"], value["odd"])
    assert {**encoded(package, "EveryFormat", result), "span": "PT90S"} == value


@only_pydantic
def test_every_model_builds(package: ModuleType) -> None:
    """In any order: pydantic takes an alias of a recursive model amiss once that is built."""
    models = [
        one
        for one in vars(import_module(f"{package.__name__}.models.components")).values()
        if isinstance(one, type) and issubclass(one, BaseModel)
    ]
    assert len(models) > 40
    for model in (*models, *reversed(models)):
        assert model.model_rebuild(force=True)


@only_msgspec
def test_every_model_is_decoded_by_msgspec_itself(package: ModuleType) -> None:
    """A model that it does not take as it stands would be decoded, but slowly."""
    adapters = import_module(f"{package.__name__}._runtime.models.adapter")
    members = vars(import_module(f"{package.__name__}.models.components")).values()
    models = [one for one in members if isinstance(one, type) and hasattr(one, "model_fields")]
    assert len(models) > 40
    assert all(adapters.adapter(model).is_whole for model in models)


def test_properties_named_like_types(package: ModuleType) -> None:
    value = {
        "date": "2025-08-24",
        "datetime": "2025-08-24T10:00:00Z",
        "time": "10:00:00",
        "list": ["x"],
        "str": "s",
        "int": 1,
        "dict": {"k": "v"},
        "any": None,
        "model": PLAIN,
        "Plain": PLAIN,
    }
    result = decoded(package, "SameNameAsType", value)
    assert result.date == date(2025, 8, 24)
    assert encoded(package, "SameNameAsType", result) == value


def test_odd_property_names(package: ModuleType) -> None:
    fields = package.models.OddNames.model_fields
    wires = {name if field.alias is None else field.alias: name for name, field in fields.items()}
    assert len(wires) == len(fields) == 29
    assert all(name.isidentifier() and not name.startswith("_") for name in fields)
    value = {wire: 1 if wire in ("+1", "-1") else wire for wire in wires}
    result = decoded(package, "OddNames", value)
    assert result.model_extra == {}
    assert encoded(package, "OddNames", result) == value
    expected = {"name": "name", "Name": "Name", "foo_bar": "foo_bar", "class": "class_"}
    assert {wire: wires[wire] for wire in expected} == expected
    by_name = package.models.OddNames(**{name: "v" for name in fields if name[-1] != "1"})
    assert by_name.model_extra == {}


def test_defaults_are_the_server_s(package: ModuleType) -> None:
    assert encoded(package, "Defaults", package.models.Defaults()) == {}


def test_a_single_variant_and_an_only_reference_are_no_classes(package: ModuleType) -> None:
    names = set(package.models.__all__)
    assert not {"SingleVariant", "AliasOfBaseModel", "NestedUnionVariant"} & names
    assert not [name for name in names if name[-1].isdigit()]
