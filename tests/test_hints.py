"""Which fields' type hints are asked for once for all classes, and that each gets its own."""

from __future__ import annotations

from sdkpress.models.backend import generate_source
from sdkpress.models.hints import Common
from sdkpress.models.split import split_source
from sdkpress.plan.definitions import Definition, Field, Model
from sdkpress.plan.types import LiteralOf, Ref, Scalar, Type
from sdkpress.resources import templates_dir

TEXT, DATE = Scalar("str"), Scalar("date")


def _model(name: str, *, extra: Type | None = None, **types: Type) -> Model:
    fields = tuple(Field(key, key, node, required=True) for key, node in types.items())
    return Model(name, fields, extra=extra)


def _classes(*definitions: Definition) -> dict[str, str]:
    return split_source(generate_source(list(definitions), templates_dir()))[1]


def test_fields_that_depend_on_their_class_are_not_common() -> None:
    models: list[Definition] = [
        _model("Own", text=TEXT, day=DATE, date=TEXT, other=Ref("Extra")),
        _model("Extra", extra=TEXT, text=TEXT),
        _model("Node", text=TEXT, node=Ref("Node")),
        _model("Leads", text=TEXT, node=Ref("Node")),
    ]
    assert set(Common.of(models).kinds) == {("Own", "text")}


def test_values_that_are_equal_in_python_keep_their_types() -> None:
    classes = _classes(_model("One", kind=LiteralOf((1,))), _model("Yes", kind=LiteralOf((True,))))
    assert "kind: Literal[1]" in classes["One"]
    assert "kind: Literal[True]" in classes["Yes"]


def test_a_field_called_like_an_import_does_not_hide_it() -> None:
    text = _classes(_model("Event", date=TEXT, until=DATE))["Event"]
    assert "date: str" in text
    assert "until: date_aliased" in text
