"""Problems at the edge, and those that nobody can mean."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from detente.verification.sites.allocation import allocate
from detente.verification.sites.exact_simplex import maximise
from detente.verification.sites.problem import (
    Compliance,
    DonorCap,
    InspectedState,
    InspectingState,
    InspectionProblem,
    Site,
)
from detente.verification.sites.result import inspect_sites
from detente.verification.sites.strong_stackelberg import strong_stackelberg
from detente.verification.sites.water_filling import water_filling

PAYOFFS: dict[str, int | float | Fraction] = {
    "defender_covered": 0, "defender_uncovered": -5, "violator_covered": -1, "violator_uncovered": 5,
}  # fmt: skip


def _site(name: str = "Base", state: str = "north", **other: object) -> Site:
    return Site(name=name, state=state, **{**PAYOFFS, **other})  # type: ignore[arg-type]


def _problem(*sites: Site, inspections: int = 1, **other: object) -> InspectionProblem:
    donors = (InspectingState(name="south", inspections=inspections),)
    return InspectionProblem(**{"sites": sites, "donors": donors, **other})  # type: ignore[arg-type]


def test_without_sites_there_is_nothing_to_allocate() -> None:
    found = inspect_sites(_problem())
    assert found.allocation.level is None
    assert found.summary() == [
        "There is no site, so that nothing can be hidden and nothing is to be inspected.",
        "The list that was drawn is empty.",
    ]
    assert found.charts() == {}
    complying = allocate(_problem(compliance=Compliance(violator=1, defender=2)))
    assert complying.complies
    assert complying.level == 1
    assert complying.defender_utility == 2
    with pytest.raises(ValueError, match="no site"):
        water_filling([], 1)


@pytest.mark.parametrize(
    "donors", [(), (InspectingState(name="south", inspections=0),)], ids=["nobody", "none"]
)
def test_without_inspections_the_violator_has_its_best(donors: tuple[InspectingState, ...]) -> None:
    found = allocate(_problem(_site(), _site("Depot", violator_uncovered=3), donors=donors))
    assert found.level == 5
    assert found.attacked == "Base"
    assert found.defender_utility == -5
    assert found.inspections == 0
    assert found.gap == 0


def test_more_inspections_than_sites_leave_the_rest_unused() -> None:
    found = allocate(_problem(_site(), _site("Depot"), inspections=9))
    assert found.level == -1
    assert found.inspections == 2
    assert water_filling([_site(), _site("Depot")], 9).unspent == 7


def test_more_inspections_than_sites_may_visit_a_site_again() -> None:
    """With detection of 1/2 a second visit finds half of what the first missed: 3/4, and 5 - 6·3/4 = 1/2."""
    found = allocate(_problem(_site(detection=0.5, most_visits=2), inspections=9))
    assert found.level == Fraction(1, 2)
    assert found.visits == {"Base": 2}


def test_equal_payoffs_of_the_violator_make_inspections_serve_the_defender_alone() -> None:
    """At the site with 4 either way the violator stays; all that is left covers it for the defender."""
    sites = (_site(violator_covered=4, violator_uncovered=4), _site("Depot"))
    found = allocate(_problem(*sites))
    assert found.level is not None
    assert float(found.level) == pytest.approx(4)
    assert found.attacked == "Base"
    assert float(found.visits["Depot"]) == pytest.approx(1 / 6)
    assert float(found.visits["Base"]) == pytest.approx(5 / 6)
    assert found.defender_utility is not None
    assert float(found.defender_utility) == pytest.approx(-5 / 6)


def test_payoffs_that_are_all_equal_leave_the_choice_to_the_defender() -> None:
    found = allocate(
        _problem(
            *(
                _site(
                    name, violator_covered=0, violator_uncovered=0, defender_covered=0, defender_uncovered=0
                )
                for name in ("Base", "Depot")
            )
        )
    )
    assert found.level == 0
    assert found.defender_utility == 0
    assert found.inspections == 0


def test_sites_that_cost_nothing_are_inspected_without_end() -> None:
    """The budget of 1 goes to the dear site; the free one is covered whole."""
    sites = (_site(cost=0), _site("Depot", cost=2))
    found = allocate(_problem(*sites, donors=(InspectingState(name="south", budget=1),)))
    assert found.level is not None
    assert float(found.level) == pytest.approx(2)
    assert water_filling(sites, 1).level == 2
    all_free = (_site(cost=0), _site("Depot", cost=0))
    free = allocate(_problem(*all_free, donors=(InspectingState(name="south", budget=0),)))
    assert free.level == -1


def test_a_state_does_not_inspect_itself() -> None:
    found = allocate(_problem(_site(state="south")))
    assert found.level == 5
    assert not found.donor_visits


def test_a_violator_whom_no_site_pays_complies() -> None:
    """A chance of 5/6 makes the site worth nothing: one inspection is more than enough."""
    found = allocate(_problem(_site(), compliance=Compliance()))
    assert found.complies
    assert found.level == 0
    assert found.attacked is None
    assert found.defender_utility == 0
    assert float(found.visits["Base"]) == pytest.approx(5 / 6)
    rather = allocate(_problem(_site(), _site("Depot"), _site("Port"), compliance=Compliance(violator=0)))
    assert not rather.complies


@pytest.mark.parametrize(
    ("share", "rounding", "quota", "most"),
    [(0.5, "down", 3, 1), (0.5, "up", 3, 2), (0.5, "nearest", 3, 2), (0.5, "down", 1, 1), (0, "up", 3, 0),
     (0.5, "down", 0, 0), (Fraction(1, 3), "nearest", 4, 1), (1, "down", 4, 4)],
)  # fmt: skip
def test_a_share_of_a_quota_is_rounded_as_said_and_never_to_nothing(
    share: float, rounding: str, quota: int, most: int
) -> None:
    """At the threshold and beside it: half of 3, half of 1, a third of 4, nothing and all."""
    found = allocate(
        _problem(
            *(_site(f"site {number}") for number in range(6)),
            inspections=6,
            inspected=(InspectedState(name="north", inspections=quota),),
            caps=(DonorCap(share=share, rounding=rounding),),  # type: ignore[arg-type]
        )
    )
    assert float(found.inspections) == pytest.approx(min(most, quota))


@pytest.mark.parametrize(
    ("inspections", "level", "left"),
    [(2, 1, 0), (3, -1, 0), (4, -1, 1)],
    ids=["one fewer than sites", "as many", "one more"],
)
def test_as_many_inspections_as_sites_is_where_more_are_of_no_use(
    inspections: int, level: int, left: int
) -> None:
    """Three like sites: with two inspections each is found with 2/3, and 5 - 6·2/3 = 1."""
    sites = [_site(name) for name in ("Base", "Depot", "Port")]
    found, water = allocate(_problem(*sites, inspections=inspections)), water_filling(sites, inspections)
    assert found.level is not None
    assert float(found.level) == pytest.approx(level)
    assert water.level == level
    assert water.unspent == left


@pytest.mark.parametrize(("budget", "whole"), [(3.99, 1), (4, 2), (4.01, 2), (0, 0), (1.99, 0), (2, 1)])
def test_a_budget_pays_whole_inspections_where_all_cost_the_same(budget: float, whole: int) -> None:
    sites = tuple(_site(name, cost=2) for name in ("Base", "Depot", "Port"))
    found = allocate(_problem(*sites, donors=(InspectingState(name="south", budget=budget),)))
    assert float(found.inspections) == pytest.approx(whole)


@pytest.mark.parametrize(("passive", "active"), [(1, 2), (2, 2), (3, 2), (2, 1), (2, 3)])
def test_the_smaller_of_two_quotas_binds(passive: int, active: int) -> None:
    """Quotas one below each other, equal, and one above; the price stands at the smaller one."""
    found = allocate(
        _problem(
            *(_site(f"site {number}") for number in range(5)),
            inspections=active,
            inspected=(InspectedState(name="north", inspections=passive),),
        )
    )
    assert float(found.inspections) == pytest.approx(min(passive, active))
    priced = {says.split()[0] for says, price in found.prices.items() if price > 1e-9}
    assert priced <= {
        name for name, quota in (("north", passive), ("south", active)) if quota == min(passive, active)
    }
    assert priced


@pytest.mark.parametrize(
    ("sites", "other", "says"),
    [
        ((_site(violator_covered=6),), {}, "would gain from being found"),
        ((_site(defender_covered=-6),), {}, "would lose from finding"),
        ((_site(), _site()), {}, "'Base' is named 2 times"),
        ((_site(detection=1.5),), {}, "must lie from 0 to 1"),
        ((_site(cost=-1),), {}, "cannot cost -1"),
        ((_site(cost=float("nan")),), {}, "nan is no number for the cost at 'Base'"),
        ((_site(violator_uncovered=float("inf")),), {}, "inf is no number"),
        ((_site(most_visits=-1),), {}, "write 0, 1, 2"),
        ((_site(),), {"inspections": -1}, "-1 is no number for the inspections of 'south'"),
        (
            (_site(),),
            {"donors": (InspectingState(name="south"),)},
            "Say how many inspections 'south' can make",
        ),
        (
            (_site(),),
            {"donors": (InspectingState(name="south", budget=-1),)},
            "budget of 'south' cannot be -1",
        ),
        (
            (_site(),),
            {"inspected": (InspectedState(name="north", inspections=-2),)},
            "passive quota of 'north'",
        ),
        ((_site(),), {"caps": (DonorCap(most=1, donors=("sout",)),)}, "did you mean 'south'?"),
        ((_site(),), {"caps": (DonorCap(),)}, "either a number of inspections or a share"),
        ((_site(),), {"caps": (DonorCap(most=1, share=0.5),)}, "either a number of inspections or a share"),
        ((_site(),), {"caps": (DonorCap(share=0.5),)}, "passive quota of 'north', which has none"),
        ((_site(),), {"caps": (DonorCap(share=0.5, together=True),)}, "give a number of inspections"),
        ((_site(),), {"caps": (DonorCap(share=2),)}, "must lie from 0 to 1"),
        ((_site(),), {"total": -1}, "all inspections together"),
        ((_site(),), {"compliance": Compliance(violator=float("nan"))}, "under compliance"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_words(
    sites: tuple[Site, ...], other: dict[str, object], says: str
) -> None:
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        _problem(*sites, **other)  # type: ignore[arg-type]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ValueError, match=r"gain from being found.*cannot cost.*must lie"):
        _problem(_site(violator_covered=6, cost=-1, detection=2))


@pytest.mark.parametrize(
    ("leader", "follower"), [([], []), ([[]], [[]]), ([[1, 2]], [[1]]), ([[1], [2, 3]], [[1], [2, 3]])]
)
def test_tables_of_different_shapes_are_refused(leader: list[list[int]], follower: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="same rows and columns"):
        strong_stackelberg(leader, follower)


def test_a_sum_without_a_most_is_refused() -> None:
    with pytest.raises(ValueError, match="as large as one likes"):
        maximise([Fraction(1)], [[Fraction(-1)]], [Fraction(1)])


def test_payoffs_of_every_kind_of_number_are_taken_at_their_word() -> None:
    """A decimal is the tenth that it says, and no float near it."""
    mixed = _site(
        violator_covered=Decimal("-0.1"),
        violator_uncovered=Fraction(1, 3),
        defender_covered=0.1,
        defender_uncovered=0,
    )
    found = allocate(_problem(mixed))
    assert found.level == Fraction(-1, 10)
    assert found.defender_utility == Fraction(1, 10)


def test_payoffs_far_apart_leave_a_gap_that_is_small_beside_them() -> None:
    """A site worth a thousand million beside one worth a millionth; certified against water-filling."""
    sites = (
        _site("great", violator_uncovered=10**9),
        _site("small", violator_uncovered=Fraction(1, 10**6), violator_covered=-(10**9)),
        _site("hardly ever found", detection=Fraction(1, 10**6), violator_uncovered=10**6),
    )
    found, water = allocate(_problem(*sites, inspections=2)), water_filling(sites, 2)
    assert found.level is not None
    assert found.gap is not None
    assert found.lower_bound is not None
    assert found.lower_bound <= water.level <= found.level
    assert found.gap <= 2  # of a range of two thousand million
