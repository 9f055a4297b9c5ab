"""Other names of `UNSET`, for programs that know it by them.

This module is there only where arguments that are left out are `UNSET`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, cast

from .unset import UNSET, Unset

if TYPE_CHECKING:
    from .options import Timeout

Omit: TypeAlias = Unset
NotGiven: TypeAlias = Unset
omit: Final = UNSET
not_given: Final = UNSET
NOT_GIVEN: Final = UNSET


def limit_of(timeout: Timeout | Unset) -> Timeout:
    """Return the time limit of a client: None for one that is left out, else never None."""
    if timeout is UNSET:
        return None
    if timeout is not None:
        return cast("Timeout", timeout)
    import httpx2

    return httpx2.Timeout(None)
