"""What the test of claims found as plain values: the documented form of ``--json``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.claims.audit import Audit
    from detente.claims.exceptions import Exceptions
    from detente.claims.flips.flip import Change, Flip, Value
    from detente.claims.flips.tornado import Tornado
    from detente.claims.result import ClaimResult, Claims

__all__ = ["plain"]


def plain(claims: Claims) -> dict[str, Any]:
    """Return everything that was found as dicts, lists, strings and numbers."""
    return {
        "claims": [_claim(one) for one in claims.claims],
        "audit": _audit(claims.audit),
        "draws": claims.draws,
        "seed": claims.seed,
    }


def _claim(one: ClaimResult) -> dict[str, Any]:
    return {
        "id": one.claim.id,
        "says": one.claim.says,
        "origin": str(one.claim.origin),
        "nominal": one.nominal,
        "verdict": str(one.verdict),
        "share": one.share,
        "interval": None if one.interval is None else list(one.interval),
        "why": one.why,
        "read_as": one.claim.read_as,
        "except": one.exception,
        "variant": one.claim.variant,
        "standing": one.standing,
        **_rests(one),
        **_flips(one),
        **_decided(one),
        "region": None if one.exceptions is None else _region(one.exceptions),
        "tornado": [] if one.explained is None else [_tornado(each) for each in one.explained.tornadoes],
        "waits_for": list(one.claim.waits_for),
        "draws": one.draws,
        "undefined": [{"draws": times, "why": why} for why, times in _most_first(one.undefined)],
    }


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _audit(audit: Audit) -> dict[str, Any]:
    return {
        "resting": [
            {
                "claim": one.claim,
                "inputs": one.inputs,
                "on_judgement": one.on_judgement,
                "strength": one.strength,
                "strength_on_judgement": one.judged,
            }
            for one in audit.resting
        ],
        "inputs": [
            {
                "input": one.input,
                "basis": one.basis,
                "pedigree": one.pedigree,
                "influence": one.influence,
                "claims": list(one.claims),
            }
            for one in audit.diagnosed
        ],
        "undecided": audit.undecided,
        "research": [
            {
                "input": one.input,
                "basis": one.basis,
                "expected": one.expected,
                "claims": [{"claim": key, "part": part} for key, part in one.reduces.items()],
            }
            for one in audit.research
        ],
        "questions": [
            {"rule": one.rule, "asks": one.asks, "says": list(one.says), "open": one.open}
            for one in audit.questions
        ],
    }


def _rests(one: ClaimResult) -> dict[str, Any]:
    enough = one.sufficient
    return {
        "rests_on": [] if enough is None else [list(enough.inputs), *([path] for path in enough.instead)],
        "sufficient": None if enough is None else list(enough.inputs),
        "sufficient_instead": None if enough is None else list(enough.instead),
        "sufficient_at_least": None if enough is None else enough.at_least,
        "sufficient_worlds": None if enough is None else enough.worlds,
        "sufficient_ranges": None if enough is None else list(enough.ranges),
        "sufficient_proved": None if enough is None else list(enough.proved),
    }


def _flips(one: ClaimResult) -> dict[str, Any]:
    flips = one.flips
    if flips is None:
        return {"flip": None, "flips": None, "flip_beyond": None, "flip_looked": None}
    return {
        "flip": None if flips.least is None else _flip(flips.least),
        "flips": [change for flip in flips.singles for change in _flip(flip)],
        "flip_beyond": None if flips.beyond is None else _flip(flips.beyond),
        "flip_looked": {
            "inputs": flips.inputs,
            "all_inputs": flips.all_inputs,
            "all_turns": flips.all_turns,
            "pairs": flips.pairs,
            "of_pairs": flips.of_pairs,
            "worlds": flips.worlds,
        },
    }


def _flip(flip: Flip) -> list[dict[str, Any]]:
    return [_change(one) for one in flip.changes]


def _change(one: Change) -> dict[str, Any]:
    return {
        "input": one.input,
        "kind": str(one.kind),
        "from": _value(one.before, one.names),
        "to": _value(one.after, one.names),
        "distance": float(one.distance),
    }


def _value(value: Value | None, names: tuple[str, ...]) -> float | dict[str, float] | None:
    if value is None:
        return None
    if isinstance(value, Fraction):
        return float(value)
    return {name: float(one) for name, one in zip(names, value, strict=True)}


def _decided(one: ClaimResult) -> dict[str, Any]:
    effects = one.effects
    if effects is None:
        return {"decided_by": [], "decided_noise": None, "decided_inputs": None}
    return {
        "decided_by": [
            {"input": each.input, "strength": each.strength, "interval": list(each.interval)}
            for each in effects.named
        ],
        "decided_noise": effects.noise,
        "decided_inputs": effects.inputs,
    }


def _region(found: Exceptions) -> dict[str, Any] | None:
    region = found.region
    if region is None:
        return None
    return {
        "fails": found.failing,
        "where": [{"input": cut.path, "above" if cut.above else "below": cut.at} for cut in region.cuts],
        "coverage": region.coverage,
        "density": region.density,
        "inside": region.inside,
        "caught": region.caught,
    }


def _tornado(one: Tornado) -> dict[str, Any]:
    return {
        "comparison": one.comparison,
        "nominal": float(one.nominal),
        "inputs": [
            {
                "input": swing.input,
                "ends": [
                    {"at": _value(change.after, ()), "difference": None if value is None else float(value)}
                    for change, value in swing.ends
                ],
            }
            for swing in one.swings
        ],
    }
