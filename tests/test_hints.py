"""How the annotations of models are written: each kind of type is asked for once."""

from __future__ import annotations

from sdkpress.models import write_hints
from sdkpress.models.patterns import Annotation, annotated, in_order
from sdkpress.plan.model.definitions import Alias, Definition, Field, Model
from sdkpress.plan.model.types import NONE, ListOf, LiteralOf, Ref, Scalar, Type, union

TEXT = Scalar("str")


def _model(name: str, *, extra: Type | None = None, **types: Type) -> Model:
    fields = tuple(Field(key, key, node, required=True) for key, node in types.items())
    return Model(name, fields, extra=extra)


def _written(*definitions: Definition) -> dict[tuple[str, str], str]:
    found = annotated(in_order(definitions, ()), ())
    hints = write_hints([item.pattern for item in found.values()])
    return {
        place: "".join(_name(piece, item) for piece in hint)
        for (place, item), hint in zip(found.items(), hints, strict=True)
    }


def _name(piece: str | int, annotation: Annotation) -> str:
    return annotation.names[piece] if isinstance(piece, int) else piece


def test_types_of_one_kind_are_one_pattern() -> None:
    found = annotated([_model("A"), _model("B"), _model("C", a=Ref("A"), b=Ref("B"))], ())
    assert found["C", "a"].pattern == found["C", "b"].pattern
    assert (found["C", "a"].names, found["C", "b"].names) == (("A",), ("B",))


def test_values_that_are_equal_in_python_keep_their_types() -> None:
    written = _written(_model("One", kind=LiteralOf((1,))), _model("Yes", kind=LiteralOf((True,))))
    assert written == {
        ("One", "kind"): "Annotated[Literal[1], EXACT]",
        ("Yes", "kind"): "Annotated[Literal[True], EXACT]",
    }


def test_values_that_are_called_like_placeholders_stay_values() -> None:
    values = LiteralOf(("Standing0", "Coming0", "date", "it's Coming0"))
    written = _written(_model("Leaf"), _model("Own", kind=values, leaf=Ref("Leaf")))
    assert eval(written["Own", "kind"].removeprefix("Literal")) == list(values.values)
    assert written["Own", "leaf"] == "Leaf"


def test_what_follows_is_in_quotes_and_unions_with_it_are_spelled_out() -> None:
    node = _model("Node", next=union([Ref("Node"), NONE]), all=ListOf(Ref("Tree")), text=TEXT)
    written = _written(node, Alias("Tree", union([Ref("Node"), ListOf(Ref("Tree")), TEXT])))
    assert written["Node", "next"] == 'Optional["Node"]'
    assert written["Node", "all"] == 'list["Tree"]'
    assert written["Node", "text"] == "str"
    assert written["Tree", ""] == 'Union[Node, list["Tree"], str]'


def test_definitions_follow_what_they_refer_to() -> None:
    three = [_model("A", b=Ref("B")), _model("B", c=Ref("C"), x=Ref("Far")), _model("C")]
    assert [item.name for item in in_order(three, ("Far",))] == ["C", "B", "A"]
    circle = [_model("A", b=Ref("B")), _model("B", a=Ref("A")), _model("C")]
    assert [item.name for item in in_order(circle, ())] == ["C", "A", "B"]
