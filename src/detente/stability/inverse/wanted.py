"""What would have to be preferred for a wanted state of a conflict to last, as an answer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from detente.case.naming import within
from detente.outcomes.notebook import in_notebook
from detente.stability.concepts import Concept
from detente.stability.conflict import numbered
from detente.stability.graph.graph_model import GraphModel
from detente.stability.inverse.changes import LeastSwaps, OutOfReach
from detente.stability.inverse.said import changes_said
from detente.stability.inverse.statement_changes import StatementMoves
from detente.stability.inverse.statements import statement_moves
from detente.stability.inverse.swaps import least_swaps
from detente.stability.said import Mentions

if TYPE_CHECKING:
    import pandas as pd

    from detente.stability.conflict import Conflict

__all__ = ["Change", "Wanted", "wanted"]

COLUMNS = ("decision_maker", "state", "against", "before", "after")
_HOW = {-1: "worse", 0: "as good", 1: "better"}


class Change(Enum):
    """What may change so that a state lasts: rankings of states, or the order of statements."""

    RANKINGS = "rankings"
    STATEMENTS = "statements"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, eq=False)
class Wanted:
    """The least change of preferences that makes a state last, or why there is none.

    ``state``: from 0; ``found``: the change.
    """

    conflict: Conflict
    state: int
    concept: Concept
    change: Change
    found: LeastSwaps | StatementMoves | OutOfReach

    @property
    def exactness(self) -> str:
        """``exact``, or ``bounded`` where it is not proved that no smaller change does it."""
        if isinstance(self.found, OutOfReach):
            return "exact" if self.found.proved else "bounded"
        return "exact" if self.found.proved_minimal else "bounded"

    def summary(self) -> list[str]:
        """Return what would have to change in sentences."""
        states = [f"state {one + 1}" for one in range(self.conflict.model.states)]
        states[self.state] = Mentions(self.conflict)(self.state)
        texts = [
            None if name not in self.conflict.statements else self.conflict.statements[name].texts
            for name in self.conflict.model.decision_makers
        ]
        return changes_said(self.found, states, texts)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the pairs of states that somebody would come to see differently as a table."""
        import pandas as pd

        names = self.conflict.model.decision_makers
        pairs = self.found.changed if isinstance(self.found, LeastSwaps) else ()
        rows = [
            (names[one.maker], one.risen + 1, one.fallen + 1, _HOW[one.before], _HOW[one.after])
            for one in pairs
        ]
        return {"changes": pd.DataFrame(rows, columns=list(COLUMNS))}

    def to_json(self) -> dict[str, Any]:
        """Return what would have to change as plain values; states are numbered from 1."""
        common = {
            "wanted": self.state + 1,
            "concept": str(self.concept),
            "change": str(self.change),
            "exactness": self.exactness,
            "says": self.summary(),
        }
        found, names = self.found, self.conflict.model.decision_makers
        if isinstance(found, OutOfReach):
            return {**common, "steps": None, "at_least": None, "of": {}, "changes": []}
        if isinstance(found, StatementMoves):
            orders = zip(names, found.orders, found.steps, strict=True)
            return {
                **common,
                "steps": sum(found.steps),
                "at_least": found.at_least,
                "of": {
                    name: {"steps": steps, "order": None if order is None else [one + 1 for one in order]}
                    for name, order, steps in orders
                },
                "changes": [],
            }
        rows = self.to_frames()["changes"].to_dict("records")
        return {
            **common,
            "steps": found.swaps,
            "at_least": found.at_least / 2,
            "of": {
                name: {"steps": halves / 2, "order": None}
                for name, halves in zip(names, found.half_swaps, strict=True)
            },
            "changes": rows,
        }

    def _repr_html_(self) -> str:
        """Show the sentences and the changes in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["changes"])


def wanted(
    source: Conflict | GraphModel,
    state: int,
    concept: Concept | str = Concept.SEQ,
    change: Change | str = Change.RANKINGS,
) -> Wanted:
    """Return the least change of preferences by which a state of a conflict lasts for everybody.

    ``source``: the conflict, or a graph model, whose states have only numbers. ``state``: from 0.
    ``change``: whether places in rankings change, or, of those whose preferences are statements, places in
    the order of these.

    Raises ``ValueError`` for a state that there is not, where preferences are known only in part, and where
    nobody's preferences are statements that are to change.

    >>> from detente.stability.examples import DILEMMA
    >>> wanted(DILEMMA, 0, "nash").to_json()["steps"]
    1.0
    """
    conflict = numbered(source) if isinstance(source, GraphModel) else source
    concept, change = Concept(concept), Change(change)
    if conflict.known:
        raise ValueError(
            "what would have to change is not looked for where preferences are known only in part"
        )
    model = conflict.model.with_names([within(name) for name in conflict.called])
    if change is Change.RANKINGS:
        return Wanted(conflict, state, concept, change, least_swaps(model, state, concept))
    if not conflict.statements:
        raise ValueError("nobody's preferences are statements, whose order could change")
    tables = [
        None if name not in conflict.statements else conflict.statements[name].true
        for name in conflict.model.decision_makers
    ]
    return Wanted(conflict, state, concept, change, statement_moves(model, tables, state, concept))
