"""In what share of draws states last, where the worth of packages is uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.case.naming import within
from detente.outcomes.notebook import in_notebook
from detente.outcomes.per_cent import per_cent
from detente.outcomes.wilson import wilson
from detente.stability.cases.case_conflict import conflict_of
from detente.stability.compliance.ensemble import with_draws as compliances
from detente.stability.concepts import Concept
from detente.stability.said import NOUN, Mentions
from detente.stability.stable_states import equilibria_of, stable_states

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt
    import numpy.typing as npt
    import pandas as pd

    from detente.case.case import Case
    from detente.stability.compliance.ensemble import Ensemble as Compliances
    from detente.stability.result import Stability

__all__ = ["Ensemble", "with_draws"]

MOST_NAMED = 3
"""States that are named as those most often stable for everybody."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A nominal result and what happens to it over draws.

    ``lasting``: by concept, in how many draws each state is stable for everybody: (states,). ``stable``: by
    decision maker and concept, in how many today's state is stable for it. ``compliance``: in how many each
    commitment enforces itself; None where there is none.
    """

    nominal: Stability
    draws: int
    seed: int
    lasting: dict[str, npt.NDArray[np.int64]]
    stable: dict[str, dict[str, int]]
    compliance: Compliances | None

    def share(self, concept: Concept, state: int) -> float:
        """Return the share of draws in which a state, from 0, is stable for everybody."""
        return float(self.lasting[str(concept)][state]) / self.draws

    def summary(self) -> list[str]:
        """Return the nominal result in sentences, then what the draws add."""
        kept = [] if self.compliance is None else self.compliance.draws_say()
        if not self.nominal.conflict.by_stances:
            same = "What everybody prefers is written out, so that the same states last in every draw."
            return [*self.nominal.summary(), same, *kept]
        called = Mentions(self.nominal.conflict)
        said = [f"Over {self.draws:,} draws (seed {self.seed}), with intervals of 95% that are approximate:"]
        today = self.nominal.conflict.status_quo
        if today is not None:
            shares = "; ".join(f"{NOUN[one]} {self._says(one, today)}" for one in Concept)
            said.append(f"today, {called(today)}, is stable for everybody by {shares}.")
            for name, of in self.stable.items():
                short = [
                    f"{NOUN[one]} {self._share(of[str(one)])}" for one in Concept if of[str(one)] < self.draws
                ]
                if short:
                    whose = self.nominal.conflict.names.get(name, name)
                    rest = "; always by the rest" if len(short) < len(Concept) else ""
                    said.append(f"For {within(whose)} it is stable by {'; '.join(short)}{rest}.")
        for concept in (Concept.NASH, Concept.SEQ):
            counts = self.lasting[str(concept)]
            often = [one for one in np.argsort(-counts, kind="stable")[:MOST_NAMED].tolist() if counts[one]]
            listed = "; ".join(f"{called(one)} {self._says(concept, one)}" for one in often)
            said.append(f"Most often stable for everybody by {NOUN[concept]}: {listed or 'no state'}.")
        return [*self.nominal.summary(), *said, *kept]

    def _says(self, concept: Concept, state: int) -> str:
        return self._share(int(self.lasting[str(concept)][state]))

    def _share(self, count: int) -> str:
        low, high = wilson(count, self.draws)
        return f"in {per_cent(count / self.draws)} ({per_cent(low)} to {per_cent(high)})"

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the nominal result, and the shares of each state and concept."""
        import pandas as pd

        columns: dict[str, object] = {"state": np.arange(1, self.nominal.model.states + 1)}
        for concept in Concept:
            counts = self.lasting[str(concept)]
            ends = [wilson(int(count), self.draws) for count in counts]
            columns[str(concept)] = counts / self.draws
            columns[f"{concept}_low"] = [low for low, _ in ends]
            columns[f"{concept}_high"] = [high for _, high in ends]
        kept = {} if self.compliance is None else self.compliance.to_frames()
        return {**self.nominal.to_frames(), **kept, "shares": pd.DataFrame(columns)}

    def to_json(self) -> dict[str, Any]:
        """Return the nominal result as plain values, with the draws under ``ensemble``."""
        states = {
            key: [
                {
                    "state": int(state) + 1,
                    "share": count / self.draws,
                    "interval": list(wilson(count, self.draws)),
                }
                for state, count in ((one, int(counts[one])) for one in np.flatnonzero(counts))
            ]
            for key, counts in self.lasting.items()
        }
        today = {
            name: {key: count / self.draws for key, count in of.items()} for name, of in self.stable.items()
        }
        kept = None if self.compliance is None else self.compliance.to_json()["ensemble"]
        ensemble = {
            "draws": self.draws,
            "seed": self.seed,
            "equilibria": states,
            "today_stable": today,
            "compliance": kept,
        }
        return {**self.nominal.to_json(), "ensemble": ensemble}

    def charts(self) -> dict[str, alt.LayerChart]:
        """Return the charts of the nominal result."""
        return self.nominal.charts()

    def _repr_html_(self) -> str:
        """Show the sentences and the shares in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["shares"])


def with_draws(
    nominal: Stability, draws: int, seed: int, progress: Callable[[str], None] | None = None
) -> Ensemble:
    """Return a nominal result together with what ``draws`` certain cases make of its states.

    Raises ``ValueError`` for fewer draws than one, for a conflict that comes from no case, and where
    preferences are known only in part.
    """
    if draws < 1:
        raise ValueError(f"there must be at least one draw, and {draws} are asked for")
    if nominal.certain is None:
        raise ValueError("nothing is uncertain in a conflict that comes from no case")
    if nominal.conflict.known:
        raise ValueError("draws are made where all preferences are known, and here only a part is")
    case: Case = nominal.certain.case
    names, today = nominal.model.decision_makers, nominal.conflict.status_quo
    lasting = {str(concept): np.zeros(nominal.model.states, dtype=np.int64) for concept in Concept}
    stable = {name: dict.fromkeys(map(str, Concept), 0) for name in names}
    # Where no preference follows from stances one certain case stands for all.
    differ = bool(nominal.conflict.by_stances)
    certains, times = (case.draw(draws, seed), 1) if differ else ([nominal.certain], draws)
    for number, certain in enumerate(certains, 1):
        if progress is not None:
            progress(f"draw {number:,} of {draws:,}")
        found = stable_states(conflict_of(certain, nominal.issues).model)
        for key, where in equilibria_of(found).items():
            lasting[key] += times * where
        if today is not None:
            for name, of in found.items():
                for key, where in of.items():
                    stable[name][key] += times * int(where[today])
    kept = None if nominal.compliance is None else compliances(nominal.compliance, draws, seed)
    return Ensemble(nominal, draws, seed, lasting, stable if today is not None else {}, kept)
