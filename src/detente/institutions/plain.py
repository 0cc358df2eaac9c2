"""The institutions result as plain values: the documented form of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.powers import PowerKind
from detente.institutions.power.voting_power import INDICES

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.institutions.power.minimal_coalitions import MinimalCoalitions
    from detente.institutions.power.voting_power import VotingPower
    from detente.institutions.powers.audit import PartyPowers
    from detente.institutions.result import Institutions

__all__ = ["plain"]


def plain(result: Institutions) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers; fractions as ``a/b``."""
    return {
        "power": {key: _power(one) for key, one in result.power.items()},
        "powers": {key: _powers(one) for key, one in result.powers.items()},
        "procedures": {key: one.to_json() for key, one in result.procedures.items()},
        "gatekeeping": {
            bloc: {party: float(value) for party, value in one.values.items()}
            for bloc, one in result.gatekeeping.items()
        },
        "gatekeepers": {bloc: one.to_json() for bloc, one in result.gatekeeping.items()},
        "method": result.method,
        "exactness": result.exactness,
        "seed": result.seed,
    }


def _power(power: VotingPower) -> dict[str, Any]:
    indices = {index: getattr(power, index) for index in INDICES}
    intervals, to_act = power.intervals, power.coleman_to_act_interval
    return {
        "winning": power.winning,
        "coalitions": 2 ** len(power.members),
        "coleman_to_act": _fraction(power.coleman_to_act),
        "coleman_to_act_interval": None if to_act is None else list(to_act),
        "members": {
            member: {index: _fraction(values[member]) for index, values in indices.items()}
            for member in power.members
        },
        "minimal_winning": _coalitions(power.minimal_winning),
        "minimal_blocking": _coalitions(power.minimal_blocking),
        "exactness": dict(power.exactness),
        "intervals": {
            index: {member: list(ends) for member, ends in of_index.items()}
            for index, of_index in intervals.items()
        },
        "undefined": dict(power.undefined),
        "remarks": list(power.remarks),
        "seed": power.seed if intervals else None,
    }


def _coalitions(found: MinimalCoalitions) -> dict[str, Any]:
    return {
        "number": found.number,
        "listed": [
            [{"of": list(group), "take": count} for group, count in one.parts] for one in found.listed
        ],
        "complete": found.complete,
        "why_not": found.reason or None,
    }


def _powers(one: PartyPowers) -> dict[str, Any]:
    return {
        "moves": len(one.moves),
        "blockable": len(one.blockable),
        "share": _fraction(one.share),
        "by": one.by(PowerKind.BLOCK),
        "free": dict(one.free),
        "consulted": one.by(PowerKind.CONSULT),
        "initiated": one.by(PowerKind.INITIATE),
        "table": [
            {
                "issue": power.move.issue,
                "from": power.move.before,
                "to": power.move.after,
                "holder": power.holder,
                "grants": str(power.kind),
                "clauses": list(power.clauses),
                "through": list(power.through),
            }
            for power in one.powers
        ],
    }


def _fraction(value: Fraction | None) -> str | None:
    """Return a fraction as a text, so that nothing of it is lost."""
    return None if value is None else str(value)
