"""Random problems of several sites, for hypothesis."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from detente.verification.sites.problem import (
    Compliance,
    DonorCap,
    InspectedState,
    InspectingState,
    InspectionProblem,
    Site,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__all__ = ["problems", "sites"]

STATES = ("east", "north", "west")
DETECTIONS = (Fraction(1), Fraction(1, 2), Fraction(4, 5), Fraction(0))


@st.composite
def sites(draw: DrawFn, name: str, *, costs: bool = False) -> Site:
    """Draw a site; now and then its payoffs do not depend on being found."""
    covered, gain = draw(st.integers(-9, 3)), draw(st.integers(0, 9))
    uncovered, better = draw(st.integers(-9, 3)), draw(st.integers(0, 9))
    return Site(
        name=name,
        state=draw(st.sampled_from(STATES)),
        violator_covered=covered,
        violator_uncovered=covered + gain,
        defender_uncovered=uncovered,
        defender_covered=uncovered + better,
        detection=draw(st.sampled_from(DETECTIONS)),
        most_visits=draw(st.integers(0, 3)),
        cost=draw(st.integers(0, 3)) if costs else 1,
    )


@st.composite
def problems(draw: DrawFn, *, most: int = 5, nested: bool = True, budgets: bool = False) -> InspectionProblem:
    """Draw a problem with donors, of which two are inspected as well, and quotas and caps of every kind."""
    chosen = tuple(
        draw(sites(f"site {number}", costs=budgets)) for number in range(draw(st.integers(1, most)))
    )
    donors = draw(st.lists(st.sampled_from(("south", "north", "west")), unique=True, max_size=3))
    quotas = {state: draw(st.integers(0, 4)) for state in STATES}
    caps = []
    if draw(st.booleans()):
        caps.append(DonorCap(share=draw(st.sampled_from((Fraction(1, 2), Fraction(1, 3))))))
    if draw(st.booleans()):
        caps.append(DonorCap(most=draw(st.integers(0, 3)), states=("east", "north"), together=True))
    if not nested:
        caps.append(DonorCap(most=draw(st.integers(0, 2)), states=("north", "west"), together=True))
    return InspectionProblem(
        sites=chosen,
        donors=tuple(
            InspectingState(
                name=donor,
                inspections=draw(st.integers(0, 4)),
                budget=draw(st.integers(0, 6)) if budgets else None,
            )
            for donor in donors
        ),
        inspected=tuple(InspectedState(name=state, inspections=quota) for state, quota in quotas.items()),
        caps=tuple(caps),
        total=draw(st.none() | st.integers(0, 4)),
        compliance=draw(
            st.none() | st.builds(Compliance, violator=st.integers(-3, 3), defender=st.integers(0, 9))
        ),
    )
