"""What is said about samples from several strata."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.verification.sampling.chances_said import chance_says, counted, number_says, share_says

if TYPE_CHECKING:
    from detente.verification.sampling.strata.strata_answer import StrataAnswer
    from detente.verification.sampling.strata.worst_split import Split

__all__ = ["sentences"]


def sentences(answer: StrataAnswer) -> list[str]:
    """Return the samples, the violations that they must withstand, the proof, and what it assumes."""
    found, level = answer.allocation, share_says(answer.level)
    violations = sum(found.split.violations)
    if found.samples is None:
        if not violations:
            return ["There is nothing to detect: no item violates, whatever samples are drawn."]
        most = _detected(answer, found.split)
        return [f"No samples reach {level}: even looking at all items detects a violation with {most} only."]
    if not sum(found.samples):
        return [f"No item needs to be looked at: a level of {level} asks for nothing."]
    return [
        _samples(answer),
        _withstands(answer, violations),
        _proof(answer, level),
        _assumes(answer),
    ]


def _samples(answer: StrataAnswer) -> str:
    samples, cost = answer.allocation.samples or (), answer.allocation.cost or Fraction(0)
    each = ", ".join(
        f"{one.name} {sample:,} of {one.population:,}"
        for one, sample in zip(answer.strata, samples, strict=True)
    )
    items = counted(sum(one.population for one in answer.strata), "item", "items")
    price = "" if all(one.cost == 1 for one in answer.strata) else f", at a cost of {number_says(cost)}"
    return f"Look at {sum(samples):,} of {items}{price}: {each}."


def _withstands(answer: StrataAnswer, violations: int) -> str:
    split = answer.allocation.split
    each = ", ".join(
        f"{one.name} {count:,}" for one, count in zip(answer.strata, split.violations, strict=True) if count
    )
    if answer.total is None:
        return f"The given violations ({each}) are detected with a probability of {_detected(answer, split)}."
    chance = _detected(answer, split, down=True)
    spread = "1 violation is" if violations == 1 else f"{violations:,} violations are"
    return f"Wherever {spread} put, the probability of detection is at least {chance}; that is where: {each}."


def _proof(answer: StrataAnswer, level: str) -> str:
    found = answer.allocation
    said = (
        f"With one item fewer, in any stratum, {level} is not reached; this was rechecked in whole numbers."
    )
    if found.exactness == "exact":
        return f"{said} No cheaper samples reach it ({found.method})."
    bound = number_says(found.lower_bound or Fraction(0))
    return f"{said} It is not proved that nothing is cheaper: bounded, at least {bound} must be spent."


def _assumes(answer: StrataAnswer) -> str:
    said = "Assumed: in each stratum the sample is drawn at random, and nobody knows it beforehand"
    if all(one.detection == 1 for one in answer.strata):
        return f"{said}; a violation that is looked at is always detected."
    return (
        f"{said}; a violation that is looked at is detected with its stratum's probability, each by itself."
    )


def _detected(answer: StrataAnswer, split: Split, *, down: bool = False) -> str:
    above = answer.allocation.samples is not None
    return chance_says(Fraction(split.of - split.missed, split.of), answer.level, above=above, down=down)
