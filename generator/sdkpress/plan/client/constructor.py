"""All that the constructor of a client takes in, an argument for each out: no two are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..model.manners import OURS, Manners
from ..names.identifiers import free, snake
from ..names.reserved import CHOSEN_ARGUMENTS, CONSTRUCTOR_ARGUMENTS
from ..names.scope import GIVEN, Claim, settle

Kind = Literal["credential", "global", "variable"]
Owner = tuple[Kind, str, str]
"""What an argument fills: its kind, where it is sent, and its name there."""

_RIGHTS: dict[Kind, int] = {"credential": 3, "global": 2, "variable": 1}


def constructor_arguments(
    claims: Iterable[Claim[Owner]], manners: Manners = OURS
) -> dict[Owner, str]:
    """The argument of each credential, global parameter and server variable."""
    return settle(claims, taken(manners))


def taken(manners: Manners) -> frozenset[str]:
    """What constructors take whatever the description says."""
    chosen = (names for manner, names in CHOSEN_ARGUMENTS.items() if getattr(manners, manner))
    return CONSTRUCTOR_ARGUMENTS.union(*chosen)


def claim(kind: Kind, location: str, name: str, wanted: Iterable[str]) -> Claim[Owner]:
    """Names for an argument; what is taken is told apart by what it is for.

    A name that is that of the description, letter for letter, has a better right.
    """
    own = free(snake(name), CONSTRUCTOR_ARGUMENTS)
    qualified = {"credential": f"{own}_auth", "global": f"{location}_{own}"}.get(
        kind, f"server_{own}"
    )
    wanted = [free(one, CONSTRUCTOR_ARGUMENTS) for one in wanted]
    names = tuple(dict.fromkeys([*wanted, own, qualified]))
    rights = {one: 2 * _RIGHTS[kind] + (one == name) for one in names}
    return Claim((kind, location, name), names, rights)


def as_given(made: Claim[Owner], name: str) -> Claim[Owner]:
    """`made` with the name that the user gives, which nothing takes from it."""
    return Claim(made.owner, (name, *made.names), {**made.rights, name: 10 * GIVEN})


def given_claim(location: str, wire: str, name: str) -> Claim[Owner]:
    """The name that the user gives to the argument of a global parameter."""
    return as_given(claim("global", location, wire, []), name)
