"""Sites, those who inspect them, and the quotas and caps that bind them: what an analyst states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Compliance",
    "DonorCap",
    "InspectedState",
    "InspectingState",
    "InspectionProblem",
    "Number",
    "Rounding",
    "Site",
    "exact",
]

Number = int | float | Decimal | Fraction
"""A number as it is written; a decimal stands for itself, so that 0.1 is one tenth."""
Rounding = Literal["down", "nearest", "up"]
"""How a share of a quota becomes a number of inspections."""


def exact(value: Number) -> Fraction:
    """Return a number as the fraction that was meant.

    >>> exact(0.1), exact(3)
    (Fraction(1, 10), Fraction(3, 1))
    """
    return Fraction(str(value) if isinstance(value, float) else value)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place where a violation could be hidden.

    ``covered`` is the payoff where a violation there is found, ``uncovered`` where it is not; the defender is
    who sends inspectors, the violator who may hide something. ``cost`` is that of one inspection, in the unit
    of the budgets. ``detection`` is the probability that one inspection finds a violation that is there; it
    stays as long as the year lasts, and further inspections find it independently. ``most_visits`` is how
    often a year the site may be inspected.
    """

    name: str
    state: str
    defender_covered: Number
    defender_uncovered: Number
    violator_covered: Number
    violator_uncovered: Number
    cost: Number = 1
    detection: Number = 1
    most_visits: int = 1


@dataclass(frozen=True, kw_only=True)
class InspectingState:
    """A donor of inspections: how many it can make a year (its active quota), what it can spend, or both."""

    name: str
    inspections: int | None = None
    budget: Number | None = None


@dataclass(frozen=True, kw_only=True)
class InspectedState:
    """A state that has sites, and how many inspections a year it must accept: its passive quota."""

    name: str
    inspections: int | None = None


@dataclass(frozen=True, kw_only=True)
class DonorCap:
    """What one donor may do at most in some inspected states, a year.

    It binds each of the ``donors`` by itself; nobody named means all. It holds in each of the ``states`` by
    itself, or with ``together`` in all of them at once; none named means all. Either ``most`` gives a number
    of inspections, or ``share`` a share of the passive quota of each state. A share is rounded as said, but
    never to nothing: a state that must accept one inspection can be inspected.
    """

    most: int | None = None
    share: Number | None = None
    donors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    together: bool = False
    rounding: Rounding = "down"


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """What both sides have where nothing is violated: the violator chooses it where no site pays better."""

    violator: Number = 0
    defender: Number = 0


@dataclass(frozen=True, kw_only=True)
class InspectionProblem:
    """Everything that is known before inspections are allocated.

    Sites lie in states; those that ``inspected`` does not name accept any number. No state inspects itself.
    ``total`` bounds all inspections together. Without ``compliance`` a violation takes place in any case, and
    the question is only where.

    Raises:
        ValueError: where something is contradictory, unknown or no number; all of it is said.

    >>> site = dict(defender_covered=0, defender_uncovered=-5, violator_covered=-1, violator_uncovered=5)
    >>> InspectionProblem(
    ...     sites=(Site(name="Depot", state="North", **site), Site(name="Base", state="Nord", **site)),
    ...     donors=(InspectingState(name="South", inspections=1),),
    ...     inspected=(InspectedState(name="North", inspections=1),),
    ...     caps=(DonorCap(share=0.5, states=("Nort",)),),
    ... )
    Traceback (most recent call last):
    ValueError: A cap names the state 'Nort', where no site lies; did you mean 'North'?

    """

    sites: tuple[Site, ...]
    donors: tuple[InspectingState, ...]
    inspected: tuple[InspectedState, ...] = ()
    caps: tuple[DonorCap, ...] = ()
    total: int | None = None
    compliance: Compliance | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        problems = [*_of_sites(self.sites), *_of_states(self), *_of_caps(self)]
        if self.compliance is not None:
            for side, value in (
                ("violator", self.compliance.violator),
                ("defender", self.compliance.defender),
            ):
                problems += _number(value, f"the payoff of the {side} under compliance")
        if problems:
            raise ValueError(" ".join(problems))

    @property
    def states(self) -> tuple[str, ...]:
        """The states where sites lie, by name."""
        return tuple(sorted({site.state for site in self.sites}))

    def passive_quota(self, state: str) -> int | None:
        """Return how many inspections a state must accept, or None where nothing bounds them."""
        return next((one.inspections for one in self.inspected if one.name == state), None)


def _number(value: object, what: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal) or not isfinite(value):
        yield f"{value!r} is no number for {what}."


def _count(value: object, what: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        yield f"{value!r} is no number for {what}: write 0, 1, 2 and so on."


def _twice(names: Iterable[str], what: str) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"The {what} {name!r} is named {times} times; give each a name of its own."


def _of_sites(sites: Iterable[Site]) -> Iterator[str]:
    yield from _twice((site.name for site in sites), "site")
    for site in sites:
        numbers = {
            "defender's payoff if covered": site.defender_covered,
            "defender's payoff if uncovered": site.defender_uncovered,
            "violator's payoff if covered": site.violator_covered,
            "violator's payoff if uncovered": site.violator_uncovered,
            "cost": site.cost,
            "detection probability": site.detection,
        }
        wrong = [
            said for what, value in numbers.items() for said in _number(value, f"the {what} at {site.name!r}")
        ]
        wrong += _count(site.most_visits, f"the most visits to {site.name!r}")
        yield from wrong
        if not wrong:
            yield from _order(site)


def _order(site: Site) -> Iterator[str]:
    if exact(site.violator_covered) > exact(site.violator_uncovered):
        yield (
            f"At {site.name!r} the violator would gain from being found: its payoff if covered"
            f" ({site.violator_covered}) must not exceed that if uncovered ({site.violator_uncovered})."
        )
    if exact(site.defender_covered) < exact(site.defender_uncovered):
        yield (
            f"At {site.name!r} the defender would lose from finding a violation: its payoff if covered"
            f" ({site.defender_covered}) must not be below that if uncovered ({site.defender_uncovered})."
        )
    if site.cost < 0:
        yield f"An inspection of {site.name!r} cannot cost {site.cost}: write 0 or more."
    if not 0 <= site.detection <= 1:
        yield f"The detection probability {site.detection} at {site.name!r} must lie from 0 to 1."


def _of_states(problem: InspectionProblem) -> Iterator[str]:
    yield from _twice((one.name for one in problem.donors), "inspecting state")
    yield from _twice((one.name for one in problem.inspected), "inspected state")
    for donor in problem.donors:
        if donor.inspections is None and donor.budget is None:
            yield f"Say how many inspections {donor.name!r} can make, or its budget."
        if donor.inspections is not None:
            yield from _count(donor.inspections, f"the inspections of {donor.name!r}")
        if donor.budget is not None:
            wrong = list(_number(donor.budget, f"the budget of {donor.name!r}"))
            yield from wrong
            if not wrong and donor.budget < 0:
                yield f"The budget of {donor.name!r} cannot be {donor.budget}: write 0 or more."
    for state in problem.inspected:
        if state.inspections is not None:
            yield from _count(state.inspections, f"the passive quota of {state.name!r}")
    if problem.total is not None:
        yield from _count(problem.total, "all inspections together")


def _of_caps(problem: InspectionProblem) -> Iterator[str]:
    donors, states = [one.name for one in problem.donors], problem.states
    known = {*states, *(one.name for one in problem.inspected)}
    for cap in problem.caps:
        for name in cap.donors:
            if name not in donors:
                yield f"A cap names {name!r}, which does not inspect{_meant(name, donors)}"
        for name in cap.states:
            if name not in known:
                yield f"A cap names the state {name!r}, where no site lies{_meant(name, states)}"
        if (cap.most is None) == (cap.share is None):
            yield "A cap gives either a number of inspections or a share of the passive quota."
        elif cap.most is not None:
            yield from _count(cap.most, "the inspections of a cap")
        elif cap.share is not None:
            yield from _share(problem, cap, cap.share)


def _share(problem: InspectionProblem, cap: DonorCap, share: Number) -> Iterator[str]:
    wrong = list(_number(share, "the share of a cap"))
    yield from wrong
    if not wrong and not 0 <= share <= 1:
        yield f"The share {share} of a cap must lie from 0 to 1."
    if cap.together:
        yield "A share holds in each state by itself; for several together give a number of inspections."
    for state in cap.states or problem.states:
        if state in problem.states and problem.passive_quota(state) is None:
            yield f"A cap is a share of the passive quota of {state!r}, which has none: give one."


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else "."
