"""Warnings about inspections: more of them than there are objects, which count for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case
    from detente.case.inspections import Inspected
    from detente.case.numbers import Range
    from detente.case.problems import Problem
    from detente.case.regimes import Regime

__all__ = ["inspection_warnings"]


def inspection_warnings(case: Case) -> Iterator[Problem]:
    """Yield what is too much for the objects of a side, by the numbers of the nominal case."""
    for key, regime in case.regimes.items():
        for side, inspected in regime.inspected.items():
            path = ("regimes", key, "inspected", side)
            if _exceeds(inspected.inspections, inspected.objects):
                message = _too_many(side, inspected.inspections, inspected.objects)
                yield case.document.problem((*path, "inspections"), message)
            if _exceeds(inspected.breach, inspected.objects):
                message = (
                    f"a breach cannot show at {inspected.breach} of {inspected.objects} objects of {side!r}"
                )
                yield case.document.problem((*path, "breach"), message)
            yield from _of_designs(case, key, regime, side, inspected)


def _of_designs(case: Case, key: str, regime: Regime, side: str, inspected: Inspected) -> Iterator[Problem]:
    """Yield the designs that give a side too many inspections, or too few objects for those that it has."""
    for name, design in regime.designs.items():
        if design.of and side not in design.of:
            continue
        given = "objects" if design.inspections is None else "inspections"
        inspections = design.inspections or (None if design.quota else inspected.inspections)
        objects = design.objects or inspected.objects
        if getattr(design, given) is not None and _exceeds(inspections, objects):
            path = ("regimes", key, "designs", name, given)
            yield case.document.problem(path, _too_many(side, inspections, objects))


def _exceeds(number: Range | None, objects: Range) -> bool:
    return number is not None and number.nominal > objects.nominal


def _too_many(side: str, inspections: Range | None, objects: Range) -> str:
    return (
        f"inspections ({inspections}) exceed the objects of {side!r} ({objects}): each is inspected once at"
        " most, and those above that count for nothing"
    )
