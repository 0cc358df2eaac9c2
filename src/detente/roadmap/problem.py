"""The problem that a roadmap solves: blocks, trust on a grid, windows, and a goal to reach in time.

A problem is certain and stands on its own: it knows of no case, so that textbook problems can be stated as
well. Time runs in periods from 0 to the horizon. A block that starts at time t and lasts d periods is
settled at time t + d, which must not lie past the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from detente.case.formula import TRUE, Formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ALWAYS", "Block", "Consent", "Gate", "Problem", "Shock"]

Changes = tuple[Fraction, ...]
"""A change of trust for each directed pair, on the scale of the grid."""


class Consent(Protocol):
    """Who would sign: tells for each set of delivered blocks whether a block could be agreed there."""

    def __call__(self, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return for each set of delivered blocks, a bit each, whether the deciders of a block sign it."""
        ...  # pragma: no cover - a protocol


def _everybody_signs(block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:  # noqa: ARG001
    import numpy as np

    return np.ones(len(delivered), dtype=np.bool_)


ALWAYS: Consent = _everybody_signs
"""Everybody signs everything."""


@dataclass(frozen=True)
class Gate:
    """A window that opens and closes by chance, from one period to the next (a Markov chain)."""

    open_today: bool
    opens: float
    closes: float
    key: str = ""


@dataclass(frozen=True)
class Shock:
    """Something from outside that may happen in any period, and what it then does to trust."""

    chance: float
    changes: Changes
    key: str = ""


@dataclass(frozen=True)
class Block:
    """A building block: what it needs, how long it takes, how it may end, and what trust each end leaves.

    With probability ``delivers`` it is delivered, else it fails. What is delivered is broken in secret with
    probability ``breach``; a breach is noticed with probability ``detection``, and then undoes the block.
    Trust earned on delivery is ``earns`` times ``detection``: what nobody can see earns no trust.

    ``earns``, ``loses`` and ``loses_if_breached`` are amounts from 0 up, for each directed pair; ``needs`` is
    the least trust at the start. ``windows`` are the first and the last period in which it may start.
    """

    key: str
    lasts: int = 1
    delivers: float = 1.0
    breach: float = 0.0
    detection: Fraction = Fraction(1)
    earns: Changes = ()
    loses: Changes = ()
    loses_if_breached: Changes = ()
    needs: Changes = ()
    after: Formula = TRUE
    windows: tuple[tuple[int, int], ...] | None = None
    gate: int | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    takes: int = 1
    cost: float = 0.0

    def starts_at(self, period: int) -> bool:
        """Tell whether a window lets the block start in a period."""
        return self.windows is None or any(first <= period <= last for first, last in self.windows)

    @property
    def seen_delivered(self) -> float:
        """Probability that the block ends as one that everybody takes for delivered and kept."""
        return self.delivers * (1 - self.breach * float(self.detection))

    @cached_property
    def outcomes(self) -> tuple[tuple[bool, float, Changes], ...]:
        """What can be seen to happen: whether the block then stands, the probability, the change of trust."""
        noticed = self.breach * float(self.detection)
        gained = tuple(self.detection * amount for amount in self.earns)
        return (
            (True, self.delivers * (1 - noticed), gained),
            (False, 1 - self.delivers, tuple(-amount for amount in self.loses)),
            (False, self.delivers * noticed, tuple(-amount for amount in self.loses_if_breached)),
        )


@dataclass(frozen=True)
class Problem:
    """Blocks to be put in an order, and the goal that they serve.

    Trust of each directed pair in ``pairs`` runs from 0 to ``top``, counted in steps of ``step`` from today.
    ``decay`` is the share of the distance to ``resting`` by which trust moves towards it in each period. In a
    period, what starts is decided first; then trust decays, shocks strike and gates move; at its end what is
    due is settled.
    """

    blocks: tuple[Block, ...]
    goal: Formula
    periods: int
    pairs: tuple[str, ...] = ()
    trust: Changes = ()
    step: Fraction = Fraction(1, 20)
    top: Fraction = Fraction(1)
    capacity: int = 1
    today: Mapping[str, str] = field(default_factory=dict)
    decay: Changes = ()
    resting: Changes = ()
    shocks: tuple[Shock, ...] = ()
    gates: tuple[Gate, ...] = ()
    consent: Consent = ALWAYS

    def number(self, key: str) -> int:
        """Return the place of a block; raises ``KeyError`` where there is none of that name."""
        for place, block in enumerate(self.blocks):
            if block.key == key:
                return place
        raise KeyError(key)

    def with_block(self, block: int, **changes: object) -> Problem:
        """Return the problem with something about one block changed."""
        changed = replace(self.blocks[block], **changes)  # type: ignore[arg-type]
        return replace(self, blocks=(*self.blocks[:block], changed, *self.blocks[block + 1 :]))
