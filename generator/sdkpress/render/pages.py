"""Pages of the plan in, what the modules of their classes print out."""

from __future__ import annotations

from dataclasses import dataclass

from ..plan.model.definitions import Field, Model
from ..plan.model.operation import Operation
from ..plan.model.page_kinds import PageKind
from ..plan.model.sdk import Sdk
from ..plan.model.types import Ref, is_nullable
from .annotations import returned

_KINDS = {"": "Sync", "Async": "Async"}
"""What the names of kinds begin with, by what those of pages do."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A class of pages as its module prints it: `value` is the response, `base` the model of it.

    `kind` is the class that it has in common with others; `fields` are what it has of that, with
    their own annotations.
    """

    class_name: str
    function: str
    item: str
    value: str
    base: str
    kind: str
    fields: tuple[tuple[str, str], ...]

    def bases(self, prefix: str) -> str:
        """What it is made from, for synchronous clients or ("Async") others."""
        page = f"{prefix}Page[{self.item}, {self.value}]"
        if self.kind:
            page = f"pagination.{_KINDS[prefix]}{self.kind}[{self.item}]"
        return f"{page}, {self.base}" if self.base else page


@dataclass(frozen=True, slots=True)
class KindView:
    """A class that pages have in common."""

    names: tuple[str, str]
    scheme: str
    fields: tuple[tuple[str, str], ...]


def page_views(sdk: Sdk) -> list[PageView]:
    """The classes of pages, each once."""
    kinds = {kind.scheme: kind for kind in sdk.page_kinds}
    found = {
        view.class_name: view
        for view in (_page(item, kinds, sdk) for item in sdk.operations if item.pagination)
    }
    return [found[name] for name in sorted(found)]


def _page(operation: Operation, kinds: dict[str, PageKind], sdk: Sdk) -> PageView:
    pages = operation.pagination
    assert pages is not None
    result, kind = operation.result, kinds.get(pages.scheme)
    model = sdk.definitions.get(result.name) if isinstance(result, Ref) else None
    item, value = returned(pages.item), returned(result)
    shared = {field.name for field in kind.fields} if kind else set[str]()
    fields = model.fields if isinstance(model, Model) else ()
    own = [(field.name, _with_default(field)) for field in fields if field.name in shared]
    return PageView(
        class_name=pages.class_name,
        function=f"{operation.method} {operation.path}",
        item=item,
        value=value,
        base=value if isinstance(model, Model) else "",
        kind=kind.name if kind else "",
        fields=(("data", value),) if pages.results == () else tuple(own),
    )


def _annotation(field: Field) -> str:
    """What an attribute may be: None, too, where it may be missing."""
    text = returned(field.type)
    return text if field.required or is_nullable(field.type) else f"{text} | None"


def _with_default(field: Field) -> str:
    """The same with a default where the model has one, for the page is one to type checkers."""
    return _annotation(field) if field.required else f"{_annotation(field)} = None"


def kind_views(sdk: Sdk) -> list[KindView]:
    """The classes that pages have in common."""
    return [
        KindView(
            (f"Sync{kind.name}", f"Async{kind.name}"),
            kind.scheme,
            tuple((field.name, _of_kind(field, kind)) for field in kind.fields),
        )
        for kind in sdk.page_kinds
    ]


def _of_kind(field: Field, kind: PageKind) -> str:
    if field.name != kind.items:
        return _annotation(field)
    is_there = field.required and not is_nullable(field.type)
    return "list[Item_co]" if is_there else "list[Item_co] | None"
