"""Conflicts to be converted, and their states, moves and preferences spelt out by what is chosen in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import assume
from hypothesis import strategies as st

from detente.stability.options.feasible import feasible_codes
from detente.stability.options.option_preferences import Ranking, tiers_of
from tests.stability.options.option_forms import drawn_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.stability.conflict import States
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.options.option_form import OptionForm

__all__ = ["Told", "drawn_for_cases", "told"]


@st.composite
def drawn_for_cases(draw: st.DrawFn) -> OptionForm:
    """Draw conflicts in which no option is shared and somebody moves; preferences are of every kind."""
    form = draw(drawn_forms())
    codes = feasible_codes(len(form.options), form.infeasible)
    assume(len(codes))
    held: set[int] = set()
    makers = []
    for maker in form.decision_makers:
        own = tuple(option for option in maker.options if option not in held)
        held.update(own)
        ranks = st.lists(st.integers(0, 3), min_size=len(codes), max_size=len(codes))
        ranking = st.builds(Ranking, ranks.map(tiers_of))
        makers.append(replace(maker, options=own, preferences=draw(st.just(maker.preferences) | ranking)))
    assume(held)
    return replace(form, decision_makers=tuple(makers))


@dataclass(frozen=True)
class Told:
    """States by what holds in them, and moves and strict preferences between those, for each who moves."""

    states: tuple[frozenset[tuple[str, str]], ...]
    moves: tuple[frozenset[tuple[int, int]], ...]
    ranks: tuple[tuple[int, ...], ...]


def told(
    model: GraphModel,
    states: States,
    read: Callable[[Mapping[str, str]], Mapping[str, str]] = lambda options: options,
) -> Told:
    """Spell out a conflict; ``read``: what the options of a state mean.

    States are in the order of what holds in them, whatever their numbers.
    """
    meaning = [frozenset(read(states.options(state)).items()) for state in range(model.states)]
    order = sorted(range(model.states), key=lambda state: sorted(meaning[state]))
    place = {state: number for number, state in enumerate(order)}
    return Told(
        tuple(meaning[state] for state in order),
        tuple(
            frozenset(
                (place[origin], place[target])
                for origin, target in zip(of.origins.tolist(), of.targets.tolist(), strict=True)
            )
            for of in model.moves
        ),
        tuple(tuple(row[order].tolist()) for row in model.ranks),
    )
