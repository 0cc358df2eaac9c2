"""Indices of how united a bloc is, on each issue on the table and overall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.cohesion.esteban_ray import esteban_ray
from detente.cohesion.positions import positions
from detente.cohesion.roll_calls import RollCall, mean_of, roll_calls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from detente.cohesion.sides import Sides

__all__ = ["Indices", "Unity", "indices"]


@dataclass(frozen=True)
class Unity:
    """How united a bloc is on some issues.

    ``rice`` and ``agreement`` are means over the votes on single changes from today, None where there are
    none; ``polarisation`` is that of Esteban and Ray.
    """

    rice: Fraction | None
    agreement: Fraction | None
    polarisation: float


@dataclass(frozen=True)
class Indices:
    """The indices by issue and overall, the votes they are made of, and the weight of alikeness."""

    by_issue: Mapping[str, Unity]
    overall: Unity
    roll_calls: tuple[RollCall, ...]
    alpha: float


def indices(sides: Sides, alpha: float = 1.0) -> Indices:
    """Return the indices of a bloc; ``alpha`` as for ``esteban_ray``, which may raise ``ValueError``."""
    votes, issues = roll_calls(sides), sides.inside.issues
    by_issue = {
        issue: _unity(sides, (issue,), [one for one in votes if one.issue == issue], alpha)
        for issue in issues
    }
    return Indices(by_issue, _unity(sides, issues, votes, alpha), votes, alpha)


def _unity(sides: Sides, issues: Sequence[str], votes: Sequence[RollCall], alpha: float) -> Unity:
    found = positions(sides, issues)
    shares = [float(share) for share in found.shares]
    apart = [[float(one) for one in row] for row in found.distances]
    return Unity(
        mean_of(one.rice for one in votes),
        mean_of(one.agreement for one in votes),
        esteban_ray(shares, apart, alpha),
    )
