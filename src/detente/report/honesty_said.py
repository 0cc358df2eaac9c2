"""How far the verdicts can be trusted, in words: judgement, pedigree, research, and the seven questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.counts_said import counted
from detente.report.honesty_figures import honesty_figures
from detente.report.pictures import charts_unchecked
from detente.report.tables import Table

if TYPE_CHECKING:
    from detente.claims.audit import Answered
    from detente.claims.result import ClaimResult, Claims
    from detente.report.pictures import Picture

__all__ = ["HonestySaid", "honesty_said"]


@dataclass(frozen=True)
class HonestySaid:
    """The section on how far to trust the page: what it says first, pictures, a table, seven answers.

    ``head`` and ``rules`` stand above the answers.
    """

    says: tuple[str, ...]
    pictures: tuple[Picture, ...]
    resting: Table
    questions: tuple[Answered, ...]
    head: str = "Seven questions to this case"
    rules: str = "The rules of sensitivity auditing, answered as far as they can be from what was computed."


def honesty_said(claims: Claims) -> HonestySaid | None:
    """Return the section; None where no claim is tested."""
    if not any(one.tested for one in claims.claims):
        return None
    with charts_unchecked():
        pictures = tuple(honesty_figures(claims))
    return HonestySaid(tuple(_first(claims)), pictures, _resting(claims), claims.audit.questions)


def _first(claims: Claims) -> list[str]:
    audit = claims.audit
    wholly = [one.claim for one in audit.resting if one.wholly]
    weak = sum(one.weak for one in audit.diagnosed)
    rest = "rests" if weak == 1 else "rest"
    said = [f"Claims turn on {counted(len(audit.diagnosed), 'input')}; {weak} of these {rest} on judgement."]
    if wholly:
        said.append(
            f"All that suffices for {len(wholly)} of {counted(len(audit.resting), 'verdict')} rests on"
            " judgement: such a verdict is an example of what would follow, and no evidence."
        )
    if not claims.draws:
        said.append("Which inputs decide, and what to find out first, is told over draws (--draws 1000).")
    open_ = sum(one.open for one in audit.questions)
    leave = "leaves" if open_ <= 1 else "leave"
    count = {0: "None", len(audit.questions): "All"}.get(open_, f"{open_}")
    said.append(f"{count} of the seven questions below {leave} something to be done.")
    return said


def _resting(claims: Claims) -> Table:
    results = {one.claim.id: one for one in claims.claims}
    rows = tuple(
        (
            one.claim,
            str(results[one.claim].verdict),
            results[one.claim].standing,
            str(one.inputs),
            f"{one.on_judgement / one.inputs:.0%}" if one.inputs else "–",
            _decided(results[one.claim]),
        )
        for one in claims.audit.resting
    )
    columns = (
        "Claim",
        "Verdict",
        "Standing",
        "Inputs that suffice",
        "On judgement",
        "Decided by single inputs",
    )
    return Table("How far each verdict rests on judgement", columns, rows, frozenset({3, 4, 5}))


def _decided(one: ClaimResult) -> str:
    return "–" if one.effects is None else f"{one.effects.together:.0%}"
