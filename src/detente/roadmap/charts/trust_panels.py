"""The course of trust of each pair, as panels one below the other, with what blocks need at their start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, INK, PAPER, at_x, plotted, wrapped
from detente.roadmap.charts.time_axis import NARROW, time_axis
from detente.roadmap.parts import trust_of
from detente.roadmap.sentences import pair_says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from detente.roadmap.exact.trust_course import TrustCourse
    from detente.roadmap.result import Roadmap

__all__ = ["MOST_PAIRS", "Panel", "drawn_pairs", "is_every_need_numbered", "panel_layers", "panels_of"]

MOST_PAIRS = 6
"""Pairs whose trust is drawn: those that most blocks of the order need."""
TITLE_WIDTH, LINE_HEIGHT = 42, 16
HEIGHT, ROOM_ABOVE, BETWEEN = 84, 8, 14
"""Pixels from trust 0 to the top of its scale, above it, and from one panel to the next."""
DIGIT, CLEAR = 6, 6
"""Pixels of a digit, and between numbers that stand beside each other."""
LENGTH = 0.8
"""Periods that the line of a need is long: trust is asked for at the start alone."""
LEVELS = (0, 0.5, 1)
"""Shares of the scale of trust that have a line."""


@dataclass(frozen=True)
class Panel:
    """Where the course of one pair stands: its title, and the pixel of the top of its scale.

    ``place`` is that of the pair in the course of trust.
    """

    place: int
    title: tuple[str, ...]
    above: int
    top: int

    def at(self, share: float) -> float:
        """Return the pixel of a share of the scale."""
        return round(self.top + HEIGHT * (1 - share), 2)


def drawn_pairs(result: Roadmap) -> list[int]:
    """Return the places, in the course of trust, of the pairs that are drawn."""
    course = trust_of(result)
    if course is None:
        return []
    blocks = [result.problem.blocks[entry.block] for entry in result.calendar]

    def asking(place: int) -> int:
        return sum(bool(block.needs) and block.needs[course.pairs[place]] > 0 for block in blocks)

    return sorted(sorted(range(len(course.pairs)), key=lambda place: -asking(place))[:MOST_PAIRS])


def panels_of(result: Roadmap) -> tuple[list[Panel], int]:
    """Return the panels from top to bottom, and the pixel below them."""
    course, panels, top = trust_of(result), [], 0
    for place in drawn_pairs(result):
        assert course is not None
        title = wrapped(capitalised(pair_says(result, course.pairs[place])), TITLE_WIDTH)
        above, top = top + LINE_HEIGHT - 4, top + LINE_HEIGHT * len(title) + ROOM_ABOVE
        panels.append(Panel(place, tuple(title), above, top))
        top += HEIGHT + BETWEEN
    return panels, top


def panel_layers(result: Roadmap, panel: Panel, height: int, axis: alt.Axis) -> list[alt.Chart]:
    """Return what is drawn in a panel of a chart so many pixels high."""
    import altair as alt

    course = trust_of(result)
    assert course is not None
    title = plotted([{"lines": list(panel.title), "y": panel.above}])
    return [
        *_course(result, course, panel, height, axis),
        *_needed(result, course.pairs[panel.place], panel, height, axis),
        title.mark_text(
            align="left", baseline="alphabetic", color=INK, fontSize=13, lineHeight=LINE_HEIGHT, aria=False
        ).encode(x=at_x(0), y=_pixel("y", height, axis), text=alt.Text("lines:N")),
    ]


def _course(
    result: Roadmap, course: TrustCourse, panel: Panel, height: int, axis: alt.Axis
) -> list[alt.Chart]:
    """Return the mean, and the band in which most runs lie."""
    import altair as alt

    scale = float(result.problem.top)
    rows = [
        {
            "time": time,
            **{
                name: panel.at(levels[panel.place, time] / scale)
                for name, levels in (("mean", course.mean), ("low", course.low), ("high", course.high))
            },
        }
        for time in range(course.mean.shape[1])
    ]
    x, chart = time_axis(result, "time"), plotted(rows)
    return [
        chart.mark_area(color=FAINT, opacity=0.6, aria=False).encode(
            x=x, y=_pixel("low", height, axis), y2=alt.Y2("high:Q")
        ),
        chart.mark_line(color=ACCENT, strokeWidth=2, aria=False).encode(x=x, y=_pixel("mean", height, axis)),
    ]


def _needed(result: Roadmap, pair: int, panel: Panel, height: int, axis: alt.Axis) -> list[alt.Chart]:
    """Return a line at the trust that each block needs at its start, with the number of the block."""
    import altair as alt

    chart = plotted(_marks(result, pair, panel))
    look: dict[str, Any] = {
        "align": "left", "baseline": "bottom", "dy": -2, "fontSize": 12, "fontWeight": "bold", "aria": False
    }  # fmt: skip
    x, y = time_axis(result, "from"), _pixel("y", height, axis)
    return [
        chart.mark_rule(color=HARM, strokeWidth=2).encode(
            x=x, x2=alt.X2("to:Q"), y=y, description=alt.Description("says:N")
        ),
        # A rim in the colour of the paper parts the numbers from lines behind them.
        chart.mark_text(stroke=PAPER, strokeWidth=4, **look).encode(x=x, y=y, text=alt.Text("label:N")),
        chart.mark_text(color=HARM, **look).encode(x=x, y=y, text=alt.Text("label:N")),
    ]


def is_every_need_numbered(result: Roadmap) -> bool:
    """Tell whether every line at the trust that a block needs has room for the number of the block."""
    course = trust_of(result)
    return course is None or all(
        mark["label"]
        for panel in panels_of(result)[0]
        for mark in _marks(result, course.pairs[panel.place], panel)
    )


def _marks(result: Roadmap, pair: int, panel: Panel) -> list[dict[str, Any]]:
    """Return the lines of a panel; of those that start together the higher ones are numbered first."""
    scale = float(result.problem.top)
    marks: list[dict[str, Any]] = []
    for (time, need), numbers in sorted(
        _asked(result, pair).items(), key=lambda one: (one[0][0], -one[0][1])
    ):
        label, pixel = ",".join(map(str, numbers)), panel.at(need / scale)
        marks.append(
            {
                "from": time,
                "to": time + LENGTH,
                "y": pixel,
                "label": label if _has_room(result, marks, time, pixel) else "",
                "says": f"{label} needs {need:.2f}",
            }
        )
    return marks


def _asked(result: Roadmap, pair: int) -> dict[tuple[int, float], list[int]]:
    """Return, by the time of their start and the trust that they need then, the numbers of the blocks."""
    found: dict[tuple[int, float], list[int]] = {}
    for number, entry in enumerate(result.calendar, 1):
        block = result.problem.blocks[entry.block]
        need = float(block.needs[pair]) if block.needs else 0.0
        if need > 0:
            found.setdefault((entry.start, need), []).append(number)
    return found


def _has_room(result: Roadmap, marks: Sequence[Mapping[str, Any]], time: int, height: float) -> bool:
    """Tell whether a number at a time and a pixel stands clear of those that are there already."""
    pixels = NARROW / max(result.problem.periods, 1)
    return not any(
        mark["label"]
        and abs(mark["y"] - height) < LINE_HEIGHT
        and (time - mark["from"]) * pixels < DIGIT * len(mark["label"]) + CLEAR
        for mark in marks
    )


def _pixel(field: str, height: int, axis: alt.Axis) -> alt.Y:
    import altair as alt

    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
