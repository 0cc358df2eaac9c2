"""Random studies, small enough to be worked out step by step, and the study of the catalog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.threats.pools import Assessment, Question, Scale, Study

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["AT", "LEVELS", "ONE", "TOBACCO", "small_study", "studies", "tobacco"]

TOBACCO: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "cooke_tobacco.yaml")
AT = (0.05, 0.5, 0.95)
ONE = Assessment(AT, (2, 3, 7))
LEVELS = ((0.05, 0.5, 0.95), (0.05, 0.25, 0.5, 0.75, 0.95), (0.1, 0.5, 0.9))


def tobacco() -> Study:
    """Return the study of the catalog."""
    levels = tuple(TOBACCO["levels"])
    return Study(
        {name: Question(realisation=found) for name, found in TOBACCO["realisations"].items()},
        {
            expert: {name: Assessment(levels, tuple(values)) for name, values in answers.items()}
            for expert, answers in TOBACCO["answers"].items()
        },
    )


@st.composite
def studies(draw: DrawFn) -> Study:
    """Draw a study whose first question, a seed, everybody answers, at levels of their own."""
    questions = {}
    for number in range(draw(st.integers(1, 4))):
        realisation = draw(st.integers(1, 30) if number == 0 else st.none() | st.integers(1, 30))
        questions[f"q{number}"] = Question(draw(st.sampled_from(Scale)), realisation)
    assessments = {}
    for expert in ("ann", "ben", "cid")[: draw(st.integers(1, 3))]:
        answers = {}
        for name in questions:
            if name == "q0" or draw(st.booleans()):
                levels = draw(st.sampled_from(LEVELS))
                values = st.lists(st.integers(1, 30), min_size=len(levels), max_size=len(levels), unique=True)
                answers[name] = Assessment(levels, tuple(sorted(draw(values))))
        assessments[expert] = answers
    return Study(questions, assessments)


def small_study(
    *experts: dict[str, Assessment], scale: Scale = Scale.UNIFORM, **realisations: float
) -> Study:
    """Return a study of questions a, b ... on one scale; experts x, y ..."""
    names = dict.fromkeys([name for answers in experts for name in answers] + list(realisations))
    questions = {name: Question(scale, realisations.get(name)) for name in names}
    return Study(questions, dict(zip("xyzuvw", experts, strict=False)))
