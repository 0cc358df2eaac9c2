"""All pictures of the institutions analysis, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.institutions.charts.power_bars import power_bars

if TYPE_CHECKING:
    from detente.institutions.result import Institutions

__all__ = ["charts"]


def charts(result: Institutions) -> dict[str, Any]:
    """Return the bars of power, each procedure, and each bloc's network; what there is not is left out."""
    found: dict[str, Any] = {"power": power_bars(result)} if result.power else {}
    for key, procedure in result.procedures.items():
        found[f"procedure_{key}"] = procedure.charts()["states"]
    for bloc, one in result.gatekeeping.items():
        found[f"agreements_{bloc}"] = one.charts()["agreements"]
    return found
