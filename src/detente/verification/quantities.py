"""What verification publishes for claims: how likely a breach is noticed, what deters, which limits hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from detente.case.regime_detection import RegimeDetection
from detente.outcomes.per_case import per_case
from detente.outcomes.published import (
    OF,
    Parameter,
    ParameterKind,
    UndefinedQuantityError,
    nothing,
    published,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.regimes import Regime
    from detente.case.uncertainty import CertainCase
    from detente.deterrence import Deterrence
    from detente.outcomes.published import Quantity
    from detente.verification.limits.compliance import Verdict
    from detente.verification.regime_found import RegimeFound
    from detente.verification.side_detection import SideDetection

__all__ = ["QUANTITIES"]

REGIME = Parameter("regime", ParameterKind.REGIME)
OF_ANY = replace(OF, optional=True)


def detects(certain: CertainCase, regime: str, of: str | None) -> Fraction:
    """Probability that a breach by a side, or by the one least looked at, is noticed within a year."""
    _regime(certain, regime)
    found = _detection(certain.case, regime)
    return min(found.looked(side, certain.number).detection for side in _sides(certain, regime, of))


def inspections_find(certain: CertainCase, regime: str, of: str | None) -> Fraction:
    """Probability that inspections notice it within a year, without other means."""
    _regime(certain, regime)
    found = _detection(certain.case, regime)
    return min(found.looked(side, certain.number).by_inspection for side in _sides(certain, regime, of))


def _detection_witness(certain: CertainCase, regime: str, of: str | None) -> str:
    from detente.verification.sentences import detection_says

    found = _found(certain, regime)
    asked = _sides(certain, regime, of)
    least = min(_as_it_is(found, asked), key=lambda one: one.detection)
    return _within_sentence(detection_says(certain.case, found, least))


def deters(certain: CertainCase, regime: str, of: str) -> Fraction:
    """Whether the probability of detection deters a side from a breach; 1 if so."""
    return Fraction(_deterrence(certain, regime, of).deters)


def least_that_deters(certain: CertainCase, regime: str, of: str) -> Fraction:
    """Least probability of detection that deters a side from a breach; undefined where none does."""
    found = _deterrence(certain, regime, of).threshold
    if found is None:
        raise UndefinedQuantityError(f"no chance of detection deters {of}")
    return found


def _deterrence_witness(certain: CertainCase, regime: str, of: str) -> str:
    from detente.verification.sentences import deterrence_says

    _deterrence(certain, regime, of)
    found = _found(certain, regime)
    [one] = _as_it_is(found, (of,))
    return _within_sentence(deterrence_says(certain.case, found, one))


def limits_exceeded(certain: CertainCase, regime: str) -> Fraction:
    """How many limits are exceeded at the date of the case, each for everybody whom it binds."""
    return Fraction(len(_of(certain, regime, "EXCEEDED")))


def limits_untold(certain: CertainCase, regime: str) -> Fraction:
    """Of how many limits it cannot be told at the date of the case whether they are met."""
    return Fraction(len(_of(certain, regime, "UNTOLD")))


def _limits_witness(name: str) -> Callable[[CertainCase, str], str]:
    def witness(certain: CertainCase, regime: str) -> str:
        from detente.verification.sentences import verdict_says

        verdicts = _of(certain, regime, name)
        if not verdicts:
            said = "no limit is exceeded" if name == "EXCEEDED" else "of every limit it can be told"
            return f"{said} at the date of the case"
        found = _found(certain, regime)
        more = f"; and {len(verdicts) - 1} more" if len(verdicts) > 1 else ""
        return _within_sentence(verdict_says(certain.case, found, verdicts[0])) + more

    return witness


@per_case
def _detection(case: CaseFile, regime: str) -> RegimeDetection:
    return RegimeDetection(regime, case.regimes[regime])


def _regime(certain: CertainCase, regime: str) -> Regime:
    if regime not in certain.case.regimes:
        raise UndefinedQuantityError(f"there is no regime “{regime}” here")
    return certain.case.regimes[regime]


def _sides(certain: CertainCase, regime: str, of: str | None) -> tuple[str, ...]:
    inspected = _regime(certain, regime).inspected
    if of is None and inspected:
        return tuple(inspected)
    if of not in inspected:
        words = f"what {of} lets be inspected" if of else "what is inspected"
        raise UndefinedQuantityError(f"“{regime}” does not say {words}")
    return (of,)


def _found(certain: CertainCase, regime: str) -> RegimeFound:
    from detente.verification.result import Verification

    return Verification(certain, regime)[regime]


def _as_it_is(found: RegimeFound, sides: tuple[str, ...]) -> list[SideDetection]:
    return [one for one in found.sides if one.design is None and one.side in sides]


def _deterrence(certain: CertainCase, regime: str, of: str) -> Deterrence:
    [one] = _as_it_is(_found(certain, regime), _sides(certain, regime, of))
    found = one.deterrence
    if found is None:
        raise UndefinedQuantityError(f"“{regime}” does not say what a breach brings {of}, and what it costs")
    return found


def _of(certain: CertainCase, regime: str, name: str) -> tuple[Verdict, ...]:
    """Return the verdicts of one kind, without the limits and declarations that are dropped."""
    from detente.verification.limits.compliance import Compliance

    _regime(certain, regime)
    dropped = certain.dropped.intersection(_declared(certain, regime)) if certain.dropped else frozenset()
    case = _reduced(certain.case, regime, dropped) if dropped else certain.case
    return tuple(one for one in _verdicts(case, regime) if one.compliance is Compliance[name])


@per_case
def _verdicts(case: CaseFile, regime: str) -> tuple[Verdict, ...]:
    from detente.verification.result import Verification

    return Verification(cast("Case", case).nominal, regime)[regime].verdicts


@per_case
def _reduced(case: CaseFile, regime: str, dropped: frozenset[str]) -> CaseFile:
    of = case.regimes[regime]
    left = of.model_copy(
        update={
            "limits": tuple(one for one in of.limits if _limit(regime, one.id) not in dropped),
            "declarations": tuple(
                one for index, one in enumerate(of.declarations) if _declaration(regime, index) not in dropped
            ),
        }
    )
    return cast("Case", case).model_copy(update={"regimes": {**case.regimes, regime: left}})


def _declared(certain: CertainCase, regime: str) -> tuple[str, ...]:
    """Return the paths of the limits of a regime and of what is declared."""
    of = _regime(certain, regime)
    declarations = (_declaration(regime, index) for index in range(len(of.declarations)))
    return (*(_limit(regime, limit.id) for limit in of.limits), *declarations)


def _limit(regime: str, id_: str) -> str:
    return f"regimes.{regime}.limits.{id_}"


def _declaration(regime: str, index: int) -> str:
    return f"regimes.{regime}.declarations.{index}"


def _numbers_of(_: CertainCase, regime: str, of: str | None) -> tuple[str, ...]:
    return (f"regimes.{regime}.inspected" + (f".{of}" if of else ""),)


def _within_sentence(said: str) -> str:
    said = said.rstrip(".")
    return said[:1].lower() + said[1:] if said.startswith(("A ", "That ", "No ", "Whether ")) else said


_INSPECTED = "what is inspected under the regime"
QUANTITIES: tuple[Quantity, ...] = (
    *(
        replace(
            published(compute, _detection_witness, nothing, (REGIME, OF_ANY), "chance", _INSPECTED),
            numbers=_numbers_of,
        )
        for compute in (detects, inspections_find)
    ),
    *(
        replace(
            published(compute, _deterrence_witness, nothing, (REGIME, OF), unit, _INSPECTED),
            numbers=_numbers_of,
        )
        for compute, unit in ((deters, "yes or no"), (least_that_deters, "chance"))
    ),
    *(
        replace(
            published(compute, _limits_witness(name), _declared, (REGIME,), "limits", "what is declared"),
            numbers=nothing,
            fixed=True,
        )
        for compute, name in ((limits_exceeded, "EXCEEDED"), (limits_untold, "UNTOLD"))
    ),
)
"""Everything that verification publishes, in the order in which it is listed."""
