"""How far an assessment is: which round is open, who is waited for, and whether rounds may end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.threats import SHELF_ROUNDS, Protocol
from detente.outcomes.per_cent import per_cent
from detente.threats.answered import answered
from detente.threats.pooled import EQUAL, pools_of

if TYPE_CHECKING:
    from detente.case.threats import Assessment, Measure

__all__ = ["Progress", "progress_of"]

DIGITS = 9
IDEA_ROUNDS = 2
"""Experts answer, discuss, and answer again: then answers are pooled (Hemming and others 2018)."""


@dataclass(frozen=True)
class Progress:
    """Where an assessment stands.

    ``closed``: how many rounds are closed. ``open``: the number of the round that is open; None where no
    more is to come. ``waiting``: experts who have not answered in it. ``moved``: by how much the pooled
    median that moved furthest did so between the last two closed rounds, as a share of its scale; None before
    there are two, where nobody answered in the last one, and under SHELF. ``ends``: whether rounds may end;
    ``why``: in words, as the end of a sentence.
    """

    protocol: Protocol
    closed: int
    open: int | None
    waiting: tuple[str, ...]
    moved: float | None
    ends: bool
    why: str


def progress_of(asked: Assessment) -> Progress:
    """Return where an assessment stands under its protocol.

    Delphi ends once medians have settled: when none has moved by more than ``stopping.moved`` of its scale
    from one round to the next, or after ``stopping.rounds``. IDEA has two rounds. SHELF has two: answers
    given alone; then experts meet, and agree on what a rational impartial observer would believe.

    Sources: H. A. Linstone and M. Turoff (eds.), *The Delphi Method*, Addison-Wesley 1975; V. Hemming and
    others, "A practical guide to structured expert elicitation using the IDEA protocol", Methods in Ecology
    and Evolution 9 (2018); J. E. Oakley and A. O'Hagan, *SHELF: the Sheffield Elicitation Framework*, 2010.

    >>> from detente.case.threats import Assessment
    >>> mapping = {"list": {"piracy": {}}, "experts": {"a": {"of": "north"}}}
    >>> found = progress_of(Assessment.model_validate(mapping))
    >>> found.open, found.waiting, found.ends
    (1, ('a',), False)
    """
    closed = asked.closed
    silent = closed > 0 and not asked.rounds[closed - 1].answers
    compared = closed > 1 and not silent and asked.protocol is not Protocol.SHELF
    moved = _moved(asked, closed) if compared else None
    ends, why = _ends(asked, closed, moved)
    if silent and not ends:
        why = f"nobody answered in round {closed}"
    number = None if ends else closed + 1
    given = {expert for one in asked.rounds if one.round == number for expert in one.answers}
    waiting = () if number is None else tuple(one for one in asked.answering(number) if one not in given)
    return Progress(asked.protocol, closed, number, waiting, moved, ends, why)


def _ends(asked: Assessment, closed: int, moved: float | None) -> tuple[bool, str]:
    if asked.protocol is Protocol.IDEA:
        return closed >= IDEA_ROUNDS, "IDEA has two rounds, with a discussion between them"
    if asked.protocol is Protocol.SHELF:
        return closed >= SHELF_ROUNDS, "SHELF has answers given alone, and then those of the observer"
    limit = float(asked.stopping.moved.low)
    if moved is not None and moved <= limit:
        least = f"no median moved by more than {per_cent(moved)} of its scale"
        return True, f"{least}, and {per_cent(limit)} is the limit"
    most = asked.stopping.rounds
    if closed >= most:
        return True, f"there {'is 1 round' if most == 1 else f'are {most} rounds'} at most"
    if moved is None:
        return False, "medians are compared from the second round on"
    return False, f"a median moved by {per_cent(moved)} of its scale, and {per_cent(limit)} is the limit"


def _moved(asked: Assessment, closed: int) -> float | None:
    before, after = (_medians(asked, number) for number in (closed - 1, closed))
    shifts = [
        abs(after[item] - before[item]) / _width(getattr(asked, item[0])) for item in before if item in after
    ]
    # Medians are interpolated: what is left of rounding must not keep a round open.
    return round(max(shifts), DIGITS) if shifts else None


def _medians(asked: Assessment, until: int) -> dict[tuple[str, str], float]:
    pools = pools_of(answered(asked, until), None)
    if EQUAL not in pools:
        return {}
    pool = pools[EQUAL]
    parts = (("likelihood", pool.likelihood), ("impact", pool.impact))
    return {(field, threat): one.median for field, found in parts for threat, one in found.items()}


def _width(measure: Measure) -> float:
    return float(measure.most.low - measure.least.low)
