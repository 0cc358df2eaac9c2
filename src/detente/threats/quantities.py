"""What the threats analysis publishes for claims: what is feared, by all and together, and what lessens it.

Answers on judgement alone are no evidence: with them no quantity has a value.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.naming import together
from detente.case.threats import OBSERVER
from detente.outcomes.per_case import per_case
from detente.outcomes.published import (
    OF,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    nothing,
    published,
    without_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.threats.agenda import Joint
    from detente.threats.result import Threats

__all__ = ["QUANTITIES"]

THREAT = Parameter("threat", ParameterKind.THREAT)
BLOCK = Parameter("block", ParameterKind.BLOCK)
READS = "what experts answered"


def concern(certain: CertainCase, threat: str, of: str | None) -> Fraction:
    """Harm that experts of one side, or of all, expect of a threat: mean likelihood times mean impact."""
    from detente.threats.agenda import concern_of
    from detente.threats.pooled import means_among

    found = _asked(certain.case, threat)
    sides = found.answered.sides
    if of is not None and of not in sides.values():
        raise UndefinedQuantityError(f"nobody has answered for {of}")
    own = means_among(found.answered, [expert for expert in sides if of in {None, sides[expert]}])
    value = concern_of(own.values(), threat)
    if value is None:
        raise UndefinedQuantityError(f"nobody{f' of {of}' if of else ''} judged {threat} on both scales")
    return Fraction(value)


def concern_witness(certain: CertainCase, threat: str, of: str | None) -> str:
    from detente.threats.said import number_says, side_called, threat_called

    found = _asked(certain.case, threat)
    who = f"experts of {side_called(found, of)}" if of else "the experts of all sides"
    value = number_says(float(concern(certain, threat, of)))
    return f"{who} expect {value} {_unit(found)} of “{threat_called(found, threat)}”"


def shared_concern(certain: CertainCase, threat: str) -> Fraction:
    """Harm that even the side which fears a threat least expects of it."""
    _asked(certain.case, threat)
    found = _by_all(certain.case)
    if threat not in found.shared:
        raise UndefinedQuantityError(f"not every side judged {threat} on both scales")
    return Fraction(found.shared[threat])


def observer_concern(certain: CertainCase, threat: str) -> Fraction:
    """Harm that an impartial observer would expect of a threat, as experts of all sides agreed (SHELF)."""
    observer = _asked(certain.case, threat).pools.get(OBSERVER)
    if observer is None:
        raise UndefinedQuantityError(
            "the experts have not agreed on what an impartial observer would believe"
        )
    value = observer.concern(threat)
    if value is None:
        raise UndefinedQuantityError(f"of the observer, {threat} is not judged on both scales")
    return Fraction(value)


def observer_concern_witness(certain: CertainCase, threat: str) -> str:
    from detente.threats.said import number_says, threat_called

    found, value = _asked(certain.case, threat), observer_concern(certain, threat)
    said = f"{number_says(float(value))} {_unit(found)} of “{threat_called(found, threat)}”"
    return f"as all agreed, an impartial observer would expect {said}"


def shared_concern_witness(certain: CertainCase, threat: str) -> str:
    from detente.threats.said import number_says, side_called, threat_called

    found, value = _asked(certain.case, threat), shared_concern(certain, threat)
    least = min(dict.fromkeys(found.answered.sides.values()), key=lambda side: concern(certain, threat, side))
    said = f"{number_says(float(value))} {_unit(found)} of “{threat_called(found, threat)}”"
    return f"{side_called(found, least)}, which fears it least, expects {said}"


def joint_worth(certain: CertainCase, block: str) -> Fraction:
    """By how much a building block lessens the harm that all sides expect, over all threats it addresses."""
    found = _joint(certain, block)
    return Fraction(0) if found is None else Fraction(found.worth)


def joint_worth_witness(certain: CertainCase, block: str) -> str:
    from detente.threats.said import block_called, number_says, threat_called

    found, result = _joint(certain, block), _threats(certain.case)
    name = f"“{block_called(result, block)}”"
    if found is None:
        return f"{name} addresses nothing that every side has judged"
    parts = [
        f"{number_says(value)} of “{threat_called(result, one)}”" for one, value in found.lessens.items()
    ]
    return f"{name} lessens {', '.join(parts)}, in {_unit(result)}"


@per_case
def _threats(case: CaseFile) -> Threats:
    from detente.threats.result import Threats

    if case.threats is None:
        raise UndefinedQuantityError("the case assesses no threats")
    found = Threats(cast("Case", case), case.threats)
    if not found.means:
        raise UndefinedQuantityError("nobody has judged a threat yet")
    if found.illustrative:
        raise UndefinedQuantityError(
            "the answers about threats rest on judgement alone, and support no claim"
        )
    return found


def _by_all(case: CaseFile) -> Threats:
    """Return an assessment to which every side has contributed."""
    from detente.threats.said import side_called

    found = _threats(case)
    sides = found.assessment.sides
    if len(sides) == 1:
        raise UndefinedQuantityError("experts of one side alone are asked, so that nothing is shared")
    judged = {found.answered.sides[expert] for expert in found.means}
    missing = [side_called(found, side) for side in sides if side not in judged]
    if missing:
        raise UndefinedQuantityError(f"nobody has judged a threat for {together(missing)} yet")
    return found


def _asked(case: CaseFile, threat: str) -> Threats:
    found = _threats(case)
    if threat not in found.assessment.listed:
        raise UndefinedQuantityError(f"there is no threat “{threat}” here")
    return found


def _joint(certain: CertainCase, block: str) -> Joint | None:
    from detente.threats.agenda import agenda

    found = _by_all(certain.case)
    if block not in certain.case.blocks:
        raise UndefinedQuantityError(f"there is no building block “{block}” here")
    for threat in certain.case.blocks[block].addresses:
        if threat not in found.shared:
            raise UndefinedQuantityError(f"not every side judged {threat} on both scales")
    return next((one for one in agenda(certain, found.shared) if one.block == block), None)


def _unit(found: Threats) -> str:
    return found.assessment.impact.unit or "units of harm"


def _numbers_of(_: CertainCase, block: str) -> tuple[str, ...]:
    return (f"blocks.{block}.addresses",)


def _lacking(compute: Callable[..., Fraction]) -> Callable[..., str]:
    """Return what tells why there is no number yet; answers are the same in every certain case."""

    def lacks(case: Case, *arguments: str | None) -> str:
        try:
            compute(case.nominal, *arguments)
        except UndefinedQuantityError as undefined:
            return str(undefined)
        return ""

    return lacks


QUANTITIES = tuple(
    replace(one, lacks=_lacking(one.compute))
    for one in (
        without_numbers(
            published(
                concern,
                concern_witness,
                nothing,
                (THREAT, replace(OF, optional=True)),
                "harm expected",
                READS,
            )
        ),
        without_numbers(
            published(observer_concern, observer_concern_witness, nothing, (THREAT,), "harm expected", READS)
        ),
        without_numbers(
            published(shared_concern, shared_concern_witness, nothing, (THREAT,), "harm expected", READS)
        ),
        replace(
            published(joint_worth, joint_worth_witness, nothing, (BLOCK,), "harm expected", READS),
            numbers=_numbers_of,
        ),
    )
)
"""Everything that the threats analysis publishes, in the order in which it is listed."""
