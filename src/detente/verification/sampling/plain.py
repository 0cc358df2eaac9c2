"""Answers about samples as plain values, in the documented form."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.verification.sampling.chances_said import exactly

if TYPE_CHECKING:
    from detente.verification.sampling.sample_answer import SampleAnswer
    from detente.verification.sampling.strata.strata_answer import StrataAnswer
    from detente.verification.sampling.strata.worst_split import Split

__all__ = ["plain_sample", "plain_strata"]


def plain_sample(answer: SampleAnswer) -> dict[str, Any]:
    """Return an answer about one population."""
    return {
        "question": answer.question,
        "population": answer.population,
        "violations": answer.violations,
        "level": _number(answer.level),
        "detection": _number(answer.detection),
        "n": answer.sample,
        "probability": _number(answer.probability),
        "probability_one_fewer": _number(answer.one_fewer),
        "probability_exact": exactly(answer.probability),
        "probability_one_fewer_exact": exactly(answer.one_fewer),
        "reached": answer.reached,
        "needed": answer.needed,
        "iaea": answer.iaea,
        "jaech": answer.jaech,
        "cost": _number(answer.total_cost),
        "method": answer.method,
        "exactness": answer.exactness,
    }


def plain_strata(answer: StrataAnswer) -> dict[str, Any]:
    """Return an answer about strata."""
    found = answer.allocation
    samples = found.samples or (None,) * len(answer.strata)
    return {
        "question": answer.question,
        "population": sum(one.population for one in answer.strata),
        "violations": sum(found.split.violations),
        "level": _number(answer.level),
        "n": None if found.samples is None else sum(found.samples),
        "probability": _detected(found.split),
        "reached": found.samples is not None,
        "strata": [
            {
                "stratum": one.name,
                "population": one.population,
                "detection": _number(one.detection),
                "item_cost": _number(one.cost),
                "violations": violations,
                "n": sample,
                "probability_one_fewer": None if fewer is None else _detected(fewer),
            }
            for one, violations, sample, fewer in zip(
                answer.strata, found.split.violations, samples, found.one_fewer, strict=True
            )
        ],
        "cost": _number(found.cost),
        "cost_lower_bound": _number(found.lower_bound),
        "method": found.method,
        "exactness": found.exactness,
    }


def _detected(split: Split) -> float:
    return (split.of - split.missed) / split.of


def _number(value: Fraction | float | None) -> float | None:
    if value is None:
        return None
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else float(value)
