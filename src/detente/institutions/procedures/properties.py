"""What every property of a procedure is decided to be: whether it holds, for whom, and a counterexample."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.institutions.procedures.story import Counterexample

__all__ = ["Property", "PropertyName"]


class PropertyName(Enum):
    """The five properties."""

    CONVENE = "any_party_can_convene"
    CLOSE = "no_party_can_close"
    SUSPEND = "no_party_can_suspend"
    ABSENCE = "absence_never_blocks"
    VETO = "convening_gives_no_veto"

    def __str__(self) -> str:
        """Return the word for it in results."""
        return self.value


@dataclass(frozen=True)
class Property:
    """The verdict on one property.

    ``by_party`` says whether it holds as far as a party is concerned: whether that party can convene, cannot
    close, cannot suspend, does not block by its absence, gains no veto. ``counterexamples`` go by party, or
    by several joined by ``+`` where only their absence together blocks. ``notes`` are sentences that belong
    to the verdict. ``only_because``: where it holds of nothing, as no situation of the kind it speaks of is
    ever reached, that as a clause; else None.
    """

    name: PropertyName
    by_party: Mapping[str, bool]
    counterexamples: Mapping[str, Counterexample] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    only_because: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it holds for all."""
        return all(self.by_party.values()) and not self.counterexamples

    @property
    def shortest(self) -> Counterexample | None:
        """The counterexample with the fewest events, and of those the one that is over soonest."""
        return min(
            self.counterexamples.values(),
            key=lambda one: (len(one.events), one.steps[-1].time if one.steps else 0),
            default=None,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as plain values."""
        return {
            "holds": self.holds,
            "only_because": self.only_because,
            "by_party": dict(self.by_party),
            "counterexamples": {key: one.to_json() for key, one in self.counterexamples.items()},
            "notes": list(self.notes),
        }
