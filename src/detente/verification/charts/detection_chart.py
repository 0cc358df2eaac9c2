"""How likely a breach is to be noticed: a bar for each side under each regime, or in each design of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.chance_said import chance
from detente.outcomes.charts.bar_rows import Row, Rule, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM
from detente.verification.said import design_name, regime_name, who

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.case.model import CaseFile
    from detente.verification.regime_found import RegimeFound
    from detente.verification.side_detection import SideDetection

__all__ = ["detection_chart"]


def detection_chart(
    case: CaseFile, regimes: Sequence[RegimeFound], *, designs: bool = False
) -> alt.LayerChart:
    """Return a bar for the chance that a breach by each side is noticed in a year, from 0 to 1.

    With ``designs``, those of the one regime, the regime as it is among them; else all regimes as they are.
    A bar that deters is dark, one that does not is red, and one of which that is not known is pale. The
    numbers say how far the chance goes over the ranges given.
    """
    rows = [
        _row(case, found, one, designs=designs)
        for found in regimes
        for one in found.sides
        if designs or one.design is None
    ]
    return bar_rows(rows, rule=Rule(1.0, "certain"))


def _row(case: CaseFile, found: RegimeFound, one: SideDetection, *, designs: bool) -> Row:
    of = design_name(found, one.design) if designs else regime_name(found)
    label = f"{of[:1].upper()}{of[1:]}: {who(case, found, one.side)}"
    least, most = one.within
    said = chance(one.detection) + ("" if least == most else f" ({chance(least)} to {chance(most)})")
    deters = one.deterrence
    colour = FAINT if deters is None else ACCENT if deters.deters else HARM
    says = f"{label}: noticed with a chance of {said}"
    return Row(label, said, (Segment(float(one.detection), colour, says),), strong=one.design is None)
