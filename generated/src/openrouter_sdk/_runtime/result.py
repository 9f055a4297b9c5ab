"""`Ok` and `Err`: the outcome of a standalone function, which returns errors in place of raising them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, NoReturn, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typing import Never

T = TypeVar("T")
E = TypeVar("E", bound=Exception)


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """A call that succeeded.

    Attributes:
        value: What the operation returned.
        ok: Always True.
    """

    value: T
    ok: Literal[True] = field(default=True, init=False, repr=False)

    if TYPE_CHECKING:
        # Pyright does not narrow a union by the truth of an attribute. As `Never` adds nothing
        # to a union, `result.error` has the error's type all the same after `if not result.ok:`.
        @property
        def error(self) -> Never:
            """There is none."""
            ...

    def unwrap(self) -> T:
        """Return the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Err(Generic[E]):
    """A call that failed.

    Attributes:
        error: The exception that the method of the same operation would have raised.
        ok: Always False.
    """

    error: E
    ok: Literal[False] = field(default=False, init=False, repr=False)

    if TYPE_CHECKING:

        @property
        def value(self) -> Never:
            """There is none: see `Ok.error`."""
            ...

    def unwrap(self) -> NoReturn:
        """Raise the error.

        Raises:
            Exception: `self.error`.
        """
        raise self.error


Result: TypeAlias = Ok[T] | Err[E]
