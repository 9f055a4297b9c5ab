"""Error responses in, one error class for each declared schema out, and the names of all errors."""

from __future__ import annotations

from dataclasses import replace

from ..model.operation import Operation, Response
from ..model.sdk import STATUS_ERROR, STATUS_ERRORS, ErrorClass
from ..model.types import Ref, Type
from ..names.identifiers import class_name, constant
from ..names.reserved import error_classes
from ..names.scope import Claim, itself, settle
from ..shapes.planned import Planned

_SCHEMA, _INLINE = 2, 1
"""Rights to a name: a schema that is called so; what stands in a response. A union has none."""


class Errors:
    """The error classes met so far. They get their names when all are known."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, Type], str] = {}
        self.classes: dict[str, ErrorClass] = {}

    def declare(self, data: Type, status: str, hint: str, description: str) -> str:
        """What stands for the class whose `data` is of type `data` until all have names."""
        stem = data.name if isinstance(data, Ref) else class_name(hint)
        key = self._keys.setdefault((stem, data), f"{len(self._keys)}:{stem}")
        known = self.classes.get(key)
        statuses = known.statuses if known else ()
        if status not in statuses:
            statuses = (*statuses, status)
        text = known.description if known else description
        self.classes[key] = ErrorClass(stem, "", data, statuses, text)
        return key


def with_named_errors(planned: Planned) -> Planned:
    """Error classes and unions of them have their names.

    Classes come in the order of the first status that raises them, then by name.
    """
    claims = [_class_claim(key, item) for key, item in planned.errors.items()]
    unions = {item.id: item.error_union for item in planned.operations}
    claims += [_union_claim(identifier, name) for identifier, name in unions.items()]
    taken = (
        *error_classes(planned.manners),
        planned.client.base_error,
        planned.client.default_error,
    )
    names = settle(claims, taken, itself)
    classes = [_named(item, names[key]) for key, item in planned.errors.items()]
    classes.sort(key=lambda item: (min(item.statuses), item.name))
    return replace(
        planned,
        operations=tuple(_with_errors(operation, names) for operation in planned.operations),
        errors={item.name: item for item in classes},
    )


def _named(item: ErrorClass, name: str) -> ErrorClass:
    return replace(item, name=name, constant=constant(name), base=_base(item.statuses))


def _base(statuses: tuple[str, ...]) -> str:
    """The class of a class's statuses; of several that differ, the one that all have in common."""
    found = {
        STATUS_ERRORS.get(status.upper()) or STATUS_ERRORS.get(f"{status[:1]}XX", STATUS_ERROR)
        for status in statuses
    }
    return found.pop() if len(found) == 1 else STATUS_ERROR


def _class_claim(key: str, item: ErrorClass) -> Claim[str]:
    """The schema's name plus `Error`, which is not said twice."""
    stem = item.name
    says_so = stem.endswith("Error")
    name = stem if says_so else f"{stem}Error"
    right = _SCHEMA if says_so and isinstance(item.data, Ref) else _INLINE
    short = stem.removesuffix("Error") or stem
    return Claim(key, (name, f"{short}ResponseError", f"{short}DataError"), {name: right})


def _union_claim(identifier: str, name: str) -> Claim[str]:
    return Claim(_union(identifier), (name, f"{name.removesuffix('Error')}OperationError"))


def _union(identifier: str) -> str:
    return f"union:{identifier}"


def _with_errors(operation: Operation, names: dict[str, str]) -> Operation:
    rows = tuple(_with_error(row, names) for row in operation.responses)
    return replace(operation, responses=rows, error_union=names[_union(operation.id)])


def _with_error(row: Response, names: dict[str, str]) -> Response:
    return replace(row, error=names[row.error]) if row.error else row
