"""What it would be worth to find out first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised
from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.letter_marks import colour_of
from detente.outcomes.inputs_said import input_says

if TYPE_CHECKING:
    import altair as alt

    from detente.claims.audit import Audit

__all__ = ["research_chart"]


def research_chart(audit: Audit) -> alt.LayerChart:
    """Return a bar for each input worth finding out, made of the claims that it would help to decide."""
    return bar_rows(
        [
            Row(
                capitalised(input_says(one.case, one.input)),
                f"{one.expected:.2f}",
                tuple(
                    Segment(part, colour_of(place), f"{claim}: {part:.2f}", claim)
                    for place, (claim, part) in enumerate(one.reduces.items())
                ),
            )
            for one in audit.research
        ]
    )
