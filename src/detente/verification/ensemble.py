"""How likely breaches are to be noticed, and what deters, across draws of everything that is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outcomes.notebook import in_notebook
from detente.outcomes.per_cent import per_cent
from detente.outcomes.wilson import wilson
from detente.verification.said import design_name, regime_name, who
from detente.verification.side_detection import deterrence_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from detente.case.case import Case
    from detente.verification.result import Verification
    from detente.verification.side_detection import SideDetection

__all__ = ["Ensemble", "SideDraws", "with_draws"]


@dataclass(frozen=True, eq=False)
class SideDraws:
    """What the draws say of one side under a regime or one of its designs.

    ``detections``: the probability in each draw that a breach is noticed. ``deterred``: in how many draws
    that deters; None where the case does not say what a breach brings and costs.
    """

    nominal: SideDetection
    detections: tuple[float, ...]
    deterred: int | None

    def spread(self) -> tuple[float, float, float]:
        """Return the probability in the middle draw, and at the ends of nine draws in ten."""
        low, middle, high = np.quantile(self.detections, [0.05, 0.5, 0.95], method="nearest").tolist()
        return low, middle, high

    @property
    def share_deterred(self) -> float | None:
        """The share of draws in which a breach is deterred."""
        return None if self.deterred is None else self.deterred / len(self.detections)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of that share: approximate, as draws of a Latin hypercube are not independent."""
        return None if self.deterred is None else wilson(self.deterred, len(self.detections))


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A nominal result and what happens to it over draws; limits do not depend on them."""

    nominal: Verification
    draws: int
    seed: int
    sides: tuple[SideDraws, ...]

    def summary(self) -> list[str]:
        """Return the nominal result in sentences, then what the draws add."""
        return [*self.nominal.summary(), *(self._says(one) for one in self.sides)]

    def _says(self, one: SideDraws) -> str:
        found = self.nominal[one.nominal.of.key]
        side = who(self.nominal.case, found, one.nominal.side)
        design = "" if one.nominal.design is None else f", {design_name(found, one.nominal.design)}"
        low, middle, high = (f"{end:.2f}" for end in one.spread())
        said = (
            f"Over {self.draws:,} draws (seed {self.seed}) a breach by {side} under “{regime_name(found)}”"
            f"{design} is noticed with {middle}, and with {low} to {high} in nine of ten"
        )
        if one.share_deterred is None or one.interval is None:
            return f"{said}."
        ends = " to ".join(map(per_cent, one.interval))
        share = per_cent(one.share_deterred)
        return f"{said}; that deters in {share} (95% interval {ends}, approximate)."

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the nominal result and those of the draws."""
        import pandas as pd

        rows = [
            (one.nominal.of.key, one.nominal.design, one.nominal.side, draw, probability)
            for one in self.sides
            for draw, probability in enumerate(one.detections)
        ]
        columns = ["regime", "design", "party", "draw", "detection"]
        return {**self.nominal.to_frames(), "draws": pd.DataFrame(rows, columns=columns)}

    def to_json(self) -> dict[str, Any]:
        """Return the nominal result as plain values, with the draws under ``ensemble``."""
        sides = [
            {
                "regime": one.nominal.of.key,
                "design": one.nominal.design,
                "party": one.nominal.side,
                "detection": dict(zip(("low", "middle", "high"), one.spread(), strict=True)),
                "share_deterred": one.share_deterred,
                "share_deterred_interval": None if one.interval is None else list(one.interval),
            }
            for one in self.sides
        ]
        ensemble = {"draws": self.draws, "seed": self.seed, "sides": sides}
        return {**self.nominal.to_json(), "ensemble": ensemble}

    def _repr_html_(self) -> str:
        """Show the sentences and the verdicts in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["verdicts"])


def with_draws(
    nominal: Verification, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> Ensemble:
    """Return a nominal result together with what ``draws`` certain cases make of its regimes.

    Raises ``ValueError`` for fewer draws than one.
    """
    if draws < 1:
        raise ValueError(f"there must be at least one draw, and {draws} are asked for")
    case: Case = nominal.certain.case
    certains = list(case.draw(draws, seed))
    sides = []
    for found in nominal.regimes.values():
        if progress is not None:
            progress(f"draws of {regime_name(found)}")
        for one in found.sides:
            looked = (one.of.looked(one.side, certain.number) for certain in certains)
            detections = tuple(float(at.detection) for at in looked)
            deterred = None
            if one.deterrence is not None:
                worth = (deterrence_in(one, certain) for certain in certains)
                deterred = sum(at is not None and at.deters for at in worth)
            sides.append(SideDraws(one, detections, deterred))
    return Ensemble(nominal, draws, seed, tuple(sides))
