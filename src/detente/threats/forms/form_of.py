"""The empty form of one expert for the round that is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.problems import CaseError
from detente.case.references.answers import out_of_turn
from detente.threats.forms.csv_form import csv_form
from detente.threats.forms.excel_form import write_excel_form
from detente.threats.forms.yaml_form import yaml_form
from detente.threats.progress import progress_of

if TYPE_CHECKING:
    from pathlib import Path

    from detente.case.case import Case
    from detente.case.threats import Assessment

__all__ = ["BlankForm", "form_of"]


@dataclass(frozen=True)
class BlankForm:
    """What an expert is to answer in a round of a case."""

    case: Case
    assessment: Assessment
    expert: str
    round: int

    def yaml(self) -> str:
        """Return it as YAML."""
        return yaml_form(self.case, self.assessment, self.expert, self.round)

    def csv(self) -> str:
        """Return it as a table in CSV."""
        return csv_form(self.case, self.assessment, self.expert, self.round)

    def write_excel(self, path: Path) -> None:
        """Write it as an Excel file.

        Raises ``CaseError`` where Excel files cannot be written here.
        """
        write_excel_form(path, self.case, self.assessment, self.expert, self.round)


def form_of(case: Case, expert: str) -> BlankForm:
    """Return the form of an expert for the round that is open.

    Raises ``CaseError`` where the case assesses no threats or does not know the expert, where rounds have
    ended or it is not this expert's turn, and where the expert has answered in this round already.
    """
    assessment = case.threats
    if assessment is None:
        raise CaseError.of("the case has no section 'threats', so that nobody is asked anything")
    if expert not in assessment.experts and not assessment.is_observer(expert):
        raise CaseError.unknown("expert", expert, assessment.experts)
    progress = progress_of(assessment)
    if progress.open is None:
        raise CaseError.of(f"round {progress.closed} was the last one: {progress.why}")
    number = progress.open
    if said := out_of_turn(assessment, expert, number):
        raise CaseError.of(said)
    if any(one.round == number and expert in one.answers for one in assessment.rounds):
        raise CaseError.of(f"{expert} has answered in round {number} already")
    return BlankForm(case, assessment, expert, number)
