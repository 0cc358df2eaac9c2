"""Which commitments enforce themselves, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, issue_name, joined, option_name, within
from detente.outcomes.chance_said import chance
from detente.outcomes.naming import name_of
from detente.stability.compliance.commitment_found import NEEDED, Across, Verdict

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.stability.compliance.commitment_found import CommitmentFound
    from detente.stability.compliance.result import Compliance

__all__ = ["commitment_says", "counts_say", "keeps_says", "sentences"]

NONE_SUFFICES = "No detection suffices: the gain is kept, and the penalty costs less."


def sentences(result: Compliance) -> list[str]:
    """Return how many commitments enforce themselves, and then what becomes of each."""
    return [counts_say(result), *map(commitment_says, result.commitments)]


def counts_say(result: Compliance) -> str:
    """Return how many commitments enforce themselves."""
    if not result.commitments:
        what = "what is agreed" if result.package is None else "what the package changes"
        return f"Nobody is named who could later breach {what}."
    kept, breached, untold = (len(result.of(verdict)) for verdict in Verdict)
    number = len(result.commitments)
    if number == 1:
        one = "enforces itself" if kept else "does not enforce itself" if breached else "cannot be judged"
        return f"The one commitment {one}."
    if kept == number:
        return f"{'Both' if number == 2 else f'All {number}'} commitments enforce themselves."  # noqa: PLR2004 - a pair
    counts = f"{kept or 'none'} {'enforces itself' if kept == 1 else 'enforce themselves'}"
    counts += f", {breached or 'none'} {'does' if breached == 1 else 'do'} not"
    counts += f", and {untold} cannot be judged" if untold else ""
    return f"Of {number} commitments {counts}."


def commitment_says(found: CommitmentFound) -> str:
    """Return whether a party keeps what is agreed, and from which probability of detection on it would."""
    party, what = _party(found), _what(found)
    detection = found.number("detection")
    if found.verdict is Verdict.UNTOLD or detection is None:
        verb = "is" if len(found.missing) == 1 else "are"
        needed = f" {_needed(found)}" if found.has_threshold else ""
        return (
            f"Whether {party} keeps {what} cannot be judged: its {joined(found.missing)} {verb} not given."
            f"{needed}"
        )
    noticed = f"a breach is noticed with {chance(detection)}{_ranges(found.within('detection'))}"
    does = (
        keeps_says(found)
        if found.verdict is Verdict.KEPT
        else f"{capitalised(party)} gains by breaching {what}"
    )
    return f"{does}: {noticed}. {_needed(found)}{_across(found)}"


def keeps_says(found: CommitmentFound) -> str:
    """Return that a party keeps what is agreed by itself, without a full stop."""
    return f"{capitalised(_party(found))} keeps {_what(found)} by itself"


def _party(found: CommitmentFound) -> str:
    return within(name_of(found.certain.case, found.party))


def _what(found: CommitmentFound) -> str:
    case, issue, option = found.certain.case, found.issue, found.option
    if option is None:
        return f"what is agreed on “{issue_name(case, issue)}”"
    return f"“{issue_name(case, issue)}: {option_name(case, issue, option)}”"


def _needed(found: CommitmentFound) -> str:
    """Return from which probability of detection on a breach does not pay."""
    needed, (low, high) = found.threshold, found.threshold_within
    if low is None:
        return NONE_SUFFICES
    if needed is None:
        return f"{NONE_SUFFICES} At the best end of the ranges given, {chance(low)} would."
    if high == 0:
        return "A breach brings nothing, and so never pays."
    most = "beyond any detection" if high is None else chance(high)
    ranges = "" if low == high else f" ({chance(low)} to {most} over the ranges given)"
    return f"From {chance(needed)} on{ranges} it would not pay."


def _across(found: CommitmentFound) -> str:
    """Return whether the verdict is the same over the ranges given, where there are any."""
    if found.across is Across.SOMETIMES:
        return " Over some of the ranges given the answer is the other one."
    ranges = [ends for ends in map(found.within, NEEDED) if ends is not None]
    return " So it is over all of the ranges given." if any(low < high for low, high in ranges) else ""


def _ranges(ends: tuple[Fraction, Fraction] | None) -> str:
    if ends is None or ends[0] == ends[1]:
        return ""
    return f" ({chance(ends[0])} to {chance(ends[1])} over the ranges given)"
