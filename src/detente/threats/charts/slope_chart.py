"""How sides rank threats: a line for each threat from its rank with one side to that with the other."""

from __future__ import annotations

from itertools import accumulate, islice, pairwise
from math import inf, pi
from typing import TYPE_CHECKING, Any, TypeAlias

from detente.outcomes.charts.letter_marks import colour_of
from detente.outcomes.charts.theme import CHARACTER, INK, PAPER, SERIES, at_x, plotted, themed, wrapped
from detente.threats.charts.lettered import lettered
from detente.threats.said import side_called, threat_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import altair as alt

    from detente.threats.ranked import JointRanking
    from detente.threats.result import Threats

__all__ = ["MOST_SIDES", "NOT_JUDGED", "heads_of", "ranks_of", "slope_chart"]

LINE, DISC, GAP, PADDING = 15, 22, 6, 10
"""Pixels: of a line of a name, of a disc, between threats, and of the empty edges above and below."""
NARROW = 340
"""Pixels: as wide as the chart is on a telephone."""
END = 0.92
"""Share of the width where the last side stands."""
MOST_LINES = 3
"""Lines of the name of a threat or a side; the table has all of it."""
MOST_SIDES = 7
"""Sides whose discs find room beside each other; the table has all."""
LONG = 4
"""Characters of a rank from which its digits are smaller."""
AGAIN = (5, 3)
"""Pixels of line and gap where a colour comes again."""
NOT_JUDGED = "–"

Ranks: TypeAlias = "Mapping[str, Mapping[str, float]]"
"""The rank of each threat that a side has judged, by side and threat."""


def ranks_of(ranking: JointRanking) -> dict[str, dict[str, float]]:
    """Return the rank of each threat that a side has judged, by side and threat; ties share the mean."""
    found: dict[str, dict[str, float]] = {}
    for side, borda in ranking.of_side.items():
        above = 0
        ranks = {}
        for tier in borda.ranking:
            ranks.update(dict.fromkeys(tier, above + (len(tier) + 1) / 2))
            above += len(tier)
        found[side] = ranks
    return found


def slope_chart(result: Threats, ranking: JointRanking) -> alt.LayerChart:
    """Return a line for each threat across the sides, from the one feared most on; names at the left.

    Threats that tie stand below each other, in the order of the first side, with the same number.
    What a side has not judged stands last with it, in an empty disc.
    """
    ranks = _first_sides(ranks_of(ranking))
    order = _order(ranks, result.assessment.listed)
    heads = heads_of(result, ranking)
    top = LINE * max(len(lines) for lines in heads.values()) + GAP
    names = {threat: wrapped(threat_called(result, threat), _room(ranks), MOST_LINES) for threat in order}
    ends = list(accumulate((max(DISC, LINE * len(names[one])) + GAP for one in order), initial=top))
    centres = [(start + end) / 2 for start, end in pairwise(ends)]
    return _drawn(
        _spots(result, ranks, order, centres),
        [
            {"y": centre - LINE * len(lines) / 2, "lines": lines}
            for centre, lines in zip(centres, names.values(), strict=True)
        ],
        [
            {"at": at, "y": top - GAP - LINE * len(lines), "lines": lines}
            for at, lines in zip(_across(len(heads)), heads.values(), strict=True)
        ],
        ends[-1],
    )


def heads_of(result: Threats, ranking: JointRanking) -> dict[str, list[str]]:
    """Return the lines above each side that is drawn: its name, or a letter where a name finds no room."""
    sides = list(_first_sides(ranks_of(ranking)))
    first, *_, last = places = _across(len(sides))
    apart = (last - first) / (len(places) - 1) * NARROW
    # A long last name ends where the chart does, so that the one before it stands nearer than the others.
    width = int(min(apart, (apart + (1 - END) * NARROW) / 1.5) / CHARACTER)
    heads = {side: side_called(result, side) for side in sides}
    words = [word for name in heads.values() for word in name.replace("-", "- ").split()]
    if max(map(len, words)) > width or any(len(wrapped(name, width)) > MOST_LINES for name in heads.values()):
        return {side: [letter] for side, letter in lettered(sides).items()}
    return {side: wrapped(name, width) for side, name in heads.items()}


def _first_sides(ranks: Ranks) -> Ranks:
    return dict(islice(ranks.items(), MOST_SIDES))


def _order(ranks: Ranks, threats: Iterable[str]) -> list[str]:
    """Return the threats that a side has judged, as the first side ranks them."""
    judged = [threat for threat in threats if any(threat in of for of in ranks.values())]
    return _below_each_other(next(iter(ranks.values())), judged)


def _below_each_other(of: Mapping[str, float], order: Iterable[str]) -> list[str]:
    """Return threats by rank, those that tie in the order given, and last what was not judged."""
    return sorted(order, key=lambda threat: of.get(threat, inf))


def _first(sides: int) -> float:
    """Return the share of the width where the first side stands; more sides leave less to names."""
    return 0.5 if sides <= 2 else 0.42  # noqa: PLR2004 - a line has two ends


def _across(sides: int) -> list[float]:
    """Return where sides stand, as shares of the width."""
    first = _first(sides)
    return [first + (END - first) * place / max(sides - 1, 1) for place in range(sides)]


def _room(ranks: Ranks) -> int:
    """Return how many characters fit at the left of the first side."""
    return int((_first(len(ranks)) * NARROW - DISC) / CHARACTER)


def _spots(
    result: Threats, ranks: Ranks, order: Sequence[str], centres: Sequence[float]
) -> list[dict[str, object]]:
    """Return a spot for each threat with each side."""
    threats = list(result.assessment.listed)
    spots: list[dict[str, object]] = []
    for at, (side, of) in zip(_across(len(ranks)), ranks.items(), strict=True):
        for centre, threat in zip(centres, _below_each_other(of, order), strict=True):
            place, rank = threats.index(threat), _rank(of, threat)
            spots.append(
                {
                    "at": at,
                    "y": centre,
                    "threat": threat,
                    "colour": colour_of(place),
                    "dash": list(AGAIN if place // len(SERIES) % 2 else (1, 0)),
                    "rank": rank,
                    "ink": PAPER if threat in of else colour_of(place),
                    "size": 9 if len(rank) >= LONG else 11,
                    "says": f"{threat_called(result, threat)}: {side_called(result, side)} {rank}",
                }
            )
    return spots


def _rank(of: Mapping[str, float], threat: str) -> str:
    return f"{of[threat]:g}" if threat in of else NOT_JUDGED


def _drawn(
    spots: list[dict[str, object]],
    names: list[dict[str, object]],
    heads: list[dict[str, Any]],
    height: float,
) -> alt.LayerChart:
    import altair as alt

    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    across = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    colour, lines = alt.Color("colour:N", scale=None), alt.Text("lines:N")
    dash, area = alt.StrokeDash("dash:N", scale=None), DISC**2 * pi / 4
    look: dict[str, Any] = {"baseline": "top", "color": INK, "lineHeight": LINE, "aria": False}
    aside = max(map(len, heads[-1]["lines"])) * CHARACTER / 2 > (1 - END) * NARROW
    centred, right = (heads[:-1], heads[-1:]) if aside else (heads, [])
    head: dict[str, Any] = {"fontSize": 12, "fontWeight": "bold", **look}
    return themed(
        [
            plotted(spots)
            .mark_line(strokeWidth=2, aria=False)
            .encode(x=across, y=y, detail="threat:N", color=colour, strokeDash=dash),
            plotted([spot for spot in spots if spot["rank"] != NOT_JUDGED])
            .mark_circle(size=area, opacity=1)
            .encode(x=across, y=y, color=colour, description=alt.Description("says:N")),
            plotted([spot for spot in spots if spot["rank"] == NOT_JUDGED])
            .mark_point(size=area, opacity=1, fill=PAPER, strokeWidth=2, aria=False)
            .encode(x=across, y=y, stroke=alt.Stroke("colour:N", scale=None)),
            plotted(spots)
            .mark_text(fontWeight="bold", dy=0.5, aria=False)
            .encode(
                x=across,
                y=y,
                text=alt.Text("rank:N"),
                size=alt.Size("size:Q", scale=None),
                color=alt.Color("ink:N", scale=None),
            ),
            plotted(names)
            .mark_text(align="left", dy=2, fontSize=13, **look)
            .encode(x=at_x(0), y=y, text=lines),
            plotted(centred).mark_text(align="center", **head).encode(x=across, y=y, text=lines),
            plotted(right).mark_text(align="right", **head).encode(x=at_x("width"), y=y, text=lines),
        ],
        height + PADDING,
    )
