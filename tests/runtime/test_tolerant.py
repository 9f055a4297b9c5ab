"""Tolerant decoding: never raises, loses nothing that fits, and says what does not."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from typing import Annotated, Any, Generic, Literal, TypeVar

from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, RootModel, TypeAdapter
from sdk_runtime.models.tolerant import build
from typing_extensions import TypeAliasType

from runtime.lab import Model


class Leaf(Model):
    name: str
    size: int
    when: dt.datetime | None = None
    odd_name: list[int] | None = Field(default=None, alias="odd-name")


class Cat(Model):
    kind: Literal["cat"]
    lives: int


class Dog(Model):
    kind: Literal["dog"]
    bark: str


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]
T = TypeVar("T")


class Tree(Model):
    leaf: Leaf
    children: list[Tree] = Field(default_factory=list)
    by_name: dict[str, Leaf] = Field(default_factory=dict)
    pet: Pet | None = None
    either: Leaf | Cat | str | None = None
    level: Literal["low", "high"] | str = "low"
    pair: tuple[int, str] | None = None
    tags: set[str] | None = None
    count: Annotated[int, Field(ge=0)] = 0


Named = TypeAliasType("Named", "dict[str, Leaf | Named]")


class Pets(RootModel[list[Pet]]):
    pass


class Page(Model, Generic[T]):
    data: list[T]


class Extras(Model):
    __pydantic_extra__: dict[str, Leaf] = Field(init=False)
    own: int


LEAF = {"name": "n", "size": 1}


def drifted(annotation: Any, data: Any) -> tuple[Any, list[tuple[str, str]]]:
    value, drift = build(annotation, data, "op")
    return value, [(one.pointer, one.type) for one in drift]


def test_missing_and_null_and_wrong_properties() -> None:
    value, drift = drifted(Tree, {"leaf": {"name": None, "odd-name": [1, "x"]}, "count": -1})
    assert isinstance(value, Tree)
    assert (value.leaf.name, value.leaf.size, value.leaf.odd_name) == (None, None, [1, "x"])
    assert value.leaf.model_fields_set == {"name", "odd_name"}
    assert (value.children, value.level, value.count) == ([], "low", -1)
    assert drift == [
        ("/leaf/name", "string_type"),
        ("/leaf/size", "missing"),
        ("/leaf/odd-name/1", "int_parsing"),
        ("/count", "greater_than_equal"),
    ]


def test_what_fits_is_validated_as_ever() -> None:
    value, drift = drifted(Tree, {"leaf": {**LEAF, "when": "2025-01-01T00:00:00Z"}, "count": "x"})
    assert value.leaf.when == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    assert drift == [("/count", "int_parsing")]


def test_containers_keep_their_good_members() -> None:
    data = {
        "leaf": LEAF,
        "children": [{"leaf": LEAF}, 1],
        "by_name": {"a/b": {"name": 1}},
        "pair": [1],
    }
    value, drift = drifted(Tree, data)
    assert isinstance(value.children[0], Tree)
    assert value.children[1] == 1
    assert isinstance(value.by_name["a/b"], Leaf)
    assert value.pair == (1,) or value.pair == [1]
    assert [pointer for pointer, _ in drift] == [
        "/children/1",
        "/by_name/a~1b/name",
        "/by_name/a~1b/size",
        "/pair",
    ]


def test_unions_take_the_variant_that_fits_best() -> None:
    assert isinstance(drifted(Pet, {"kind": "dog", "bark": 1})[0], Dog)
    assert isinstance(
        drifted(Tree, {"leaf": LEAF, "either": {"name": 1, "size": 1}})[0].either, Leaf
    )
    assert isinstance(drifted(Tree, {"leaf": LEAF, "either": {"kind": "cat"}})[0].either, Cat)
    assert isinstance(drifted(Pets, [{"kind": "cat"}])[0].root[0], Cat)
    assert isinstance(drifted(Cat | list[Leaf], [LEAF, {"name": 1}])[0][0], Leaf)


def test_an_unknown_variant_stays_raw() -> None:
    bird = {"kind": "bird", "wings": 2}
    value, drift = drifted(Tree, {"leaf": LEAF, "pet": bird})
    assert value.pet == bird
    assert drift == [("/pet", "union")]


def test_aliases_generics_and_typed_extras() -> None:
    value, _ = drifted(Named, {"a": LEAF, "b": {"c": {"name": "x"}}})
    assert isinstance(value["a"], Leaf)
    page, drift = drifted(Page[Leaf], {"data": [{"name": "n", "size": "s"}]})
    assert isinstance(page.data[0], Leaf)
    assert drift == [("/data/0/size", "int_parsing")]
    extras, drift = drifted(Extras, {"own": "x", "more": LEAF})
    assert isinstance(extras.more, Leaf)
    assert drift == [("/own", "int_parsing")]


def test_the_wrong_kind_altogether_stays_raw() -> None:
    for data in (None, 1, "x", [], {"a": 1}):
        value, drift = drifted(list[Leaf], data)
        assert value == data
        assert drift == ([] if data == [] else [("", "list_type")])


def test_what_was_built_behaves_like_a_model() -> None:
    value, _ = drifted(Tree, {"leaf": {"size": "x"}, "new": 1})
    assert pickle.loads(pickle.dumps(value)) == value
    assert value.model_copy(deep=True) == value
    assert value.model_dump(by_alias=True, exclude_unset=True, warnings=False) == {
        "leaf": {"size": "x"},
        "new": 1,
    }
    assert "leaf" in repr(value)


def test_thousands_of_drifting_rows_are_quick() -> None:
    value, drift = drifted(list[Leaf], [{"name": None, "size": 1}] * 5000)
    assert len(value) == len(drift) == 5000


def test_nested_unions_end_in_time() -> None:
    data: Any = {"x": "y"}
    for _ in range(60):
        data = {"leaf": LEAF, "children": [LEAF], "either": {"name": data, "size": "x"}}
    value, drift = drifted(Tree, data)
    assert isinstance(value, Tree)
    assert drift


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*Tree.model_fields, *Leaf.model_fields, "odd-name", "kind", "lives"])
            | st.text(),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


def kept(value: Any, data: Any) -> None:
    """Check that everything of the JSON data can be found in the value."""
    if isinstance(value, RootModel):
        kept(value.root, data)
    elif isinstance(value, Model):
        names = {field.alias or name: name for name, field in type(value).model_fields.items()}
        for key, inner in data.items():
            extra = value.model_extra or {}
            kept(getattr(value, names[key]) if key in names else extra[key], inner)
    elif isinstance(value, dict):
        assert value.keys() == data.keys()
        for key, inner in data.items():
            kept(value[key], inner)
    elif isinstance(value, (list, tuple)):
        assert len(value) == len(data)
        for one, inner in zip(value, data, strict=True):
            kept(one, inner)


@given(JSON)
def test_nothing_raises_and_nothing_is_lost(data: Any) -> None:
    for annotation in (Tree, list[Tree], dict[str, Tree], Pet, Pets, Tree | list[Leaf], Named):
        value, drift = build(annotation, data, "op")
        kept(value, data)
        try:
            text = json.dumps(data)
            TypeAdapter(annotation).validate_json(text, strict=True, by_alias=True, by_name=False)
        except ValueError:
            assert drift
        else:
            assert not drift


VALID = st.fixed_dictionaries(
    {"leaf": st.fixed_dictionaries({"name": st.text(), "size": st.integers()})},
    optional={"count": st.integers(min_value=0), "level": st.text(), "tags": st.lists(st.text())},
)


@given(VALID, st.sampled_from(["pet", "pair", "by_name"]), st.integers())
def test_one_bad_property_does_not_touch_the_others(data: Any, name: str, bad: int) -> None:
    good = Tree.model_validate(data)
    value, drift = build(Tree, {**data, name: bad}, "op")
    assert drift
    for field in Tree.model_fields:
        if field != name:
            assert getattr(value, field) == getattr(good, field)
