"""What splits a bloc across draws of everything that is uncertain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.case.formula import TRUE, Is, conjunction
from detente.case.naming import within
from detente.cohesion.agreement import splitting
from detente.cohesion.over_cases import over_cases
from detente.cohesion.said import interval_says
from detente.cohesion.sides import sides_of
from detente.cohesion.sizes import Sizes
from detente.outcomes.counts_said import roughly
from detente.outcomes.naming import name_of
from detente.outcomes.notebook import in_notebook
from detente.outcomes.packages_said import package_says
from detente.outcomes.per_cent import per_cent
from detente.outcomes.sample import Sample
from detente.outcomes.wilson import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.case.uncertainty import CertainCase
    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.result import Cohesion
    from detente.cohesion.wedge import Wedge

__all__ = ["BlocDraws", "Ensemble", "with_draws"]

AT_A_TIME = 250
"""Draws that are judged together."""
MOST_FOLLOWED = 10
"""Kinds of wedges whose worst package is followed through the draws."""


@dataclass(frozen=True, eq=False)
class BlocDraws:
    """What the draws say of one bloc.

    ``wedges`` and ``proposals``: in each draw how many packages split the bloc, of how many that the other
    side could sign; ``overlap``: how many of those the bloc could sign. ``followed``: for the worst wedges
    of the nominal case in how many draws each splits the bloc.
    """

    nominal: BlocCohesion
    wedges: tuple[int, ...]
    proposals: tuple[int, ...]
    overlap: tuple[int, ...]
    followed: tuple[tuple[Wedge, int], ...]

    @property
    def splitting(self) -> int:
        """In how many draws some package splits the bloc."""
        return sum(count > 0 for count in self.wedges)

    @property
    def share_split(self) -> float:
        """The share of draws in which some package splits the bloc."""
        return self.splitting / len(self.wedges)

    @property
    def interval(self) -> tuple[float, float]:
        """The interval of that share: approximate, as draws of a Latin hypercube are not independent."""
        return wilson(self.splitting, len(self.wedges))

    def spread(self) -> tuple[int, int, int]:
        """Return how many wedges there are in the middle draw, and at the ends of nine draws in ten."""
        low, middle, high = np.quantile(self.wedges, [0.05, 0.5, 0.95], method="nearest").tolist()
        return int(low), int(middle), int(high)


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A nominal result and what happens to it over draws."""

    nominal: Cohesion
    draws: int
    seed: int
    blocs: Mapping[str, BlocDraws]

    def summary(self) -> list[str]:
        """Return the nominal result in sentences, then what the draws add."""
        added = [said for key, one in self.blocs.items() for said in self._says(key, one)]
        return [*self.nominal.summary(), *added]

    def _says(self, key: str, one: BlocDraws) -> list[str]:
        case = self.nominal.case
        name, over = within(name_of(case, key)), f"Over {self.draws:,} draws (seed {self.seed})"
        low, middle, high = one.spread()
        often = "in none" if not one.splitting else f"in {per_cent(one.share_split)}"
        share = f"some package splits {name} {often}{interval_says(one.interval)}"
        said = [f"{over} {share}; the number of wedges is {roughly(low)} to {roughly(high)} in nine of ten."]
        if low == high:
            said = [f"{over} {share}; the number of wedges is {roughly(middle)} in at least nine of ten."]
        if one.followed:
            wedge, times = one.followed[0]
            words = package_says(case, wedge.package, one.nominal.sides.inside.today)
            share = f"{per_cent(times / self.draws)} of them{interval_says(wilson(times, self.draws))}"
            said.append(f"The worst wedge ({words}) splits {name} in {share}.")
        return said

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the nominal result and those of the draws."""
        import pandas as pd

        draws = [
            {"bloc": key, "draw": place, "wedges": split, "proposals": proposed, "overlap": both}
            for key, one in self.blocs.items()
            for place, (split, proposed, both) in enumerate(
                zip(one.wedges, one.proposals, one.overlap, strict=True)
            )
        ]
        followed = [
            {"bloc": key, **wedge.package, **self._share(times)}
            for key, one in self.blocs.items()
            for wedge, times in one.followed
        ]
        columns = ["bloc", "draw", "wedges", "proposals", "overlap"]
        return {
            **self.nominal.to_frames(),
            "draws": pd.DataFrame(draws, columns=columns),
            "followed": pd.DataFrame(followed) if followed else pd.DataFrame(columns=["bloc", "share"]),
        }

    def _share(self, times: int) -> dict[str, float]:
        low, high = wilson(times, self.draws)
        return {"share": times / self.draws, "low": low, "high": high}

    def to_json(self) -> dict[str, Any]:
        """Return the nominal result as plain values, with the draws under ``ensemble``."""
        blocs = {
            key: {
                "share_split": one.share_split,
                "share_split_interval": list(one.interval),
                "wedges": list(one.wedges),
                "followed": [
                    {
                        "package": dict(wedge.package),
                        "share": times / self.draws,
                        "share_interval": list(wilson(times, self.draws)),
                    }
                    for wedge, times in one.followed
                ],
            }
            for key, one in self.blocs.items()
        }
        ensemble = {"draws": self.draws, "seed": self.seed, "blocs": blocs}
        return {**self.nominal.to_json(), "ensemble": ensemble}

    def _repr_html_(self) -> str:
        """Show the sentences and the wedges in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["wedges"])


def with_draws(
    nominal: Cohesion, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> Ensemble:
    """Return a nominal result together with what ``draws`` certain cases make of the same negotiation.

    Raises ``ValueError`` for fewer draws than one.
    """
    if draws < 1:
        raise ValueError(f"there must be at least one draw, and {draws} are asked for")
    case: Case = nominal.certain.case
    certains = list(case.draw(draws, seed))
    found: dict[str, _Counted] = {key: _Counted(one) for key, one in nominal.blocs.items()}
    for start in range(0, draws, AT_A_TIME):
        if progress is not None:
            progress(f"draw {start + 1} of {draws}")
        drawn = certains[start : start + AT_A_TIME]
        for one in found.values():
            one.add(drawn)
    return Ensemble(nominal, draws, seed, {key: one.counted() for key, one in found.items()})


class _Counted:
    """What is counted for one bloc, some draws at a time."""

    def __init__(self, nominal: BlocCohesion) -> None:
        self._nominal = nominal
        self._counts: list[tuple[int, int, int]] = []
        self._times = Counter[int]()
        self._followed = nominal.wedges.listed[:MOST_FOLLOWED]

    def add(self, certains: Sequence[CertainCase]) -> None:
        """Count in further draws."""
        sides = self._nominal.sides
        over = over_cases(Sample.of(certains), sides.bloc, sides.others, sides.inside.issues)
        found = over.tallies([TRUE, *map(_just, self._followed)]) if sides.inside.issues else None
        if found is None:
            self._add_one_by_one(certains)
            return
        all_, *each = found
        self._counts += zip(all_.wedges.tolist(), all_.proposals.tolist(), all_.overlap.tolist(), strict=True)
        for place, one in enumerate(each):
            self._times[place] += int(np.count_nonzero(one.wedges))

    def _add_one_by_one(self, certains: Sequence[CertainCase]) -> None:
        sides = self._nominal.sides
        for certain in certains:
            sizes = Sizes(sides_of(certain, sides.bloc, sides.others, sides.inside.issues))
            asked = [one.asks for one in sizes.sides.members]
            both = sizes.sides.mandate & sizes.sides.other_side
            counts = (splitting(sizes, asked), sizes.of(sizes.sides.other_side), sizes.of(both))
            first, second, third = (count.value for count in counts)
            self._counts.append((first, second, third))
            for place, wedge in enumerate(self._followed):
                self._times[place] += splitting(sizes, asked, _just(wedge)).value > 0

    def counted(self) -> BlocDraws:
        """Return what was counted."""
        wedges, proposals, overlap = zip(*self._counts, strict=True)
        followed = tuple((wedge, self._times[place]) for place, wedge in enumerate(self._followed))
        return BlocDraws(self._nominal, wedges, proposals, overlap, followed)


def _just(wedge: Wedge) -> Formula:
    """Return a formula that holds in one package alone."""
    return conjunction(Is(issue, frozenset({option})) for issue, option in wedge.package.items())
