"""What is said about a sample from one population."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.sampling.chances_said import chance_says, counted, number_says, share_says

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.verification.sampling.sample_answer import SampleAnswer

__all__ = ["sentences"]


_COMPARED = "both were compared with the level in whole numbers"


def sentences(answer: SampleAnswer) -> list[str]:
    """Return the answer, its proof, what approximations say, and what all of it assumes."""
    said = {"least sample": _least_sample, "probability": _probability, "least violations": _violations}
    return [*said[answer.question](answer), *_approximations(answer), *_cost(answer), _assumes(answer)]


def _least_sample(answer: SampleAnswer) -> list[str]:
    level, violations = _level(answer), answer.violations or 0
    items = counted(answer.population, "item", "items")
    if answer.sample is None:
        if not violations:
            return [f"There is nothing to detect: none of the {items} violates, whatever sample is drawn."]
        most = f"{_of(violations)} with {_chance(answer, answer.probability, above=False)} only"
        return [f"No sample reaches {level}: even looking at all {items} detects {most}."]
    if not answer.sample:
        return [f"No item needs to be looked at: a level of {level} asks for nothing."]
    head = (
        f"Look at {answer.sample:,} of {items}: if {_violate(violations)}, this sample detects"
        f" {_one_of(violations)} with a probability of {_chance(answer, answer.probability)}."
    )
    if answer.sample == 1:
        return [head, f"Less than that detects nothing, so 1 is the least sample that reaches {level}."]
    fewer = _chance(answer, answer.one_fewer, above=False)
    verb = "is" if answer.sample == 2 else "are"  # noqa: PLR2004 - one fewer than two is one
    proof = f"{answer.sample - 1:,} {verb} not enough ({fewer}), so {answer.sample:,} is the least sample"
    return [head, f"{proof} that reaches {level}; {_COMPARED}."]


def _probability(answer: SampleAnswer) -> list[str]:
    level, violations, sample = _level(answer), answer.violations or 0, answer.sample or 0
    if not violations:
        return [
            f"There is nothing to detect: none of {counted(answer.population, 'item', 'items')} violates."
        ]
    chance = _chance(answer, answer.probability, above=answer.reached)
    head = (
        f"If {_violate(violations)}, a sample of {sample:,} of {counted(answer.population, 'item', 'items')}"
        f" detects {_one_of(violations)} with a probability of {chance}."
    )
    if answer.needed is None:
        return [head, f"No sample reaches {level}."]
    verdict = "That reaches" if answer.reached else "That does not reach"
    return [head, f"{verdict} {level}, for which at least {answer.needed:,} must be looked at."]


def _violations(answer: SampleAnswer) -> list[str]:
    level, sample = _level(answer), answer.sample or 0
    drawn = f"a sample of {sample:,} of {counted(answer.population, 'item', 'items')}"
    if answer.violations is None:
        most = _chance(answer, answer.probability, above=False)
        if not sample:
            return ["A sample of no item detects nothing, however many items violate."]
        return [
            f"No number of violations is detected with {level} by {drawn}: even if all violate, {most} only."
        ]
    if not answer.violations:
        return [f"A level of {level} asks for nothing."]
    head = (
        f"With {level}, {drawn} detects a violation if at least {_violate(answer.violations)}"
        f" ({_chance(answer, answer.probability)})."
    )
    if answer.one_fewer is None or answer.violations == 1:
        return [head, "A single violation is enough."]
    fewer = _chance(answer, answer.one_fewer, above=False)
    hidden = f"{answer.violations - 1:,} can stay hidden: detection is then {fewer} only"
    return [head, f"{hidden}; {_COMPARED}."]


def _approximations(answer: SampleAnswer) -> list[str]:
    if not answer.needed or answer.question == "least violations":
        return []
    iaea = "finds no sample that is enough" if answer.iaea is None else f"asks for {answer.iaea:,}"
    said = f"For comparison: the approximation in use at the IAEA {iaea}"
    if answer.jaech is not None:
        said += f", Jaech's improved formula for {answer.jaech:,}"
    return [f"{said}; the exact least sample is {answer.needed:,}."]


def _cost(answer: SampleAnswer) -> list[str]:
    if answer.cost is None or answer.total_cost is None:
        return []
    return [f"At {number_says(answer.cost)} an item the sample costs {number_says(answer.total_cost)}."]


def _assumes(answer: SampleAnswer) -> str:
    drawn = "Assumed: the sample is drawn at random, and nobody knows it beforehand"
    if answer.detection == 1:
        return f"{drawn}; a violation that is looked at is always detected."
    found = share_says(answer.detection)
    return f"{drawn}; a violation that is looked at is detected with {found}, each by itself."


def _level(answer: SampleAnswer) -> str:
    return share_says(answer.level)


def _chance(answer: SampleAnswer, chance: Fraction | float | None, *, above: bool = True) -> str:
    assert chance is not None
    return chance_says(chance, answer.level, above=above)


def _violate(number: int) -> str:
    return "1 item violates" if number == 1 else f"{number:,} items violate"


def _one_of(number: int) -> str:
    return "it" if number == 1 else "at least one of them"


def _of(number: int) -> str:
    return "the one violation" if number == 1 else f"at least one of {number:,} violations"
