"""The ladder and the variants of a report as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.report.ladder import Standing, Tier
    from detente.report.variants import Varied
    from detente.report.variants_across import VariantsAcross

__all__ = ["step_plain", "variant_plain"]


def step_plain(tier: Tier, standing: Standing) -> dict[str, Any]:
    """Return a step of the ladder with what stands in its way."""
    return {
        "rung": tier.rung.rung,
        "id": standing.block.id,
        "name": standing.block.name,
        "issue": standing.block.issue,
        "option": standing.block.option,
        "block": standing.block.block,
        "status": str(standing.status),
        "decided_by": [list(change.move.deciders) for change in standing.changes],
        "stopped_by": [[one.id for one in change.judged.stopped_by] for change in standing.changes],
        "excluded_by": [list(change.excluded_by) for change in standing.changes],
        "share": [change.share for change in standing.changes],
        "claims": [one.claim.id for one in standing.claims],
    }


def variant_plain(one: Varied, across: VariantsAcross | None, chance: float | None) -> dict[str, Any]:
    """Return a variant with what can be signed in it, and its chance of the goal where that is known."""
    collision = one.collision
    signed = None if across is None else across.signable.get(one.name)
    return {
        "variant": one.name,
        "says": one.says,
        "why_not": one.problem or None,
        **(one.feasible.to_json("feasible") if one.feasible else {"feasible": None}),
        **(one.signable.to_json("signable") if one.signable else {"signable": None}),
        "share_signable": None if across is None or signed is None else signed / across.draws,
        "probability": chance,
        "conflicts": [[member.id for member in found.members] for found in collision.found.conflicts]
        if collision
        else [],
        "concessions": [[item.id for item in found.drop] for found in collision.found.concessions]
        if collision
        else [],
    }
