"""What experts have answered in the end: to each thing that is asked the last answer of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.threats import OBSERVER, MeasureScale
from detente.threats.pools import Assessment, Question, Scale, Study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case import threats as written

__all__ = ["Answered", "Item", "answered"]

Item = tuple[str, str]
"""What is asked: ``likelihood`` or ``impact`` and a threat, or ``questions`` and a question."""
FIELDS = ("likelihood", "impact", "questions")


@dataclass(frozen=True)
class Answered:
    """The last answer of each expert to each item, and the side of each expert.

    ``answers``: by expert, those who answered something, in the order of the case. ``rounds``: how many
    rounds have answers of experts. ``observer``: under SHELF, what all agreed that an impartial observer
    would believe. ``given_in``: the place of the round of each of these answers, the observer's among them.
    """

    asked: written.Assessment
    answers: Mapping[str, Mapping[Item, Assessment]]
    rounds: int
    observer: Mapping[Item, Assessment]
    given_in: Mapping[str, Mapping[Item, int]]

    @property
    def sides(self) -> dict[str, str]:
        """The side of each expert who answered."""
        return {expert: self.asked.experts[expert].of for expert in self.answers}

    @property
    def seeds(self) -> tuple[str, ...]:
        """The questions with known answers that somebody answered."""
        return tuple(
            key
            for key, question in self.asked.questions.items()
            if question.answer is not None
            and any(("questions", key) in given for given in self.answers.values())
        )

    @property
    def surprises(self) -> tuple[str, ...]:
        """The questions whose known answers lie beyond everything that anybody gave."""
        found = []
        for key in self.seeds:
            answer = self.asked.questions[key].answer
            given = [
                one["questions", key].values for one in self.answers.values() if ("questions", key) in one
            ]
            low, high = min(values[0] for values in given), max(values[-1] for values in given)
            if answer is not None and not low <= float(answer.low) <= high:
                found.append(key)
        return tuple(found)

    def study(self) -> Study | None:
        """Return all of it as a study; None where nobody answered anything that tells something."""
        if not self.answers:
            return None
        names = {name(item) for given in self.answers.values() for item in given if self._tells(item)}
        given = {
            expert: {name(item): answer for item, answer in answers.items() if name(item) in names}
            for expert, answers in self.answers.items()
        }
        kept = {expert: answers for expert, answers in given.items() if answers}
        if not kept:
            return None
        return Study({key: self._question(key) for key in self._items if key in names}, kept)

    def _tells(self, item: Item) -> bool:
        """Tell whether answers to an item have a range: those to a question may all be the same value."""
        return item[0] != "questions" or len(self._said(item[1])) > 1

    def _said(self, question: str) -> set[float]:
        """Return all that was said in answer to a question, and the answer if it is known."""
        known = self.asked.questions[question].answer
        item = ("questions", question)
        said = {value for given in self.answers.values() if item in given for value in given[item].values}
        return said if known is None else said | {float(known.low)}

    @property
    def _items(self) -> list[str]:
        threats = [name((field, key)) for field in FIELDS[:2] for key in self.asked.listed]
        return [*threats, *(name(("questions", key)) for key in self.asked.questions)]

    def _question(self, key: str) -> Question:
        field, _, rest = key.partition(".")
        if field != "questions":
            measure = getattr(self.asked, field)
            return Question(ends=(float(measure.least.low), float(measure.most.low)))
        question = self.asked.questions[rest]
        scale = Scale.LOGARITHMIC if question.scale is MeasureScale.LOGARITHMIC else Scale.UNIFORM
        answer = None if question.answer is None else float(question.answer.low)
        said = self._said(rest)
        return Question(scale, answer, ends=(min(said), max(said)))


def name(item: Item) -> str:
    """Return an item as a single word, by which a study knows it."""
    return ".".join(item)


def answered(asked: written.Assessment, until: int | None = None) -> Answered:
    """Return the last answers: who leaves a line empty in a round stands by the answer given before.

    ``until``: the last round that counts; all of them where none is given.

    >>> from detente.case.threats import Assessment
    >>> rounds = [{"round": 1, "answers": {"a": {"likelihood": {"piracy": [0.1, 0.2, 0.3]}}}}]
    >>> mapping = {"list": {"piracy": {}}, "experts": {"a": {"of": "north"}}, "rounds": rounds}
    >>> answered(Assessment.model_validate(mapping)).answers["a"]["likelihood", "piracy"].values
    (0.1, 0.2, 0.3)
    """
    found: dict[str, dict[Item, Assessment]] = {one: {} for one in (*asked.experts, OBSERVER)}
    given_in: dict[str, dict[Item, int]] = {one: {} for one in found}
    rounds = asked.rounds[:until]
    for place, one in enumerate(rounds):
        for expert, answers in one.answers.items():
            for field in FIELDS:
                for key, estimate in getattr(answers, field).items():
                    levels = tuple(map(float, estimate.at(asked.quantiles)))
                    found[expert][field, key] = Assessment(levels, tuple(map(float, estimate.values)))
                    given_in[expert][field, key] = place
    observer = found.pop(OBSERVER) if asked.is_observer(OBSERVER) else {}
    given = {expert: answers for expert, answers in found.items() if answers}
    number = sum(not one.answers.keys().isdisjoint(asked.experts) for one in rounds)
    return Answered(asked, given, number, observer, given_in)
