"""The methods of two surfaces in, changes of them out."""

from __future__ import annotations

from collections.abc import Iterator

from ..plan.model.renames import first_parts, last_part
from ..surface.model import ErrorClass, Method, Surface
from .arguments import argument_changes
from .change import Change
from .facts import deprecations, plain, said, unknown, with_docs
from .renames import Renamed, added, renamed_errors, renamed_methods
from .results import result_changes
from .rules import change
from .security import security_changes
from .types import Names
from .values import received

_KNOWN = frozenset(
    [
        *("arguments", "returns", "signatures", "errors", "page", "items", "pages", "stream"),
        *("function", "request", "body", "error_union", "deprecated", "security", "scopes"),
        *("wire", "sends", "receives", "servers", "retries", "idempotent", "keyed"),
        *("reconnects", "at", "docs"),
    ]
)


def method_changes(old: Surface, new: Surface, names: Names) -> Iterator[Change]:
    """The changes of methods, standalone functions and what errors they raise."""
    renamed = renamed_methods(old.methods, new.methods)
    errors = renamed_errors(old.errors, new.errors, dict(names.renamed))
    moved = _moved_resources(old, new, renamed)
    for resource, place in moved.items():
        yield change("resource-moved", resource, resource, place, place)
    for name, method in old.methods.items():
        now = renamed.get(name, name)
        if now not in new.methods:
            why = f"deprecated: {method.deprecated}" if method.deprecated else _shown(method)
            yield change("name-removed", name, why)
            continue
        before, place = first_parts(name), first_parts(now)
        if now != name and moved.get(before) != place:
            is_near = before == place
            yield change("name-renamed" if is_near else "method-moved", name, name, now, now)
        after = new.methods[now]
        yield from security_changes(name, old.client, new.client, method, after)
        if method == after and [*method.arguments] == [*after.arguments]:
            continue
        changes = _method(name, method, after, errors, names)
        yield from with_docs(name, changes, method.docs, after.docs)
    for name, method in added(old.methods, new.methods, renamed).items():
        yield change("name-added", name, "", _shown(method))
    yield from _error_classes(old, new, errors, names)


def _method(
    where: str, old: Method, new: Method, errors: Renamed, names: Names
) -> Iterator[Change]:
    yield from argument_changes(where, old.arguments, new.arguments, names)
    yield from _signatures(where, old, new)
    yield from _requests(old, new)
    yield from result_changes(where, old, new, names)
    yield from _errors(where, old, new, errors)
    for prefix, before, after in (
        ("funcs", old.function, new.function),
        ("models", old.request, new.request),
        ("errors", old.error_union, new.error_union),
    ):
        is_taken = prefix == "models" and before == new.body
        if before != after and not is_taken:
            places = f"{prefix}.{before}", f"{prefix}.{after}"
            yield change("name-renamed", places[0], *places, places[1])
        elif before != after:
            yield change("name-added", f"{prefix}.{after}")
    yield from _body(where, old, new, names)
    yield from deprecations(where, old.deprecated, new.deprecated)
    for name in ("wire", "sends", "receives", "servers", "scopes"):
        yield from plain("wire-changed", where, getattr(old, name), getattr(new, name))
    for name in ("retries", "idempotent", "keyed", "reconnects"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield change(
                "behaviour-changed", where, f"{name}: {said(before)}", f"{name}: {said(after)}"
            )
    yield from unknown(where, old, new, _KNOWN)


def _body(where: str, old: Method, new: Method, names: Names) -> Iterator[Change]:
    """Whether the function still takes the body alone, or a part of what it takes now."""
    before = names.renamed.get(old.body, old.body)
    if before and before not in (new.body, new.request):
        yield change("argument-narrowed", where, f"models.{old.body}", f"models.{new.request}")
    elif new.body and new.body not in (before, old.request):
        yield change("argument-widened", where, f"models.{old.request}", f"models.{new.body}")


def _requests(old: Method, new: Method) -> Iterator[Change]:
    """What requests lack where the client has it, or have where it has not."""
    for name, before in old.arguments.items():
        after = new.arguments.get(name, before)
        if before.of_client != after.of_client:
            rule = "property-removed" if after.of_client else "property-added"
            yield change(rule, f"models.{old.request}.{name}", before.type, after.type, name)


def _signatures(where: str, old: Method, new: Method) -> Iterator[Change]:
    """What goes with a media type of the body, where methods have a signature for each."""
    if not (old.signatures or new.signatures):
        return
    for media_type in sorted(_media_types(old) & _media_types(new)):
        before = set(old.signatures.get(media_type, old.arguments))
        after = set(new.signatures.get(media_type, new.arguments))
        for name in sorted(before & set(new.arguments) - after):
            yield change("argument-removed", f"{where}({name})", media_type, "", name)
        for name in sorted(after & set(old.arguments) - before):
            yield change("argument-added", f"{where}({name})", "", media_type, name)


def _media_types(method: Method) -> set[str]:
    return {item.partition(" ")[0] for item in method.sends}


def _errors(where: str, old: Method, new: Method, renamed: Renamed) -> Iterator[Change]:
    """Which class each status raises."""
    for status in dict.fromkeys([*old.errors, *new.errors]):
        before, after = _raised(old.errors, status), _raised(new.errors, status)
        if renamed.get(before, before) == after:
            continue
        texts = f"{before} ({status})" if before else "", f"{after} ({status})" if after else ""
        if not before:
            yield change("error-declared", where, *texts)
        else:
            yield change("error-moved" if after else "error-undeclared", where, *texts)


def _raised(errors: dict[str, str], status: str) -> str:
    """The class of a status: its own, that of its range, or that of all others."""
    keys = (status, f"{status[:1]}XX", f"{status[:1]}xx", "default")
    return next((errors[key] for key in keys if key in errors), "")


def _error_classes(old: Surface, new: Surface, renamed: Renamed, names: Names) -> Iterator[Change]:
    for name, item in old.errors.items():
        where, now = f"errors.{name}", renamed.get(name, name)
        if now not in new.errors:
            yield change("name-removed", where, item.base)
            continue
        if now != name:
            yield change("name-renamed", where, where, f"errors.{now}", f"errors.{now}")
        yield from _error_class(where, item, new.errors[now])
        yield from received(f"{where}.data", item.data, new.errors[now].data, names)
    for name, item in added(old.errors, new.errors, renamed).items():
        yield change("name-added", f"errors.{name}", "", item.base)


def _error_class(where: str, old: ErrorClass, new: ErrorClass) -> Iterator[Change]:
    yield from plain("error-base-changed", where, old.base, new.base)
    yield from unknown(where, old, new, ("base", "data", "statuses"))


def _moved_resources(old: Surface, new: Surface, renamed: Renamed) -> Renamed:
    """The resources all of whose methods are in another one, by their own names."""
    found: Renamed = {}
    for resource in added(new.resources, old.resources, {}):
        own = [name for name in old.methods if first_parts(name) == resource]
        places = {first_parts(renamed[name]) for name in own if _keeps_name(name, renamed)}
        if len(places) == 1 and all(_keeps_name(name, renamed) for name in own):
            found[resource] = places.pop()
    return found


def _keeps_name(name: str, renamed: Renamed) -> bool:
    return last_part(renamed.get(name, "")) == last_part(name)


def _shown(method: Method) -> str:
    arguments = ", ".join(name for name, one in method.arguments.items() if one.required)
    return f"({arguments}{', …' if arguments else '…'}) -> {method.returns}"
