"""Points of value space: what the signatories get, by which package, and who loses without a say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from detente.bargaining.frontier.frontier import Frontier
    from detente.bargaining.others import Fate
    from detente.outcomes.negotiation import Negotiation

__all__ = ["Point", "points_of"]


@dataclass(frozen=True)
class Point:
    """A value on the frontier: a package that reaches it, and how many signable packages do.

    ``value`` is in points for each signatory. Of all packages with this value, ``package`` is the one that is
    best for the parties without a part in the decision; ``losers`` are those of them that it leaves worse off
    than today. ``unavoidable`` are those that every package with this value leaves worse off, None where the
    packages were too many to look at all; ``avoidable`` are those that some leave worse off and others do
    not, each with a package with this value that does not. ``best`` is false where it was not looked for
    which package is best for all of them: then ``package`` is only the best of those that were found.
    """

    package: Mapping[str, str]
    value: Mapping[str, Fraction]
    packages: int
    losers: tuple[str, ...] = ()
    unavoidable: tuple[str, ...] | None = ()
    avoidable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    best: bool = True


def points_of(
    negotiation: Negotiation, frontier: Frontier, rows: Sequence[int], fates: Sequence[Fate]
) -> tuple[Point, ...]:
    """Return some values of a frontier as points; ``fates`` are what each of these means to others."""
    signing = negotiation.signatories
    # A step is multiplied out once, however many points have it.
    columns = (
        _in_points(column, unit)
        for unit, column in zip(
            negotiation.domain.units, frontier.values[list(rows)].T.tolist(), strict=False
        )
    )
    values = zip(*columns, strict=True)
    return tuple(
        Point(
            fate.package,
            dict(zip(signing, next(values, ()), strict=True)),
            int(frontier.multiplicity[row]),
            fate.losers,
            fate.unavoidable,
            fate.avoidable,
            fate.best,
        )
        for row, fate in zip(rows, fates, strict=True)
    )


def _in_points(steps: list[int], unit: Fraction) -> list[Fraction]:
    worth = {step: step * unit for step in set(steps)}
    return [worth[step] for step in steps]
