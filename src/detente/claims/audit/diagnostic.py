"""The diagnostic diagram of NUSAP: each input by its influence on the claims and by its pedigree.

What is both influential and weak is where a verdict is in danger. Source: J. P. van der Sluijs and others,
"Combining quantitative and qualitative measures of uncertainty in model-based environmental assessment: the
NUSAP system", Risk Analysis 25 (2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.claims.audit.origins import origin_of
from detente.claims.audit.pedigree import basis_said, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.claims.result import ClaimResult, Claims

__all__ = ["DANGER", "Diagnosed", "diagnosed"]

DANGER = 1
"""Pedigrees up to this are weak."""


@dataclass(frozen=True)
class Diagnosed:
    """One input: on what it rests, and the claims that turn on it.

    A claim turns on an input that belongs to the set that suffices for its verdict, or that decides over the
    draws. ``influence``: the share of the claims tested that do. ``case`` is where the input stands, which
    may be a variant.
    """

    input: str
    case: Case
    basis: str
    claims: tuple[str, ...]
    influence: float

    @property
    def pedigree(self) -> int | None:
        """From 1, judgement, to 4, a document; None for what a case leaves unsaid."""
        return score_of(self.basis)

    @property
    def weak(self) -> bool:
        """Whether a claim turns on what is not known better than by judgement."""
        return self.pedigree is not None and self.pedigree <= DANGER


def diagnosed(claims: Claims) -> tuple[Diagnosed, ...]:
    """Return the inputs on which any claim turns, the most influential first, and of these the weakest."""
    tested = [one for one in claims.claims if one.tested]
    turning: dict[str, list[ClaimResult]] = {}
    for one in tested:
        for path in dict.fromkeys(_turns_on(one)):
            turning.setdefault(path, []).append(one)
    found = [
        Diagnosed(
            path,
            some[0].tested_in,
            basis_said(claims.case, path, some[0].tested_in),
            tuple(one.claim.id for one in some),
            len(some) / len(tested),
        )
        for path, some in turning.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.influence, one.pedigree or 0)))


def _turns_on(one: ClaimResult) -> Iterator[str]:
    if one.sufficient is not None:
        yield from (*one.sufficient.inputs, *one.sufficient.instead)
    if one.effects is not None:
        yield from (origin_of(one.tested_in, each.input) for each in one.effects.named)
