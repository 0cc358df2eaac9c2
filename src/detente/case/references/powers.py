"""Checks of the powers that clauses grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.document import Path_
    from detente.case.references.names import Names

__all__ = ["check_powers"]


def check_powers(names: Names) -> None:
    """Check that clauses speak of parties, issues and options that there are, and grant nobody itself."""
    for index, power in enumerate(names.case.powers):
        path: Path_ = ("powers", index)
        names.each_decides(power.to, (*path, "to"))
        names.each_decides(power.of, (*path, "of"))
        for issue, options in power.over.items():
            here = names.written((*path, "over", issue), (*path, "over"))
            if names.known(issue, names.issues, "issue", here, at_key=here[-1] == issue):
                names.each_known_option(options, issue, here)
        if power.of and len({*power.of, *power.to}) == 1:
            names.problem(
                (*path, "of"), "the clause grants nothing: its holders need no power over themselves"
            )
