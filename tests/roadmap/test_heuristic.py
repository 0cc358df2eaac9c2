"""What the heuristic finds: a policy that can be followed, labelled, within stated bounds."""

from __future__ import annotations

import random
import resource
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.case.formula import TRUE, Done, conjunction
from detente.outcomes.wilson import wilson
from detente.roadmap.exact import size
from detente.roadmap.exact.induction import Graph, solved
from detente.roadmap.exact.size import laid_out
from detente.roadmap.exact.startable import TooManyError
from detente.roadmap.heuristic import QUICK, Effort, estimated
from detente.roadmap.problem import Block, Problem
from detente.roadmap.result import Roadmap
from tests.roadmap.strategies import small_problems
from tests.roadmap.toy import toy

MANY = 5.0
TINY = Effort(300, 100_000, 100, 20, 20)
CASE = detente.load(Path(__file__).with_name("crossing.yaml"))


def large(blocks: int = 40, pairs: int = 6, periods: int = 200) -> Problem:
    """Return a problem far past the exact method: layers of five blocks, each after one or two before it."""
    draw, step = random.Random(0), Fraction(1, 20)
    made = []
    for number in range(blocks):
        layer = number // 5
        before = draw.sample(range(5 * layer - 5, 5 * layer), draw.choice([1, 2])) if layer else []
        made.append(
            Block(
                f"b{number}",
                draw.randint(2, 8),
                round(draw.uniform(0.5, 0.95), 2),
                earns=tuple(draw.randint(1, 2) * step for _ in range(pairs)),
                loses=tuple(draw.randint(0, 2) * step for _ in range(pairs)),
                needs=tuple((draw.randint(0, 2) + layer) * step for _ in range(pairs)),
                after=conjunction(Done(f"b{one}") for one in before) if before else TRUE,
            )
        )
    goal = conjunction([Done(f"b{blocks - 1}"), Done(f"b{blocks - 2}")])
    names = tuple(f"pair {number}" for number in range(pairs))
    rest = (Fraction(1, 5),) * pairs
    decay = (Fraction(1, 50),) * pairs
    return Problem(
        tuple(made),
        goal,
        periods,
        names,
        rest,
        step,
        capacity=2,
        decay=decay,
        resting=rest,
    )


@settings(max_examples=40, deadline=None)
@given(problem=small_problems(), seed=st.integers(0, 3))
def test_what_is_reached_is_never_above_the_greatest_chance(problem: Problem, seed: int) -> None:
    found = estimated(problem, seed, TINY)
    low, _ = wilson(int(found.monte_carlo.reached.sum()), found.monte_carlo.runs, MANY)
    assert low <= solved(Graph.of(problem)).probability + 1e-9
    assert found.exactness == "heuristic"


def test_the_toy_is_solved_nearly_as_well_as_exactly() -> None:
    """Source: sequencing_toy.yaml, 0.6937056; five standard errors of 2,000 runs are 0.052."""
    found = estimated(toy("ABCE", 3, 8), effort=Effort(20_000, 1_000_000))
    assert found.probability == pytest.approx(0.6937056, abs=0.052)
    assert found.fixed_order.probability <= found.probability + 1e-12


def test_two_hundred_periods_forty_blocks_and_six_pairs_end_labelled_and_in_bounded_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    problem, said = large(), list[str]()
    with pytest.raises(TooManyError):
        laid_out(problem)
    found = estimated(problem, effort=TINY, progress=said.append)
    low, high = found.monte_carlo.interval
    assert found.exactness == "heuristic"
    assert 0 < low <= found.probability <= high < 1
    assert len(found.calendar) <= 40
    assert found.reached.sum() == pytest.approx(found.probability)
    assert any("looking for a good order" in words for words in said)
    assert any("playing it out" in words for words in said)
    # Compiling takes most of it; the heuristic itself takes less than 100 MB.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 800


def test_the_same_seed_finds_the_same_and_another_seed_plays_other_runs() -> None:
    problem = toy("ABCE", 3, 8)
    one, same, other = (estimated(problem, seed, TINY) for seed in (0, 0, 1))
    assert one.order == same.order
    assert (one.monte_carlo.reached == same.monte_carlo.reached).all()
    assert (one.monte_carlo.reached != other.monte_carlo.reached).any()


def test_a_goal_out_of_reach_has_no_chance_and_one_that_holds_is_sure() -> None:
    problem = toy("ABC", 1, 8)
    assert estimated(problem, effort=TINY).probability == 0
    assert not estimated(problem, effort=TINY).possible.goal_possible
    assert estimated(Problem((), TRUE, 3), effort=TINY).probability == 1


@pytest.fixture
def past_the_size(monkeypatch: pytest.MonkeyPatch) -> Roadmap:
    """Return the analysis of a small case as if it were too large for the exact method."""
    monkeypatch.setattr(size, "MOST_ENVIRONMENTS", 1)
    return Roadmap(CASE.nominal, effort=QUICK)


def test_past_the_size_every_part_of_the_answer_is_there_and_labelled(past_the_size: Roadmap) -> None:
    said: list[str] = []
    past_the_size.find_all(said.append)
    found, exact = past_the_size.to_json(), detente.roadmap.analyse(CASE).to_json()
    assert found["exactness"] == "heuristic"
    assert found["fixed_order"]["exactness"] == "estimate"
    assert set(found) == set(exact)
    assert all(set(found["blocks"][key]) == set(row) for key, row in exact["blocks"].items())
    assert all(row["bound"] for row in found["blocks"].values())
    low, _ = wilson(int(past_the_size.monte_carlo.reached.sum()), found["monte_carlo"]["runs"], MANY)
    assert low <= exact["probability"]
    assert found["worst_case"]["least"] is None
    assert found["worst_case"]["why_not"]
    assert [row["startable_today"] for row in found["blocks"].values()] == [
        row["startable_today"] for row in exact["blocks"].values()
    ]
    assert 1 < len(found["waiting"]) <= 12
    chances = [row["probability"] for row in found["waiting"]]
    assert chances == sorted(chances, reverse=True)  # who may begin earlier may also wait
    assert found["policy"][0]["do"] == exact["policy"][0]["do"] == "waiver"
    assert set(past_the_size.to_frames()) == set(detente.roadmap.analyse(CASE).to_frames())
    assert any("too large for the exact method" in words for words in said)


def test_sentences_past_the_size_say_that_they_are_estimates(past_the_size: Roadmap) -> None:
    said = " ".join(past_the_size.summary())
    assert "An estimate, as the roadmap is too large to be solved exactly" in said
    assert "at 95%" in said
    assert "There may be better policies" in said
    assert "At best" not in said
    assert "by a bound" in said
    assert "The worst case over the ranges was not looked for" in said


def test_importance_is_estimated_near_what_is_exact(past_the_size: Roadmap) -> None:
    """Shares of 200 runs lie within 5 standard errors, 0.18 at most, of the chance of an order."""
    exact = detente.roadmap.analyse(CASE).importance
    for mine, theirs in zip(past_the_size.importance, exact, strict=True):
        assert np.allclose([mine.certain, mine.impossible], [theirs.certain, theirs.impossible], atol=0.2)
