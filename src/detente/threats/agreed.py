"""How far experts agree, within each side and across sides, on each scale and in what they fear most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.threats.agreement import (
    Level,
    Sampling,
    alpha_interval,
    bloc_agreement,
    concordance_p,
    division_chance,
    excess_interval,
    kendall_w,
    krippendorff_alpha,
    scale_use,
    w_interval,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.threats.agreement import (
        Alpha,
        BlocAgreement,
        BootstrapInterval,
        Concordance,
        ConcordanceChance,
        DivisionChance,
        ScaleUse,
    )
    from detente.threats.answered import Answered

__all__ = ["MEASURES", "Agreed", "agreed_on"]

MEASURES = ("likelihood", "impact", "concern")
"""On what agreement is looked at: both scales, and their product, the harm to be expected."""
RESAMPLES = 1000


@dataclass(frozen=True, eq=False)
class Agreed:
    """Agreement on one measure, over the threats.

    ``table``: what each expert holds of each threat, (experts, threats), None where it is not known.
    ``sides``: of the experts. ``by_side``: within sides and across, and ``use``: where sides differ only in
    how they use the scale; None and empty with a single side. ``alpha_within`` and ``w_within``: bootstrap
    intervals, in which threats are drawn again; ``sampling``: how often, and from which seed.
    """

    measure: str
    experts: tuple[str, ...]
    sides: tuple[str, ...]
    threats: tuple[str, ...]
    table: tuple[tuple[float | None, ...], ...]
    alpha: Alpha
    concordance: Concordance
    alpha_within: BootstrapInterval
    w_within: BootstrapInterval
    by_side: BlocAgreement | None
    use: tuple[ScaleUse, ...]
    sampling: Sampling

    @cached_property
    def across_chance(self) -> DivisionChance | None:
        """How often sides would be as far apart, were experts put into them at random; None if not known."""
        if self.by_side is None:
            return None
        return division_chance(self.table, self.sides, Level.INTERVAL, self.sampling.seed)

    @cached_property
    def excess(self) -> BootstrapInterval | None:
        """By how much experts of different sides are further apart than those of one; None with one side."""
        if self.by_side is None:
            return None
        return excess_interval(self.table, self.sides, Level.INTERVAL, self.sampling)

    @cached_property
    def of_sides(self) -> dict[str, tuple[BootstrapInterval, BootstrapInterval]]:
        """The intervals of alpha and of W within each side; empty with a single one."""
        if self.by_side is None:
            return {}
        found = {}
        for side in dict.fromkeys(self.sides):
            own = [row for row, of in zip(self.table, self.sides, strict=True) if of == side]
            alpha = alpha_interval(own, Level.INTERVAL, self.sampling)
            found[side] = alpha, w_interval(own, self.sampling)
        return found

    @cached_property
    def concordance_chance(self) -> ConcordanceChance:
        """The chance of so much concordance, if each expert had ordered the threats at random."""
        return concordance_p(self.concordance)


def agreed_on(
    answered: Answered, means: Mapping[str, Mapping[tuple[str, str], float]], measure: str, seed: int = 0
) -> Agreed:
    """Return agreement on a measure: one of ``MEASURES``.

    ``means``: by expert, by scale and threat. Answers are compared in equal steps of the scale (interval
    level), as both scales are numbers.
    """
    threats = tuple(answered.asked.listed)
    experts = tuple(means)
    table = tuple(tuple(_held(means[expert], measure, threat) for threat in threats) for expert in experts)
    sides = tuple(answered.sides[expert] for expert in experts)
    several = len(set(sides)) > 1
    sampling = Sampling(resamples=RESAMPLES, seed=seed)
    return Agreed(
        measure,
        experts,
        sides,
        threats,
        table,
        krippendorff_alpha(table, Level.INTERVAL),
        kendall_w(table),
        alpha_interval(table, Level.INTERVAL, sampling),
        w_interval(table, sampling),
        bloc_agreement(table, sides, Level.INTERVAL) if several else None,
        scale_use(table, sides) if several else (),
        sampling,
    )


def _held(means: Mapping[tuple[str, str], float], measure: str, threat: str) -> float | None:
    if measure != "concern":
        return means.get((measure, threat))
    likelihood, impact = means.get(("likelihood", threat)), means.get(("impact", threat))
    return None if likelihood is None or impact is None else likelihood * impact
