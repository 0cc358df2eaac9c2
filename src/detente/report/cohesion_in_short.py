"""Would it split an alliance, in two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined, spaced, within
from detente.cohesion.sentences import splits_say
from detente.outcomes.counts_said import counted
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.cohesion.result import Cohesion

__all__ = ["splits_in_short"]

MOST_NAMED = 3
"""Variants that are named; of more, only the number is given."""


def splits_in_short(result: Cohesion, variants: Mapping[str, Cohesion]) -> tuple[str, str] | None:
    """Say what splits the largest bloc, and in which variants something does; None where there is no bloc.

    ``variants``: what was found in each, by its name.
    """
    if not result.blocs:
        return None
    largest = max(result.blocs.values(), key=lambda one: one.sides.size)
    split = [
        name
        for name, found in variants.items()
        if largest.bloc in found.blocs and found.blocs[largest.bloc].agreement.now.value
    ]
    if not split:
        return splits_say(largest), ""
    named = joined(f"“{spaced(name)}”" for name in split)
    where = f"In the variant{'s' * (len(split) > 1)} {named}"
    if len(split) > MOST_NAMED:
        where = f"In {counted(len(split), 'variant')}"
    return splits_say(largest), f"{where} something splits {within(name_of(result.case, largest.bloc))}."
