"""Each limit of the bundled regimes: one item below it, at it, and one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import load
from detente.case.declarations import Declaration, Holding, Status
from detente.case.nesting import overlap
from detente.verification.limits.compliance import Compliance, compliance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.regimes import Limit, Regime, Zone

CFE = load("cfe-1990").regimes["cfe"]
ADAPTED = load("cfe-adapted-1999").regimes["cfe_adapted"]


def bound(regime: Regime) -> Iterator[Any]:
    """Yield each limit of a regime with each side and category, and who of that side holds something."""
    for limit in regime.limits:
        for on in limit.on:
            holder = regime.groups[on].members[0] if on in regime.groups else on
            for category in limit.at_most:
                yield pytest.param(limit, on, holder, category, id=f"{limit.id}-{on}-{category}")


def declaring(regime: Regime, limit: Limit, holder: str, category: str, count: int) -> Regime:
    """Return a regime in which one state holds so many items where they count, and nobody anything else."""
    holding = Holding.model_validate(
        {"zone": limit.zone, "category": category, "count": count, "status": limit.status[0]}
    )
    day = limit.from_ or "2000-01-01"
    declarations = tuple(
        Declaration(by=state, as_of=day, complete=True, holdings=(holding,) if state == holder else ())
        for state in regime.states
    )
    return regime.model_copy(update={"declarations": declarations, "limits": (limit,)})


@pytest.mark.parametrize(
    ("regime", "limit", "on", "holder", "category"),
    [
        pytest.param(regime, *one.values, id=f"{regime.name}-{one.id}")
        for regime in (CFE, ADAPTED)
        for one in bound(regime)
    ],
)
def test_a_limit_is_met_up_to_its_number_and_exceeded_by_one_more(
    regime: Regime, limit: Limit, on: str, holder: str, category: str
) -> None:
    """One below the limit, at it, and one above it; 0 has nothing below."""
    most = limit.at_most[category]
    side = holder if limit.each_member else on
    for count in range(max(most - 1, 0), most + 2):
        declared = declaring(regime, limit, holder, category, count)
        [verdict] = [
            one
            for one in compliance("it", declared, limit.from_ or "2000-01-01")
            if (one.on, one.category) == (side, category)
        ]
        assert verdict.amount.low == verdict.amount.high == count
        assert verdict.compliance is (Compliance.EXCEEDED if count > most else Compliance.MET)


def outside(zones: Mapping[str, Zone], zone: str) -> str | None:
    return next((one for one in zones if not overlap(zones, one, zone)), None)


@pytest.mark.parametrize("limit", CFE.limits, ids=[limit.id for limit in CFE.limits])
def test_what_stands_elsewhere_or_is_held_otherwise_does_not_count(limit: Limit) -> None:
    category, most = next(iter(limit.at_most.items()))
    holder = CFE.groups[limit.on[0]].members[0] if limit.on[0] in CFE.groups else limit.on[0]
    declared = declaring(CFE, limit, holder, category, most + 1)
    [of_holder] = [one for one in declared.declarations if one.by == holder]
    [holding] = of_holder.holdings
    assert limit.zone is not None
    other_zone = outside(CFE.zones, limit.zone)
    other_status = next(one for one in Status if one is not Status.UNKNOWN and one not in limit.status)
    changes: list[dict[str, Any]] = [{"status": other_status}]
    changes += [{"zone": other_zone}] if other_zone else []
    for change in changes:
        moved = of_holder.model_copy(update={"holdings": (holding.model_copy(update=change),)})
        others = tuple(one for one in declared.declarations if one is not of_holder)
        regime = declared.model_copy(update={"declarations": (*others, moved)})
        found = compliance("it", regime, moved.as_of)
        assert {one.compliance for one in found} == {Compliance.MET}
        assert all(one.amount.high == 0 for one in found)
