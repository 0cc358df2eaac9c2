"""What stability publishes for claims: what lasts, what improvements lead to, and what enforces itself.

What computes them is imported where it is used, so that a case is checked without loading it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.naming import within
from detente.outcomes.holders import section_of, voices
from detente.outcomes.naming import name_of
from detente.outcomes.published import (
    PARTY,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    nothing,
    published,
)
from detente.outcomes.publishing import FORMULA, ISSUE, MOVE, of_rules, where_says
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from detente.case.formula import Formula, Is
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.published import Quantity
    from detente.stability.compliance.commitment_found import CommitmentFound
    from detente.stability.result import Stability

__all__ = ["QUANTITIES"]

CONCEPT = Parameter("concept", ParameterKind.CONCEPT, choices=tuple(map(str, Concept)))
ANYBODY = replace(PARTY, optional=True)
WHERE = replace(FORMULA, optional=False)
READS = "who decides on what, what cannot be undone, and what the conflict says of preferences"
COMMITMENTS = "who could breach what is agreed"
KEPT = 8
"""Certain cases whose results are kept while claims ask for them again."""


@lru_cache(maxsize=KEPT)
def _found(certain: CertainCase) -> Stability:
    from detente.case.problems import CaseError
    from detente.stability.cases.case_conflict import conflict_of
    from detente.stability.result import Stability

    try:
        return Stability(conflict_of(certain), certain)
    except CaseError as error:
        raise UndefinedQuantityError(error.problems[0].message) from None


def _today(certain: CertainCase) -> int:
    today = _found(certain).conflict.status_quo
    if today is None:
        raise UndefinedQuantityError("no state of the conflict is that of today")
    return today


def stays(certain: CertainCase, concept: str, party: str | None) -> Fraction:
    """Whether today's state is stable for a party, or for everybody, by a concept; 1 if so."""
    found = _found(certain)
    if party is None:
        return Fraction(int(found.equilibria[concept][_today(certain)]))
    if party not in found.stable:
        raise UndefinedQuantityError(f"{name_of(certain.case, party)} makes no move in the conflict")
    return Fraction(int(found.stable[party][concept][_today(certain)]))


def _stays_witness(certain: CertainCase, concept: str, party: str | None) -> str:
    from detente.stability.said import Mentions
    from detente.stability.sentences import reason_says

    found, today = _found(certain), _today(certain)
    makers = found.model.decision_makers
    asked = range(len(makers)) if party is None else [makers.index(party)]
    leaving = [one for one in asked if not found.stable[makers[one]][concept][today]]
    maker = leaving[0] if leaving else asked[0]
    said = reason_says(found, maker, today, Concept(concept), Mentions(found.conflict))
    return _within_sentence(" ".join(said))


def _within_sentence(said: str) -> str:
    """Return sentences as the end of another."""
    said = said.rstrip(".")
    return said[:1].lower() + said[1:] if said.startswith(("State ", "Whether ")) else said


def equilibria(certain: CertainCase, concept: str, formula: Formula | None) -> Fraction:
    """States of the conflict that are stable for everybody by a concept."""
    found = _found(certain)
    return Fraction(int((found.equilibria[concept] & _where(certain, formula)).sum()))


def _equilibria_witness(certain: CertainCase, concept: str, formula: Formula | None) -> str:
    import numpy as np

    from detente.stability.said import Mentions

    found = _found(certain)
    states = np.flatnonzero(found.equilibria[concept] & _where(certain, formula)).tolist()
    if not states:
        return f"no state{where_says(certain.case, formula)} is stable for everybody"
    verb = "is" if len(states) == 1 else "are"
    return f"stable for everybody {verb} {Mentions(found.conflict).several(states)}"


def gaining_moves(certain: CertainCase, formula: Formula) -> Fraction:
    """Fewest moves from today, each a gain for who makes it, to a state; undefined where none lead there."""
    distances, reached = _reached(certain, formula)
    return Fraction(int(distances[reached].min()))


def _gaining_witness(certain: CertainCase, formula: Formula) -> str:
    import numpy as np

    from detente.stability.said import Mentions, names_say

    distances, reached = _reached(certain, formula)
    found = _found(certain)
    start = found.start
    assert start is not None
    target = int(reached[np.argmin(distances[reached])])
    called = Mentions(found.conflict)
    path = start.by_improvements.path_to(target) or ()
    steps = [
        f"{names_say(found.conflict, found.model.movers[step.mover])} to {called(step.target)}"
        for step in path
    ]
    return "; then ".join(steps) or f"{called(target)} holds today"


def _reached(certain: CertainCase, formula: Formula) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.intp]]:
    """Return how far all states are by gains, and which of those that a formula is about are reached."""
    import numpy as np

    _today(certain)
    start = _found(certain).start
    assert start is not None
    distances = start.by_improvements.distances
    reached = np.flatnonzero(_where(certain, formula) & (distances >= 0))
    if not len(reached):
        raise UndefinedQuantityError(
            f"no gains lead from today to a state{where_says(certain.case, formula)}"
        )
    return distances, reached


def _where(certain: CertainCase, formula: Formula | None) -> npt.NDArray[np.bool_]:
    """Return in which states a formula holds, that is, in all packages of each: (states,)."""
    import numpy as np

    from detente.stability.cases.packages import PackageStates

    found = _found(certain)
    if formula is None:
        return np.ones(found.model.states, dtype=np.bool_)
    if not isinstance(found.conflict.states, PackageStates):
        raise UndefinedQuantityError("the states of this conflict are written out, and not made of issues")
    return found.conflict.states.true_in(formula)


def can_alone(certain: CertainCase, party: str, move: Is) -> Fraction:
    """Whether a party can settle an issue alone from today, without anybody's consent; 1 if so."""
    return Fraction(int(_deciders(certain, move) == (party,)))


def _alone_witness(certain: CertainCase, party: str, move: Is) -> str:
    deciding = _deciders(certain, move)
    if not deciding:
        return "nobody can, as what holds today cannot be undone, or holds already"
    names = ", ".join(within(name_of(certain.case, key)) for key in deciding)
    return f"{_yes_or_no(party, deciding)}: it takes {names}"


def _yes_or_no(party: str, deciding: tuple[str, ...]) -> str:
    """Return whether a party is the only one who decides, in a word."""
    return "yes" if deciding == (party,) else "no"


def _deciders(certain: CertainCase, move: Is) -> tuple[str, ...]:
    from detente.stability.cases.package_moves import changes_of

    [option] = move.options
    held = certain.case.issues[move.issue].today
    for together, changes in changes_of(certain.case, (move.issue,)).items():
        if (held, option) in changes.get(move.issue, ()):
            return together
    return ()


def keeps(certain: CertainCase, party: str, issue: str) -> Fraction:
    """Whether a party keeps by itself what is agreed on an issue, as a breach would not pay; 1 if so."""
    from detente.deterrence import deterrence

    found = _commitment(certain, party, issue)
    detection, gain, penalty = _numbers_given(certain, found)
    return Fraction(int(deterrence(detection, gain, penalty, keeps_gain=found.given.keeps_gain).deters))


def least_that_keeps(certain: CertainCase, party: str, issue: str) -> Fraction:
    """Least probability of detection with which a party keeps what is agreed; undefined where none does."""
    from detente.deterrence import threshold

    found = _commitment(certain, party, issue)
    gain, penalty = (found.number(field, certain) for field in ("gain", "penalty"))
    if gain is None or penalty is None:
        raise UndefinedQuantityError(f"what a breach by {party} brings and costs is not given")
    least = threshold(gain, penalty, keeps_gain=found.given.keeps_gain)
    if least is None:
        raise UndefinedQuantityError(f"no chance of detection makes {party} keep it")
    return least


def _keeps_witness(certain: CertainCase, party: str, issue: str) -> str:
    from detente.stability.compliance.said import commitment_says

    said = commitment_says(_commitment(certain, party, issue))
    return said.rstrip(".")


def _commitment(certain: CertainCase, party: str, issue: str) -> CommitmentFound:
    from detente.stability.compliance import compliance

    for one in compliance(certain.case).commitments:
        if (one.issue, one.party) == (issue, party):
            return one
    raise UndefinedQuantityError(f"the case does not say that {party} could breach “{issue}”")


def _numbers_given(certain: CertainCase, found: CommitmentFound) -> tuple[Fraction, Fraction, Fraction]:
    given = [found.number(field, certain) for field in ("detection", "gain", "penalty")]
    missing = [
        field for field, one in zip(("detection", "gain", "penalty"), given, strict=True) if one is None
    ]
    if missing:
        raise UndefinedQuantityError(f"{' and '.join(missing)} of a breach by {found.party} not given")
    detection, gain, penalty = (one for one in given if one is not None)
    return detection, gain, penalty


def _numbers_of_states(certain: CertainCase, *_: object) -> tuple[str, ...]:
    """Return where the numbers stand from which preferences over the states follow."""
    case = certain.case
    makers = _found(certain).model.decision_makers
    states = _found(certain).conflict.states
    issues = getattr(states, "issues", ())
    found: dict[str, None] = {}
    for maker in makers:
        if case.conflict is not None and maker in case.conflict.preferences:
            continue
        own = [(issue, maker) for issue in issues if maker in case.issues[issue].stances]
        of_voices = [(issue, holder) for voice in voices(case, (maker,)) for issue, holder in voice.stances]
        for issue, holder in (*own, *of_voices):
            if issue in issues:
                found[f"issues.{issue}.stances.{holder}"] = None
                found[f"{section_of(case, holder)[0]}.{holder}.weights"] = None
        worth = [voice.worth for voice in voices(case, (maker,)) if voice.worth is not None]
        for holder in (*worth, maker):
            found[f"{section_of(case, holder)[0]}.{holder}.worth"] = None
    return tuple(found)


def _numbers_of_commitment(_: CertainCase, __: str, issue: str) -> tuple[str, ...]:
    return (f"issues.{issue}.kept_by", "regimes")


def _of_states(
    compute: Callable[..., Fraction],
    witness: Callable[..., str],
    parameters: tuple[Parameter, ...],
    unit: str,
) -> Quantity:
    quantity = published(compute, witness, of_rules, parameters, unit, READS)
    return replace(quantity, numbers=_numbers_of_states)


QUANTITIES: tuple[Quantity, ...] = (
    _of_states(stays, _stays_witness, (CONCEPT, ANYBODY), "yes or no"),
    _of_states(equilibria, _equilibria_witness, (CONCEPT, FORMULA), "states"),
    _of_states(gaining_moves, _gaining_witness, (WHERE,), "moves"),
    replace(
        published(can_alone, _alone_witness, nothing, (PARTY, MOVE), "yes or no", READS),
        numbers=nothing,
        fixed=True,
    ),
    *(
        replace(
            published(compute, _keeps_witness, nothing, (PARTY, ISSUE), unit, COMMITMENTS),
            numbers=_numbers_of_commitment,
        )
        for compute, unit in ((keeps, "yes or no"), (least_that_keeps, "chance"))
    ),
)
"""Everything that stability publishes, in the order in which it is listed."""
