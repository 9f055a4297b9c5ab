"""The `UNSET` sentinel: tells an argument that was left out from one that is None."""

from __future__ import annotations

from typing import Final, Literal


class Unset:
    """Type of `UNSET`. There is one instance; it is falsy and survives copying and pickling."""

    __slots__ = ()
    _instance: Unset | None = None

    def __new__(cls) -> Unset:
        """Return the one instance."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> Literal[False]:
        """Unset is falsy, as None is."""
        return False

    def __repr__(self) -> str:
        """Show the name that users import."""
        return "UNSET"

    def __reduce__(self) -> tuple[type[Unset], tuple[()]]:
        """Unpickle and copy to the same instance."""
        return (Unset, ())


UNSET: Final = Unset()
