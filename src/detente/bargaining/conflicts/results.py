"""What a search for conflicts and concessions answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.outcomes.constraints import Constraint

__all__ = ["Concession", "Conflict", "Conflicts", "Shortfall", "Verdict"]


class Verdict(Enum):
    """An answer that may have to wait for more time."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


@dataclass(frozen=True)
class Conflict:
    """Constraints that cannot all hold, though any of them could give way to the others.

    ``witnesses``: by the id of each member, a package that satisfies all the other members.
    """

    members: tuple[Constraint, ...]
    witnesses: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Concession:
    """Constraints that are enough to drop, none in vain; ``opens`` is a package that can then be signed."""

    drop: tuple[Constraint, ...]
    opens: Mapping[str, str]
    cost: Fraction


@dataclass(frozen=True)
class Shortfall:
    """Floors that would have to give way, and the least that is missing.

    No smaller set of floors suffices, and no package falls less short of one of these floors without
    falling shorter of another. ``keeps_demands``: whether everything that could be dropped is kept, or all
    of it is given up. ``steps``: per floor, in integers of its column; ``points``: the same in points.
    """

    floors: tuple[Constraint, ...]
    keeps_demands: bool
    steps: tuple[int, ...]
    points: tuple[Fraction, ...]
    package: Mapping[str, str]


@dataclass(frozen=True)
class Conflicts:
    """Why nothing can be signed, and what would change that.

    ``signable``: whether some package can be signed, then ``package`` is one, and nothing collides.
    ``feasible``: whether the rules let any package exist. ``background_collides``: whether red lines that
    are not to be dropped collide by themselves, so that no concession exists. Conflicts come smallest
    first, concessions fewest first and then by cost. ``cheapest_proved``: whether it is settled that no
    concession is smaller or cheaper than the first, or that there is none. ``complete``: whether the
    conflicts and concessions are all there are. ``note`` says in words what a reader must know.
    """

    signable: Verdict
    feasible: Verdict
    background_collides: Verdict
    package: Mapping[str, str] | None
    conflicts: tuple[Conflict, ...]
    concessions: tuple[Concession, ...]
    shortfalls: tuple[Shortfall, ...]
    cheapest_proved: bool
    complete: bool
    note: str
