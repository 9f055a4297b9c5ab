"""What a method gives, old and new, in; changes of it out: values, streams and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..plan.model.types import StreamOf, Type, UnionOf, union
from ..surface.model import Method
from ..surface.notation import parse_type, type_text
from .change import Change
from .rules import change
from .types import Names
from .values import received

_NOTHING = "None"


def result_changes(where: str, old: Method, new: Method, names: Names) -> Iterator[Change]:
    """The changes of what a call gives."""
    yield from _pages(where, old, new, names)
    yield from _values(where, old, new, names)


def _values(where: str, old: Method, new: Method, names: Names) -> Iterator[Change]:
    before, after = _parts(old.returns), _parts(new.returns)
    texts = old.returns, new.returns
    if old.returns == new.returns:
        return
    if before.stream and not after.stream:
        yield change("stream-lost", where, *texts)
    elif after.stream and not before.stream and after.whole:
        yield change("stream-added", where, *texts)
    if before.whole == _NOTHING and after.whole != _NOTHING:
        yield change("result-added", where, *texts)
    elif after.whole == _NOTHING and before.whole != _NOTHING:
        yield change("result-removed", where, *texts)
    elif before.whole and after.whole:
        yield from received(where, before.whole, after.whole, names, "result")
    elif before.whole:
        yield change("result-changed", where, *texts)
    elif after.whole and after.stream:
        yield change("result-widened", where, *texts)
    if before.stream and after.stream:
        yield from received(where, before.stream, after.stream, names, "result")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What comes whole and the items of what streams, as texts; empty where there is none."""

    whole: str
    stream: str


def _parts(text: str) -> _Parts:
    try:
        node = parse_type(text)
    except ValueError:
        return _Parts(text, "")
    members = list(node.members) if isinstance(node, UnionOf) else [node]
    whole: list[Type] = [one for one in members if not isinstance(one, StreamOf)]
    items = [one.items for one in members if isinstance(one, StreamOf)]
    return _Parts(_joined(whole), _joined(items))


def _joined(members: list[Type]) -> str:
    return type_text(union(members)) if members else ""


def _pages(where: str, old: Method, new: Method, names: Names) -> Iterator[Change]:
    if new.page and not old.page:
        yield change("pages-added", where, "", f"pages.{new.page}")
    elif old.page and not new.page:
        yield change("pages-lost", where, f"pages.{old.page}", "")
    elif old.page:
        for prefix, before, after in (
            ("pages", old.page, new.page),
            (where.rpartition(".")[0], old.pages, new.pages),
        ):
            if before != after:
                places = f"{prefix}.{before}", f"{prefix}.{after}"
                yield change("name-renamed", places[0], *places, places[1])
        yield from received(where, old.items, new.items, names, "result")
