"""What the stability analysis found, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.stability.completions.verdict import SETTLED, Verdict
from detente.stability.concepts import Concept
from detente.stability.said import Mentions
from detente.stability.sentences import reason_says

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from detente.stability.result import Stability
    from detente.stability.ways.legal_paths import LegalPaths, Step

__all__ = ["plain"]


def plain(result: Stability) -> dict[str, Any]:
    """Return what was found in the form that the reference describes; states are numbered from 1."""
    conflict, today = result.conflict, result.conflict.status_quo
    makers = result.model.decision_makers
    return {
        "decision_makers": list(makers),
        "names": dict(zip(makers, conflict.called, strict=True)),
        "states": [
            {
                "number": state + 1,
                "label": conflict.states.label(state),
                "options": dict(conflict.states.options(state)),
            }
            for state in range(result.model.states)
        ],
        "status_quo": None if today is None else today + 1,
        "stable": {
            name: {key: _numbers(where) for key, where in of.items()} for name, of in result.stable.items()
        },
        "equilibria": {key: _numbers(where) for key, where in result.equilibria.items()},
        "coalition_improvements": [
            {
                "coalition": [makers[member] for member in one.coalition],
                "from": one.origin + 1,
                "to": one.target + 1,
            }
            for one in result.coalition_improvements or ()
        ],
        "coalition_stable": None if result.coalition_stable is None else _numbers(result.coalition_stable),
        "coalition_equilibria": None
        if result.coalition_equilibria is None
        else {key: _numbers(where) for key, where in result.coalition_equilibria.items()},
        "paths": {} if today is None else _paths(result),
        "certificates": []
        if today is None
        else [
            {
                "decision_maker": name,
                "concept": str(concept),
                "state": today + 1,
                "stable": bool(result.stable[name][str(concept)][today]),
                "says": " ".join(reason_says(result, maker, today, concept, Mentions(conflict))),
            }
            for maker, name in enumerate(makers)
            for concept in Concept
        ],
        "one_move_each": None
        if result.one_move_each is None
        else [
            {
                "decision_maker": one.decision_maker,
                "concept": one.concept,
                "state": one.state + 1,
                "standard": one.standard,
                "one_move_each": one.one_move_each,
            }
            for one in result.one_move_each
        ],
        "unknown": _unknown(result),
        "compliance": None if result.compliance is None else result.compliance.to_json(),
        "limited_moves": _limited(result),
        "alone": list(conflict.alone),
        "notes": list(conflict.notes),
        "left_out": list(result.left_out),
        "method": result.method,
        "exactness": result.exactness,
    }


def _numbers(where: npt.NDArray[np.bool_]) -> list[int]:
    found: list[int] = (np.flatnonzero(where) + 1).tolist()
    return found


def _paths(result: Stability) -> dict[str, Any]:
    """Return the shortest ways from today to the equilibria of each concept that are listed."""
    start, listed = result.start, result.destinations
    if start is None:
        return {}
    equilibria = result.concepts_of > 0
    return {
        "from": start.start + 1,
        "any_moves": _ways(result, start.by_moves, listed),
        "improvements": _ways(result, start.by_improvements, listed),
        "attractive": _numbers(start.attractive(equilibria)),
        "unreachable": _numbers(start.unreachable(equilibria)),
        "reached_by_any_moves": start.by_moves.reached,
        "reached_by_improvements": start.by_improvements.reached,
    }


def _ways(result: Stability, paths: LegalPaths, targets: Sequence[int]) -> dict[str, Any]:
    found = ((target, paths.path_to(target)) for target in targets)
    return {
        str(target + 1): [_step(result, step) for step in path] for target, path in found if path is not None
    }


def _step(result: Stability, step: Step) -> dict[str, Any]:
    model = result.model
    return {
        "by": [model.decision_makers[maker] for maker in model.movers[step.mover]],
        "from": step.origin + 1,
        "to": step.target + 1,
    }


def _unknown(result: Stability) -> dict[str, Any] | None:
    """Return by concept what is stable for everybody in some completions, and of what that is not told."""
    if result.completions is None:
        return None
    told = result.completions.equilibria
    return {
        "of": list(result.conflict.known),
        "in_some": {
            key: [state + 1 for state, one in enumerate(of) if one is Verdict.SOME]
            for key, of in told.items()
        },
        "untold": {
            key: [state + 1 for state, one in enumerate(of) if one not in SETTLED] for key, of in told.items()
        },
    }


def _limited(result: Stability) -> dict[str, Any] | None:
    looked = result.looking_ahead
    if looked is None:
        return None
    return {
        "horizon": result.horizon,
        "stable": {name: _numbers(of.stays) for name, of in looked.items()},
        "depends_on_ties": {name: _numbers(of.may_stay & ~of.stays) for name, of in looked.items()},
    }
