"""What may not be meant in a .gmcr file that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import quoted
from detente.stability.options.conditions import bits_of
from detente.stability.options.option_preferences import Statements

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.formats.json_file import JsonFile
    from detente.formats.json_tokens import Path_
    from detente.stability.options.conditions import Condition
    from detente.stability.options.option_form import OptionForm

__all__ = ["remark"]


def remark(read: JsonFile, form: OptionForm) -> None:
    """Note options that nobody controls or several do, those who control none, and what says nothing."""
    places = {option.name: ("options", place) for place, option in enumerate(form.options)}
    for name in form.uncontrolled:
        read.warning(places[name], f"nobody controls {quoted(name)}, so it never changes")
    for name, makers in form.shared.items():
        words = (
            f"{' and '.join(map(quoted, makers))} control {quoted(name)}: each of them can change it alone"
        )
        read.warning(places[name], words)
    for place, condition in enumerate(form.infeasible):
        _contradictory(read, condition, ("infeasibles", place))
    for number, maker in enumerate(form.decision_makers):
        path: Path_ = ("decisionMakers", number)
        if not maker.options:
            read.warning(path, f"{quoted(maker.name)} controls no option, so it never moves")
        if isinstance(maker.preferences, Statements):
            _statements(read, maker.preferences, form.codes, (*path, "preferences"))


def _contradictory(read: JsonFile, condition: Condition, path: Path_) -> bool:
    found = any(bits_of(choices) is None for choices in condition.any_of)
    if found:
        read.warning(path, "an option is to be both chosen and not chosen here, which never holds")
    return found


def _statements(read: JsonFile, statements: Statements, codes: npt.NDArray[np.int64], path: Path_) -> None:
    """Note statements that tell no states apart which those before them do not."""
    holds = statements.holds(codes)
    first: dict[bytes, int] = {}
    for place, (condition, row) in enumerate(zip(statements.most_important_first, holds, strict=True)):
        # A statement and its opposite tell the same states apart: both are turned to hold in the first.
        same = np.packbits(row == row[0]).tobytes()
        earlier = first.setdefault(same, place)
        if _contradictory(read, condition, (*path, place)):
            continue
        if row.all() or not row.any():
            where = "every" if row[0] else "no"
            read.warning(
                (*path, place), f"this statement holds in {where} feasible state, so it changes nothing"
            )
        elif earlier != place:
            opposite = row[0] != holds[earlier, 0]
            which = "just where statement {} does not" if opposite else "in the same states as statement {}"
            words = f"this statement holds {which.format(earlier + 1)}, so it changes nothing"
            read.warning((*path, place), words)
