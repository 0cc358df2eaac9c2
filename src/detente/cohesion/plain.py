"""The cohesion result as plain values: the documented form of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.cohesion.bloc import BlocCohesion
    from detente.cohesion.compromise_model import Compromise
    from detente.cohesion.indices import Unity
    from detente.cohesion.ratified import Ratified
    from detente.cohesion.result import Cohesion
    from detente.cohesion.wedge import Wedge
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.counting.counting import Count

__all__ = ["number", "number_or_none", "plain"]


def plain(result: Cohesion) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers."""
    blocs = result.blocs
    return {
        "mandate": {key: _mandate(one) for key, one in blocs.items()},
        "win_sets": {key: _win_sets(one) for key, one in blocs.items()},
        "wedges": [_wedge(key, wedge) for key, one in blocs.items() for wedge in one.wedges.listed],
        "splits": {key: _splits(one) for key, one in blocs.items()},
        "pivotal": {key: _pivotal(one) for key, one in blocs.items()},
        "indices": {key: _indices(one) for key, one in blocs.items()},
        "allies_map": {key: _map(one) for key, one in blocs.items()},
        "ratification": {
            key: _ratified(one.ratified) for key, one in blocs.items() if one.ratified is not None
        },
        "compromise": {issue: _compromise(one) for issue, one in result.compromise.items()},
        "members": {
            key: {member.key: list(member.parties) for member in one.members} for key, one in blocs.items()
        },
        "other_side": {key: list(one.others) for key, one in blocs.items()},
        "united": list(result.united),
        "issues": list(result.negotiation.issues),
        "exactness": result.exactness,
        "method": result.method,
    }


def number(value: Fraction) -> int | float:
    """Return a fraction as an integer where it is one, else as the nearest floating-point number."""
    return value.numerator if value.denominator == 1 else float(value)


def number_or_none(value: Fraction | None) -> int | float | None:
    """Return the same of what may have no value."""
    return None if value is None else number(value)


def _sizes(**counts: Count) -> dict[str, Any]:
    """Return numbers of packages by name, each with its interval beside it where it is not exact."""
    return {key: value for name, count in counts.items() for key, value in count.to_json(name).items()}


def _each(name: str, counts: Mapping[str, Count]) -> dict[str, Any]:
    """Return numbers of packages under a name, with the intervals of those that are not exact beside them."""
    found: dict[str, Any] = {name: {key: count.value for key, count in counts.items()}}
    intervals = {key: list(count.interval) for key, count in counts.items() if count.interval is not None}
    return found | ({f"{name}_interval": intervals} if intervals else {})


def _by_id(counts: Mapping[Constraint, Count]) -> list[dict[str, Any]]:
    """Return numbers of packages by the ids of what takes them away."""
    return [{"id": line.id, **_sizes(packages=count)} for line, count in counts.items()]


def _mandate(one: BlocCohesion) -> dict[str, Any]:
    found = one.mandate
    return {
        **_sizes(packages=found.packages),
        "options": None
        if found.options is None
        else {key: list(each) for key, each in found.options.items()},
        "coalitions": [list(coalition) for coalition in found.coalitions],
        "always": [constraint.id for constraint in found.always],
    }


def _win_sets(one: BlocCohesion) -> dict[str, Any]:
    found = one.win_sets
    return {
        **_sizes(
            feasible=found.feasible,
            bloc=found.bloc,
            everybody=found.everybody,
            other_side=found.other_side,
            overlap=found.overlap,
        ),
        **_each("voices", found.voices),
    }


def _wedge(bloc: str, wedge: Wedge) -> dict[str, Any]:
    return {
        "bloc": bloc,
        "package": dict(wedge.package),
        "accepts": list(wedge.accepts),
        "rejects": list(wedge.rejects),
        "crossed": {
            key: [
                {"id": constraint.id, "kind": str(constraint.kind), "path": constraint.path}
                for constraint in those
            ]
            for key, those in wedge.crossed.items()
        },
        "gains": {key: number(gain) for key, gain in wedge.gains.items()},
        "packages": wedge.packages,
        "remains": wedge.remains,
    }


def _splits(one: BlocCohesion) -> dict[str, Any]:
    found, without = one.agreement, one.without_demands
    return {
        **_sizes(wedges=found.now, before=found.before, after=found.after),
        "share": number_or_none(one.wedge_share),
        "ended": _by_id(found.ended),
        **({"without_demands": None} if without is None else _sizes(without_demands=without)),
        "complete": one.wedges.complete,
        "proved": one.wedges.proved,
    }


def _pivotal(one: BlocCohesion) -> dict[str, Any]:
    found = one.pivotal
    return {**_each("voices", found.voices), "constraints": _by_id(found.constraints)}


def _unity(found: Unity) -> dict[str, Any]:
    return {
        "rice": number_or_none(found.rice),
        "agreement": number_or_none(found.agreement),
        "polarisation": found.polarisation,
    }


def _indices(one: BlocCohesion) -> dict[str, Any]:
    found = one.indices
    return {
        "overall": _unity(found.overall),
        "issues": {issue: _unity(unity) for issue, unity in found.by_issue.items()},
        "alpha": found.alpha,
        "roll_calls": [
            {
                "issue": vote.issue,
                "option": vote.option,
                "yes": vote.yes,
                "no": vote.no,
                "abstain": vote.abstain,
            }
            for vote in found.roll_calls
        ],
    }


def _ratified(found: Ratified) -> dict[str, Any]:
    return {
        "probability": number(found.found.probability),
        "low": number(found.low),
        "high": number(found.high),
        "independent": number(found.found.independent),
        "together": number(found.found.together),
    }


def _map(one: BlocCohesion) -> dict[str, Any]:
    found = one.allies_map
    points = [
        {"voices": list(point.voices), "members": list(point.parties), "x": point.x, "y": point.y}
        for point in found.points
    ]
    return {"points": points, "dimensions": found.dimensions, "stress": found.stress}


def _compromise(found: Compromise) -> dict[str, Any]:
    low, high = found.median
    return {
        "mean": number(found.mean),
        "median": [number(low), number(high)],
        "nearest": list(found.nearest),
        "unbeaten": list(found.unbeaten),
        "votes": [
            {"for": one, "against": two, "force": number(force)} for (one, two), force in found.votes.items()
        ],
        "powers": found.powers,
        "left_out": list(found.left_out),
    }
