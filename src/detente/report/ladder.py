"""The ladder of building blocks: for each, who decides, what stops it, and the claims it carries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from detente.bargaining.steps import Step, step
from detente.claims.verdict import Verdict, verdict_of
from detente.outcomes.constraints import ConstraintKind
from detente.outcomes.holders import members
from detente.outcomes.moves import Move, deciders, today
from detente.outcomes.negotiation import negotiation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.case.arguments import Rung
    from detente.case.arguments import Step as Block
    from detente.case.case import Case
    from detente.case.uncertainty import CertainCase
    from detente.claims.result import ClaimResult, Claims
    from detente.outcomes.constraints import Constraint

__all__ = ["Change", "Standing", "Status", "Tier", "ladder_of", "often"]


class Status(Enum):
    """Where a building block stands today."""

    OPEN = "can be signed today"
    STOPPED = "stopped today"
    EXCLUDED = "ruled out as things stand"
    HOLDS = "nothing to sign today"
    ROAD = "a step of the roadmap"
    REMARK = "a remark"

    def __str__(self) -> str:
        """Return the words for it."""
        return self.value


_SETTLED = {
    Status.OPEN: {Verdict.ALWAYS, Verdict.MOSTLY},
    Status.STOPPED: {Verdict.RARELY, Verdict.NEVER},
}
"""What draws must say of a block for the words of the nominal case to stand alone."""


@dataclass(frozen=True)
class Change:
    """One change from today that would bring a building block about, taken alone.

    ``excluded_by`` are the numbers of the rules that let no such package exist; ``share`` is the share of
    draws in which those who decide would take it, None without draws; ``refusing`` names those who stop it
    in draws in which they would not, with the number of these, the most frequent first; ``losing`` is the
    number of draws in which they would take it and somebody loses who does not decide.
    """

    move: Move
    judged: Step
    excluded_by: tuple[int, ...]
    share: float | None = None
    refusing: tuple[tuple[str, int], ...] = ()
    losing: int = 0

    @property
    def status(self) -> Status:
        """Whether those who decide would take it today."""
        if not self.judged.possible:
            return Status.EXCLUDED
        return Status.STOPPED if self.judged.stopped_by else Status.OPEN

    @property
    def worse_off(self) -> tuple[Constraint, ...]:
        """The floors of those who decide that it would break."""
        return tuple(one for one in self.judged.stopped_by if one.kind is ConstraintKind.FLOOR)

    @property
    def lines(self) -> tuple[Constraint, ...]:
        """The red lines and demands of those who decide that it would cross."""
        return tuple(one for one in self.judged.stopped_by if one.kind is not ConstraintKind.FLOOR)


@dataclass(frozen=True)
class Standing:
    """A building block and where it stands today.

    ``changes`` are the ways to bring it about: one where the block names an option, several where it names
    only an issue, none where it is a remark, holds already or names nothing but a block of the roadmap.
    """

    block: Block
    changes: tuple[Change, ...]
    holds: bool
    claims: tuple[ClaimResult, ...]

    @property
    def status(self) -> Status:
        """The best that can be said of any way to bring it about."""
        if self.holds:
            return Status.HOLDS
        found = {change.status for change in self.changes}
        other = Status.REMARK if self.block.block is None else Status.ROAD
        return next((one for one in Status if one in found), other)

    @property
    def share(self) -> float | None:
        """The largest share of draws in which a way to bring it about can be signed; None without draws.

        Where some can be signed in the nominal case, it is theirs.
        """
        shares = [one.share for one in self.changes if one.status is self.status and one.share is not None]
        return max(shares, default=None)

    def doubt(self, draws: int) -> Verdict | None:
        """Return how often it can be signed over draws, where that is not what the nominal case says."""
        if self.share is None or self.status not in _SETTLED:
            return None
        found = verdict_of(round(self.share * draws), draws)
        return None if found in _SETTLED[self.status] else found


@dataclass(frozen=True)
class Tier:
    """A rung of the ladder with its building blocks."""

    rung: Rung
    blocks: tuple[Standing, ...]


def ladder_of(case: Case, claims: Claims, drawn: Sequence[CertainCase] = ()) -> tuple[Tier, ...]:
    """Return the rungs of a case in the order of its paper, with every block judged alone, from today.

    ``drawn`` are certain cases over which it is counted how often a block can be signed.
    """
    return tuple(
        Tier(rung, tuple(_judged(case, block, claims, drawn) for block in rung.steps)) for rung in case.ladder
    )


def _judged(case: Case, block: Block, claims: Claims, drawn: Sequence[CertainCase]) -> Standing:
    carried = tuple(one for one in claims.claims if {block.id, block.issue} & set(one.claim.about))
    if block.issue is None:
        return Standing(block, (), holds=False, claims=carried)
    now = case.issues[block.issue].today
    wanted = [block.option] if block.option is not None else list(case.issues[block.issue].options)
    found = tuple(_change(case, block.issue, option, drawn) for option in wanted if option != now)
    return Standing(block, found, holds=block.option == now, claims=carried)


def _change(case: Case, issue: str, option: str, drawn: Iterable[CertainCase]) -> Change:
    now = case.issues[issue].today
    move = Move(issue, now, option, deciders(case, issue, now, option))
    package = {**today(case), issue: option}
    excluded = tuple(
        index for index, rule in enumerate(case.rules) if not rule.require.meaning.holds(package)
    )
    taken: list[bool] = []
    refusing: Counter[str] = Counter()
    deciding = {party for key in move.deciders for party in members(case, key)}
    losing = 0
    for certain in drawn:
        negotiation = negotiation_of(certain, issues=[issue], signatories=move.deciders)
        taken.append(negotiation.signs({issue: option}))
        if not taken[-1]:
            refusing.update({line.holder for line in negotiation.stopping({issue: option})})
        else:
            losing += bool(set(step(certain, move).losers) - deciding)
    share = sum(taken) / len(taken) if taken else None
    # Names break ties, so that the same draws always say the same.
    ordered = sorted(refusing.items(), key=lambda one: (-one[1], one[0]))
    return Change(move, step(case.nominal, move), excluded, share, tuple(ordered), losing)


def often(share: float, draws: int) -> str:
    """Return how often in words, as claims say it.

    >>> often(0.9, 100)
    'mostly'
    """
    return str(verdict_of(round(share * draws), draws))
