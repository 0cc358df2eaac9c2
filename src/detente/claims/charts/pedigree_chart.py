"""The diagnostic diagram: inputs by the claims that turn on them, and by what they rest on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.claims.audit.diagnostic import DANGER
from detente.claims.audit.pedigree import SCORES
from detente.outcomes.charts.theme import ACCENT, FAINT, HARM, INK, PAPER, at_y, plotted, themed

if TYPE_CHECKING:
    import altair as alt

    from detente.claims.audit import Audit

__all__ = ["pedigree_chart"]

HEIGHT = 300
MOST_TICKS = 10
LEAST, MOST_AREA = 260, 1500
"""Square pixels of the disc of one input, and of the largest."""


def pedigree_chart(audit: Audit) -> alt.LayerChart:
    """Return discs, each with the number of inputs of one basis on which so many claims turn.

    What is weak and influential stands above at the left.
    """
    import altair as alt

    names = {score: str(basis) for basis, score in SCORES.items()}
    known = [(one.pedigree, len(one.claims)) for one in audit.diagnosed]
    counted = Counter((pedigree, claims) for pedigree, claims in known if pedigree is not None)
    most = max(claims for _, claims in counted)
    largest = max(counted.values())
    rows = [
        {
            "basis": names[pedigree],
            "claims": claims,
            "count": count,
            "area": LEAST + (MOST_AREA - LEAST) * (count - 1) / max(1, largest - 1),
            "colour": HARM if pedigree <= DANGER else ACCENT,
            "says": _says(names[pedigree], claims, count),
        }
        for (pedigree, claims), count in counted.most_common()
    ]
    order = [names[score] for score in sorted(names)]
    x = alt.X(
        "basis:N",
        scale=alt.Scale(domain=order),
        axis=alt.Axis(title="what they rest on, from weak to strong", labelAngle=0, grid=False),
    )
    scale = alt.Scale(domain=[0, most + 1], nice=False)
    ticks = list(range(0, most + 2, -(-(most + 1) // MOST_TICKS)))
    axis = alt.Axis(title="claims that turn on an input", values=ticks, format="d")
    y = alt.Y("claims:Q", scale=scale, axis=axis)
    weak = {"basis": order[0], "low": (most + 1) / 2, "high": most + 1, "says": "weak and influential"}
    zone, top = plotted([weak]), alt.Y("high:Q", scale=scale, axis=axis)
    # Its name stands above it, free of discs, from the left on: on a telephone it is the wider of the two.
    left = alt.X("basis:N", scale=alt.Scale(domain=order), bandPosition=0)
    chart = plotted(rows)
    layers = [
        zone.mark_bar(color=FAINT, opacity=0.5, aria=False).encode(x=x, y=top, y2=alt.Y2("low:Q")),
        zone.mark_text(align="left", color=INK, fontSize=12, aria=False).encode(
            x=left, y=at_y(-8), text=alt.Text("says:N")
        ),
        chart.mark_point(filled=True, opacity=1).encode(
            x=x,
            y=y,
            size=alt.Size("area:Q", scale=None),
            color=alt.Color("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        chart.mark_text(color=PAPER, fontSize=12, fontWeight="bold", aria=False).encode(
            x=x, y=y, text=alt.Text("count:Q")
        ),
    ]
    return themed(layers, HEIGHT)


def _says(basis: str, claims: int, count: int) -> str:
    inputs, them = ("input", "it") if count == 1 else ("inputs", "each of them")
    turn = "claim turns" if claims == 1 else "claims turn"
    return f"{count} {inputs} on {basis}: {claims} {turn} on {them}"
