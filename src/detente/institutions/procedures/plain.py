"""The verdicts on a procedure as plain values, in the form that is documented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.institutions.procedures.verdicts import ProcedureVerdicts

__all__ = ["plain"]


def plain(result: ProcedureVerdicts) -> dict[str, Any]:
    """Return the verdicts as plain values."""
    return {
        "name": result.name,
        "parties": list(result.parties),
        "unit": result.unit,
        "convene_within": result.convene_within,
        "can_convene_alone": result.can_convene_alone,
        "can_close_alone": result.can_close_alone,
        "can_suspend_alone": result.can_suspend_alone,
        "absence_blocks": result.absence_blocks,
        "veto_by_convening": result.veto_by_convening,
        "counterexamples": {
            name: {party: one.story for party, one in told.items()}
            for name, told in result.counterexamples.items()
        },
        "properties": {str(name): one.to_json() for name, one in result.properties.items()},
        "powers": {str(aim): one.to_json() for aim, one in result.powers.items()},
        "absences": [one.to_json() for one in result.absences],
        "held_up": {party: dict(others) for party, others in result.held_up.items()},
        "findings": [one.to_json() for one in result.findings],
        "situations": result.situations,
        "protocol": result.protocol,
        "method": result.method,
        "exactness": result.exactness,
    }
