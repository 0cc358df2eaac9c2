"""Ways from the status quo, against a published one, an enumeration of sequences, and what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.stability import GraphModel, analyse
from detente.stability.examples import DILEMMA
from detente.stability.graph import fast
from detente.stability.ways import status_quo as module
from detente.stability.ways.status_quo import status_quo
from tests.stability.models import CATALOG, Moves, Payoffs, catalog_model, drawn, model_of

Path = tuple[tuple[int, int, int], ...]


def shortest_paths(moves: Moves, payoffs: Payoffs, start: int, improving: bool) -> dict[int, list[Path]]:
    """Return all shortest legal sequences to each state, by length, one move added to every one at a time.

    A sequence that is in the same state, by the same mover, as a shorter one is no part of a shortest one.
    """
    found: dict[int, list[Path]] = {start: [()]}
    latest: list[Path] = [()]
    seen: set[tuple[int, int]] = set()
    while latest:
        longer: list[Path] = []
        for path in latest:
            state, last = (path[-1][2], path[-1][0]) if path else (start, -1)
            for mover, of in enumerate(moves):
                for target in sorted(of[state]) if mover != last else ():
                    better = payoffs[mover][target] > payoffs[mover][state]
                    if (better or not improving) and (target, mover) not in seen:
                        longer.append((*path, (mover, state, target)))
        for path in longer:
            seen.add((path[-1][2], path[-1][0]))
            others = found.setdefault(path[-1][2], [])
            if not others or len(others[0]) == len(path):
                others.append(path)
        latest = longer
    return found


@given(drawn(most=5), st.booleans(), st.booleans(), st.data())
def test_shortest_ways_are_those_of_an_enumeration(
    model: tuple[Moves, Payoffs], improving: bool, compiled: bool, data: st.DataObject
) -> None:
    moves, payoffs = model[0][:3], model[1][:3]
    states = range(len(payoffs[0]))
    start = data.draw(st.sampled_from(states))
    chosen = data.draw(st.sets(st.sampled_from(states)))
    with pytest.MonkeyPatch.context() as patch:
        if compiled:
            patch.setattr(fast, "LITTLE", 0)
        both = status_quo(model_of(moves, payoffs), start)
        found = both.by_improvements if improving else both.by_moves
        distances = found.distances
    expected = shortest_paths(moves, payoffs, start, improving)
    assert distances.tolist() == [len(expected[state][0]) if state in expected else -1 for state in states]
    assert found.reached == len(expected)
    if not improving:
        lost = both.unreachable(np.isin(states, list(chosen)))
        assert set(np.flatnonzero(lost).tolist()) == chosen - expected.keys()
    for state in states:
        path = found.path_to(state)
        assert path is None if state not in expected else path in expected[state]


def test_elmira_goes_from_its_status_quo_to_the_fifth_state_by_the_local_government_alone() -> None:
    """Li, Kilgour and Hipel 2005, as recalled: of the equilibria 5, 8 and 9 improvements lead from 1 to 5."""
    model = catalog_model(next(one for one in CATALOG if one["id"] == "elmira"))
    found, equilibria = status_quo(model, 0), analyse(model).equilibria["seq"]
    path = found.by_improvements.path_to(4)
    assert path is not None
    assert [(model.decision_makers[mover], one + 1, two + 1) for mover, one, two in path] == [("LG", 1, 5)]
    assert (np.flatnonzero(found.attractive(equilibria)) + 1).tolist() == [5]
    assert not found.unreachable(equilibria).any()


def test_who_moved_last_waits_until_another_has() -> None:
    """By hand: the first may go from 0 to 1 and from 1 to 3, but not before others went to 2 and back."""
    model = GraphModel([([0, 1], [1, 3]), ([1, 2], [2, 1]), ([2], [1])], np.zeros((3, 4)))
    found = status_quo(model, 0).by_moves
    assert found.distances.tolist() == [0, 1, 2, 4]
    assert found.path_to(3) == ((0, 0, 1), (1, 1, 2), (2, 2, 1), (0, 1, 3))


def test_what_improves_nothing_and_what_leads_nowhere_is_told_apart() -> None:
    found = status_quo(GraphModel([([0, 0], [1, 2])], [[1, 0, 2, 5]]), 0)
    every = np.ones(4, dtype=np.bool_)
    assert found.attractive(every).tolist() == [True, False, True, False]
    assert found.unreachable(every).tolist() == [False, False, False, True]
    assert (found.by_moves.reached, found.by_improvements.reached) == (3, 2)
    assert (found.by_moves.path_to(0), found.by_moves.path_to(3)) == ((), None)


def test_what_cannot_be_asked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="there is no state 4 among the states 0 to 3"):
        status_quo(DILEMMA, 4)
    monkeypatch.setattr(module, "MOST_NODES", 7)
    with pytest.raises(ValueError, match="among 7 states times those who move, and there are 2 times 4"):
        status_quo(DILEMMA, 0)
    monkeypatch.setattr(module, "MOST_NODES", 8)
    assert status_quo(DILEMMA, 0).start == 0
    together = GraphModel(DILEMMA.moves, DILEMMA.ranks, joint=[((0, 1), [3], [0])])
    with pytest.raises(ValueError, match="there are 3 times 4"):
        status_quo(together, 0)
