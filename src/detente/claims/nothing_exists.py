"""Where no package can exist: then what is claimed of packages holds, or fails, of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.contradiction import possible
from detente.case.formula import conjunction
from detente.case.naming import spaced
from detente.claims.evaluate import arguments_of, calls
from detente.claims.registry import quantity
from detente.outcomes.negotiation import negotiation_of
from detente.outcomes.published import UndefinedQuantityError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.language import Call, Expression
    from detente.case.uncertainty import CertainCase

__all__ = ["nothing_can_exist", "nothing_exists"]

NOTHING = "no package can exist whatever the parties want, as the rules contradict each other"


def nothing_can_exist(certain: CertainCase) -> bool:
    """Tell whether the rules let no package on the table exist; not told where it takes long to find out.

    Nor is it where the negotiation is too large to be analysed.
    """
    options = {key: list(issue.options) for key, issue in certain.case.issues.items()}
    try:
        rules = negotiation_of(certain).rules
    except ValueError:
        return False
    return possible(conjunction(rules), options) is False


def nothing_exists(
    expression: Expression, certain: Mapping[str | None, CertainCase], variant: str | None
) -> Iterator[str]:
    """Yield for each case or variant in which a statement turns on rules that no package can exist in it."""
    places = {
        where: None
        for call in calls(expression)
        if _turns_on_rules(call, certain[where := call.variant(variant)])
    }
    for name in places:
        if nothing_can_exist(certain[name]):
            within = f"in the variant “{spaced(name)}”, " if name else ""
            yield f"{within}{NOTHING}"


def _turns_on_rules(call: Call, certain: CertainCase) -> bool:
    published = quantity(call.name)
    if published is None:
        return False
    try:
        return any(path.startswith("rules.") for path in published.turns_on(certain, *arguments_of(call)))
    except UndefinedQuantityError:
        return False
