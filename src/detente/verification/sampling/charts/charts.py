"""The charts of answers about samples, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.outcomes.charts.bar_rows import Row, Segment, bar_rows
from detente.outcomes.charts.theme import ACCENT, FAINT
from detente.outcomes.per_cent import per_cent
from detente.verification.sampling.charts.detection_chart import certificate_chart, detection_chart

if TYPE_CHECKING:
    import altair as alt

    from detente.verification.sampling.sample_answer import SampleAnswer
    from detente.verification.sampling.strata.strata_answer import StrataAnswer

__all__ = ["charts", "strata_charts"]


def charts(answer: SampleAnswer) -> dict[str, alt.LayerChart]:
    """Return the curve of detection, and the samples about the least one; none without violations.

    >>> from detente.verification.sampling.sample_answer import ask_sample
    >>> list(charts(ask_sample(1000, violations=10)))
    ['detection', 'certificate']
    """
    if not answer.violations:
        return {}
    found = {"detection": detection_chart(answer)}
    if answer.needed:
        found["certificate"] = certificate_chart(answer)
    return found


def strata_charts(answer: StrataAnswer) -> dict[str, alt.LayerChart]:
    """Return bars with the share of each stratum that is looked at; none where no sample suffices.

    >>> from detente.verification.sampling.strata.strata_answer import ask_strata
    >>> from detente.verification.sampling.strata.stratum import Stratum
    >>> list(strata_charts(ask_strata([Stratum("tanks", 200), Stratum("guns", 300)], 10)))
    ['samples']
    """
    samples = answer.allocation.samples
    if samples is None:
        return {}
    rows = []
    for one, sample in zip(answer.strata, samples, strict=True):
        share = sample / one.population
        says = f"{one.name}: {sample:,} of {one.population:,}"
        parts = (Segment(share, ACCENT, says), Segment(1 - share, FAINT, ""))
        rows.append(Row(one.name, f"{sample:,} of {one.population:,} ({per_cent(share)})", parts))
    return {"samples": bar_rows(rows)}
