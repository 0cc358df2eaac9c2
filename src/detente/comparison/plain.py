"""A comparison as plain values: the documented form of ``--json``."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

from detente.comparison.lasting import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide
    from detente.comparison.drawn import Drawn, Preferred, Share
    from detente.comparison.verdicts import Judged

__all__ = ["plain"]


def plain(result: SideBySide) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers."""
    return {
        "variants": [_column(result, place) for place in range(len(result.columns))],
        "claims": [_claim(result, one) for one in result.claims],
        "preferred": [] if result.drawn is None else _preferred(result, result.drawn),
        "draws": result.draws,
        "seed": result.seed,
        "method": result.method,
        "exactness": result.exactness,
    }


def _column(result: SideBySide, place: int) -> dict[str, Any]:
    column = result.columns[place]
    found, conflicts = column.bargaining, column.conflicts
    share = None if found is None else found.zone.share
    return {
        "variant": column.key,
        "says": column.says,
        "changes": [
            {"input": one.input, "says": one.says, "from": one.before, "to": one.after}
            for one in column.changes
        ],
        **({"feasible": None} if found is None else found.zone.feasible.to_json("feasible")),
        **({"signable": None} if found is None else found.zone.signable.to_json("signable")),
        "share": None if share is None else float(share),
        "nash": [
            {"package": dict(one.package), "value": {key: _number(worth) for key, worth in one.value.items()}}
            for one in column.nash
        ],
        "nash_exactness": None if column.solution is None else column.solution.exactness,
        "conflicts": []
        if conflicts is None
        else [[item.id for item in conflict.members] for conflict in conflicts.conflicts],
        "concessions": []
        if conflicts is None
        else [[item.id for item in concession.drop] for concession in conflicts.concessions],
        "conflicts_complete": None if conflicts is None else conflicts.complete,
        "splits": {
            key: {
                **one.agreement.now.to_json("wedges"),
                **one.agreement.proposals.to_json("proposals"),
                **one.mandate.packages.to_json("mandate"),
            }
            for key, one in column.blocs.items()
        },
        "blocking": [{"asks": asked, "answer": answer} for asked, answer in column.blocking.items()],
        "lasting": _lasting(column, result.columns[0]),
        "roadmap": _roadmap(column),
        "missing": dict(column.missing),
        "drawn": None if result.drawn is None else _drawn(result.drawn, place),
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _lasting(column: Column, first: Column) -> dict[str, Any] | None:
    found, as_it_is = column.lasting, first.lasting
    if found is None:
        return None
    return {
        "states": found.states,
        **{
            concept: {
                "stable": len(found.labels[concept]),
                "today": found.today[concept],
                "only_here": [] if as_it_is is None else list(found.only_here(concept, as_it_is)),
                "only_as_it_is": [] if as_it_is is None else list(as_it_is.only_here(concept, found)),
            }
            for concept in CONCEPTS
        },
    }


def _roadmap(column: Column) -> dict[str, Any] | None:
    road = column.roadmap
    if road is None:
        return None
    return {
        "probability": road.probability,
        "exactness": road.exactness,
        "order": list(column.order),
        "order_probability": road.fixed_order.probability,
    }


def _drawn(found: Drawn, place: int) -> dict[str, Any]:
    share, chance = found.share(place), found.chance(place)
    return {
        "signable": None if share is None else _share(share),
        "chance": None
        if chance is None
        else {
            "least": chance[0],
            "mean": chance[1],
            "greatest": chance[2],
            "draws": len(found.chances[place]),
        },
    }


def _share(share: Share) -> dict[str, Any]:
    return {"share": share.value, "interval": list(share.interval)}


def _preferred(result: SideBySide, found: Drawn) -> list[dict[str, Any]]:
    """Return for every pair of columns in how many draws the one is better than the other, and for whom."""
    keys = [column.key for column in result.columns]
    return [
        _pair(one, keys)
        for column, other in permutations(range(len(keys)), 2)
        for one in found.preferred(column, other)
    ]


def _pair(one: Preferred, keys: list[str | None]) -> dict[str, Any]:
    return {
        "variant": keys[one.column],
        "than": keys[one.other],
        "party": one.party,
        "better": _share(one.better),
        "worse": _share(one.worse),
        "draws": one.better.draws,
    }


def _claim(result: SideBySide, one: Judged) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "says": one.claim.says,
        "names_its_variant": one.fixed,
        "differs": one.differ,
        "in": [_verdict(result, one, place) for place in range(len(result.columns))],
    }


def _verdict(result: SideBySide, one: Judged, place: int) -> dict[str, Any]:
    found, key = one.results[place], result.columns[place].key
    told: Mapping[str, Any] = {
        "nominal": None if found is None else found.nominal,
        "verdict": None if found is None else str(found.verdict),
        "share": None if found is None else found.share,
        "interval": None if found is None or found.interval is None else list(found.interval),
        "draws": 0 if found is None else found.draws,
        "why": one.problems[place] if found is None else found.why,
        "standing": "" if found is None else found.standing,
        "rests_on": "" if found is None else found.rests_on,
        "flip": "" if found is None else found.flip_says,
    }
    return {"variant": key, "differs": one.differs(place), **told}
