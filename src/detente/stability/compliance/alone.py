"""Who would keep what is agreed, of a case of which it cannot be told which states last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from detente.stability.compliance.ensemble import Ensemble
    from detente.stability.compliance.result import Compliance

__all__ = ["Alone"]


@dataclass(frozen=True, eq=False)
class Alone:
    """Which commitments enforce themselves, and why nothing else is told.

    ``why_not``: why it is not told which states last. ``package_is``: what is agreed, in words; empty where
    that is everything that somebody could breach.
    """

    found: Compliance | Ensemble
    why_not: str
    package_is: str = ""

    def summary(self) -> list[str]:
        """Return why nothing is told of states, of what the rest is told, and what was found."""
        about = self.package_is or "everything that somebody could breach"
        return [
            f"Which states last is not told: {self.why_not}.",
            f"What follows is about {about}.",
            *self.found.summary(),
        ]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the commitments as a table."""
        return self.found.to_frames()

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the place that it has among those of stability."""
        plain = self.found.to_json()
        drawn = plain.pop("ensemble", None)
        more = {} if drawn is None else {"ensemble": {"compliance": drawn}}
        return {"why_not": self.why_not, "compliance": plain, **more}
