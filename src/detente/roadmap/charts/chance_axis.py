"""The upright axis of chances that charts of a roadmap share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt

__all__ = ["chance_axis"]

STEPS = (0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
FEWEST = 3
"""Lines above the lowest one."""
WHOLE = 0.01
"""The smallest step that is written in whole per cents."""


def chance_axis(field: str, top: float, room: float = 0.0) -> alt.Y:
    """Return the axis from 0 to a greatest chance; ``room`` is what is left free above it, as a share."""
    import altair as alt

    ticks = round_chances(top)
    fine = len(ticks) > 1 and ticks[1] < WHOLE
    axis = alt.Axis(
        values=ticks, labelExpr=f"format(100 * datum.value, '.{int(fine)}f') + '%'", title=None, domain=False
    )
    highest = (top or 1.0) * (1 + room)
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, highest], nice=False))


def round_chances(top: float) -> list[float]:
    """Return a few round chances from 0 up to a greatest one.

    >>> round_chances(0.353), round_chances(1.0)
    ([0.0, 0.1, 0.2, 0.3], [0.0, 0.25, 0.5, 0.75, 1.0])
    """
    step = next((one for one in STEPS if top / one >= FEWEST), STEPS[-1])
    return [round(place * step, 6) for place in range(int(top / step + STEPS[-1]) + 1)]
