"""What makes the difference between the columns of a comparison, in a sentence, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, within
from detente.comparison.lasting import CONCEPTS
from detente.comparison.rows import UNKNOWN, blocking_rows, chances_of_goal, splits_say
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from detente.comparison.column import Column
    from detente.comparison.comparison import SideBySide

__all__ = ["lead"]


def lead(result: SideBySide) -> list[str]:
    """Return what differs between the columns, and what is the same in each."""
    found = list(_topics(result))
    differ = [topic for topic, differs in found if differs]
    same = [topic for topic, differs in found if differs is False]
    if differ:
        said = [f"These make the difference: {joined(differ)}."]
    elif len(same) == len(found):
        return ["Nothing that is compared differs."]
    else:
        said = ["Nothing that is compared is known to differ."]
    if same:
        said.append(f"{capitalised(joined(same))} {'is' if len(same) == 1 else 'are'} the same in each.")
    return said


def _topics(result: SideBySide) -> Iterator[tuple[str, bool | None]]:
    """Yield what is compared, where the case has it, and whether it differs; None where that is not known."""
    case, columns = result.case, result.columns

    def differs(of: Callable[[Column], object], *parts: str) -> bool | None:
        """Compare what is known; where some of it is not, nothing is known to be the same."""
        known = [one for one in columns if not any(part in one.unknown for part in parts)]
        found = any(of(one) != of(known[0]) for one in known)
        return found or (False if len(known) == len(columns) else None)

    asked = [one for one in result.claims if not one.fixed and one.claim.test is not None]
    if asked:
        count = sum(one.differ for one in asked)
        every = f"every one of {len(asked)} verdicts that could differ"
        some = f"{count} of {len(asked)} verdicts that could differ"
        only = "the only verdict that could differ"
        unknown = any(problem for one in asked for problem in one.problems)
        yield (
            only if len(asked) == 1 else some if count else every,
            bool(count) or (None if unknown else False),
        )
    if case.issues:
        yield "how many packages can be signed", differs(_counted, "bargaining")
        yield "the Nash solution", differs(lambda one: dict(one.changed), "bargaining", "nash")
    if any(one.roadmap is not None for one in columns):
        yield "the chance of the goal", _differ(chances_of_goal(columns))
        yield "the best order", differs(lambda one: one.order, "roadmap")
    for bloc in dict.fromkeys(key for one in columns for key in one.blocs):
        cells = [splits_say(column, bloc) for column in columns]
        yield f"how many packages split {within(name_of(case, bloc))}", _differ(cells)
    if any(one.blocking for one in columns):
        yield "who can block", bool(list(blocking_rows(result)))
    if any(one.lasting is not None for one in columns):
        yield (
            "which states of the conflict last",
            differs(lambda one: one.lasting and [one.lasting.labels[key] for key in CONCEPTS], "lasting"),
        )


def _differ(cells: Sequence[str]) -> bool | None:
    """Tell whether what columns say differs; None where it is not known of all."""
    known = {cell for cell in cells if cell != UNKNOWN}
    return len(known) > 1 or (None if UNKNOWN in cells else False)


def _counted(column: Column) -> object:
    """Return what is known of how many packages can exist and be signed."""
    found = column.bargaining
    return None if found is None else (found.zone.feasible, found.zone.signable)
