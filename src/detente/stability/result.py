"""What the stability analysis found, in sentences, tables and plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outcomes.notebook import in_notebook
from detente.stability.completions.verdict import SETTLED, Verdict
from detente.stability.stable_states import equilibria_of, stable_states

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import altair as alt
    import numpy.typing as npt
    import pandas as pd

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.stability.certificates import Certificate
    from detente.stability.coalitions.coalition_improvements import CoalitionImprovement
    from detente.stability.coalitions.coalition_moves import CoalitionMoves
    from detente.stability.completions.result import Completions
    from detente.stability.compliance import Compliance
    from detente.stability.concepts import Concept
    from detente.stability.conflict import Conflict
    from detente.stability.graph.graph_model import GraphModel
    from detente.stability.sanctions.one_move_each import Difference
    from detente.stability.ways.anticipation import Anticipation
    from detente.stability.ways.status_quo import StatusQuo

__all__ = ["Stability"]

MOST_PATHS = 100
"""Equilibria to which ways from today are listed."""
MOST_LISTED = 20_000
"""Improvements of coalitions up to which all are listed; of more, those from today and a few equilibria."""
FEW = 10
"""Equilibria from which improvements are listed where there are more."""


@dataclass(frozen=True, eq=False)
class Stability:
    """Which states of a conflict last; each part is found when it is first asked for, and kept.

    ``certain``: the certain case that the conflict comes from, if it comes from one. ``horizon``: how many
    moves the two decision makers look ahead, for limited-move stability; None where that is not asked.
    ``issues``: those on which moves are made, where they are not those that the case names. ``package``: what
    is agreed, for compliance, and ``package_is`` what it is in words; None for everything that could be
    agreed.
    """

    conflict: Conflict
    certain: CertainCase | None = None
    horizon: int | None = None
    issues: tuple[str, ...] | None = None
    package: Mapping[str, str] | None = None
    package_is: str = ""

    @property
    def model(self) -> GraphModel:
        """The graph model."""
        return self.conflict.model

    @property
    def case(self) -> CaseFile | None:
        """The case that the conflict comes from, if it comes from one."""
        return None if self.certain is None else self.certain.case

    # single decision makers

    @cached_property
    def completions(self) -> Completions | None:
        """What holds in which completions of what is known; None where all preferences are known."""
        if not self.conflict.known:
            return None
        from detente.stability.completions.result import completions_of

        return completions_of(self.model, self.conflict.known)

    @cached_property
    def stable(self) -> Mapping[str, Mapping[str, npt.NDArray[np.bool_]]]:
        """By decision maker and concept (``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``): (states,).

        Where only a part of the preferences is known, what is stable whatever the rest is.
        """
        if self.completions is None:
            return stable_states(self.model)
        return {
            name: {concept: _in_every(verdicts) for concept, verdicts in of.items()}
            for name, of in self.completions.stable.items()
        }

    @cached_property
    def equilibria(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """By concept, the states that are stable for everybody: (states,)."""
        return equilibria_of(self.stable)

    @cached_property
    def concepts_of(self) -> npt.NDArray[np.int8]:
        """By how many of the five concepts each state is stable for everybody: (states,)."""
        found: npt.NDArray[np.int8] = np.sum(list(self.equilibria.values()), axis=0, dtype=np.int8)
        return found

    def hangs(self, maker: int, state: int, concept: Concept) -> bool:
        """Return whether a verdict is not the same, or not told, whatever is not known of preferences.

        ``maker``, ``state``: from 0.
        """
        if self.completions is None:
            return False
        name = self.model.decision_makers[maker]
        return self.completions.stable[name][str(concept)][state] not in {Verdict.EVERY, Verdict.NONE}

    def certificate(self, maker: int, state: int, concept: Concept) -> Certificate:
        """Return why a state, from 0, is stable for a decision maker by a concept, or why it is not."""
        from detente.stability.certificates import certificate

        return certificate(self.model, maker, state, concept)

    @cached_property
    def looking_ahead(self) -> Mapping[str, Anticipation] | None:
        """By decision maker, where it expects play to end within the horizon; None where none is asked."""
        if self.horizon is None:
            return None
        from detente.stability.ways.anticipation import anticipate

        return {
            name: anticipate(self.model, maker, self.horizon)
            for maker, name in enumerate(self.model.decision_makers)
        }

    @cached_property
    def one_move_each(self) -> tuple[Difference, ...] | None:
        """Where another definition of sanctions, one move for each opponent, would give another verdict.

        None where it is not looked for: there are too many, or preferences are known only in part.
        """
        if self.completions is not None:
            return None
        from detente.stability.sanctions.one_move_each import differences

        try:
            return tuple(differences(self.model))
        except ValueError:
            return None

    # coalitions

    @cached_property
    def coalitions(self) -> CoalitionMoves | str:
        """What coalitions reach and improve; where that is too much, why not, in words."""
        from detente.stability.coalitions.coalition_improvements import coalitions_of
        from detente.stability.coalitions.coalition_moves import CoalitionMoves

        try:
            found = CoalitionMoves(self.model)
            for coalition in coalitions_of(len(self.model.decision_makers)):
                found.improvements(coalition)
        except ValueError as error:
            return str(error)
        return found

    @cached_property
    def coalition_stable(self) -> npt.NDArray[np.bool_] | None:
        """Which states no coalition of two or more improves upon: (states,); None where it is too much."""
        from detente.stability.coalition_concepts.coalition_stable import coalition_stable

        return None if isinstance(self.coalitions, str) else coalition_stable(self.coalitions)

    @cached_property
    def coalition_equilibria(self) -> Mapping[str, npt.NDArray[np.bool_]] | None:
        """By concept for coalitions, the states that are stable for every coalition: (states,).

        None where there are too many coalitions and states.
        """
        from detente.stability.coalition_concepts.every_coalition import every_coalition

        if isinstance(self.coalitions, str):
            return None
        try:
            return every_coalition(self.model).equilibria
        except ValueError:
            return None

    @cached_property
    def coalition_improvements(self) -> tuple[CoalitionImprovement, ...] | None:
        """The improvements of every coalition of two or more; None where they are too many to be found.

        Where there are more than 20,000, those from today and from some equilibria; ``left_out`` says so.
        """
        from detente.stability.coalitions.coalition_improvements import coalition_improvements

        if isinstance(self.coalitions, str):
            return None
        origins = None
        if self.improvements > MOST_LISTED:
            today = () if self.conflict.status_quo is None else (self.conflict.status_quo,)
            origins = (*today, *self.destinations[:FEW])
        return tuple(coalition_improvements(self.model, self.coalitions, origins))

    @cached_property
    def improvements(self) -> int:
        """How many improvements coalitions of two or more have together; 0 where that is not found."""
        from detente.stability.coalitions.coalition_improvements import coalitions_of

        if isinstance(self.coalitions, str):
            return 0
        together = coalitions_of(len(self.model.decision_makers))
        return sum(len(self.coalitions.improvements(one).targets) for one in together)

    # from today

    @property
    def start(self) -> StatusQuo | None:
        """Where the conflict can go from today; None where no state holds today, or that is too much."""
        return None if isinstance(self._start, str) else self._start

    @cached_property
    def _start(self) -> StatusQuo | str | None:
        """The same; where it is too much, why, in words."""
        from detente.stability.ways.status_quo import status_quo

        today = self.conflict.status_quo
        try:
            return None if today is None else status_quo(self.model, today)
        except ValueError as error:
            return str(error)

    @cached_property
    def destinations(self) -> tuple[int, ...]:
        """The equilibria to which ways from today are listed: by most concepts, and the nearest, first."""
        return tuple(self.nearest_first(np.flatnonzero(self.concepts_of))[:MOST_PATHS])

    def nearest_first(self, states: npt.ArrayLike) -> list[int]:
        """Return some states, those that last by most concepts, and then the nearest to today, first.

        Near is what few improvements lead to, and then what few moves do. None where nothing holds today.
        """
        if self.start is None:
            return []
        chosen, far = np.asarray(states, dtype=np.int64), np.iinfo(np.int32).max
        by_moves, by_improvements = (
            np.where(paths.distances < 0, far, paths.distances)[chosen]
            for paths in (self.start.by_moves, self.start.by_improvements)
        )
        order = np.lexsort((chosen, by_moves, by_improvements, -self.concepts_of[chosen]))
        found: list[int] = chosen[order].tolist()
        return found

    # what is agreed

    @cached_property
    def compliance(self) -> Compliance | None:
        """Who would keep what is agreed; None where the case names nobody who could breach anything."""
        from detente.stability.compliance import compliance, could_be_breached

        if self.certain is None or not could_be_breached(self.certain.case):
            return None
        return compliance(self.certain.case, self.package)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was too much to be found or listed, in sentences."""
        found = []
        if isinstance(self._start, str):
            found.append(f"Ways from today are not told: {self._start}.")
        if isinstance(self.coalitions, str):
            found.append(f"What coalitions can improve is not told: {self.coalitions}.")
        elif self.improvements > MOST_LISTED:
            found.append(
                f"Of {self.improvements:,} improvements of coalitions only those from today and from"
                f" {FEW} equilibria are listed."
            )
        equilibria = int(np.count_nonzero(self.concepts_of))
        if self.start is not None and equilibria > MOST_PATHS:
            found.append(f"Ways from today are listed to {MOST_PATHS} of {equilibria:,} equilibria.")
        return tuple(found)

    @property
    def method(self) -> str:
        """How it was found, in words."""
        return (
            "the graph model for conflict resolution, by its definitions; others punish by legal sequences of"
            " moves, in which nobody moves twice in a row"
        )

    @property
    def exactness(self) -> str:
        """``exact``, or ``bounded`` where the search among completions of what is known met its bound."""
        if self.completions is None:
            return "exact"
        told = [self.completions.equilibria, *self.completions.stable.values()]
        verdicts = (one for by_concept in told for of in by_concept.values() for one in of)
        return "exact" if all(one in SETTLED for one in verdicts) else "bounded"

    def find_all(self, progress: Callable[[str], None]) -> None:
        """Find every part now, and tell ``progress`` in words which one is being found."""
        progress("stable states")
        _ = self.equilibria
        progress("ways from today")
        _ = self.destinations
        progress("what coalitions can improve")
        _ = self.coalition_improvements
        if self.horizon is not None:
            progress("what they see ahead")
            _ = self.looking_ahead

    def summary(self) -> list[str]:
        """Return what was found in sentences, the most important first."""
        from detente.stability.sentences import sentences

        return sentences(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return what was found as named tables."""
        from detente.stability.frames import frames

        return frames(self)

    def to_json(self) -> dict[str, Any]:
        """Return what was found as plain values, in the documented form."""
        from detente.stability.plain import plain

        return plain(self)

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return what was found as Altair charts by name."""
        from detente.stability.charts.charts import charts

        return charts(self)

    def _repr_html_(self) -> str:
        """Show the sentences and the states in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["states"])


def _in_every(verdicts: Sequence[Verdict]) -> npt.NDArray[np.bool_]:
    """Return which states are stable in every completion, as far as is told: (states,)."""
    return np.array([one is Verdict.EVERY for one in verdicts], dtype=np.bool_)
