"""The probability of detection by sample, at as many places as a chart needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.verification.sampling.detection import detection_probability

if TYPE_CHECKING:
    from detente.verification.sampling.sample_answer import SampleAnswer

__all__ = ["around", "curve", "marked"]

PLACES = 100
"""Places of the curve."""
BESIDE = 4
"""Samples shown before the first that is marked, and after the last."""


def marked(answer: SampleAnswer) -> list[tuple[str, int]]:
    """Return the samples that are marked, each with what it is.

    >>> from detente.verification.sampling.sample_answer import ask_sample
    >>> marked(ask_sample(1000, violations=10))
    [('one fewer', 257), ('least', 258), ('IAEA', 259)]
    """
    found = []
    if answer.needed:
        found += [("one fewer", answer.needed - 1), ("least", answer.needed)]
    if answer.sample is not None and answer.sample not in {answer.needed, (answer.needed or 0) - 1}:
        found.append(("given", answer.sample))
    if answer.iaea and answer.needed:
        found.append(("IAEA", answer.iaea))
    return found


def curve(answer: SampleAnswer) -> list[tuple[int, float]]:
    """Return samples from none to well beyond those that are marked, each with its probability.

    >>> from detente.verification.sampling.sample_answer import ask_sample
    >>> curve(ask_sample(4, violations=1))
    [(0, 0.0), (1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0)]
    """
    ends = [sample for _, sample in marked(answer)]
    last = min(answer.population, max(ends) * 3 // 2 + 2) if ends else answer.population
    steps = min(last, PLACES)
    samples = sorted({last * place // steps for place in range(steps + 1)} | {n for n in ends if n <= last})
    return _chances(answer, samples)


def around(answer: SampleAnswer) -> list[tuple[int, float]]:
    """Return the samples about the least one that reaches the level, each with its probability.

    >>> from detente.verification.sampling.sample_answer import ask_sample
    >>> [sample for sample, _ in around(ask_sample(1000, violations=10))]
    [253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263]
    """
    if not answer.needed:
        return []
    iaea = answer.iaea if answer.iaea is not None and answer.iaea - answer.needed <= BESIDE else answer.needed
    first, last = max(0, answer.needed - 1 - BESIDE), min(answer.population, iaea + BESIDE)
    return _chances(answer, list(range(first, last + 1)))


def _chances(answer: SampleAnswer, samples: list[int]) -> list[tuple[int, float]]:
    violations = answer.violations or 0
    return [
        (sample, float(detection_probability(answer.population, violations, sample, answer.detection)))
        for sample in samples
    ]
