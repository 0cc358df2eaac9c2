"""What was found of one regime: limits, the balance of declarations, what is due, and what is detected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.outcomes.moves import today
from detente.verification.limits.balance import balances, duplicates
from detente.verification.limits.compliance import Compliance, compliance
from detente.verification.notifications import due, excesses
from detente.verification.quotas import quotas_of
from detente.verification.side_detection import side_detections
from detente.verification.site_plan import site_inspections

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.case.regimes import Regime
    from detente.case.uncertainty import CertainCase
    from detente.verification.limits.balance import Balance, Duplicate
    from detente.verification.limits.compliance import Verdict
    from detente.verification.notifications import Due, Excess
    from detente.verification.quotas import QuotaOf
    from detente.verification.side_detection import SideDetection
    from detente.verification.sites.result import SiteInspections

__all__ = ["RegimeFound"]


@dataclass(frozen=True, eq=False)
class RegimeFound:
    """What was found of a regime in a certain case; each part is found when it is first asked for.

    ``date``: the day for which limits are judged, None where neither the case nor a declaration has a date.
    """

    certain: CertainCase
    key: str
    date: str | None
    seed: int = 0

    @property
    def regime(self) -> Regime:
        """The regime as the case has it."""
        return self.certain.case.regimes[self.key]

    @property
    def in_force(self) -> bool:
        """Whether the options hold today under which it is in force."""
        now = today(self.certain.case)
        return all(now[issue] == option for issue, option in self.regime.under.items())

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """A verdict on every limit for everybody whom it binds; none if not in force, or without a date."""
        if self.date is None or not self.in_force:
            return ()
        return compliance(self.key, self.regime, self.date)

    def of(self, compliance: Compliance) -> tuple[Verdict, ...]:
        """Return the verdicts that say so."""
        return tuple(one for one in self.verdicts if one.compliance is compliance)

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """The balance of every category and zone between declarations that follow each other."""
        return balances(self.key, self.regime)

    @cached_property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Dates for which a state has declared more than once."""
        return duplicates(self.key, self.regime)

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """What planned activities ask for."""
        return due(self.key, self.regime, self.date)

    @cached_property
    def excesses(self) -> tuple[Excess, ...]:
        """More activities than are allowed."""
        return excesses(self.key, self.regime)

    @cached_property
    def quotas(self) -> tuple[QuotaOf, ...]:
        """The inspections that states must accept."""
        return quotas_of(self.key, self.regime)

    @cached_property
    def sides(self) -> tuple[SideDetection, ...]:
        """How every side is looked at, as it is and in each design."""
        return side_detections(self.certain, self.key)

    @property
    def site_inspections(self) -> SiteInspections | None:
        """How the inspections of a year go over sites; None where it names none, or no year can be drawn."""
        return None if isinstance(self._plan, str) else self._plan

    @property
    def why_no_plan(self) -> str:
        """Why no year of inspections can be drawn over the sites that it names; empty where one can."""
        return self._plan if isinstance(self._plan, str) else ""

    @cached_property
    def _plan(self) -> SiteInspections | str | None:
        try:
            return site_inspections(self.certain, self.key, self.seed)
        except ValueError as error:
            return str(error)

    def detection(self, design: str | None = None) -> Fraction | None:
        """Return the probability that a breach is noticed by the side that is least looked at."""
        return min((one.detection for one in self.sides if one.design == design), default=None)
