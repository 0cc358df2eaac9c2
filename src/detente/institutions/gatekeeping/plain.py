"""Gatekeeping as plain values, as JSON holds them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.institutions.gatekeeping.result import Gatekeeping

__all__ = ["plain"]


def plain(result: Gatekeeping) -> dict[str, Any]:
    """Return the result as mappings, lists, texts and numbers; exact figures also as fractions."""
    measures = result.measures
    exact = result.exactness == "exact"
    return {
        "bloc": result.bloc,
        "partner": result.partner,
        "probability": str(result.probability),
        "exactness": result.exactness,
        "values": {member: float(value) for member, value in result.values.items()},
        "fractions": {member: str(value) for member, value in result.values.items()} if exact else None,
        "polynomials": None
        if result.polynomials is None
        else {member: str(one) for member, one in result.polynomials.items()},
        "intervals": None
        if result.intervals is None
        else {member: list(one) for member, one in result.intervals.items()},
        "samples": result.samples,
        "seed": result.seed,
        "gatekeeper": result.gatekeeper,
        "tied": list(result.tied),
        "agreements": list(result.agreements),
        "routes": {member: list(route) for member, route in result.routes.items()},
        "loses": {member: list(lost) for member, lost in result.loses.items()},
        "network": {
            "brokerage": {party: asdict(roles) for party, roles in measures.brokerage.items()},
            "betweenness": dict(measures.betweenness),
            "degree_centralisation": measures.degree_centralisation,
            "betweenness_centralisation": measures.betweenness_centralisation,
        },
        "answer": result.answer,
        "witness": result.witness,
    }
