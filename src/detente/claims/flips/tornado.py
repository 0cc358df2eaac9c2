"""How far each input alone moves what a claim compares, from one end of its range to the other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.claims.evaluate import COMPARISONS
from detente.claims.flips.judging import Judge
from detente.claims.flips.lines import PointsLine, RangeLine, lines_of
from detente.claims.statements import comparisons, written
from detente.claims.study import expression_of, is_dear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.arguments import Claim
    from detente.case.language import Comparison
    from detente.claims.flips.flip import Change
    from detente.claims.flips.lines import Line
    from detente.claims.study import Study
    from detente.claims.sufficient import Sufficient

__all__ = ["Swing", "Tornado", "tornadoes_of"]

MOST = 12
"""Inputs that a tornado shows, those that move it most."""


@dataclass(frozen=True)
class Swing:
    """What the left side exceeds the right side by with one input at each end of its range, all else nominal.

    ``ends``: the change of the input at each end, and the difference there; None where it has no value.
    """

    input: str
    ends: tuple[tuple[Change, Fraction | None], ...]

    def width(self, nominal: Fraction) -> Fraction:
        """Return how far apart the differences are, the nominal one among them."""
        known = [nominal, *(one for _, one in self.ends if one is not None)]
        return max(known) - min(known)


@dataclass(frozen=True)
class Tornado:
    """One comparison of a claim, as it is written, with the swings of inputs, the widest first.

    ``nominal``: what the left side exceeds the right side by in the nominal case.
    """

    comparison: str
    operator: str
    nominal: Fraction
    swings: tuple[Swing, ...]

    @property
    def turns(self) -> bool:
        """Whether any input alone makes the comparison true that is false, or the reverse."""
        compared = COMPARISONS[self.operator]
        true = compared(self.nominal, Fraction(0))
        ends = (value for swing in self.swings for _, value in swing.ends if value is not None)
        return any(compared(value, Fraction(0)) != true for value in ends)


def tornadoes_of(
    study: Study, claim: Claim, enough: Sufficient | None, *, thorough: bool = False
) -> tuple[Tornado, ...]:
    """Return for each comparison of a claim how far single inputs move it, where any does.

    Inputs are those that suffice for the verdict, or with ``thorough`` all that the claim could turn on. Of a
    claim that takes long to judge there are none unless it is ``thorough``.
    """
    if is_dear(claim) and not thorough:
        return ()
    judge, numerical = Judge(study, claim), frozenset(study.numerical(claim))
    looked = None if thorough or enough is None else {*enough.inputs, *enough.ranges}
    lines = [
        line
        for one in judge.inputs()
        if one.path in numerical and (looked is None or one.path in looked)
        for line in lines_of(one)
        if isinstance(line, RangeLine | PointsLine)
    ]
    worlds = [(line, end) for line in lines for end in line.ends]
    nominal, *moved = judge.differences([[], *([one] for one in worlds)])
    each = list(comparisons(expression_of(claim)))
    found = (
        _tornado(one, nominal[place], lines, dict(zip(worlds, (row[place] for row in moved), strict=True)))
        for place, one in enumerate(each)
    )
    return tuple(one for one in found if one is not None)


def _tornado(
    comparison: Comparison,
    nominal: Fraction | None,
    lines: Sequence[Line],
    at: Mapping[tuple[Line, Fraction], Fraction | None],
) -> Tornado | None:
    if nominal is None:
        return None
    swings = []
    for line in lines:
        ends = tuple((line.change(end), at[line, end]) for end in line.ends)
        swings.append(Swing(ends[0][0].input, ends))
    wide = sorted((one for one in swings if one.width(nominal)), key=lambda one: -one.width(nominal))
    return Tornado(written(comparison), comparison.operator, nominal, tuple(wide[:MOST])) if wide else None
