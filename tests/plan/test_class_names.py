"""Who gets a name that two want, and how much a description may unfold into."""

from __future__ import annotations

import pytest

from plan.planned import definitions, plan_of, shown, with_schemas
from sdkpress.plan.schemas import budget, schemas
from sdkpress.plan.schemas.budget import Budget
from sdkpress.plan.schemas.class_names import ClassNames
from sdkpress.plan.schemas.copies import Copies
from sdkpress.problems import DescriptionError, Problems

SCHEMAS = ("components", "schemas")
AT = ("paths", "/x", "get", "responses", "200", "content", "application/json", "schema")


def names(*components: str, **more: object) -> tuple[ClassNames, Problems]:
    """The names of a document with these components."""
    problems = Problems()
    all_of_them: dict[str, object] = {**{key: {"title": key} for key in components}, **more}
    return ClassNames(all_of_them, problems), problems


def test_a_key_that_is_a_class_name_comes_first() -> None:
    found, problems = names("user-data", "UserData", "user_data", "user.data")
    assert [found.known((*SCHEMAS, key)) for key in ("UserData", "user-data", "user_data")] == [
        "UserData",
        "UserDataModel",
        "UserDataSchema",
    ]
    (problem,) = problems.sorted()
    assert problem.message == (
        "no class name is left for this schema: UserData and its variants are taken"
    )
    assert problem.pointer == (*SCHEMAS, "user.data")
    assert (
        problem.hint == "rename one of the schemas, or give this one a place among the components"
    )
    assert found.known((*SCHEMAS, "user.data")) == "UserData"
    assert found.known((*SCHEMAS, "other")) is None


def test_a_name_that_is_given() -> None:
    found, _ = names("B", A={"x-speakeasy-name-override": "given name"})
    assert found.known((*SCHEMAS, "A")) == "GivenName"
    assert found.places() == {"B": (*SCHEMAS, "B"), "GivenName": (*SCHEMAS, "A")}


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ((*SCHEMAS, "B", "items"), "AItem"),
        ((*SCHEMAS, "B", "prefixItems", 0), "AItem"),
        ((*SCHEMAS, "B", "properties", "p"), "AProperty"),
        ((*SCHEMAS, "B", "allOf", 0), "AVariant"),
        ((*SCHEMAS, "B", "anyOf", 0), "AVariant"),
        ((*SCHEMAS, "B", "oneOf", 0), "AVariant"),
        ((*SCHEMAS, "B", "additionalProperties"), "AValue"),
        ((*SCHEMAS, "A", "items"), "AValue"),  # a part of who has the name
        (AT, "ABody"),
        ((*AT[:-1], "itemSchema"), "AItem"),
        ((*AT, "request"), "AArguments"),
        ((), "AValue"),
    ],
)
def test_a_name_that_is_taken_gets_what_the_schema_is(
    pointer: tuple[str | int, ...], name: str
) -> None:
    found, problems = names("A", "B")
    assert found.claim("A", pointer, {}) == name
    assert found.known(pointer) == name
    assert found.claim("A", pointer, {}) == name
    assert found.places()[name] == pointer
    assert not problems.sorted()


def test_names_run_out_in_order() -> None:
    """After all that a schema may be, the whole way to it is its name."""
    found, problems = names("A")
    given = [found.claim("A", (*AT, "items", str(n)), {"n": n}) for n in range(6)]
    way = "XGetResponsesModel200Model5"
    assert given == ["AValue", "AItem", "AVariant", "AProperty", "ABody", way]
    assert not problems.sorted()


def test_equal_inline_schemas_share_a_name() -> None:
    """A component's name is its own, whatever is equal to it."""
    found, _ = names("A")
    first = found.claim("Inline", (*AT, "items"), {"a": 1})
    assert found.claim("Inline", (*AT, "properties", "p"), {"a": 1}) == first == "Inline"
    assert found.claim("Inline", (*AT, "properties", "q"), {"a": 2}) == "InlineProperty"
    assert found.claim("A", (*AT, "properties", "r"), {"title": "A"}) == "AProperty"


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ((*SCHEMAS, "a-b", "properties", "c", "items"), "ABC"),
        ((*SCHEMAS, "A", "$defs", "B"), "AB"),
        ((*SCHEMAS, "A", "oneOf", 1), "AModel1"),
        (
            ("paths", "/x/{y}", "get", "responses", "200", "content", "text/plain", "schema"),
            "XYGetResponsesModel200TextPlain",
        ),
    ],
)
def test_a_schema_that_is_referred_to_where_it_stands(
    pointer: tuple[str | int, ...], name: str
) -> None:
    assert names()[0].claim_place(pointer, {}) == name


def test_how_much_may_be_unfolded() -> None:
    """A floor for all, and ten times what a description holds where that is more."""
    problems = Problems()
    small = Budget({"a": 1}, problems)
    small.spend(200_000 - 100)
    small.add_copy()
    with pytest.raises(DescriptionError) as caught, small.at(("a",)):
        small.spend(1)
    (problem,) = problems.sorted()
    assert problem.pointer == ("a",)
    assert problem.message == (
        "the schemas unfold into more than 200,000 properties,"
        " which is more than a package can be made of"
    )
    assert (
        problem.hint
        == "let schemas refer to one another instead of combining them level upon level"
    )
    assert "200,000" in str(caught.value)
    large = Budget({"all": [0] * 30_000}, Problems())
    large.spend(300_000)
    with pytest.raises(DescriptionError):
        large.spend(30_000)


def test_where_something_is_too_much() -> None:
    problems = Problems()
    one = Budget({}, problems)
    with pytest.raises(ZeroDivisionError), one.at(("a",)), one.at(("b",)):
        raise ZeroDivisionError
    with one.at(("a",)):
        with one.at(("b",)):
            pass
        with pytest.raises(DescriptionError):
            one.spend(300_000)
    assert [problem.pointer for problem in problems.sorted()] == [("a",)]
    with pytest.raises(DescriptionError):
        one.spend(1)
    assert {problem.pointer for problem in problems.sorted()} == {("a",), ()}


def test_copies() -> None:
    copies = Copies()
    assert not copies.add({"type": "object"}, "A")
    with copies.entered() as nested:
        assert not nested
        assert copies.add({"type": "object", "title": "no matter"}, "A")
        assert copies.add({"type": "object"}, "B")
        assert copies.known({"type": "object"}) is None
        with copies.entered() as deeper:
            assert deeper
            assert copies.known({"title": "other", "type": "object"}) == "A"
            assert copies.known({"type": "array"}) is None
            with copies.left():
                assert copies.known({"type": "object"}) is None
                assert not copies.add({"type": "string"}, "C")
            assert copies.known({"type": "object"}) == "A"
            assert copies.known({"type": "string"}) is None
        with copies.entered() as deeper:
            assert deeper
    assert not copies.add({"type": "object"}, "A")


def test_where_what_unfolds_too_far_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_FLOOR", 1)
    monkeypatch.setattr(budget, "_FACTOR", 0)
    description = with_schemas("""
        A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
        B: {allOf: [{properties: {x: {}, y: {}}}, {properties: {z: {}}}]}
    """)
    with pytest.raises(DescriptionError) as caught:
        plan_of(description)
    assert "at #/components/schemas/A\n" in str(caught.value)  # where B was first wanted


def test_two_places_that_want_one_name() -> None:
    """What is referred to where it stands: equal schemas share a name, others do not."""

    def found(definition: str) -> dict[str, str]:
        place = "#/components/schemas/A"
        sdk, _ = plan_of(
            with_schemas(f"""
            A:
              type: object
              $defs: {{b: {definition}}}
              properties:
                b: {{type: object, properties: {{n: {{type: integer}}}}}}
                c: {{$ref: '{place}/properties/b'}}
                d: {{$ref: '{place}/$defs/b'}}
            """)
        )
        return {name: shown(item) for name, item in definitions(sdk).items()}

    same = found("{type: object, properties: {n: {type: integer}}}")
    assert same["A"] == "{b?: AB, c?: AB, d?: AB}"
    other = found("{type: object, properties: {s: {type: string}}}")
    assert (other["AB"], other["ABValue"]) == ("{n?: int}", "{s?: str}")
    assert other["A"] == "{b?: AB, c?: AB, d?: ABValue}"


def test_a_long_enum_has_a_name() -> None:
    def enum(count: int) -> str:
        return f"{{enum: [{', '.join(f'v{n}' for n in range(count))}]}}"

    sdk, _ = plan_of(
        with_schemas(f"A: {{type: object, properties: {{six: {enum(6)}, seven: {enum(7)}}}}}")
    )
    found = definitions(sdk)
    assert "seven?: ASeven}" in shown(found["A"])
    assert shown(found["ASeven"]).startswith("<'v0' 'v1'")
    assert "ASix" not in found


def test_a_large_union(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "LARGEST_UNION", 3)
    variants = "{const: 1}, {const: 2}, {const: 3}"
    assert plan_of(with_schemas(f"A: {{oneOf: [{variants}]}}"))
    with pytest.raises(DescriptionError) as caught:
        plan_of(with_schemas(f"A: {{oneOf: [{variants}, {{const: 4}}]}}"))
    assert "a union has more than 3 variants" in str(caught.value)
    assert "at #/components/schemas/A\n" in str(caught.value)
