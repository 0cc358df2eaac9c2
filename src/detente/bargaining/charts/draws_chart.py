"""Draws as a chart: how often each number of signable packages came up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, INK, at_y, plotted, themed
from detente.outcomes.counts_said import count_says, roughly

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from detente.bargaining.ensemble import Ensemble

__all__ = ["Bin", "bins_of", "draws_chart"]

MOST_BINS = 24
"""Bars, past which several numbers share one."""
MOST_TICKS = 10
WIDEST = 4 * MOST_BINS
"""From the lowest number to the highest, past which a bar for one number is too thin to be seen."""


@dataclass(frozen=True)
class Bin:
    """Whole numbers from ``low`` to ``high``, both among them, and how many draws have one of them."""

    low: int
    high: int
    draws: int

    @property
    def says(self) -> str:
        """The numbers in words."""
        low, high = roughly(self.low), roughly(self.high)
        return count_says(self.low) if self.low == self.high else f"{low} to {high}"


def bins_of(counts: Sequence[int]) -> tuple[Bin, ...]:
    """Return equally wide bins that hold every count once, without those that hold none.

    A few numbers that lie close have a bin each.

    >>> [(one.low, one.high, one.draws) for one in bins_of([45, 46, 46, 44])]
    [(44, 44, 1), (45, 45, 1), (46, 46, 2)]
    """
    least, span = min(counts), max(counts) - min(counts) + 1
    one_each = len(set(counts)) <= MOST_BINS and span <= WIDEST
    width = 1 if one_each else -(-span // MOST_BINS)
    found: dict[int, int] = {}
    for number in sorted(counts):
        low = least + (number - least) // width * width
        found[low] = found.get(low, 0) + 1
    return tuple(Bin(low, low + width - 1, draws) for low, draws in found.items())


def draws_chart(ensemble: Ensemble) -> alt.LayerChart:
    """Return how often each number of signable packages came up over the draws, the nominal number marked.

    A bar reaches half a package beyond its numbers on either side, so that one number lies at its centre.
    """
    import altair as alt

    nominal = ensemble.nominal.zone.signable.value
    bins = bins_of(ensemble.counts)
    low, high = min(nominal, bins[0].low), max(nominal, bins[-1].high)
    bars = plotted(
        {
            "from": one.low - 0.5,
            "to": one.high + 0.5,
            "draws": one.draws,
            "says": f"{one.says}: {one.draws:,}",
        }
        for one in bins
    )
    x = alt.X(
        "from:Q",
        title="Packages that can be signed",
        scale=alt.Scale(domain=[low - 0.5, high + 0.5], nice=False, zero=False),
        axis=alt.Axis(
            values=_ticks(low, high), format=",d", grid=False, labelOverlap="greedy", labelSeparation=16
        ),
    )
    y = alt.Y("draws:Q", title="Draws", axis=alt.Axis(tickCount=4, tickMinStep=1), scale=alt.Scale(zero=True))
    drawn = bars.mark_bar(color=FAINT, stroke=ACCENT, strokeWidth=0.5).encode(
        x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2Datum(0), description=alt.Description("says:N")
    )
    mark = plotted([{"signable": nominal, "says": "nominal case"}])
    rule = mark.mark_rule(color=HARM, strokeWidth=2, aria=False).encode(x=alt.X("signable:Q"))
    text = mark.mark_text(color=INK, align="center", dy=-6, fontSize=12, aria=False).encode(
        x=alt.X("signable:Q"), y=at_y(0), text=alt.Text("says:N")
    )
    return themed([drawn, rule, text], 180)


def _ticks(low: int, high: int) -> list[int]:
    """Return about ten round numbers from one number to another.

    >>> _ticks(44, 47), _ticks(0, 4800)
    ([44, 45, 46, 47], [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500])
    """
    round_steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in round_steps if (high - low) // step <= MOST_TICKS)
    return list(range(-(-low // step) * step, high + 1, step))
