"""The stability analysis: would they keep it, and what could anybody do about it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.stability.conflict import Conflict, numbered
from detente.stability.graph.graph_model import GraphModel
from detente.stability.result import Stability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from detente.case.case import Case
    from detente.case.model import CaseFile

__all__ = ["analyse"]


def analyse(  # noqa: PLR0913 - what is asked of a conflict, and of what is agreed in it
    source: CaseFile | GraphModel | Conflict,
    *,
    issues: Sequence[str] | None = None,
    horizon: int | None = None,
    package: Mapping[str, str] | None = None,
    package_is: str = "",
    progress: Callable[[str], None] | None = None,
) -> Stability:
    """Analyse which states of a conflict last: those of a case, or of a graph model.

    ``issues``: of a case, those on which moves are made, in place of those that it names. ``horizon``: where
    there are two decision makers, how many moves ahead they look, for limited-move stability as well.
    ``package``: of a case, what is agreed, as option by issue, of which it is told who would keep it; by
    default everything that somebody could breach. ``package_is``: what that is, in words. With
    ``progress``, which is told in words what is being found, all of it is found now, and else when it is
    first asked for.

    Raises ``CaseError`` where a case describes no conflict, or one that is too large, and ``ValueError`` for
    a horizon where it is not two who decide, or below 1.

    >>> from detente.stability.examples import DILEMMA
    >>> found = analyse(DILEMMA)
    >>> found.stable["row"]["nash"].tolist(), found.equilibria["gmr"].tolist()
    ([False, False, True, True], [True, False, False, True])
    """
    certain, chosen = None, None if issues is None else tuple(issues)
    if isinstance(source, GraphModel):
        conflict = numbered(source)
    elif isinstance(source, Conflict):
        conflict = source
    else:
        from detente.stability.cases.case_conflict import conflict_of

        certain = cast("Case", source).nominal
        conflict = conflict_of(certain, chosen)
    makers = len(conflict.model.decision_makers)
    if horizon is not None and makers != 2:  # noqa: PLR2004 - the concept is one for two
        here = f"{makers} decide" if makers > 1 else "one decides"
        raise ValueError(f"who looks so many moves ahead is one of two, and here {here}")
    if horizon is not None and horizon < 1:
        raise ValueError(f"a horizon is at least 1 move, and {horizon} is asked for")
    found = Stability(conflict, certain, horizon, chosen, package, package_is)
    if progress is not None:
        found.find_all(progress)
    return found
