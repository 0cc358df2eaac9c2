"""Why one state is stable or not, for everybody and by every concept: an answer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.case.naming import capitalised, within
from detente.outcomes.notebook import in_notebook
from detente.stability.concepts import Concept
from detente.stability.said import Mentions
from detente.stability.sentences import known_says, reason_says

if TYPE_CHECKING:
    import pandas as pd

    from detente.stability.certificates import Certificate
    from detente.stability.certificates.witnesses import Move
    from detente.stability.result import Stability

__all__ = ["Reasons", "reasons_of"]

COLUMNS = ("decision_maker", "concept", "stable", "says")


@dataclass(frozen=True, eq=False)
class Reasons:
    """For each decision maker and concept why a state, from 0, is stable or not, with its certificate."""

    nominal: Stability
    state: int

    @property
    def exactness(self) -> str:
        """``exact``: each reason is a certificate that can be checked."""
        return "exact"

    @cached_property
    def certificates(self) -> dict[tuple[int, Concept], Certificate]:
        """The certificates, by the number of the decision maker and concept."""
        makers = range(len(self.nominal.model.decision_makers))
        return {
            (maker, concept): self.nominal.certificate(maker, self.state, concept)
            for maker in makers
            for concept in Concept
        }

    @cached_property
    def moves_say(self) -> list[str]:
        """Where each decision maker could move from the state, and which of these it would like better."""
        conflict = self.nominal.conflict
        said = []
        for maker, of in enumerate(conflict.model.moves):
            targets = of.of(self.state).tolist()
            known = conflict.known.get(conflict.model.decision_makers[maker])
            if known is None:
                ranks = conflict.model.ranks[maker]
                better, open_ = sum(ranks[one] > ranks[self.state] for one in targets), 0
            else:
                better = int(known.strict[targets, self.state].sum())
                open_ = int(known.unknown[targets, self.state].sum())
            who = capitalised(within(conflict.called[maker]))
            said.append(f"{who} can make {_moves(len(targets), better, open_)}.")
        return said

    def summary(self) -> list[str]:
        """Return the reasons in sentences; what is Nash stable is stable by all concepts for that reason."""
        called = Mentions(self.nominal.conflict)
        head = f"Why {called(self.state)} is stable or not:"
        said = [*self.moves_say]
        for maker, concept in self.certificates:
            by_nash = self._stable(maker, Concept.NASH)
            if concept is Concept.NASH or not by_nash:
                sentences = reason_says(self.nominal, maker, self.state, concept, called)
                said += (
                    [f"{one[:-1]}; so it is by every other concept." for one in sentences]
                    if by_nash
                    else sentences
                )
        return [*known_says(self.nominal), head, *said]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the reasons as a table."""
        import pandas as pd

        rows = [
            (one["decision_maker"], one["concept"], one["stable"], one["says"])
            for one in self.to_json()["certificates"]
        ]
        return {"certificates": pd.DataFrame(rows, columns=list(COLUMNS))}

    def to_json(self) -> dict[str, Any]:
        """Return the certificates as plain values; states are numbered from 1."""
        conflict = self.nominal.conflict
        return {
            "state": self.state + 1,
            "label": conflict.states.label(self.state),
            "certificates": [
                {
                    "decision_maker": conflict.model.decision_makers[maker],
                    "concept": str(concept),
                    "stable": self._stable(maker, concept),
                    "sanctions": [
                        {
                            "improvement": sanction.improvement + 1,
                            "path": self._path(sanction.path),
                        }
                        for sanction in one.sanctions
                        if not self.nominal.hangs(maker, self.state, concept)
                    ],
                    "unpunished": None
                    if one.unpunished is None or self.nominal.hangs(maker, self.state, concept)
                    else {
                        "improvement": one.unpunished.improvement + 1,
                        "others_reach": one.unpunished.reached,
                        "worst_path": self._path(one.unpunished.path),
                    },
                    "says": " ".join(
                        reason_says(self.nominal, maker, self.state, concept, Mentions(conflict))
                    ),
                }
                for (maker, concept), one in self.certificates.items()
            ],
        }

    def _stable(self, maker: int, concept: Concept) -> bool:
        """Return whether the state is stable, where preferences are known in part whatever the rest is."""
        name = self.nominal.model.decision_makers[maker]
        return bool(self.nominal.stable[name][str(concept)][self.state])

    def _path(self, path: tuple[Move, ...]) -> list[dict[str, Any]]:
        names = self.nominal.model.decision_makers
        return [{"by": [names[one.mover]], "from": one.origin + 1, "to": one.target + 1} for one in path]

    def _repr_html_(self) -> str:
        """Show the reasons in a notebook."""
        return in_notebook(self.summary(), self.to_frames()["certificates"])


def _moves(count: int, better: int, unknown: int) -> str:
    """Return how many moves there are from a state, and by how many of them who makes them would gain.

    ``unknown``: by how many it is not known whether it would.
    """
    if count == unknown == 1:
        return "one move from there, and whether it would gain by it is not known"
    if unknown:
        known = f"would gain by {better:,} of them" if better else "is known to gain by none of them"
        return f"{count:,} moves from there, and {known}; of {unknown:,} that is not known"
    if count <= 1:
        gains = "and would gain by it" if better else "and would not gain by it"
        return f"one move from there, {gains}" if count else "no move from there"
    gains = {0: "none", count: "all"}.get(better, f"{better:,}")
    return f"{count:,} moves from there, and would gain by {gains} of them"


def reasons_of(nominal: Stability, state: int) -> Reasons:
    """Return why a state, from 0, is stable or not, for each decision maker and by each concept.

    Raises ``ValueError`` for a state that there is not.

    >>> from detente.stability.analysis import analyse
    >>> from detente.stability.examples import DILEMMA
    >>> reasons_of(analyse(DILEMMA), 3).summary()[-1]
    'State 4 is Nash stable for column: nothing that column can move to is better; so it is by every other
    concept.'
    """
    if not 0 <= state < nominal.model.states:
        raise ValueError(f"there is no state {state + 1}: they go from 1 to {nominal.model.states:,}")
    return Reasons(nominal, state)
