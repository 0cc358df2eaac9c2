"""An issue of a case as options of GMCR+, of which at most one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from detente.stability.options.option_form import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["IssueOptions", "issue_options"]


@dataclass(frozen=True)
class IssueOptions:
    """The options of an issue as options of a .gmcr file.

    ``base``: the option that holds where none of the others is chosen; None where all are options of the
    file, of which exactly one is chosen. ``chosen``: those that are options of the file, in their order, and
    of each its direction and who controls it, None where nobody can change it alone.
    """

    base: str | None
    chosen: tuple[str, ...]
    directions: tuple[Direction, ...]
    controlled_by: tuple[str | None, ...]


def issue_options(
    options: Sequence[str], alone: Mapping[str, AbstractSet[tuple[str, str]]]
) -> IssueOptions | None:
    """Return an issue as options of GMCR+, or None where these cannot say who can make which changes.

    ``alone``: by decision maker, the changes from one option to another that it can make alone.

    The first option holds where none is chosen. Where that does not say the same, all are options of the
    file, and states keep their order in both ways; and where neither does, another one holds where none is
    chosen.

    >>> both = {("no", "yes"), ("yes", "no")}
    >>> issue_options(["no", "yes"], {"a": both}).directions
    (<Direction.BOTH: 'both'>,)
    >>> issue_options(["none", "low", "high"], {"a": {("none", "low"), ("none", "high"), ("low", "high")}})
    IssueOptions(base=None, chosen=('none', 'low', 'high'), directions=(<Direction.BACK: 'back'>,
    <Direction.BOTH: 'both'>, <Direction.FORWARD: 'forward'>), controlled_by=('a', 'a', 'a'))
    >>> issue_options(["no", "yes"], {"a": {("no", "yes")}, "b": {("yes", "no")}})
    """
    bases = (options[0], None, *options[1:])
    return next((found for base in bases if (found := _with_base(options, base, alone))), None)


def _with_base(
    options: Sequence[str], base: str | None, alone: Mapping[str, AbstractSet[tuple[str, str]]]
) -> IssueOptions | None:
    """Return an issue as options where one holds when none of the others is chosen, or None."""
    chosen = tuple(option for option in options if option != base)
    controlled: dict[str, str] = {}
    directions: dict[str, Direction] = {}
    for key, changes in alone.items():
        given_up, taken_up = {before for before, _ in changes}, {after for _, after in changes}
        for option in given_up | taken_up:
            if option == base:
                continue
            if option in controlled:
                return None  # both could then take it up and give it up
            controlled[option] = key
            one_way = Direction.FORWARD if option in taken_up else Direction.BACK
            directions[option] = Direction.BOTH if option in given_up & taken_up else one_way

    def can_leave(key: str, option: str) -> bool:
        return option == base or (
            controlled.get(option) == key and directions[option] is not Direction.FORWARD
        )

    def can_reach(key: str, option: str) -> bool:
        return option == base or (controlled.get(option) == key and directions[option] is not Direction.BACK)

    for key, changes in alone.items():
        made = {
            (before, after)
            for before, after in permutations(options, 2)
            if can_leave(key, before) and can_reach(key, after)
        }
        if made != changes:
            return None
    return IssueOptions(
        base,
        chosen,
        tuple(directions.get(option, Direction.BOTH) for option in chosen),
        tuple(controlled.get(option) for option in chosen),
    )
