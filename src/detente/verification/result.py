"""What the verification analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.case.written import UNDATED
from detente.outcomes.notebook import in_notebook
from detente.verification.regime_found import RegimeFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import altair as alt
    import pandas as pd

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = ["Verification"]


@dataclass(frozen=True, eq=False)
class Verification:
    """Whether they could verify it, in one certain case.

    Each part is found when it is first asked for, and kept. ``regime`` and ``as_of`` are what was asked for,
    or None; ``result["cfe"]`` is what was found of one regime.
    """

    certain: CertainCase
    regime: str | None = None
    as_of: str | None = None
    seed: int = 0

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.certain.case

    @property
    def date(self) -> str | None:
        """The day for which limits are judged; None where nothing has a date."""
        if self.as_of is not None or self.case.as_of != UNDATED:
            return self.as_of or self.case.as_of
        dates = [one.as_of for regime in self.case.regimes.values() for one in regime.declarations]
        return max(dates, default=None)

    @cached_property
    def regimes(self) -> Mapping[str, RegimeFound]:
        """What was found of each regime, by its short name."""
        chosen = tuple(self.case.regimes) if self.regime is None else (self.regime,)
        return {key: RegimeFound(self.certain, key, self.date, self.seed) for key in chosen}

    def __getitem__(self, regime: str) -> RegimeFound:
        """Return what was found of a regime; raises ``KeyError`` for one that is not looked at."""
        return self.regimes[regime]

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return (
            "limits by counting every declared item; detection by the hypergeometric law, in fractions;"
            " inspections over sites by linear programming, with a bound that is recomputed"
        )

    @property
    def exactness(self) -> str:
        """``exact``: nothing here is estimated."""
        return "exact"

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        for key, one in self.regimes.items():
            progress(f"limits of {key}")
            _ = one.verdicts, one.balances, one.due, one.excesses
            progress(f"inspections under {key}")
            _ = one.quotas, [side.within for side in one.sides], one.site_inspections

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.verification.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.verification.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.verification.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return what was found as Altair charts by name."""
        from detente.verification.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the verdicts in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["verdicts"])
