"""Certificates as sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from detente.case.naming import capitalised, joined, within
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from detente.stability.certificates.witnesses import Certificate, Move, Sanction, Unpunished
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["CONCEPT_SAYS", "Labels", "reasons", "sentences"]

Labels = Sequence[str] | Callable[[int], str]
"""What things are called within a sentence, by their numbers."""
CONCEPT_SAYS = {
    Concept.NASH: "Nash stable",
    Concept.GMR: "general metarational",
    Concept.SMR: "symmetric metarational",
    Concept.SEQ: "sequentially stable",
    Concept.SSEQ: "symmetric sequentially stable",
}
MOST_TOLD = 6
"""Improvements of which it is told how they are punished, those that are liked best."""
MOST_NAMED = 8
"""Further improvements that are named."""
MOST_MOVES = 8
"""Moves of a punishment that are all told; of longer ones the first and the last."""


def sentences(
    model: GraphModel, certificate: Certificate, states: Labels | None = None, names: Labels | None = None
) -> list[str]:
    """Return a certificate in words: the verdict with its reason; many reasons one by one.

    ``states`` and ``names``: what states and decision makers are called, as it stands within a sentence.
    Where they are not given, a state is called by its number, from 0, and a decision maker as in the model.
    The certificate is taken to be right.

    >>> from detente.stability.certificates.certifying import certificate
    >>> from detente.stability.examples import DILEMMA
    >>> called = ["silence", "the second speaking", "the first speaking", "both speaking"]
    >>> sentences(DILEMMA, certificate(DILEMMA, 0, 0, Concept.SEQ), called)
    ['Silence is sequentially stable for row: row would gain by moving to the first speaking, but column can
    then move to both speaking, which is worse for row than silence.']
    >>> sentences(DILEMMA, certificate(DILEMMA, 1, 2, Concept.SEQ))
    ['State 2 is not sequentially stable for column: column would gain by moving to state 3, from where nobody
    else would gain by moving.']
    """
    return _Said(model, certificate, states, names).sentences()


def reasons(
    model: GraphModel, certificate: Certificate, states: Labels | None = None, names: Labels | None = None
) -> list[str]:
    """Return the reason of a certificate without its verdict; arguments as for ``sentences``.

    >>> from detente.stability.certificates.certifying import certificate
    >>> from detente.stability.examples import DILEMMA
    >>> reasons(DILEMMA, certificate(DILEMMA, 1, 2, Concept.SEQ))
    ['column would gain by moving to state 3, from where nobody else would gain by moving.']
    """
    return _Said(model, certificate, states, names).reasons()


class _Said:
    def __init__(
        self, model: GraphModel, certificate: Certificate, states: Labels | None, names: Labels | None
    ) -> None:
        self.model, self.certificate = model, certificate
        self.states = (lambda state: f"state {state}") if states is None else _called(states)
        self.names = _called(model.decision_makers if names is None else names)
        self.ranks = model.ranks[certificate.focal]
        self.held = self.ranks[certificate.state]
        self.improving = certificate.concept.improving
        self.for_good = certificate.concept.for_good
        self.focal = self.name(certificate.focal)
        self.here = self.states(certificate.state)

    def name(self, maker: int) -> str:
        return within(self.names(maker))

    def sentences(self) -> list[str]:
        is_so = f"is {'' if self.certificate.stable else 'not '}{CONCEPT_SAYS[self.certificate.concept]}"
        first, *more = self.reasons()
        return [capitalised(f"{self.here} {is_so} for {self.focal}: {first}"), *more]

    def reasons(self) -> list[str]:
        one = self.certificate
        if one.unpunished is not None:
            return [f"{self.of(one.unpunished)}."]
        if not one.sanctions:
            moves = len(self.model.moves[one.focal].of(one.state))
            nothing = f"nothing that {self.focal} can move to is better"
            return [f"{nothing if moves else f'{self.focal} cannot move from there'}."]
        if len(one.sanctions) == 1:
            [only] = one.sanctions
            gain = f"{self.focal} would gain by moving to {self.states(only.improvement)}, but"
            return [f"{gain} {self.punished(only, ' then')}."]
        each = f"each of {len(one.sanctions):,} moves, and each of them can be punished"
        return [f"{self.focal} would gain by {each}.", *self.one_by_one()]

    def one_by_one(self) -> list[str]:
        """Tell how improvements are punished, those that are liked best first."""
        order = sorted(self.certificate.sanctions, key=lambda one: -self.ranks[one.improvement])
        said = [f"From {self.states(one.improvement)} {self.punished(one)}." for one in order[:MOST_TOLD]]
        rest = [self.states(one.improvement) for one in order[MOST_TOLD:]]
        if len(rest) > MOST_NAMED + 1:
            rest[MOST_NAMED:] = [f"{len(rest) - MOST_NAMED:,} others"]
        if rest:
            said.append(f"{'Moves' if len(rest) > 1 else 'A move'} to {joined(rest)} can be punished too.")
        return said

    def punished(self, one: Sanction, then: str = "") -> str:
        """Tell by which moves an improvement is punished, and why that is not mended."""
        end = one.path[-1].target
        if end == self.certificate.state:
            said = f"{self.moves(one.path, then)}, where it began"
        else:
            said = f"{self.moves(one.path, then)}, which is {self.compared(end)}"
        if not self.for_good:
            return said
        if one.reply is None:
            return f"{said}, and {self.focal} cannot move from there"
        best = f"{said}; the best that {self.focal} can move to from there is"
        if one.reply.target == self.certificate.state:
            return f"{best} {self.here} itself"
        return f"{best} {self.states(one.reply.target)}, which is {self.compared(one.reply.target)}"

    def moves(self, path: Sequence[Move], then: str) -> str:
        first, *later = path
        said = [f"{self.name(first.mover)} can{then} move to {self.states(first.target)}"]
        said.extend(f"{self.name(one.mover)} to {self.states(one.target)}" for one in later)
        if more := len(said[MOST_MOVES:]):
            said[MOST_MOVES - 1 :] = [f"after {more:,} more move{'s' if more > 1 else ''} {said[-1]}"]
        return ", then ".join(said)

    def compared(self, state: int) -> str:
        """Return how the focal one likes a state beside the one that the certificate is about."""
        if self.ranks[state] == self.held:
            return f"only as good for {self.focal} as {self.here}"
        return f"{'better' if self.ranks[state] > self.held else 'worse'} for {self.focal} than {self.here}"

    def of(self, one: Unpunished) -> str:
        """Tell which improvement goes unpunished, and why."""
        said = f"{self.focal} would gain by moving to {self.states(one.improvement)}"
        if one.reached is None:
            return said
        if not one.path:
            return (
                f"{said}, from where nobody else {'would gain by moving' if self.improving else 'can move'}"
            )
        how = (
            "can reach from there by improvements of their own" if self.improving else "can reach from there"
        )
        if one.reached == 1:
            which = f"the only state that the others {how}"
        else:
            worst = f"the one that leaves {self.focal} least" if self.for_good else "the worst"
            which = f"of the {one.reached:,} states that the others {how} even {worst}"
        end = one.path[-1].target
        there = f"{self.states(end)}{' itself' if end in {one.improvement, self.certificate.state} else ''}"
        if self.ranks[end] > self.held or one.reply is None:
            return f"{said}, and {which}, {there}, is {self.compared(end)}"
        on = f"lets {self.focal} move on to {self.states(one.reply.target)}"
        return f"{said}, and {which}, {there}, {on}, which is {self.compared(one.reply.target)}"


def _called(labels: Labels) -> Callable[[int], str]:
    return labels if callable(labels) else labels.__getitem__
