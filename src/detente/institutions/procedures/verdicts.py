"""What was found of a procedure: five verdicts with counterexamples, who has what power, and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.institutions.procedures.properties import PropertyName
from detente.outcomes.notebook import in_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    import altair as alt
    import pandas as pd

    from detente.case.model import CaseFile
    from detente.case.procedures import Procedure
    from detente.institutions.procedures.absence import Absence
    from detente.institutions.procedures.coalitions import Power
    from detente.institutions.procedures.findings import Finding
    from detente.institutions.procedures.properties import Property
    from detente.institutions.procedures.story import Counterexample
    from detente.institutions.procedures.study import Aim

__all__ = ["PROTOCOL", "ProcedureVerdicts"]

PROTOCOL = (
    "In each unit of time one side may make one move, then the other side one; then a timeout that is due"
    " happens, and the clock goes on. At ties whoever would break the property wins: those who are against a"
    " meeting move before the party that wants it, and a party that would close, suspend, end a meeting or"
    " hold up a step moves before all others. A move at the very moment of its deadline is in time."
)


@dataclass(frozen=True, eq=False)
class ProcedureVerdicts:
    """What is decided of one procedure of a case, by going through every situation it can come to.

    ``held_up``: by party and by another, for how many units the other's own steps can be held up by
    convening; None stands for ever. ``situations``: how many situations there are.
    """

    case: CaseFile
    key: str
    name: str
    parties: tuple[str, ...]
    unit: str
    convene_within: int | None
    situations: int
    properties: Mapping[PropertyName, Property]
    powers: Mapping[Aim, Power]
    absences: tuple[Absence, ...]
    held_up: Mapping[str, Mapping[str, int | None]]
    findings: tuple[Finding, ...]
    protocol: str = PROTOCOL
    method: str = "every situation explored, backward induction over the game"
    exactness: str = "exact"

    @property
    def procedure(self) -> Procedure:
        """The procedure as the case has it."""
        return self.case.procedures[self.key]

    @property
    def can_convene_alone(self) -> dict[str, bool]:
        """Whether each party alone can always convene in time."""
        return dict(self.properties[PropertyName.CONVENE].by_party)

    @property
    def can_close_alone(self) -> dict[str, bool]:
        """Whether each party alone can close the channel."""
        return {key: not holds for key, holds in self.properties[PropertyName.CLOSE].by_party.items()}

    @property
    def can_suspend_alone(self) -> dict[str, bool]:
        """Whether each party alone can suspend the channel."""
        return {key: not holds for key, holds in self.properties[PropertyName.SUSPEND].by_party.items()}

    @property
    def absence_blocks(self) -> bool:
        """Whether somebody's absence keeps those who are present from convening."""
        return not self.properties[PropertyName.ABSENCE].holds

    @property
    def veto_by_convening(self) -> dict[str, bool]:
        """Whether each party can hold up a step of another's own by convening."""
        return {key: not holds for key, holds in self.properties[PropertyName.VETO].by_party.items()}

    @property
    def counterexamples(self) -> dict[str, dict[str, Counterexample]]:
        """The counterexamples by property and party."""
        return {
            str(name): dict(one.counterexamples)
            for name, one in self.properties.items()
            if one.counterexamples
        }

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.institutions.procedures.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.institutions.procedures.frames import frames

        return frames(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the procedure, drawn, as an Altair chart named ``states``."""
        from detente.institutions.procedures.charts.state_chart import state_chart

        return {"states": state_chart(self.case, self.key)}

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values."""
        from detente.institutions.procedures.plain import plain

        return plain(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the verdicts in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["verdicts"])
