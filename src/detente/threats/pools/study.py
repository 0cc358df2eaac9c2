"""All that was asked, and all that was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.threats.pools.question import Scale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from detente.threats.pools.assessment import Assessment
    from detente.threats.pools.question import Question

__all__ = ["Study"]


@dataclass(frozen=True)
class Study:
    """Questions by name, and the assessments of each expert by question; nobody need answer every question.

    Raises:
        ValueError: where nobody was asked, an expert answered nothing or a question that is not there, or an
            answer to a question on a logarithmic scale is not positive.

    >>> from detente.threats.pools import Assessment, Question
    >>> Study({"a": Question()}, {"x": {"b": Assessment((0.5,), (1,))}})
    Traceback (most recent call last):
    ValueError: 'x' answers 'b', which is no question of the study

    """

    questions: Mapping[str, Question]
    assessments: Mapping[str, Mapping[str, Assessment]]

    def __post_init__(self) -> None:
        if not self.assessments:
            raise ValueError("a study has at least one expert")
        for expert, answers in self.assessments.items():
            if not answers:
                raise ValueError(f"{expert!r} answers nothing: leave that expert out")
            for question, answer in answers.items():
                if question not in self.questions:
                    raise ValueError(f"{expert!r} answers {question!r}, which is no question of the study")
                if self.questions[question].scale is Scale.LOGARITHMIC and answer.values[0] <= 0:
                    raise ValueError(
                        f"{question!r} is asked on a logarithmic scale, which has only positive values, "
                        f"and {expert!r} says {answer.values[0]}"
                    )

    @property
    def seeds(self) -> dict[str, float]:
        """The seed questions and their realisations."""
        found = {name: question.realisation for name, question in self.questions.items()}
        return {name: realisation for name, realisation in found.items() if realisation is not None}

    def answered_seeds(self, expert: str) -> dict[str, float]:
        """Return the seed questions that an expert answered, and their realisations."""
        answers = self.assessments[expert]
        return {name: realisation for name, realisation in self.seeds.items() if name in answers}

    def of(self, experts: Collection[str]) -> Study:
        """Return the study as if only these experts had been asked.

        Raises ``ValueError`` where none of them is in the study.
        """
        kept = {expert: answers for expert, answers in self.assessments.items() if expert in experts}
        return Study(self.questions, kept)
