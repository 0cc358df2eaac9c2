"""The pedigree of an input: how strong what it rests on is, from nothing said to a document.

A single column of a pedigree matrix: the basis that the case gives. Source: S. O. Funtowicz and J. R. Ravetz,
"Uncertainty and Quality in Science for Policy" (1990); J. P. van der Sluijs and others, "Combining
quantitative and qualitative measures of uncertainty in model-based environmental assessment: the NUSAP
system", Risk Analysis 25 (2005).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.arguments import Basis
from detente.case.grounds import basis_of
from detente.case.places import line_of

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["BY_DEFAULT", "SCORES", "basis_said", "score_of"]

SCORES = {Basis.DOCUMENT: 4, Basis.DATA: 3, Basis.EXPERT: 2, Basis.JUDGEMENT: 1}
"""From 1 to 4; what the case leaves unsaid altogether has none."""
BY_DEFAULT = "the default of every case"
"""The basis of what a case leaves unsaid, such as that nobody signs what is worse for them than today."""


def basis_said(case: Case, path: str, tested: Case | None = None) -> str:
    """Return what an input rests on in a word, where the case writes it, or else the variant it is tested in.

    What no evidence covers rests on the default that the case names.
    """
    known = case if tested is None or line_of(case, path) is not None else tested
    if line_of(known, path) is None:
        return BY_DEFAULT
    return str(basis_of(known, path) or known.defaults.basis)


def score_of(basis: str) -> int | None:
    """Return the pedigree of a basis by its word; None for the default of every case.

    >>> score_of("document"), score_of("judgement"), score_of(BY_DEFAULT)
    (4, 1, None)
    """
    return next((score for one, score in SCORES.items() if str(one) == basis), None)
