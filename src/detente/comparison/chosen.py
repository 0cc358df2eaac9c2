"""What is set beside a case: its variants, and changes to its road that are asked for without a variant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.case.periods import number_of
from detente.case.problems import CaseError, Problem, closest, quoted
from detente.case.written import is_period
from detente.roadmap.comparison.comparison import in_variants

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.case.document import Tree

__all__ = ["chosen"]


def chosen(
    case: Case, variants: Sequence[str] | None, without: Sequence[str] = (), starts: Sequence[str] = ()
) -> tuple[Case, ...]:
    """Return a case as it is, then what it is compared with, each once.

    ``variants`` are names; where None are given, and no change of the road either, all variants of the case.
    ``without``: building blocks that are taken out of the road, each alone, or several joined by ``+``.
    ``starts``: periods, in place of that in which the road starts.

    Raises ``CaseError`` with everything that is not in the case, and where there is nothing to compare with.
    """
    changes = [*_without(without, case), *_starting(starts)]
    names = [] if variants is None and changes else list(case.base.variants if variants is None else variants)
    problems = [*_not_blocks(case, without), *_not_periods(case, starts)]
    if (without or starts) and case.roadmap is None:
        problems = [Problem("the case has no roadmap, of which blocks or the start could be changed")]
    if variants is None and not case.base.variants and not changes:
        written = "they are written under 'variants', each with what it changes"
        raise CaseError.of(f"the case has no variants to be set beside it; {written}")
    found: tuple[Case, ...] = ()
    try:
        found = in_variants(case, names) if names or not changes else ()
    except CaseError as error:
        problems += error.problems
    if problems:
        raise CaseError(problems)
    others = [one for one in found if one.variant != case.variant]
    if changes:
        case, *others = _together(case, [one.variant or "" for one in others], changes)
    return (case, *others)


def _together(case: Case, names: Sequence[str], changes: Sequence[tuple[str, Tree]]) -> tuple[Case, ...]:
    """Return a case and its variants, with changes of its road beside them as variants of their own."""
    document, known = case.base.document, case.base.variants
    own = {} if case.variant is None else {"extends": case.variant}
    added: dict[str, Tree] = {}
    for name, change in changes:
        added[_free(name, {**known, **added})] = {**own, "roadmap": change}
    written = document.tree.get("variants") or {}
    base = Case.from_document(replace(document, tree={**document.tree, "variants": {**written, **added}}))
    first = base if case.variant is None else base.with_variant(case.variant)
    return (first, *(base.with_variant(name) for name in (*names, *added)))


def _free(name: str, known: Mapping[str, object]) -> str:
    """Return a name that no variant of the case has."""
    while name in known:
        name += "_"
    return name


def _without(without: Sequence[str], case: Case) -> list[tuple[str, Tree]]:
    """Return the changes that take blocks out, each set of blocks once."""
    left_out = [] if case.roadmap is None else list(case.roadmap.without)
    sets: dict[frozenset[str], tuple[str, ...]] = {}
    for one in without:
        sets.setdefault(frozenset(one.split("+")), tuple(dict.fromkeys(one.split("+"))))
    return [
        (f"without_{'_and_'.join(blocks)}", {"without": [*dict.fromkeys([*left_out, *blocks])]})
        for blocks in sets.values()
    ]


def _starting(periods: Sequence[str]) -> list[tuple[str, Tree]]:
    return [(f"from_{one.replace('-', '_')}", {"starts": one}) for one in dict.fromkeys(periods)]


def _not_blocks(case: Case, without: Sequence[str]) -> list[Problem]:
    named = dict.fromkeys(block for one in without for block in one.split("+"))
    return [
        Problem(f"unknown block {quoted(block)}", suggestion=closest(block, case.blocks))
        for block in named
        if block not in case.blocks
    ]


def _not_periods(case: Case, starts: Sequence[str]) -> list[Problem]:
    horizon = case.horizon
    if horizon is None:
        return []
    clock = f"the case's clock runs from {horizon.from_} to {horizon.to}"
    return [
        Problem(f"{quoted(one)} is no period in which the road could start: {clock}")
        for one in dict.fromkeys(starts)
        if not is_period(one)
        or len(one) != len(horizon.from_)
        or ("Q" in one) != ("Q" in horizon.from_)
        or not number_of(horizon.from_) <= number_of(one) <= number_of(horizon.to)
    ]
