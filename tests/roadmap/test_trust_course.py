"""The course of trust, by hand and by what must hold of any."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.formula import TRUE, Done
from detente.roadmap.exact.following import followed, followed_in_order
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.trust_course import trust_course
from detente.roadmap.problem import Block, Problem
from tests.roadmap.strategies import small_problems

TENTH = Fraction(1, 10)
ONE = Problem(
    (Block("a", delivers=0.5, needs=(TENTH,), earns=(2 * TENTH,), loses=(2 * TENTH,)),),
    Done("a"),
    2,
    ("x in y",),
    (3 * TENTH,),
)
"""One block in two periods: it is tried, and tried again where it failed."""


def test_trust_goes_up_and_down_as_by_hand() -> None:
    """0.3 becomes 0.5 or 0.1; from 0.1, where it is tried again, 0.3 or nothing. Who is done stays at 0.5."""
    course = trust_course(followed_in_order(Graph.of(ONE), (0,)))
    assert course is not None
    assert course.pairs == (0,)
    assert course.under_way == pytest.approx([1, 0.5, 0])
    assert course.mean[0] == pytest.approx([0.3, 0.3, 0.5 * 0.5 + 0.25 * 0.3])
    assert course.low[0] == pytest.approx([0.3, 0.1, 0])
    assert course.high[0] == pytest.approx([0.3, 0.5, 0.5])


def test_trust_fades_while_a_block_runs() -> None:
    """A block of two periods; in each trust goes half of the way from 0.4 to 0: 0.2, then 0.1 + 0.2."""
    block = Block("a", 2, needs=(TENTH,), earns=(2 * TENTH,))
    fading = Problem(
        (block,),
        Done("a"),
        3,
        ("x in y",),
        (4 * TENTH,),
        decay=(Fraction(1, 2),),
        resting=(Fraction(0),),
    )
    course = trust_course(followed(solved(Graph.of(fading))))
    assert course is not None
    assert course.mean[0] == pytest.approx([0.4, 0.2, 0.3, 0.3])
    assert course.under_way == pytest.approx([1, 1, 0, 0])


def test_there_is_no_course_where_no_trust_matters_or_nothing_is_left_to_do() -> None:
    free = Problem((Block("a"),), Done("a"), 2)
    assert trust_course(followed(solved(Graph.of(free)))) is None
    assert trust_course(followed(solved(Graph.of(replace(ONE, goal=TRUE))))) is None


@settings(max_examples=80, deadline=None)
@given(problem=small_problems(), data=st.data())
def test_of_any_order_the_course_begins_today_and_stays_on_the_scale(
    problem: Problem, data: st.DataObject
) -> None:
    blocks = list(range(len(problem.blocks)))
    following = followed_in_order(Graph.of(problem), data.draw(st.permutations(blocks)))
    course = trust_course(following)
    if course is None:
        return
    for place, pair in enumerate(course.pairs):
        assert course.mean[place, 0] == pytest.approx(float(problem.trust[pair]))
        for values in (course.mean, course.low, course.high):
            assert (values[place] >= -1e-9).all()
            assert (values[place] <= float(problem.top) + 1e-9).all()
        assert (course.low[place] <= course.high[place]).all()
    assert all(later <= sooner + 1e-9 for sooner, later in pairwise(course.under_way))
    assert (course.under_way <= 1 - following.reached.cumsum() + 1e-9).all()
