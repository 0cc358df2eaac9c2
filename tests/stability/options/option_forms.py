"""Random conflicts in option form, and published ones."""

from __future__ import annotations

from hypothesis import strategies as st

from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import DecisionMaker, Direction, Option, OptionForm
from detente.stability.options.option_preferences import Statements

__all__ = ["DILEMMA", "EUPHRATES", "conditions", "drawn_forms"]


def _stated(*patterns: str) -> Statements:
    return Statements(tuple(map(Condition.of, patterns)))


EUPHRATES = OptionForm(
    (Option("Release water"), Option("Escalate"), Option("Attack")),
    (
        DecisionMaker("Syria", (0, 1), _stated("NNN", "-Y-", "--N", "N--")),
        DecisionMaker("Iraq", (2,), _stated("YNN", "NNY", "NYY", "NNN", "YNY")),
    ),
    (Condition.of("YY-"),),
)
"""Facts of the model of the catalog, `euphrates`, before it is made a graph."""
DILEMMA = OptionForm(
    (Option("The first one speaks"), Option("The second one speaks")),
    (
        DecisionMaker("first", (0,), _stated("-N", "Y-")),
        DecisionMaker("second", (1,), _stated("N-", "-Y")),
    ),
)
"""The prisoner's dilemma: above all the other one keeps silent, then rather speak."""


def conditions(options: int) -> st.SearchStrategy[Condition]:
    """Draw conditions on options, some of which contradict themselves."""
    choice = st.tuples(st.integers(0, options - 1), st.booleans())
    choices = st.lists(choice, min_size=1, max_size=3).map(tuple)
    return st.lists(choices, min_size=1, max_size=3).map(lambda any_of: Condition(tuple(any_of)))


@st.composite
def drawn_forms(draw: st.DrawFn) -> OptionForm:
    """Draw conflicts in which options may be shared or nobody's, and have any direction.

    Every state may be infeasible.
    """
    count = draw(st.integers(1, 5))
    options = tuple(
        Option(f"option {number}", draw(st.sampled_from(list(Direction)))) for number in range(count)
    )
    held = st.lists(st.integers(0, count - 1), unique=True).map(tuple)
    stated = st.lists(conditions(count), max_size=4).map(lambda listed: Statements(tuple(listed)))
    makers = tuple(
        DecisionMaker(f"maker {number}", draw(held), draw(stated))
        for number in range(draw(st.integers(1, 3)))
    )
    return OptionForm(options, makers, tuple(draw(st.lists(conditions(count), max_size=2))))
