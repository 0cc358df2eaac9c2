"""Which commitments enforce themselves, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.stability.compliance.commitment_found import NEEDED

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.stability.compliance.commitment_found import CommitmentFound
    from detente.stability.compliance.result import Compliance

__all__ = ["plain"]


def plain(result: Compliance) -> dict[str, Any]:
    """Return what was found as mappings, lists, texts and numbers.

    A number that is not known is None. The threshold is so too where no detection suffices: in the nominal
    case, and then ``none_suffices`` is true, or at one end of the ranges.
    """
    return {
        "package": None if result.package is None else dict(result.package),
        "enforces_itself": result.enforces_itself,
        "exactness": result.exactness,
        "method": result.method,
        "commitments": [_commitment(one) for one in result.commitments],
    }


def _commitment(one: CommitmentFound) -> dict[str, Any]:
    worth = None if one.deterrence is None else one.deterrence.worth
    numbers = {field: _number(one.number(field), one.within(field) or (None, None)) for field in NEEDED}
    return {
        "issue": one.issue,
        "option": one.option,
        "party": one.party,
        **numbers,
        "keeps_gain": one.given.keeps_gain,
        "threshold": _number(one.threshold, one.threshold_within),
        "none_suffices": one.has_threshold and one.threshold is None,
        "breach_is_worth": None if worth is None else float(worth),
        "verdict": str(one.verdict),
        "across": None if one.across is None else str(one.across),
        "missing": list(one.missing),
    }


def _number(
    nominal: Fraction | None, within: tuple[Fraction | None, Fraction | None]
) -> dict[str, float | None]:
    low, high = within
    ends = {"low": low, "nominal": nominal, "high": high}
    return {end: None if value is None else float(value) for end, value in ends.items()}
