"""In how many draws of everything that is uncertain each commitment enforces itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from detente.outcomes.notebook import in_notebook
from detente.outcomes.per_cent import per_cent
from detente.outcomes.wilson import wilson
from detente.stability.compliance.said import keeps_says

if TYPE_CHECKING:
    import pandas as pd

    from detente.case.case import Case
    from detente.stability.compliance.commitment_found import CommitmentFound
    from detente.stability.compliance.result import Compliance

__all__ = ["CommitmentDraws", "Ensemble", "with_draws"]


@dataclass(frozen=True, eq=False)
class CommitmentDraws:
    """What the draws say of one commitment.

    ``kept``: in how many of ``draws`` it enforces itself; None where something is missing.
    """

    nominal: CommitmentFound
    draws: int
    kept: int | None

    @property
    def share(self) -> float | None:
        """The share of draws in which it enforces itself."""
        return None if self.kept is None else self.kept / self.draws

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of that share: approximate, as draws of a Latin hypercube are not independent."""
        return None if self.kept is None else wilson(self.kept, self.draws)


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A nominal result and what happens to it over draws.

    ``all_kept``: in how many draws every commitment enforces itself; None where something is missing, and
    where there is no commitment.
    """

    nominal: Compliance
    draws: int
    seed: int
    commitments: tuple[CommitmentDraws, ...]
    all_kept: int | None

    def summary(self) -> list[str]:
        """Return the nominal result in sentences, then what the draws add."""
        return [*self.nominal.summary(), *self.draws_say()]

    def draws_say(self) -> list[str]:
        """Return what the draws add, in sentences."""
        said = [
            f"{keeps_says(one.nominal)} {self._in(one.kept)}"
            for one in self.commitments
            if one.kept is not None
        ]
        if self.all_kept is not None and len(self.commitments) > 1:
            said.append(f"All of these commitments enforce themselves {self._in(self.all_kept)}")
        return said

    def _in(self, kept: int) -> str:
        ends = " to ".join(map(per_cent, wilson(kept, self.draws)))
        draws = f"{self.draws:,} {'draw' if self.draws == 1 else 'draws'} (seed {self.seed})"
        return f"in {per_cent(kept / self.draws)} of {draws}; 95% interval {ends}, approximate."

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the table of the nominal result, with the shares and their intervals."""
        table = self.nominal.to_frames()["commitments"]
        table["share_kept"] = [one.share for one in self.commitments]
        table["share_kept_low"] = [one.interval and one.interval[0] for one in self.commitments]
        table["share_kept_high"] = [one.interval and one.interval[1] for one in self.commitments]
        return {"commitments": table}

    def to_json(self) -> dict[str, Any]:
        """Return the nominal result as plain values, with the draws under ``ensemble``."""
        commitments = [
            {
                "issue": one.nominal.issue,
                "party": one.nominal.party,
                "share_kept": one.share,
                "share_kept_interval": None if one.interval is None else list(one.interval),
            }
            for one in self.commitments
        ]
        ensemble = {
            "draws": self.draws,
            "seed": self.seed,
            "commitments": commitments,
            "share_all_kept": None if self.all_kept is None else self.all_kept / self.draws,
        }
        return {**self.nominal.to_json(), "ensemble": ensemble}

    def _repr_html_(self) -> str:
        """Show the sentences and the commitments in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["commitments"])


def with_draws(nominal: Compliance, draws: int, seed: int = 0) -> Ensemble:
    """Return a nominal result together with what ``draws`` certain cases make of its commitments.

    The package is the same in all of them.

    Raises ``ValueError`` for fewer draws than one.
    """
    if draws < 1:
        raise ValueError(f"there must be at least one draw, and {draws} are asked for")
    certains = list(cast("Case", nominal.case).draw(draws, seed))
    kept = [
        [worth.deters for certain in certains if (worth := one.deterrence_in(certain)) is not None]
        for one in nominal.commitments
    ]
    known = bool(kept) and not any(one.missing for one in nominal.commitments)
    found = tuple(
        CommitmentDraws(one, draws, None if one.missing else sum(in_draws))
        for one, in_draws in zip(nominal.commitments, kept, strict=True)
    )
    together = sum(map(all, zip(*kept, strict=True))) if known else None
    return Ensemble(nominal, draws, seed, found, together)
