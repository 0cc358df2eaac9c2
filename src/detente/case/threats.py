"""A joint assessment of threats: what is assessed, by whom, on which scales, and what they answered."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field

from detente.case.estimates import EstimateText, Quantile
from detente.case.fields import Name, Section, Text, Texts, as_a_whole, one_of
from detente.case.forms import ShortForm
from detente.case.numbers import Points, Probability, WholeNumber, parse_range
from detente.case.written import Day

__all__ = [
    "OBSERVER",
    "SHELF_ROUNDS",
    "Answers",
    "Assessment",
    "Expert",
    "Measure",
    "MeasureScale",
    "Protocol",
    "Question",
    "Round",
    "Stopping",
    "Threat",
]


OBSERVER = "observer"
"""Under SHELF the word for whom all answer together in the last round: a rational impartial observer."""
SHELF_ROUNDS = 2
"""Each answers alone; then all agree on what the observer would believe."""


class Protocol(Enum):
    """How experts are brought to answer."""

    DELPHI = "delphi"
    IDEA = "idea"
    SHELF = "shelf"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


class MeasureScale(Enum):
    """How a number is measured: in equal steps, or in equal factors."""

    LINEAR = "linear"
    LOGARITHMIC = "logarithmic"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


_Protocol = Annotated[Protocol, BeforeValidator(one_of(one.value for one in Protocol))]
_Scale = Annotated[MeasureScale, BeforeValidator(one_of(one.value for one in MeasureScale))]


class Threat(Section):
    """Something that may harm one or all of them."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="The threat in words: what would count as it.")


class Expert(Section):
    """Somebody who answers, for one of the sides."""

    of: Name = Field(description="The side: a party, a bloc or a camp.")
    name: Text | None = Field(None, description="Name shown to the analyst; other experts never see it.")


class Measure(Section):
    """A scale on which every threat is judged."""

    unit: Text | None = Field(None, description="The unit, in words.")
    least: Points = Field(default_factory=lambda: parse_range(0), description="The least there can be.")
    most: Points = Field(default_factory=lambda: parse_range(1), description="The most there can be.")
    bands: tuple[Points, ...] = Field(
        (), description="Where one band of a risk matrix ends and the next begins, from below."
    )
    names: Texts = Field((), description="What the bands are called; one more than there are borders.")

    @as_a_whole
    def _in_order(self) -> None:
        ends = (self.least, *self.bands, self.most)
        if any(not end.certain for end in ends):
            raise ValueError("the ends and the borders of a scale are single numbers")
        if any(after.low <= before.low for before, after in pairwise(ends)):
            raise ValueError("a scale rises: 'least', then the borders of the 'bands', then 'most'")
        if self.names and len(self.names) != len(self.bands) + 1:
            raise ValueError(f"{len(self.bands)} borders make {len(self.bands) + 1} bands: name each of them")


class Question(Section):
    """A question with a known answer, by which it is seen how well experts judge."""

    says: Text = Field(description="The question in words.")
    unit: Text | None = Field(None, description="The unit of the answer.")
    scale: _Scale = Field(
        MeasureScale.LINEAR,
        description="`linear`, or `logarithmic` where answers differ by factors; those are above 0.",
    )
    answer: Points | None = Field(None, description="The answer, once it is known.")

    @as_a_whole
    def _one_answer(self) -> None:
        if self.answer is not None and not self.answer.certain:
            raise ValueError("the known answer is one number, not a range")
        if self.scale is MeasureScale.LOGARITHMIC and self.answer is not None and self.answer.low <= 0:
            raise ValueError("on a logarithmic scale the answer is above 0")


class Answers(Section):
    """What one expert answered in one round, as quantiles."""

    likelihood: dict[Name, EstimateText] = Field(
        default_factory=dict, description="How likely each threat is, as `{piracy: [0.1, 0.2, 0.4]}`."
    )
    impact: dict[Name, EstimateText] = Field(
        default_factory=dict, description="How much harm each threat would do, on the scale of `impact`."
    )
    questions: dict[Name, EstimateText] = Field(
        default_factory=dict, description="Answers to the questions whose answers are known."
    )
    reasons: dict[Name, Text] = Field(
        default_factory=dict, description="Why, threat by threat; others read it without a name."
    )


class Round(Section):
    """A round of answers."""

    round: WholeNumber = Field(description="Number of the round, from 1 on.")
    held: Day | None = Field(None, description="When it was closed.")
    answers: dict[Name, Answers] = Field(
        default_factory=dict,
        description="Answers, by expert; in round 2 of `shelf` those of the `observer`.",
    )


class Stopping(Section):
    """When rounds end."""

    rounds: WholeNumber = Field(3, description="The most rounds there are.")
    moved: Probability = Field(
        default_factory=lambda: parse_range(Fraction(1, 20)),
        description="It ends once medians move by no more than this share of the scale.",
    )

    @as_a_whole
    def _some(self) -> None:
        if self.rounds < 1:
            raise ValueError("there is one round at least")
        if not self.moved.certain:
            raise ValueError("'moved' is one number, not a range")


def _threat(value: object) -> object:
    return {} if value is None else value


_QUANTILES = (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20))


class Assessment(Section):
    """A joint assessment of threats by experts of every side."""

    says: Text | None = Field(None, description="The assessment in words.")
    within: Text | None = Field(
        None, description="The time to which likelihoods refer, such as `the five years from 2010`."
    )
    protocol: _Protocol = Field(
        Protocol.DELPHI,
        description="`delphi` (rounds with anonymous feedback), `idea` (answer, discuss, answer again), or"
        " `shelf` (each answers alone; then all agree on what an impartial observer would believe, whose"
        " answers stand in round 2 under `observer`).",
    )
    stopping: Stopping = Field(default_factory=Stopping, description="When rounds end.")
    quantiles: tuple[Quantile, ...] = Field(
        _QUANTILES, min_length=1, description="The quantiles that experts are asked for."
    )
    likelihood: Measure = Field(
        default_factory=Measure, description="The scale of likelihoods; from 0 to 1 where not given."
    )
    impact: Measure = Field(
        default_factory=lambda: Measure(most=parse_range(100)),
        description="The scale of harm; from 0 to 100 where not given.",
    )
    listed: dict[Name, Annotated[Threat, ShortForm(_threat, {"type": "null"})]] = Field(
        alias="list", min_length=1, description="The threats, by short name."
    )
    experts: dict[Name, Expert] = Field(default_factory=dict, description="Who answers, by short name.")
    questions: dict[Name, Question] = Field(
        default_factory=dict, description="Questions with known answers, by short name."
    )
    rounds: tuple[Round, ...] = Field((), description="Rounds of answers, the first one first.")

    @as_a_whole
    def _in_order(self) -> None:
        if any(after <= before for before, after in pairwise(self.quantiles)):
            raise ValueError("the quantiles that are asked for rise, such as [0.05, 0.5, 0.95]")
        numbers = [one.round for one in self.rounds]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("rounds are numbered from 1 on, in their order")
        if self.likelihood.least.low < 0 or self.likelihood.most.low > 1:
            raise ValueError("a likelihood is a probability: its scale lies within 0 and 1")
        if self.protocol is Protocol.SHELF and len(numbers) > SHELF_ROUNDS:
            raise ValueError("'shelf' has two rounds: answers given alone, then those of the observer")

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides whose experts are asked."""
        return tuple(dict.fromkeys(expert.of for expert in self.experts.values()))

    @property
    def closed(self) -> int:
        """How many rounds are closed: the last one once it says when it was ``held``, earlier ones always."""
        return len(self.rounds) - (1 if self.rounds and self.rounds[-1].held is None else 0)

    def is_observer(self, who: str) -> bool:
        """Return whether this is the impartial observer of SHELF, and no expert."""
        return who == OBSERVER and self.protocol is Protocol.SHELF

    def answering(self, number: int) -> tuple[str, ...]:
        """Return who answers in a round: the experts; in the second one of SHELF the observer."""
        if self.protocol is Protocol.SHELF and number >= SHELF_ROUNDS:
            return (OBSERVER,)
        return tuple(self.experts)
