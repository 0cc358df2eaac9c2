"""What each side can bring about alone under a procedure, and what it cannot: the whole analysis of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.case.problems import CaseError
from detente.institutions.procedures.absence import absences, whether_absence_never_blocks
from detente.institutions.procedures.coalitions import power_over
from detente.institutions.procedures.convening import whether_any_party_can_convene
from detente.institutions.procedures.findings import findings_of
from detente.institutions.procedures.forcing import FIRST, forced, units
from detente.institutions.procedures.shutting import whether_no_party_can
from detente.institutions.procedures.study import Aim, study_of
from detente.institutions.procedures.verdicts import ProcedureVerdicts
from detente.institutions.procedures.veto import held_up, whether_convening_gives_no_veto

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.model import CaseFile

__all__ = ["analyse_procedure", "effectivity", "procedures_of"]


def procedures_of(case: CaseFile) -> dict[str, ProcedureVerdicts]:
    """Return the verdicts on every procedure of a case, by name; none where it has none.

    >>> import detente
    >>> {name: one.can_close_alone for name, one in procedures_of(detente.load("nato-russia-2010")).items()}
    {'council_2010': {'nato': True, 'russia': True}, 'council_formal': {'nato': False, 'russia': False}}
    """
    return {name: analyse_procedure(case, name) for name in case.procedures}


def analyse_procedure(case: CaseFile, name: str) -> ProcedureVerdicts:
    """Decide the five properties of a procedure, who has what power, and what else is worth knowing.

    The protocol of moves is stated in ``PROTOCOL`` and with the result. Every situation is looked at: the
    state, what its clock shows where that makes a difference, and who holds which role. Everything is exact.

    Raises ``CaseError`` where there is no such procedure, or where it is too large.

    >>> import detente
    >>> found = analyse_procedure(detente.load("nato-russia-2010"), "council_2010")
    >>> found.can_convene_alone
    {'nato': False, 'russia': False}
    """
    study = study_of(case, name)
    machine = study.machine
    found = (
        whether_any_party_can_convene(study),
        whether_no_party_can(study, Aim.CLOSE),
        whether_no_party_can(study, Aim.SUSPEND),
        whether_absence_never_blocks(study),
        whether_convening_gives_no_veto(study),
    )
    return ProcedureVerdicts(
        case=case,
        key=name,
        name=machine.procedure.name or spaced(name),
        parties=machine.players,
        unit=str(machine.procedure.unit),
        convene_within=study.limit,
        situations=len(study.situations),
        properties={one.name: one for one in found},
        powers={aim: power_over(study, aim) for aim in Aim},
        absences=absences(study),
        held_up=held_up(study),
        findings=findings_of(study),
    )


def effectivity(
    case: CaseFile, name: str, coalition: Iterable[str], states: Iterable[str], *, first: bool = False
) -> dict[str, int | None]:
    """Return from which states a coalition forces one of some states whatever the others do, and how soon.

    For each state that can be reached, the units of time at worst, over all situations in it; None where the
    others can prevent it for ever. ``first``: whether the coalition moves first in each unit; else the
    others.

    Raises ``CaseError`` for unknown parties and states.

    >>> import detente
    >>> case = detente.load("nato-russia-2010")
    >>> effectivity(case, "council_formal", ["russia"], ["meeting"])["open"]
    14
    """
    study = study_of(case, name)
    machine, situations = study.machine, study.situations
    members = [_known(one, machine.players, "party of this procedure:") for one in coalition]
    goals = {_known(one, machine.states, "state of this procedure:") for one in states}
    found = forced(
        situations,
        sum(1 << one for one in set(members)),
        [place for place, one in enumerate(situations.all) if one.state in goals],
        coalition_first=first,
    )
    worst: dict[str, int | None] = {}
    for place, one in enumerate(situations.all):
        key, cost = machine.states[one.state], units(found.cost[FIRST][place])
        before = worst.get(key, 0)
        worst[key] = None if cost is None or before is None else max(before, cost)
    return worst


def _known(word: str, names: tuple[str, ...], kind: str) -> int:
    if word not in names:
        raise CaseError.unknown(kind, word, names)
    return names.index(word)
