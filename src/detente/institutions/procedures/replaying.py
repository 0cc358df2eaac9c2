"""Replaying a dated log against a procedure: states, deadlines missed, absences, entries out of the rules.

The first entry starts the clock of the first state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.problems import CaseError
from detente.institutions.procedures.clock import shown
from detente.institutions.procedures.log import read_log
from detente.institutions.procedures.machine import machine_of
from detente.institutions.procedures.player import Player
from detente.institutions.procedures.replay_result import Replay
from detente.institutions.procedures.wording import state_name

if TYPE_CHECKING:
    from pathlib import Path

    from detente.case.model import CaseFile

__all__ = ["replay"]


def replay(case: CaseFile, log: str | Path, procedure: str | None = None) -> Replay:
    """Replay a log of moves, a CSV file with columns time, party and move, against a procedure of a case.

    ``procedure`` may be left out where the case has only one.

    Raises ``CaseError`` with everything that is wrong with the log, or where it is not clear which procedure
    is meant.
    """
    machine = machine_of(case, _meant(case) if procedure is None else procedure)
    read = read_log(log, machine)
    player = Player(machine, read.entries[0].time, read.by_day)
    for entry in read.entries:
        player.play(entry)
    last = read.entries[-1].time
    open_moves: dict[str, list[str]] = {}
    for number, party in enumerate(machine.players):
        for move in player.open_to(number, last):
            open_moves.setdefault(move, []).append(party)
    return Replay(
        machine.key,
        machine.procedure.name or spaced(machine.key),
        read.file,
        tuple(player.events),
        machine.states[player.state],
        state_name(machine, player.state),
        shown(player.entered, by_day=read.by_day),
        {move: tuple(parties) for move, parties in open_moves.items()},
    )


def _meant(case: CaseFile) -> str:
    if len(case.procedures) == 1:
        return next(iter(case.procedures))
    if not case.procedures:
        raise CaseError.of("the case has no procedure against which a log could be replayed")
    raise CaseError.of(
        f"the case has several procedures; say which one is meant: {', '.join(case.procedures)}"
    )
