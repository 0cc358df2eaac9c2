from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargaining.frontier.sweep import Sweep
from detente.bargaining.frontier.sweep_kernel import descends, undominated_sums
from detente.case.formula import Is, implication
from detente.outcomes.domain import NO_FLOOR, Domain
from detente.outcomes.elimination.elimination import eliminate
from detente.outcomes.elimination.partial_packages import Settling
from tests.brute_force import dominates

if TYPE_CHECKING:
    from detente.case.formula import Formula


def vectors(reach: int, most: int) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Draw vectors of three columns."""
    return st.lists(st.tuples(*[st.integers(-reach, reach)] * 3), min_size=1, max_size=most)


@settings(max_examples=300)
@given(data=st.data(), reach=st.sampled_from([1, 4, 30, 2**59]))
def test_the_sweep_keeps_the_sums_that_no_other_dominates(data: st.DataObject, reach: int) -> None:
    """By comparing all sums pair by pair; equal sums are listed together."""
    values = sorted(set(data.draw(vectors(reach, 25))), reverse=True)
    gains = data.draw(vectors(reach, 5))
    needed = data.draw(st.tuples(*[st.one_of(st.just(NO_FLOOR), st.integers(-reach, reach))] * 3))
    reached: dict[tuple[int, ...], set[tuple[int, int]]] = defaultdict(set)
    for row, value in enumerate(values):
        for number, gain in enumerate(gains):
            reached[tuple(np.add(value, gain).tolist())].add((row, number))
    expected = {
        value: ways
        for value, ways in reached.items()
        if all(np.greater_equal(value, needed)) and not any(dominates(other, value) for other in reached)
    }
    origin, option, starts = undominated_sums(np.array(values), np.array(gains), np.array(needed))
    pairs = list(zip(origin.tolist(), option.tolist(), strict=True))
    runs = [pairs[start:end] for start, end in pairwise([*starts.tolist(), len(pairs)])]
    found = [tuple(np.add(values[run[0][0]], gains[run[0][1]]).tolist()) for run in runs]
    assert found == sorted(expected, reverse=True)
    assert [set(run) for run in runs] == [expected[value] for value in found]
    assert sum(map(len, runs)) == sum(map(len, expected.values()))


@given(drawn=vectors(2, 6))
def test_vectors_descend_in_the_order_of_the_alphabet(drawn: list[tuple[int, ...]]) -> None:
    assert descends(np.array(drawn)) == (drawn == sorted(drawn, reverse=True))


ISSUES, OPTIONS = ("border", "toll"), (("open", "shut"), ("low", "high"))
RULE = implication(Is("border", frozenset({"open"})), Is("toll", frozenset({"low"})))


@pytest.mark.parametrize(
    ("columns", "objectives", "rules", "applies"),
    [
        (3, 3, (), [True, True]),
        (4, 4, (), [False, False]),
        (3, 2, (), [False, False]),
        (3, 3, (RULE,), [False, False]),
    ],
    ids=["three objectives", "four objectives", "a floor besides", "a formula is open"],
)
def test_where_a_sweep_can_settle_an_issue(
    columns: int, objectives: int, rules: tuple[Formula, ...], applies: list[bool]
) -> None:
    """With three objectives and nothing else, before and after an issue that leaves no formula open."""
    points = tuple(np.arange(2 * columns).reshape(2, columns) for _ in ISSUES)
    names = tuple(f"party{number}" for number in range(columns))
    floors = np.full(columns, NO_FLOOR)
    domain = Domain(ISSUES, OPTIONS, names, objectives, points, floors, requirements=rules)
    elimination = eliminate(domain)
    settling = Settling(domain, elimination)
    sweep, partial, found = Sweep(domain, elimination, settling), settling.start(), []
    for depth in range(len(ISSUES)):
        found.append(sweep.applies(partial, depth))
        partial = settling.settled(partial, depth)
    assert found == applies
