"""Packages that are far too many to list are counted, and their wedges found, without listing them."""

from __future__ import annotations

from detente.cohesion.analysis import analyse
from detente.cohesion.sizes import Sizes
from tests.cohesion.cohesion_cases import league


def test_a_million_million_packages_are_counted_exactly() -> None:
    found = analyse(league(20, 4), bloc="league")["league"]
    assert found.sizes.written_out is None
    sizes = found.win_sets
    assert sizes.feasible.value == 4**20
    both = sum(sizes.voices[member.key].value for member in found.members) - sizes.everybody.value
    assert all(one.exact for one in (sizes.bloc, sizes.other_side, sizes.overlap, found.agreement.now))
    # Under consensus the mandate is what all accept; and all accept no more than either.
    assert sizes.bloc == sizes.everybody
    assert 0 < sizes.bloc.value <= min(one.value for one in sizes.voices.values()) <= both <= 4**20
    assert 0 < found.agreement.now.value < found.agreement.proposals.value
    wedges = found.wedges.listed[:3]
    assert wedges
    for wedge in wedges:
        assert len(wedge.accepts) == len(wedge.rejects) == 1
        assert all(gain >= 0 for gain in wedge.gains.values())


def test_a_count_over_half_of_the_issues_is_that_of_the_list() -> None:
    """The same league, small enough to list: counting and listing agree where both can be done."""
    case = league(9, 3, members=3, decides_by={"at_least": 2})
    listed = analyse(case, bloc="league")["league"]
    counted = Sizes(listed.sides)
    counted.__dict__["written_out"] = None
    for part in (listed.sides.mandate, listed.sides.other_side, listed.sides.some_accept):
        assert counted.of(part) == listed.sizes.of(part)


def test_past_exact_counting_there_is_an_interval_that_holds_the_number() -> None:
    """Nine voices: 511 sets of them would have to be counted."""
    case = league(9, 3, members=9, decides_by={"at_least": 5})
    listed = analyse(case, bloc="league")["league"]
    estimated = Sizes(listed.sides, seed=3)
    estimated.__dict__["written_out"] = None
    exact, found = (
        one.of(listed.sides.some_accept & listed.sides.other_side) for one in (listed.sizes, estimated)
    )
    assert not found.exact
    assert found.interval is not None
    low, high = found.interval
    assert low <= exact.value <= high
    assert (found.draws, found.seed) == (100_000, 3)
