"""How much of each verdict rests on judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.arguments import Basis
from detente.claims.audit.origins import origin_of
from detente.claims.audit.pedigree import basis_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.claims.result import ClaimResult, Claims

__all__ = ["Resting", "resting_of"]


@dataclass(frozen=True)
class Resting:
    """How many of the inputs that suffice for a verdict rest on judgement.

    ``strength`` is the part of its being decided over the draws that inputs named do, and ``judged`` that
    part of it that inputs on judgement do; both are None where no draws tell.
    """

    claim: str
    inputs: int
    on_judgement: int
    strength: float | None
    judged: float | None

    @property
    def wholly(self) -> bool:
        """Whether all that suffices for it rests on judgement, so that the verdict is an example."""
        return bool(self.inputs) and self.on_judgement == self.inputs


def resting_of(claims: Claims) -> Iterator[Resting]:
    """Yield for each claim whose grounds were looked for how far it rests on judgement."""
    for one in claims.claims:
        if one.sufficient is not None:
            yield _resting(claims, one)


def _resting(claims: Claims, one: ClaimResult) -> Resting:
    inputs = () if one.sufficient is None else one.sufficient.inputs
    named = () if one.effects is None else one.effects.named
    strengths = [
        (each.strength, _on_judgement(claims, one, origin_of(one.tested_in, each.input))) for each in named
    ]
    return Resting(
        claim=one.claim.id,
        inputs=len(inputs),
        on_judgement=sum(_on_judgement(claims, one, path) for path in inputs),
        strength=sum(strength for strength, _ in strengths) if strengths else None,
        judged=sum(strength for strength, judged in strengths if judged) if strengths else None,
    )


def _on_judgement(claims: Claims, one: ClaimResult, path: str) -> bool:
    return basis_said(claims.case, path, one.tested_in) == str(Basis.JUDGEMENT)
