"""Claims to names in, a name for each out: where two want one, this module alone decides.

What it decides depends on no order, and what has the better right to a name loses it to nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Owner = TypeVar("Owner", bound=Hashable)

DESCRIBED, GIVEN = 1, 2
"""Rights to a name: it is just what the description says, or just what the user asked for."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[Owner]):
    """What needs a name: names for it, each more particular than the one before.

    `rights` are those above 0 to any of the names.
    """

    owner: Owner
    names: tuple[str, ...]
    rights: Mapping[str, int] = field(default_factory=dict[str, int])


Occupied = Callable[[str], Iterable[str]]
"""All that a name takes, as what is compared."""


def one_file(name: str) -> tuple[str, ...]:
    """A name where case does not count: that of a file, or of a constant beside it."""
    return (name.upper().casefold(),)


def itself(name: str) -> tuple[str, ...]:
    """A name where case counts."""
    return (name,)


def settle(
    claims: Iterable[Claim[Owner]], taken: Iterable[str] = (), occupied: Occupied = one_file
) -> dict[Owner, str]:
    """The name of each owner, none of which is another one's or `taken`.

    Those that want one name all move on to their next, but for the one with the best right to it.
    What is left with a clash after that gets underscores.
    """
    scope = _Scope(list(claims), frozenset(part for name in taken for part in occupied(name)))
    while moving := {id(claim) for claim in scope.losers(occupied) if len(claim.names) > 1}:
        scope.claims = [
            Claim(claim.owner, claim.names[1:], claim.rights) if id(claim) in moving else claim
            for claim in scope.claims
        ]
    return scope.apart(occupied)


@dataclass(slots=True)
class _Scope(Generic[Owner]):
    claims: list[Claim[Owner]]
    taken: frozenset[str]

    def losers(self, occupied: Occupied) -> list[Claim[Owner]]:
        """The claims whose first name is taken, or another one's who has the better right."""
        groups: dict[str, list[Claim[Owner]]] = defaultdict(list)
        for claim in self.claims:
            for part in occupied(claim.names[0]):
                groups[part].append(claim)
        return [
            claim
            for part, group in groups.items()
            if len(group) > 1 or part in self.taken
            for claim in (group if part in self.taken else _yielding(group))
        ]

    def apart(self, occupied: Occupied) -> dict[Owner, str]:
        """The first names, with underscores where that is all that tells them apart."""
        losers = {id(claim) for claim in self.losers(occupied)}
        safe = [claim for claim in self.claims if id(claim) not in losers]
        rest = [claim for claim in self.claims if id(claim) in losers]
        taken = {*self.taken, *(part for claim in safe for part in occupied(claim.names[0]))}
        found = {claim.owner: claim.names[0] for claim in safe}
        for claim in sorted(rest, key=lambda item: repr(item.owner)):
            name = claim.names[0]
            while not taken.isdisjoint(occupied(name)):
                name = f"{name}_"
            taken.update(occupied(name))
            found[claim.owner] = name
        return found


def _yielding(group: list[Claim[Owner]]) -> list[Claim[Owner]]:
    rights = [claim.rights.get(claim.names[0], 0) for claim in group]
    best = max(rights)
    if rights.count(best) > 1 or best == 0:
        return group
    return [claim for claim, right in zip(group, rights, strict=True) if right < best]
