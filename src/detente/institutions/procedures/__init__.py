"""Consultation mechanisms as timed state machines: what each side can bring about alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.on_demand import on_demand

if TYPE_CHECKING:
    from detente.institutions.procedures.analysis import analyse_procedure, effectivity, procedures_of
    from detente.institutions.procedures.replaying import replay

__all__ = ["analyse_procedure", "effectivity", "procedures_of", "replay"]

__getattr__ = on_demand(
    __name__,
    {
        "analyse_procedure": "analysis",
        "effectivity": "analysis",
        "procedures_of": "analysis",
        "replay": "replaying",
    },
)
