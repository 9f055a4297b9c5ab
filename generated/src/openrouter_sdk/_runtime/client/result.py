"""`Ok` and `Err`: the outcome of a standalone function, which returns errors, never raises them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NoReturn, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typing import Never

T = TypeVar("T")
E = TypeVar("E", bound=Exception)


@dataclass(frozen=True)
class Ok(Generic[T]):
    """A call that succeeded.

    Attributes:
        value: What the operation returned.
        ok: Always True.
    """

    __slots__ = ("value",)

    value: T
    ok: ClassVar[Literal[True]] = True

    if TYPE_CHECKING:
        # Pyright does not narrow a union by the truth of an attribute. As `Never` adds nothing
        # to a union, `result.error` has the error's type all the same after `if not result.ok:`.
        @property
        def error(self) -> Never:
            """There is none."""
            ...

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the value."""
        return (Ok, (self.value,))

    def unwrap(self) -> T:
        """Return the value."""
        return self.value


@dataclass(frozen=True)
class Err(Generic[E]):
    """A call that failed.

    Attributes:
        error: The exception that the method of the same operation would have raised.
        ok: Always False.
    """

    __slots__ = ("error",)

    error: E
    ok: ClassVar[Literal[False]] = False

    if TYPE_CHECKING:

        @property
        def value(self) -> Never:
            """There is none: see `Ok.error`."""
            ...

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the error."""
        return (Err, (self.error,))

    def unwrap(self) -> NoReturn:
        """Raise the error.

        Raises:
            Exception: `self.error`.
        """
        raise self.error


Result: TypeAlias = Ok[T] | Err[E]
