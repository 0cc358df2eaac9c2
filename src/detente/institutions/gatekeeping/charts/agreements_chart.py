"""The network of agreements: parties as points, an agreement as a square joined to all whom it may bind.

A square stands in the middle of a bar below its name, and lines end at the ends of the bar: so none runs
through a name, however steep it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.institutions.gatekeeping.charts.layout import LEFT, MIDDLE, RIGHT, layout
from detente.institutions.gatekeeping.names import agreement_name
from detente.outcomes.charts.theme import (
    ACCENT,
    CHARACTER,
    INK,
    MUTED,
    SERIES,
    plotted,
    themed,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import altair as alt

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.agreement_network import AgreementNetwork, Hyperedge
    from detente.institutions.gatekeeping.charts.layout import Layout

__all__ = ["agreements_chart"]

ROW = 40
"""Pixels from one row to the next."""
HALF, WHOLE = 0.5, 1.0
ABOVE, SQUARE = 13, 6
"""Pixels from a square to the middle of the last line of its name, and from its middle to its edge."""
LINE_HEIGHT = 13
LABEL_WIDTH, NAME_WIDTH, LEAST_NAME_WIDTH = 15, 26, 10
"""Characters of a party's name in one line, and the most and the fewest of an agreement's."""
NARROWEST, GAP = 350, 36
"""Pixels of the narrowest chart, and of the room between a point and the nearest name of an agreement."""
NAME_SIZE = 11
NAME_CHARACTER = CHARACTER * NAME_SIZE / 12
ASIDE = 9
"""Pixels from a point to its name."""


def agreements_chart(case: CaseFile, network: AgreementNetwork) -> alt.LayerChart:
    """Return the agreements as seen from a bloc and a partner, as a chart as wide as its container.

    Each agreement has a colour of its own, taken in turn, and its name above its square.
    """
    import altair as alt

    placed = layout(case, network)
    room = _room(placed)
    free = NARROWEST - room[LEFT] - room[RIGHT] - 2 * GAP
    names = _names(case, network, min(max(int(free / NAME_CHARACTER), LEAST_NAME_WIDTH), NAME_WIDTH))
    x = alt.X("column:Q", axis=None, scale=_across(room))
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[-1.1, placed.rows - 0.3], reverse=True))
    layers = [
        *_lines(case, network, placed, _half(names, room), (x, y)),
        *_parties(placed, x, y),
        *_agreements(case, network, placed, names, (x, y)),
    ]
    most = max((len(lines) for lines in names.values()), default=1)
    row = max(ROW, ABOVE + LINE_HEIGHT * most + SQUARE)
    return themed(layers, row * (placed.rows + 0.8))


def _names(case: CaseFile, network: AgreementNetwork, width: int) -> dict[str, list[str]]:
    return {one.key: wrapped(agreement_name(case, one.key), width) for one in network.agreements}


def _room(placed: Layout) -> list[int]:
    """Return the pixels beside the outer columns that names of parties take."""
    room = [ASIDE, ASIDE, ASIDE]
    for point in (*placed.points, *placed.groups):
        longest = max(map(len, wrapped(point.name, LABEL_WIDTH)))
        room[point.column] = max(room[point.column], int(longest * CHARACTER) + ASIDE)
    return room


def _across(room: Sequence[int]) -> alt.Scale:
    """Return the scale of columns, with room beside the outer ones for the names of parties."""
    import altair as alt

    right = alt.ExprRef(f"width - {room[RIGHT]}")
    return alt.Scale(domain=[LEFT, RIGHT], range=[room[LEFT], right], nice=False, zero=False)


def _half(names: Mapping[str, Sequence[str]], room: Sequence[int]) -> str:
    """Return half of the pixels of a bar, as wide as the longest line of a name where there is room."""
    longest = max((len(line) for lines in names.values() for line in lines), default=0)
    return f"min({longest * NAME_CHARACTER / 2:g}, (width - {room[LEFT] + room[RIGHT]}) / 2 - {ASIDE})"


def _colour(network: AgreementNetwork, agreement: Hyperedge) -> str:
    return SERIES[network.agreements.index(agreement) % len(SERIES)]


def _lines(
    case: CaseFile, network: AgreementNetwork, placed: Layout, half: str, axes: tuple[alt.X, alt.Y]
) -> Iterator[alt.Chart]:
    """Draw the lines of each side to its end of the bars, and the bars."""
    names = {(point.column, point.row): point.name for point in placed.points}
    for side, sign in ((LEFT, "-"), (RIGHT, "")):
        rows = [
            {
                "column": column,
                "row": row,
                "column2": MIDDLE,
                "row2": placed.agreements[agreement.key],
                "colour": _colour(network, agreement),
                "says": f"{names[column, row]}: {agreement_name(case, agreement.key)}",
            }
            for agreement in network.agreements
            for column, row in dict.fromkeys(placed.place_of[party] for party in agreement.parties)
            if column == side
        ]
        yield _rules(rows, axes, "0", f"{sign}{half}")
    bars = [
        {
            "column": MIDDLE,
            "row": placed.agreements[agreement.key],
            "column2": MIDDLE,
            "row2": placed.agreements[agreement.key],
            "colour": _colour(network, agreement),
            "says": agreement_name(case, agreement.key),
        }
        for agreement in network.agreements
    ]
    yield _rules(bars, axes, f"-{half}", half)


def _rules(
    rows: Iterable[Mapping[str, object]], axes: tuple[alt.X, alt.Y], start: str, end: str
) -> alt.Chart:
    """Draw lines whose ends stand so many pixels aside of their places."""
    import altair as alt

    marks = plotted(rows).mark_rule(
        strokeWidth=1.6, opacity=0.75, xOffset=alt.ExprRef(start), x2Offset=alt.ExprRef(end)
    )
    drawn: alt.Chart = marks.encode(
        x=axes[0],
        y=axes[1],
        x2=alt.X2("column2:Q"),
        y2=alt.Y2("row2:Q"),
        color=alt.Color("colour:N", scale=None),
        description=alt.Description("says:N"),
    )
    return drawn


def _parties(placed: Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Draw the parties as points, and their names and those of their groups on the outer side."""
    import altair as alt

    points = [{"column": one.column, "row": one.row, "says": one.name} for one in placed.points]
    drawn = [
        plotted(points)
        .mark_point(filled=True, size=70, color=ACCENT, opacity=1)
        .encode(x=x, y=y, description=alt.Description("says:N"))
    ]
    for side, align, aside in ((LEFT, "right", -ASIDE), (RIGHT, "left", ASIDE)):
        for places, weight, colour in ((placed.groups, "bold", MUTED), (placed.points, "normal", INK)):
            names = [
                {"column": one.column, "row": one.row, "name": wrapped(one.name, LABEL_WIDTH)}
                for one in places
                if one.column == side
            ]
            look = {"align": align, "dx": aside, "fontSize": 12, "fontWeight": weight, "color": colour}
            drawn += _lines_of_text(names, look, HALF, x, y)
    return drawn


def _agreements(
    case: CaseFile,
    network: AgreementNetwork,
    placed: Layout,
    names: Mapping[str, Sequence[str]],
    axes: tuple[alt.X, alt.Y],
) -> list[alt.Chart]:
    """Draw the agreements as squares, each below its name."""
    import altair as alt

    rows = [
        {
            "column": MIDDLE,
            "row": placed.agreements[agreement.key],
            "name": names[agreement.key],
            "colour": _colour(network, agreement),
            "says": agreement_name(case, agreement.key),
        }
        for agreement in network.agreements
    ]
    x, y = axes
    squares = plotted(rows).mark_point(shape="square", filled=True, size=80, opacity=1)
    return [
        *_lines_of_text(rows, {"align": "center", "fontSize": NAME_SIZE, "color": INK}, WHOLE, x, y),
        squares.encode(
            x=x, y=y, color=alt.Color("colour:N", scale=None), description=alt.Description("says:N")
        ),
    ]


def _lines_of_text(
    rows: Sequence[Mapping[str, Any]], look: Mapping[str, Any], above: float, x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """Draw names of one line or more: centred on their points, or wholly above them.

    ``above``: the share of a name's lines that stands above the middle of its first place. A mark has one
    place for all its texts, so that each number of lines is a mark of its own.
    """
    import altair as alt

    drawn = []
    for count in sorted({len(row["name"]) for row in rows}):
        lift = (count - 1) * LINE_HEIGHT * above + (ABOVE if above == WHOLE else 0)
        text = plotted(row for row in rows if len(row["name"]) == count).mark_text(
            baseline="middle", dy=-lift, lineHeight=LINE_HEIGHT, aria=False, **look
        )
        drawn.append(text.encode(x=x, y=y, text=alt.Text("name:N")))
    return drawn
