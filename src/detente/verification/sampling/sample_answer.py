"""The answer to one question about a sample from one population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.outcomes.notebook import in_notebook
from detente.verification.sampling.detection import LARGEST_POPULATION, detection_probability, reaches
from detente.verification.sampling.exact_numbers import exact_number, probability, whole_number
from detente.verification.sampling.iaea import iaea_sample
from detente.verification.sampling.jaech import jaech_sample
from detente.verification.sampling.least import LEVEL, least_sample, least_violations

if TYPE_CHECKING:
    from fractions import Fraction

    import altair as alt
    import pandas as pd

__all__ = ["QUESTIONS", "SampleAnswer", "ask_sample"]

QUESTIONS = ("least sample", "probability", "least violations")
"""What can be asked: each is named by what is looked for."""


@dataclass(frozen=True)
class SampleAnswer:
    """What a sample from one population detects.

    ``question``: one of ``QUESTIONS``. ``violations`` and ``sample``: given, or found; None where none
    reaches the level. ``probability``: of detection with them; where none reaches the level, the greatest
    that can be reached, with all items. ``one_fewer``: with one item fewer in the sample, or, where
    violations were looked for, with one violation fewer; None where there is none. ``needed``: the least
    sample that reaches the level against the violations, if any does. ``iaea``, ``jaech``: what the
    approximations say it is.
    """

    question: str
    population: int
    violations: int | None
    sample: int | None
    level: Fraction
    detection: Fraction
    cost: Fraction | None
    probability: Fraction | float
    one_fewer: Fraction | float | None
    needed: int | None
    iaea: int | None
    jaech: int | None

    @property
    def reached(self) -> bool:
        """Whether the level is reached; decided in whole numbers."""
        if self.sample is None or self.violations is None:
            return False
        return reaches(self.population, self.violations, self.sample, self.detection, self.level)

    @property
    def total_cost(self) -> Fraction | None:
        """What the sample costs, where the cost of an item is given."""
        return None if self.cost is None or self.sample is None else self.cost * self.sample

    @property
    def exactness(self) -> str:
        """Always ``exact``: every comparison with the level is one of whole numbers."""
        return "exact"

    @property
    def method(self) -> str:
        """How the answer was found, in words."""
        return "hypergeometric law, in whole numbers"

    def summary(self) -> list[str]:
        """Return the answer in sentences."""
        from detente.verification.sampling.sample_sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the answer, and the probability of detection by sample, as tables."""
        import pandas as pd

        from detente.verification.sampling.charts.detection_curve import curve

        rows = [{"n": sample, "probability": chance} for sample, chance in curve(self)]
        return {
            "sample": pd.DataFrame([self.to_json()]),
            "detection": pd.DataFrame(rows, columns=["n", "probability"]),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain values, in the documented form."""
        from detente.verification.sampling.plain import plain_sample

        return plain_sample(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the probability of detection by sample as a chart; none where there is nothing to detect."""
        from detente.verification.sampling.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences in a notebook."""
        return in_notebook(self.summary())


def ask_sample(  # noqa: PLR0913 - each is a number of the question, by its name
    population: int,
    *,
    violations: int | None = None,
    sample: int | None = None,
    level: str | float | Fraction = LEVEL,
    detection: str | float | Fraction = 1,
    cost: str | float | Fraction | None = None,
) -> SampleAnswer:
    """Answer one question about a sample from one population.

    With ``violations`` alone: the least sample that reaches the ``level``. With ``sample`` alone: the fewest
    violations that it finds with the level. With both: the probability of detection.

    ``population``, ``violations``, ``sample``: items; ``level``: the probability that is wanted;
    ``detection``: probability that a violation in the sample is found; ``cost``: of one item, in any unit.

    Raises ``ValueError`` for numbers that cannot be.

    >>> ask_sample(1000, violations=10).sample
    258
    >>> ask_sample(1000, sample=258).violations
    10
    >>> ask_sample(1000, violations=10, sample=258).reached
    True
    """
    whole_number(population, "the population", 1, LARGEST_POPULATION)
    wanted, chance = probability(level, "the level"), probability(detection, "the detection probability")
    price = None if cost is None else exact_number(cost)
    if violations is None and sample is None:
        raise ValueError("give the number of violations, or the sample, or both")
    question = QUESTIONS[0] if sample is None else QUESTIONS[2] if violations is None else QUESTIONS[1]
    fewer: Fraction | float | None
    if sample is None:
        found = least_sample(population, violations or 0, wanted, chance)
        sample, reached, fewer = found.number, found.probability, found.one_fewer
    elif violations is None:
        found = least_violations(population, sample, wanted, chance)
        violations, reached, fewer = found.number, found.probability, found.one_fewer
    else:
        reached = detection_probability(population, violations, sample, chance)
        fewer = detection_probability(population, violations, sample - 1, chance) if sample else None
    needed = None if violations is None else least_sample(population, violations, wanted, chance).number
    others = [
        None if violations is None else formula(population, violations, chance, wanted)
        for formula in (iaea_sample, jaech_sample)
    ]
    return SampleAnswer(
        question, population, violations, sample, wanted, chance, price, reached, fewer, needed, *others
    )
