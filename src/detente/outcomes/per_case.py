"""Work that depends on what a case says and not on its numbers, done once for each case."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from detente.case.model import CaseFile

__all__ = ["per_case"]

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def per_case(
    function: Callable[Concatenate[CaseFile, Arguments], Answer],
) -> Callable[Concatenate[CaseFile, Arguments], Answer]:
    """Keep the answers of a function of a case for as long as the case itself is kept.

    Cases are compared by identity, which is safe as nothing changes a case; the other arguments must be
    hashable.
    """
    kept: dict[int, dict[tuple[Hashable, ...], Answer]] = {}

    @wraps(function)
    def remembered(case: CaseFile, *arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
        answers = kept.get(id(case))
        if answers is None:
            answers = kept[id(case)] = {}
            weakref.finalize(case, kept.pop, id(case), None)
        key = (*arguments, *sorted(named.items()))
        if key not in answers:
            answers[key] = function(case, *arguments, **named)
        return answers[key]

    return cast("Callable[Concatenate[CaseFile, Arguments], Answer]", remembered)
