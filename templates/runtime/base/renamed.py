"""Old names: each is looked up when it is used, whose user is told what to write instead.

This module is there only where something is called otherwise than before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from inspect import Signature, signature
from typing import Any, NoReturn, ParamSpec, TypeVar

from .deprecated import warn

P = ParamSpec("P")
R = TypeVar("R")


def old_class(module: str, name: str, home: str = "") -> Any:
    """Return what an old name stands for, which is a class or a type.

    The module has a table `_OLD`, or the package that it is in: old name to the name now and what
    to tell who uses it.

    Args:
        module: `__name__` of the module that was asked for it.
        name: What it was asked for.
        home: `__name__` of what has it by the new name, if not what has the table.

    Raises:
        AttributeError: It is no old name.
    """
    space = vars(sys.modules[module])
    if "_OLD" not in space:
        space = vars(import_module(module.rpartition(".")[0]))
    if name not in space["_OLD"]:
        _missing(module, name)
    new, message = space["_OLD"][name]
    if not _only_looked_for():
        warn(message)
    return getattr(sys.modules[home or space["__name__"]], new)


def old_member(module: str, name: str, new: str, message: str) -> Any:
    """Return a member of a module that is called `new` by now, beside the old one.

    Raises:
        AttributeError: There is none.
    """
    package = module.rpartition(".")[0]
    found = import_module(f"{package}.{new}")
    if name == "__all__":
        return [one for one in vars(found) if not one.startswith("_")]
    if name.startswith("__"):
        _missing(module, name)
    places = (found, sys.modules[package])  # where it may have moved on to
    home = next((one for one in places if hasattr(one, name)), None)
    if home is None:
        _missing(module, name)
    warn(message)
    return getattr(home, name)


def old_arguments(
    names: Mapping[str, tuple[str, str]],
) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Let a function take arguments by old names, too.

    Args:
        names: Old name to the name now and what to tell who uses it.
    """

    def mark(function: Callable[P, R]) -> Callable[..., R]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> R:
            if not names.keys().isdisjoint(kwargs):
                kwargs = by_new_names(function.__qualname__, names, kwargs)
            return function(*args, **kwargs)

        made: Any = call
        made.__signature__ = _Signature.of(function, names)
        return call

    return mark


class _Signature(Signature):
    """A signature that binds arguments by old names, too."""

    @staticmethod
    def of(function: Any, names: Mapping[str, tuple[str, str]]) -> Signature:
        def bind_partial(self: Signature, *args: Any, **kwargs: Any) -> Any:
            return Signature.bind_partial(
                self, *args, **by_new_names(function.__qualname__, names, kwargs)
            )

        made: Any = type("_Signature", (_Signature,), {"bind_partial": bind_partial})
        own = signature(function)
        lenient: Signature = made(own.parameters.values(), return_annotation=own.return_annotation)
        return lenient


def old_keys(request: R, names: Mapping[str, tuple[str, str]]) -> R:
    """Return the request of a function with keys by the names that they have now, if it is a dict.

    Args:
        request: Model, dict or nothing.
        names: Old name to the name now and what to tell who uses it.

    Raises:
        TypeError: One is given by two names.
    """
    given: Any = request
    if not isinstance(request, Mapping) or names.keys().isdisjoint(given):
        return request  # pyright: ignore[reportUnknownVariableType]
    made: Any = by_new_names("request", names, given)
    renamed: R = made
    return renamed


def by_new_names(
    function: str, names: Mapping[str, tuple[str, str]], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return arguments by the names that they have now.

    Args:
        function: What it is called, for errors.
        names: Old name to the name now and what to tell who uses it.
        given: Arguments by either name.

    Raises:
        TypeError: One is given by two names.
    """
    try:
        arguments = under_new_names(f"{function}()", names, given)
    except ValueError as error:
        raise TypeError(str(error)) from None
    for name in given:
        if name in names:
            warn(names[name][1])
    return arguments


def under_new_names(
    owner: str, names: Mapping[str, tuple[str, str]], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return values by the names that they have now; nobody is told yet.

    Args:
        owner: What they are given to, for errors.
        names: Old name to the name now and what to tell who uses it.
        given: Values by either name.

    Raises:
        ValueError: One is given by two names.
    """
    values: dict[str, Any] = {}
    for name, value in given.items():
        new = names[name][0] if name in names else name
        if new in values or (new != name and new in given):
            message = f"{owner} got {new!r} and {name!r}, which is its old name"
            raise ValueError(message)
        values[new] = value
    return values


def old_attributes(cls: type[object], names: Mapping[str, tuple[str, str]]) -> None:
    """Let attributes of instances be read and set by old names, too.

    Args:
        cls: The class, which is changed.
        names: Old name to the name now and what to tell who uses it.
    """

    def __setattr__(self: Any, name: str, value: Any) -> None:
        if name in names:
            name, message = names[name]
            warn(message)
        super(cls, self).__setattr__(name, value)

    made: Any = cls
    made.__setattr__ = __setattr__
    for name, (new, message) in names.items():
        setattr(cls, name, _old_attribute(new, message))


def _old_attribute(new: str, message: str) -> property:
    def get(self: Any) -> Any:
        warn(message)
        return getattr(self, new, None)  # which may be no field, but an argument

    return property(get, doc=f"Old name of `{new}`.")


def _only_looked_for() -> bool:
    """Tell whether the import system looks for a name, which it then asks for once more."""
    frame = sys._getframe(3)  # pyright: ignore[reportPrivateUsage]
    return frame.f_code.co_filename.startswith("<frozen importlib")


def _missing(module: str, name: str) -> NoReturn:
    message = f"module {module!r} has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=sys.modules.get(module))
