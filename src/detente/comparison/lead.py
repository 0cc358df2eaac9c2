"""What makes the difference between the columns of a comparison, in a sentence, and what does not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, within
from detente.comparison.lasting import CONCEPTS
from detente.comparison.rows import blocking_rows, chance_of_goal, signable_says, splits_say
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide

__all__ = ["lead"]


def lead(result: SideBySide) -> list[str]:
    """Return what differs between the columns, and what is the same in each."""
    found = list(_topics(result))
    differ = [topic for topic, differs in found if differs]
    same = [topic for topic, differs in found if not differs]
    said = [
        f"These make the difference: {joined(differ)}." if differ else "Nothing that is compared differs."
    ]
    if differ and same:
        said.append(f"{capitalised(joined(same))} {'is' if len(same) == 1 else 'are'} the same in each.")
    return said


def _topics(result: SideBySide) -> Iterator[tuple[str, bool]]:
    """Yield what is compared, where the case has it, and whether it differs."""
    case, columns = result.case, result.columns

    def differs(of: Callable[[Column], object]) -> bool:
        return any(of(column) != of(columns[0]) for column in columns)

    asked = [one for one in result.claims if not one.fixed and one.claim.test is not None]
    if asked:
        count = sum(one.differ for one in asked)
        every = f"every one of {len(asked)} verdicts that could differ"
        some = f"{count} of {len(asked)} verdicts that could differ"
        only = "the only verdict that could differ"
        yield only if len(asked) == 1 else some if count else every, bool(count)
    if case.issues:
        yield "what can be signed", differs(signable_says)
        yield "the Nash solution", differs(lambda one: dict(one.changed))
    if any(one.roadmap is not None for one in columns):
        yield "the chance of the goal", differs(chance_of_goal)
        yield "the best order", differs(lambda one: one.order)
    for bloc in dict.fromkeys(key for one in columns for key in one.blocs):
        splits = partial(splits_say, bloc=bloc)
        yield f"what splits {within(name_of(case, bloc))}", differs(splits)
    if any(one.blocking for one in columns):
        yield "who can block", bool(list(blocking_rows(result)))
    if any(one.lasting is not None for one in columns):
        yield (
            "which states of the conflict last",
            differs(lambda one: one.lasting and [one.lasting.labels[key] for key in CONCEPTS]),
        )
