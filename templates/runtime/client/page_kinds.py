"""Classes of pages that operations have in common, by how their pages are asked for.

This module is there only where a package has such classes.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from .base_page import Item_co, Value_co
from .page import AsyncPage, Page
from .page_classes import page_classes

__all__ = ["AsyncKind", "Item_co", "SyncKind", "classes_of_kinds"]


class SyncKind(Page[Item_co, Value_co]):
    """A page of a kind; what its pages are asked for by has two names."""

    if not TYPE_CHECKING:
        __slots__ = ()

    def get_next_page(self) -> Self:
        """Ask for the page after this one, as `next_page` does.

        Raises:
            SDKError: The call failed, or there is none.
        """
        return self.next_page()

    def iter_pages(self) -> Generator[Self, None, None]:
        """Iterate over this page and all after it, as `pages` does.

        Raises:
            SDKError: A call failed; the pages before it have been given.
        """
        return self.pages()


class AsyncKind(AsyncPage[Item_co, Value_co]):
    """A page of a kind; what its pages are asked for by has two names."""

    if not TYPE_CHECKING:
        __slots__ = ()

    async def get_next_page(self) -> Self:
        """Ask for the page after this one, as `next_page` does.

        Raises:
            SDKError: The call failed, or there is none.
        """
        return await self.next_page()

    def iter_pages(self) -> AsyncGenerator[Self, None]:
        """Iterate over this page and all after it, as `pages` does.

        Raises:
            SDKError: A call failed; the pages before it have been given.
        """
        return self.pages()


def classes_of_kinds(
    module: str, kinds: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make `__getattr__` and `__dir__` for the module of pages (PEP 562).

    Args:
        module: `__name__` of the module; `pagination`, beside it, has the kinds.
        kinds: The classes of synchronous clients, each with its kind, or an empty text for none.
    """
    others, __dir__ = page_classes(module, [*kinds])
    wanted = {f"Async{name}": f"Async{kind}" for name, kind in kinds.items() if kind}
    wanted |= {name: f"Sync{kind}" for name, kind in kinds.items() if kind}

    def __getattr__(name: str) -> Any:
        if name not in wanted:
            return others(name)
        home = import_module(f"{module.rpartition('.')[0]}.pagination")
        made = type(name, (getattr(home, wanted[name]),), {"__module__": module, "__slots__": ()})
        return sys.modules[module].__dict__.setdefault(name, made)

    return __getattr__, __dir__
