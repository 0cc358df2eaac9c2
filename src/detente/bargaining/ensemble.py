"""What can be signed across draws of everything that is uncertain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.bargaining.sentences import SOLUTION_NAMES, package_says
from detente.bargaining.solutions.solution import solved
from detente.bargaining.zone import Zone
from detente.outcomes.counts_said import count_says, roughly
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from detente.bargaining.result import Bargaining

__all__ = ["Ensemble", "with_draws"]

MOST_NAMED = 5
"""Packages that a solution picks across draws, past which they are not named."""


@dataclass(frozen=True)
class Ensemble:
    """A nominal result and what happens to it over draws.

    ``counts``: the number of signable packages in each draw. ``picked``: for each solution, in how many
    draws it picks each package; in a draw with ties every tied package counts.
    """

    nominal: Bargaining
    draws: int
    seed: int
    counts: tuple[int, ...]
    picked: Mapping[str, Mapping[tuple[tuple[str, str], ...], int]]

    @property
    def share_signable(self) -> float:
        """The share of draws in which something can be signed."""
        return sum(count > 0 for count in self.counts) / self.draws

    def summary(self) -> list[str]:
        """Return the nominal result in sentences, then what the draws add."""
        case, today = self.nominal.negotiation.case, self.nominal.negotiation.today
        share = (
            f"Over {self.draws:,} draws (seed {self.seed}) something is signable in {self.share_signable:.0%}"
        )
        said = [f"{share}; the number of signable packages is {self._spread()}."]
        for name, packages in self.picked.items():
            if packages and self.nominal.negotiation.signatories:
                package, times = max(packages.items(), key=lambda item: item[1])
                words = package_says(case, dict(package), today)
                said.append(
                    f"The {SOLUTION_NAMES[name]} solution most often ({times / self.draws:.0%}) is: {words}."
                )
        return [*self.nominal.summary(), *said]

    def _spread(self) -> str:
        """Say how many packages can be signed in most draws."""
        low, middle, high = (
            int(value) for value in np.quantile(self.counts, [0.05, 0.5, 0.95], method="nearest")
        )
        if min(self.counts) == max(self.counts):
            return f"{count_says(middle)} in every draw"
        if low == high:
            return f"{count_says(middle)} in at least nine draws of ten"
        return (
            f"{roughly(low)} to {roughly(high)} in nine draws of ten, {count_says(middle)} in the middle one"
        )

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the nominal result and those of the draws."""
        import pandas as pd

        picked = [
            {"solution": name, "share": times / self.draws, **dict(package)}
            for name, packages in self.picked.items()
            for package, times in sorted(packages.items(), key=lambda item: -item[1])
        ]
        draws = pd.DataFrame({"draw": range(self.draws), "signable": self.counts})
        return {**self.nominal.to_frames(), "draws": draws, "picked": pd.DataFrame(picked)}

    def to_json(self) -> dict[str, Any]:
        """Return the nominal result as plain values, with the draws under ``ensemble``."""
        picked = {
            name: [
                {"package": dict(package), "share": times / self.draws}
                for package, times in sorted(packages.items(), key=lambda item: -item[1])[:MOST_NAMED]
            ]
            for name, packages in self.picked.items()
        }
        ensemble = {
            "draws": self.draws,
            "seed": self.seed,
            "share_signable": self.share_signable,
            "signable": list(self.counts),
            "picked": picked,
        }
        return {**self.nominal.to_json(), "ensemble": ensemble}

    def _repr_html_(self) -> str:
        """Show the sentences and the frontier in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["frontier"])


def with_draws(
    nominal: Bargaining, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> Ensemble:
    """Return a nominal result together with what ``draws`` certain cases make of the same negotiation."""
    negotiation = nominal.negotiation
    counts: list[int] = []
    picked: dict[str, Counter[tuple[tuple[str, str], ...]]] = {name: Counter() for name in SOLUTION_NAMES}
    for certain in negotiation.certain.case.draw(draws, seed):
        if progress is not None:
            progress(f"draw {len(counts) + 1} of {draws}")
        zone = Zone(negotiation_of(certain, issues=negotiation.issues, signatories=negotiation.signatories))
        counts.append(zone.signable.value)
        for name, solution in solved(zone).items():
            picked[name].update({tuple(point.package.items()) for point in solution.points})
    return Ensemble(nominal, draws, seed, tuple(counts), picked)
