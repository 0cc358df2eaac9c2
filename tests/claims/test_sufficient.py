"""The smallest set of inputs that suffices, on statements whose answer is plain, and against brute force."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.free_worlds import WORLDS
from detente.claims.input_sets import InputSets
from detente.claims.leanings import leanings
from detente.claims.needs import Needs
from detente.claims.search import FURTHER
from detente.claims.study import Study
from detente.claims.sufficient import smallest_sufficient
from tests.small_cases import BRIDGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.claims.trials import Differs

# West vetoes the base twice over; east demands it. Patrols are a matter of points alone.
CASE = """
detente: 1
title: A base and patrols
as_of: 2010-02-01
parties:
  west:
    walk_away: -1000
    red_lines: [{id: no-base, never: base is built}]
  east: {walk_away: -1000}
issues:
  base:
    options: [none, built]
    today: none
    decided_by: [west, east]
    stances:
      west: {points: {none: 0, built: [-3, -1]}}
      east: {points: {none: 0, built: [1, 3]}, demands: built}
  patrols:
    options: [none, joint]
    today: none
    decided_by: [west, east]
    stances:
      west: {points: {none: 0, joint: [-2, 10]}}
rules: [{id: home, require: patrols is joint or base is none or base is built}]
claims:
  - {id: line, says: No base is signed., holds_if: signable(base is built) = 0}
  - {id: collision, says: Nothing is signed., holds_if: signable() = 0}
  - {id: nothing, says: There are four packages., holds_if: feasible() = 4}
  - {id: number, says: West likes patrols., holds_if: "change(west, patrols is joint) > 0"}
  - {id: fails, says: A base is signed., holds_if: signable(base is built) > 0}
  - {id: either, says: No base without patrols., holds_if: signable(base is built and patrols is none) = 0}
  - {id: undefined, says: The idle gain., holds_if: best(west) > 0}
variants:
  doubled:
    rules: [{id: home, require: patrols is joint or base is none}]
"""


@pytest.mark.parametrize(
    ("claim", "inputs", "standing"),
    [
        pytest.param("line", ("parties.west.red_lines.no-base",), "assumed", id="one red line"),
        pytest.param(
            "collision",
            ("parties.west.red_lines.no-base", "issues.base.stances.east.demands"),
            "derived",
            id="a red line and a demand together",
        ),
        pytest.param("nothing", (), "structural", id="nothing"),
        pytest.param("number", ("issues.patrols.stances.west.points.joint",), "assumed", id="one number"),
        pytest.param("fails", ("parties.west.red_lines.no-base",), "assumed", id="why it fails"),
    ],
)
def test_what_a_claim_rests_on(claim: str, inputs: tuple[str, ...], standing: str) -> None:
    """By hand: the red line alone forbids the base, and only without it would the demand have an answer."""
    found = {one.claim.id: one for one in analyse(Case.from_text(CASE)).claims}[claim]
    assert found.sufficient is not None
    assert set(found.sufficient.inputs) == set(inputs)
    assert found.sufficient.smallest
    assert found.standing == standing


def test_either_of_two_is_enough_and_only_one_is_named() -> None:
    """The rule of the variant alone would do as well as the red line."""
    case = Case.from_text(CASE).with_variant("doubled")
    either = {one.claim.id: one for one in analyse(case).claims}["either"]
    assert either.standing == "assumed"
    assert either.sufficient is not None
    assert set(either.sufficient.inputs) < {"parties.west.red_lines.no-base", "rules.home"}
    without_line = Case.from_text(
        case.to_yaml().replace("red_lines: [{id: no-base, never: base is built}]", "name: West")
    )
    found = {one.claim.id: one for one in analyse(without_line).claims}["either"]
    assert found.sufficient is not None
    assert found.sufficient.inputs == ("rules.home",)


def test_what_a_verdict_rests_on_is_said_below_its_sentence() -> None:
    summary = analyse(Case.from_text(CASE)).summary()
    said = [one[: one.rindex("\n")] for one in summary]  # what would flip it comes last
    assert said[0].endswith(
        "it holds by one input alone: the red line of west: no-base; proved for every world: no package in"
        " which “base” is “built” can be signed."
    )
    assert "2 inputs together: the red line of west: no-base; the demand of east on “base”; proved" in said[1]
    assert said[3].endswith(
        "it holds by one input alone: the points of west for “joint” on “patrols”; tried in"
        f" {2 * (WORLDS + len(leanings(frozenset({'east', 'west'}))) + 200):,} worlds."
    )
    assert "in the nominal case it holds in every world tried, with " in said[2]
    assert "red lines, demands, floors and rules dropped, rank orders changed and numbers moved" in said[2]
    assert "fails by one input alone: the red line of west: no-base" in said[4]


def test_a_set_found_where_worlds_are_dear_is_tried_in_further_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = analyse(Case.from_text(CASE)).claims[3].sufficient
    monkeypatch.setattr(Study, "slow", lambda *_: True)
    slow = analyse(Case.from_text(CASE), thorough=True).claims[3].sufficient
    assert quick is not None
    assert slow is not None
    assert slow.inputs == quick.inputs
    assert quick.worlds + FURTHER / 2 < slow.worlds <= quick.worlds + FURTHER


@pytest.mark.parametrize("most_needs", [0, 400])
def test_a_set_that_is_known_to_suffice_is_named_whether_or_not_a_smaller_one_is_looked_for(
    most_needs: int,
) -> None:
    """Either of two inputs is enough, and it is known of both together."""

    def differs(trials: Sequence[tuple[int, int]]) -> list[bool]:
        return [not held & 0b011 for held, _ in trials]

    known = frozenset({"a rule", "a line"})
    inputs = ["a rule", "a line", "a floor"]
    found = smallest_sufficient(Needs(inputs), 1, differs, most_needs=most_needs, known=known)
    assert found is not None
    assert (found.inputs, found.worlds, found.smallest) == (("a rule", "a line"), 0, False)
    assert found.at_least == 1


def test_where_nothing_has_to_be_held_the_ranges_it_rests_on_are_named() -> None:
    """By hand: the block needs 0.5 or more of trust, and there is 0.3 at most, whatever else may be."""
    text = """
detente: 1
title: Too little trust
as_of: 2010-02-01
parties: {a: {}, b: {}, c: {}}
horizon: {from: 2010, to: 2012}
trust: [{from: a, to: b, level: [0.1, 0.3]}, {from: a, to: c, level: [0.1, 0.9]}]
blocks: {pact: {decided_by: [a, b], needs: [0.5, 0.7], earns: [0.1, 0.2]}}
roadmap: {goal: pact done}
claims:
  - {id: K, says: The pact needs more trust than there is., holds_if: trust_short(pact) > 0}
  - {id: V, says: So it does with less., variant: less, holds_if: trust_short(pact) > 0}
variants:
  less: {says: There is less., trust: [{from: a, to: b, level: [0, 0.1]}, {from: a, to: c, level: 0.5}]}
"""
    found = analyse(Case.from_text(text))
    one, other = found.claims
    assert one.standing == "structural"
    assert one.sufficient is not None
    assert set(one.sufficient.ranges) == {"trust.0.level", "blocks.pact.needs"}
    assert one.written == (
        "blocks, the roadmap, and who decides on each issue, and on these ranges as they are written: the"
        " trust of a in b; the trust that “pact” needs"
    )
    assert (
        "on these ranges as they are written, also in the variant “less” (There is less): " in other.written
    )


def test_it_can_be_left_out() -> None:
    found = analyse(Case.from_text(CASE), sufficient=False)
    assert {one.sufficient for one in found.claims} == {None}
    said = found.summary()[0]
    assert said.splitlines()[0].endswith("No base is signed.")
    assert "nominal case" not in said.partition("\n")[2]


def _each(inputs: Sequence[str], differs: Callable[[frozenset[str], int], bool]) -> Differs:
    sets = InputSets(inputs)
    return lambda trials: [differs(sets.paths(held), number) for held, number in trials]


def _brute(inputs: Sequence[str], worlds: list[list[set[str]]]) -> int:
    """Return the size of the smallest sufficient set, from what each world needs at least one set of."""
    for size in range(len(inputs) + 1):
        for held in map(set, combinations(inputs, size)):
            if all(any(needed <= held for needed in ways) for ways in worlds):
                return size
    raise AssertionError("everything held must suffice")


@settings(max_examples=300)
@given(
    st.integers(1, 7).flatmap(
        lambda count: st.lists(
            st.lists(
                st.sets(st.sampled_from([f"i{n}" for n in range(count)]), max_size=3), min_size=1, max_size=3
            ),
            min_size=1,
            max_size=5,
        )
    ),
    st.integers(1, 12),
    st.booleans(),
    st.booleans(),
)
def test_it_is_the_smallest(worlds: list[list[set[str]]], at_once: int, told: bool, dear: bool) -> None:
    """Each world keeps the verdict once one of some sets is held as a whole; brute force over all sets."""
    inputs = [f"i{n}" for n in range(7)]

    def differs(held: frozenset[str], number: int) -> bool:
        return not any(needed <= held for needed in worlds[number])

    def moved(number: int) -> int:
        return InputSets(inputs).number(set().union(*worlds[number]))

    found = smallest_sufficient(
        Needs(inputs), len(worlds), _each(inputs, differs), at_once, moved if told else None, dear=dear
    )
    assert found is not None
    assert found.smallest
    assert found.worlds == len(worlds)
    assert not any(differs(frozenset(found.inputs), number) for number in range(len(worlds)))
    assert len(found.inputs) == _brute(inputs, worlds)


def test_past_the_limit_a_set_is_minimal_and_says_how_many_it_takes_at_least() -> None:
    """Any half of the inputs suffices, so that smaller and smaller sets keep being refuted one by one."""
    inputs = [f"i{n}" for n in range(16)]

    def differs(held: frozenset[str], _: int) -> bool:
        return len(held) < 8

    found = smallest_sufficient(Needs(inputs), 1, _each(inputs, differs), most_needs=10)
    assert found is not None
    assert not found.smallest
    assert len(found.inputs) == 8
    assert 0 < found.at_least < 8


@settings(max_examples=100)
@given(
    st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1, max_size=4), min_size=1, max_size=9),
    st.integers(0, 4),
    st.integers(1, 4),
)
def test_where_the_search_is_given_up_nothing_can_be_left_out(
    needs: list[set[str]], most: int, at_once: int
) -> None:
    """A world for each need, in which it must be met; brute force over all sets tells the smallest."""

    def differs(held: frozenset[str], number: int) -> bool:
        return needs[number].isdisjoint(held)

    differs_each = _each("abcdefg", differs)
    found = smallest_sufficient(Needs("abcdefg"), len(needs), differs_each, at_once, most_needs=most)
    assert found is not None
    held = set(found.inputs)
    assert all(need & held for need in needs)
    assert all(any(need.isdisjoint(held - {one}) for need in needs) for one in held)
    smallest = _brute("abcdefg", [[{one} for one in need] for need in needs])
    assert found.at_least <= smallest <= len(held)
    assert not found.smallest or len(held) == smallest


@settings(max_examples=200)
@given(
    st.lists(st.sets(st.sampled_from("abcdefg"), min_size=1, max_size=4), min_size=1, max_size=9),
    st.integers(0, 9),
    st.booleans(),
)
def test_a_set_that_further_worlds_refute_gets_what_it_lacks(
    needs: list[set[str]], further: int, dear: bool
) -> None:
    """A world for each need; brute force over all sets tells the smallest, and that for the first worlds."""

    def differs(held: frozenset[str], number: int) -> bool:
        return needs[number].isdisjoint(held)

    first = max(len(needs) - further, 0)
    differs_each, further = _each("abcdefg", differs), len(needs) - first
    found = smallest_sufficient(
        Needs("abcdefg"), first, differs_each, dear=dear, further=further, most_needs=100
    )
    assert found is not None
    held = set(found.inputs)
    assert found.worlds == len(needs)
    assert all(need & held for need in needs)
    assert all(any(need.isdisjoint(held - {one}) for need in needs) for one in held)
    assert found.at_least == _brute("abcdefg", [[{one} for one in need] for need in needs[:first]])
    assert len(held) >= _brute("abcdefg", [[{one} for one in need] for need in needs])


def test_equal_questions_have_equal_answers() -> None:
    def needs_two(held: frozenset[str], _: int) -> bool:
        return len(held) < 2

    first, again = (smallest_sufficient(Needs("abc"), 3, _each("abc", needs_two)) for _ in range(2))
    assert first == again
    assert first is not None
    assert len(first.inputs) == 2


def test_a_verdict_that_turns_on_how_parties_rank_rests_on_their_rank_orders() -> None:
    """By hand: both sign a bridge as both prefer it to today; no red line or range plays a part."""
    [found] = analyse(Case.from_text(BRIDGE)).claims
    assert found.sufficient is not None
    orders = {f"issues.bridge.stances.{party}.order" for party in ("north", "south")}
    assert set(found.sufficient.inputs) == orders
    assert (found.standing, found.sufficient.smallest) == ("derived", True)


def test_no_verdict_that_draws_go_against_is_said_to_hold_whatever_the_numbers() -> None:
    """A corner that is reached in few draws: three values must all be low for nothing to be signed."""
    parties = "{a: {walk_away: [0, 10]}, b: {walk_away: [0, 10]}}"
    text = f"""
detente: 1
title: A rare corner
as_of: 2010-02-01
parties: {parties}
issues:
  toll:
    options: [low, high]
    today: low
    decided_by: [a, b]
    stances: {{a: {{points: {{low: 0, high: [4, 60]}}}}, b: {{points: {{low: 0, high: [4, 60]}}}}}}
claims: [{{id: C, says: Something can be signed., holds_if: signable() > 0}}]
"""
    [found] = analyse(Case.from_text(text), draws=300, seed=0).claims
    assert found.share is not None
    assert 0 < found.share < 1
    assert found.sufficient is not None
    assert found.sufficient.inputs
