"""What flips a claim, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.naming import issue_name, joined, option_name
from detente.case.numbers import DECIMALS
from detente.claims.flips.flip import Kind
from detente.outcomes.inputs_said import ground_says, input_says
from detente.outcomes.numbers_said import number_says

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.claims.flips.flip import Change, Flip, Flips, Value

__all__ = ["change_says", "flips_say"]

FEWEST_DIGITS, MOST_DIGITS = 6, 12
"""Significant digits of a value: more where it takes them to tell it from another."""
ALL_DIGITS, DISTANCE_DIGITS = 15, 2


def flips_say(case: CaseFile, flips: Flips) -> str:
    """Return what would flip a verdict, as a sentence without its end.

    ``case``: that in which the claim is tested.
    """
    least = flips.least
    if least is None:
        return _nothing_says(case, flips)
    if len(least.changes) == 1:
        return f"it would flip with one change alone: {_flip_says(case, least)}"
    # Which of all pairs were tried: there may be a nearer one among the others.
    tried = (
        "" if flips.pairs == flips.of_pairs else f" ({flips.pairs:,} of {flips.of_pairs:,} pairs were tried)"
    )
    return f"no single input flips it, but two do together{tried}: {_flip_says(case, least)}"


def _nothing_says(case: CaseFile, flips: Flips) -> str:
    looked = "no single input"
    if flips.of_pairs:
        all_ = flips.pairs == flips.of_pairs
        looked += (
            " and no pair" if all_ else f" and none of the {flips.pairs:,} pairs tried of {flips.of_pairs:,}"
        )
    says = f"{looked} flips it within the ranges given"
    if not flips.all_turns and flips.inputs:
        says += " (of numbers only the middle and the end of each way were tried)"
    if flips.beyond is None:
        return says
    return f"{says}; past its range one would: {_flip_says(case, flips.beyond)}"


def _flip_says(case: CaseFile, flip: Flip) -> str:
    return joined(change_says(case, one) for one in flip.changes)


def change_says(case: CaseFile, change: Change) -> str:
    """Return a change in words: what is another, from what to what, and how far that is."""
    if change.kind is Kind.ABSENCE:
        return f"leaving out {ground_says(case, change.input)}"
    what = input_says(case, change.input)
    if change.kind in {Kind.NUMBER, Kind.POINTS}:
        end = ", past its end" if change.beyond else ""
        far = f"{number_says(change.distance, DISTANCE_DIGITS)} of its range away{end}"
        after, before = _apart(change.after, change.before)
        return f"{what} at {after} instead of {before} ({far})"
    assert isinstance(change.before, tuple)
    assert isinstance(change.after, tuple)
    if change.kind is Kind.ORDER:
        pairs = zip(change.names, change.before, change.after, strict=True)
        moved = [_called(case, change.input, name) for name, before, after in pairs if before != after]
        return f"{what}, with {joined(moved)} in each other's place"
    weights = zip(change.names, change.before, change.after, strict=True)
    listed = [
        "{} {} instead of {}".format(_called(case, change.input, name), *_apart(after, before))
        for name, before, after in weights
        if before != after
    ]
    return f"{what} in other proportions ({'; '.join(listed)})"


def _called(case: CaseFile, path: str, name: str) -> str:
    """Return an option of the issue that a rank order is about, or the issue that is ranked by weight."""
    section, issue, *_ = path.split(".")
    return f"“{option_name(case, issue, name) if section == 'issues' else issue_name(case, name)}”"


def _apart(after: Value | None, before: Value | None) -> tuple[str, str]:
    """Return two numbers as people write them, with as many digits as it takes to tell them apart."""
    assert isinstance(after, Fraction)
    assert isinstance(before, Fraction)
    for digits in range(FEWEST_DIGITS, MOST_DIGITS):
        said = _value(after, digits), _value(before, digits)
        if said[0] != said[1]:
            return said
    return _value(after, MOST_DIGITS), _value(before, MOST_DIGITS)


def _value(value: Fraction, digits: int) -> str:
    """Return a number that a case file can hold as it is, so that whoever writes it there finds the same."""
    return number_says(value, digits if 10**DECIMALS % value.denominator else ALL_DIGITS)
