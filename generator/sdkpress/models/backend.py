"""The one place that calls datamodel-code-generator: patterns of types in, their hints out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import cast

from datamodel_code_generator import InputFileType, LiteralType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DatetimeClassType, PythonVersion

from ..plan.model.definitions import Field, Model
from ..plan.model.types import LiteralValue, Ref, is_confusable, references
from .json_schema import document
from .patterns import Hint, Pattern, coming, number_of, standing


def hints(patterns: Sequence[Pattern]) -> list[Hint]:
    """How the library writes each pattern, by the fields of two classes.

    One refers to what stands above it; the other to what follows as well, which refers back to it.
    """
    fields = {f"f{index}": pattern for index, pattern in enumerate(patterns)}
    source = _generated(_classes(fields))
    lines = source.encode().split(b"\n")  # columns are counted in bytes
    written = {
        node.target.id: _pieces(lines[node.lineno - 1], node.annotation)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    return [written[name] for name in fields]


def _classes(patterns: dict[str, Pattern]) -> list[Model]:
    fields: dict[bool, list[Field]] = {False: [], True: []}
    for name, pattern in patterns.items():
        fields[pattern.forward].append(Field(name, name, pattern.type, pattern.required))
    numbers = range(max((_count(pattern) for pattern in patterns.values()), default=0))
    above: list[Model] = [Model(standing(number), ()) for number in numbers]
    back = Field("back", "back", Ref("Forward"), required=True)
    below = [Model(coming(number), (back,)) for number in (*numbers, len(numbers))]
    # It must be in a circle, even if none of its fields is.
    ahead = Field("ahead", "ahead", Ref(below[-1].name), required=True)
    forward = Model("Forward", (*fields[True], ahead))
    return [*above, Model("Backward", tuple(fields[False])), forward, *below]


def _count(pattern: Pattern) -> int:
    return len(set(references(pattern.type)))


def _generated(definitions: list[Model]) -> str:
    source = generate(
        document(definitions),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        formatters=[],
        enum_field_as_literal=LiteralType.All,
        output_datetime_class=DatetimeClassType.Datetime,
        use_type_alias=True,
        strict_nullable=True,
        use_annotated=True,
        use_typed_nullable_map_values=True,
        use_tuple_for_fixed_items=True,
        use_union_operator=True,
        use_standard_collections=True,
        use_double_quotes=True,
        disable_future_imports=True,
        disable_timestamp=True,
        custom_class_name_generator=_unchanged,
        treat_dot_as_module=False,
    )
    return cast("str", source)


def _unchanged(name: str) -> str:
    """Class names are ours."""
    return name


def _pieces(line: bytes, annotation: ast.expr) -> Hint:
    """The text of `annotation` on `line`, taken apart where names may stand that are not final."""
    pieces: list[str | int] = []
    end = annotation.col_offset
    for start, stop, piece in _names(annotation):
        pieces += [line[end:start].decode(), piece]
        end = stop
    return (*pieces, line[end : annotation.end_col_offset].decode())


def _is_confusable(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and is_confusable(cast("LiteralValue", value.value))


def _names(node: ast.AST) -> Iterator[tuple[int, int, str | int]]:
    """Where such names are, in columns of bytes, and what they are; values are none."""
    match node:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            if any(map(_is_confusable, getattr(values, "elts", [values]))):
                yield node.col_offset, node.col_offset, "Annotated["
                yield int(node.end_col_offset or 0), int(node.end_col_offset or 0), ", EXACT]"
        case ast.Name(id=name, col_offset=start, end_col_offset=int(stop)):
            number = number_of(name)
            if number is not None:
                yield start, stop, number
        case ast.Constant(value=str(name), col_offset=start, end_col_offset=int(stop)):
            number = number_of(name)  # what is to come stands in quotes
            if number is not None:
                yield start + 1, stop - 1, number
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _names(child)
