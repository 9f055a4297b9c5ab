"""The operations of a description in; contradictions in their parts are reported, and mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..data import as_list, as_object
from ..pointer import Pointer, format_pointer
from ..problems import Problems
from ..read.document import Document
from ..read.suggest import nearest
from .path_items import PathItem, Resolved, operations, resolved
from .path_templates import EXPRESSION, Variable, path_template
from .security_checks import check_requirements
from .statuses import status_of


@dataclass(slots=True)
class OperationChecks:
    """Checks operations one after the other; remembers their ids."""

    document: Document
    problems: Problems
    ids: dict[str, Pointer] = field(default_factory=dict[str, Pointer])
    seen: set[Pointer] = field(default_factory=set[Pointer])

    @property
    def root(self) -> dict[str, Any]:
        """The data of the document."""
        return self.document.root

    def check_item(self, item: PathItem) -> None:
        """Check the operations of ``item`` against its path and one another."""
        shared = self.parameters(item.value, item.pointer)
        for operation in operations(item):
            own = self.parameters(operation.value, operation.pointer)
            self.check_template(item, operation, {**shared, **own})
            if operation.pointer not in self.seen:
                self.seen.add(operation.pointer)
                self.check_id(operation)
                self.check_statuses(operation)
                check_requirements(self.root, operation.value, operation.pointer, self.problems)
        self.seen.add(item.pointer)

    def parameters(
        self, owner: dict[str, Any], pointer: Pointer
    ) -> dict[tuple[str, str], tuple[Resolved, Pointer]]:
        """Return the parameters of ``owner`` by location and name, with where they are listed."""
        found: dict[tuple[str, str], tuple[Resolved, Pointer]] = {}
        for index, value in enumerate(as_list(owner.get("parameters"))):
            at = (*pointer, "parameters", index)
            parameter = resolved(self.root, value, at)
            if parameter is None:
                continue
            key = (str(parameter.value.get("in")), str(parameter.value.get("name")))
            if key in found and pointer not in self.seen:
                message = f'the {key[0]} parameter "{key[1]}" is listed twice; this one counts'
                self.problems.warning(message, at, "remove or rename one of the two")
            found[key] = (parameter, at)
        return found

    def check_template(
        self,
        item: PathItem,
        operation: Resolved,
        parameters: dict[tuple[str, str], tuple[Resolved, Pointer]],
    ) -> None:
        defined = {name: found for (place, name), found in parameters.items() if place == "path"}
        template = path_template(item.path, defined)
        for expression, variables in template.variables.items():
            for variable in variables:
                self.apply(expression, variable, item.path, operation, parameters)
        for name in template.misplaced:
            message = f'"{{{name}}}" in the query of the path "{item.path}" is no whole value'
            self.problems.error(message, operation.pointer, 'make it a parameter with "in: query"')
        templated = list(dict.fromkeys(EXPRESSION.findall(template.text.partition("?")[0])))
        variables = [one for several in template.variables.values() for one in several]
        meant = {one.name for one in variables if one.location == "path"}
        in_query = {*template.misplaced, *(one.source for one in variables)}
        for name in templated:
            if name not in defined and name not in meant:
                others = {other: defined[other] for other in defined if other not in templated}
                if not self.lacks(name, item, operation):
                    self.define(name, item.path, operation, others)
        for name, (parameter, at) in defined.items():
            if name in in_query and name not in templated:
                continue
            if name not in templated:
                message = f'the path "{item.path}" has no parameter "{name}"; it is ignored'
                near = nearest(name, templated)
                self.problems.warning(message, at, f'did you mean "{near}"?' if near else "")
            elif parameter.value.get("required") is not True:
                message = f'the path parameter "{name}" is required, which it does not say'
                self.problems.warning(message, parameter.pointer, 'add "required: true"')

    def apply(
        self,
        expression: str,
        variable: Variable,
        path: str,
        operation: Resolved,
        parameters: dict[tuple[str, str], tuple[Resolved, Pointer]],
    ) -> None:
        """Write a parameter as an expression of the path says, unless it says itself how."""
        found = parameters.get((variable.location, variable.name))
        if found is None and variable.source:
            found = parameters.get(("path", variable.source))
        self.problems.warning(
            f'"{expression}" in the path "{path}" is taken for the {variable.location} '
            f'parameter "{variable.name}"' + ("" if found else ", a string, which is not defined"),
            operation.pointer,
            'leave it to a parameter with "in: query"'
            if variable.source
            else f'write "{{{variable.name}}}", and how it is sent as its style',
        )
        like = found[0].value if found else {"schema": {"type": "string"}}
        if variable.source and like.get("in") == "path":
            like = {key: value for key, value in like.items() if key not in ("style", "explode")}
        own: dict[str, Any] = {"name": variable.name, "in": variable.location}
        if variable.location == "path":
            own["required"] = True
        meant = {**variable.said, **like, **own}
        if meant != like:
            self.override(operation, meant)

    def override(self, operation: Resolved, parameter: dict[str, Any]) -> None:
        """List ``parameter`` in an operation, in place of the one that is called as it is."""
        listed = as_list(operation.value.get("parameters"))
        kept = [one for one in listed if _key(resolved(self.root, one, ())) != _key(parameter)]
        operation.value["parameters"] = [*kept, parameter]

    def lacks(self, name: str, item: PathItem, operation: Resolved) -> bool:
        """Report that the parameter ``name`` must be one that leads to something else."""
        owners = [(*owner.pointer, "parameters") for owner in (item, operation)]
        for place, message in self.document.left_out.items():
            at = next((at for at in owners if place[: len(at)] == at), None)
            if at is not None:
                reason = f'{message}; the path "{item.path}" needs a parameter "{name}"'
                self.problems.error(reason, at)
                return True
        return False

    def define(
        self,
        name: str,
        path: str,
        operation: Resolved,
        others: dict[str, tuple[Resolved, Pointer]],
    ) -> None:
        """Add the parameter ``name`` to an operation: text, or what one of ``others`` is."""
        near = nearest(name, others)
        hint = f'did you mean "{near}", which is defined?' if near else ""
        self.problems.warning(
            f'the parameter "{name}" of the path "{path}" is not defined; '
            + (f'it is taken for "{near}"' if near else "it is taken for a string"),
            operation.pointer,
            hint or 'add it to "parameters" with "in: path" and "required: true"',
        )
        like = others[near][0].value if near else {"schema": {"type": "string"}}
        added = {**like, "name": name, "in": "path", "required": True}
        operation.value["parameters"] = [*as_list(operation.value.get("parameters")), added]

    def check_id(self, operation: Resolved) -> None:
        name = operation.value.get("operationId")
        if not isinstance(name, str):
            return
        first = self.ids.setdefault(name, operation.pointer)
        if first == operation.pointer:
            return
        place = self.problems.locate((*first, "operationId")) if self.problems.locate else None
        where = f" ({place.file}:{place.line}:{place.column})" if place else ""
        self.problems.warning(
            f'two operations have the operationId "{name}"',
            (*operation.pointer, "operationId"),
            f"the other is at {format_pointer(first)}{where}; rename one of the two",
        )

    def check_statuses(self, operation: Resolved) -> None:
        for status in as_object(operation.value.get("responses")):
            meant = status_of(status)
            if meant != status and not status.startswith("x-"):
                outcome = f'"{meant}" is taken for it' if meant else "it is ignored"
                self.problems.warning(
                    f'"{status}" is no status code; {outcome}',
                    (*operation.pointer, "responses", status),
                    'a code such as "404", a range such as "4XX", or "default"',
                )


def _key(parameter: Resolved | dict[str, Any] | None) -> tuple[Any, Any]:
    """What makes a parameter the same as another."""
    value = parameter.value if isinstance(parameter, Resolved) else parameter or {}
    return value.get("in"), value.get("name")
