"""What the institutions analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.case.references.decision_rules import parties_behind
from detente.institutions.gatekeeping.agreement_network import parties_within
from detente.institutions.gatekeeping.gatekeeping import gatekeeping_of
from detente.institutions.gatekeeping.partners import partner_of
from detente.institutions.power.voting_power import power_of
from detente.institutions.powers.audit import powers_audit
from detente.institutions.procedures.analysis import procedures_of
from detente.outcomes.decision_rules import rule_of_parties
from detente.outcomes.notebook import in_notebook
from detente.outcomes.rule_tree import voters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    import pandas as pd

    from detente.case.model import CaseFile
    from detente.institutions.gatekeeping.result import Gatekeeping
    from detente.institutions.power.voting_power import VotingPower
    from detente.institutions.powers.audit import PartyPowers
    from detente.institutions.procedures.verdicts import ProcedureVerdicts

__all__ = ["Institutions"]


@dataclass(frozen=True, eq=False)
class Institutions:
    """Who can block, veto, or close the channel in one case.

    Each part is found when it is first asked for, and kept. ``partner`` is whom the members of blocs seek a
    route to; None where it is the one with whom each has most agreements. ``probability``: with which each
    party consents to agreements.
    """

    case: CaseFile
    partner: str | None
    probability: Fraction
    seed: int = 0

    @cached_property
    def power(self) -> Mapping[str, VotingPower]:
        """The voting power of the parties in each bloc and body, by its short name."""
        keys = (*self.case.blocs, *self.case.bodies)
        rules = {key: rule_of_parties(self.case, key) for key in keys}
        return {
            key: power_of(
                tuple(dict.fromkeys((*parties_behind(self.case, key), *voters(rule)))), rule, seed=self.seed
            )
            for key, rule in rules.items()
        }

    @cached_property
    def powers(self) -> Mapping[str, PartyPowers]:
        """What others may do about the moves of each party and bloc that makes any."""
        return powers_audit(self.case)

    @cached_property
    def procedures(self) -> Mapping[str, ProcedureVerdicts]:
        """What each side can bring about alone under each procedure, by its short name."""
        return procedures_of(self.case)

    @cached_property
    def gatekeeping(self) -> Mapping[str, Gatekeeping]:
        """For each bloc with a partner, how far its members' routes to it hang on each of them."""
        if self.partner is not None:
            asked = {bloc: self.partner for bloc in self.case.blocs if bloc not in self.joined_by_partner}
        else:
            found = {bloc: partner_of(self.case, bloc) for bloc in self.case.blocs}
            asked = {bloc: partner for bloc, partner in found.items() if partner is not None}
        return {
            bloc: gatekeeping_of(self.case, bloc, partner, self.probability, seed=self.seed)
            for bloc, partner in asked.items()
        }

    @property
    def joined_by_partner(self) -> tuple[str, ...]:
        """The blocs to which the partner that was asked for belongs: it can be no partner of theirs."""
        if self.partner is None:
            return ()
        blocs = self.case.blocs
        return tuple(
            one for one in blocs if self.partner in {one, *parties_within(self.case, one, self.partner)}
        )

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return (
            "voting power by dynamic programming over coalitions; powers by going through every move;"
            " procedures by exploring every situation; gatekeeping by polynomials in the chance of consent"
        )

    @property
    def exactness(self) -> str:
        """``exact``, or ``estimated`` where some part was drawn at random."""
        drawn = any("estimated" in one.exactness.values() for one in self.power.values())
        return "estimated" if drawn or any(one.samples for one in self.gatekeeping.values()) else "exact"

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        progress("voting power")
        _ = self.power
        progress("powers over the moves of others")
        _ = self.powers
        progress("procedures")
        _ = self.procedures
        progress("gatekeepers")
        _ = self.gatekeeping

    def summary(self) -> list[str]:
        """Return what was found in sentences."""
        from detente.institutions.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.institutions.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.institutions.plain import plain

        return plain(self)

    def charts(self) -> dict[str, Any]:
        """Return what was found as Altair charts by name."""
        from detente.institutions.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the table of power in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["power"])
