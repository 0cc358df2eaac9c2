"""Whether a certificate is right: each of its claims, by other code than that which made it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from detente.stability.certificates.definition import Definition
from detente.stability.certificates.moves_check import path_faults, reply_faults
from detente.stability.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.stability.certificates.witnesses import Certificate, Sanction, Unpunished
    from detente.stability.graph.graph_model import GraphModel

__all__ = ["faults"]


def faults(model: GraphModel, certificate: Certificate) -> list[str]:
    """Return all that is wrong with a certificate, in words; an empty list if it is right.

    It goes by the definitions of the concepts, and shares nothing with the search but the model and the form
    of a certificate. Where that says that there is no sanction, or no shorter one, all that the others can
    reach is gone through. Not checked is which of several shortest paths is given, for each shows as much.

    >>> from dataclasses import replace
    >>> from detente.stability.certificates.certifying import certificate
    >>> from detente.stability.examples import DILEMMA
    >>> right = certificate(DILEMMA, 0, 0, Concept.SEQ)
    >>> faults(DILEMMA, right), faults(DILEMMA, replace(right, sanctions=()))
    ([], ['the improvement of row to state 2 is left out'])
    """
    if not 0 <= certificate.focal < len(model.moves):
        return [f"decision maker {certificate.focal} is none of 0 to {len(model.moves) - 1}"]
    if not 0 <= certificate.state < model.states:
        return [f"state {certificate.state} is none of 0 to {model.states - 1}"]
    return list(_Check(model, certificate).faults())


class _Check:
    """A certificate whose decision maker and state there are."""

    def __init__(self, model: GraphModel, certificate: Certificate) -> None:
        self.model, self.certificate = model, certificate
        self.focal, self.state = certificate.focal, certificate.state
        self.name = model.decision_makers[self.focal]
        self.nash = certificate.concept is Concept.NASH
        self.asked = Definition(model, self.focal, self.state, certificate.concept)

    def faults(self) -> Iterator[str]:
        listed = self.certificate.sanctions
        if (unpunished := self.certificate.unpunished) is not None:
            if listed:
                yield f"it calls state {self.state} unstable, and yet lists sanctions"
            yield from self.of_unpunished(unpunished)
            return
        if self.nash and listed:
            yield "it lists sanctions, for which Nash stability does not ask"
        yield from self.of_the_list([] if self.nash else [one.improvement for one in listed])
        for sanction in listed:
            yield from self.of_sanction(sanction)

    def of_the_list(self, listed: list[int]) -> Iterator[str]:
        """Yield what is wrong with which improvements are listed."""
        for target in self.asked.improvements:
            if target not in listed:
                yield f"the improvement of {self.name} to state {target} is left out"
        for target in dict.fromkeys(listed):
            if target not in self.asked.improvements:
                yield self.no_improvement(target)
            if listed.count(target) > 1:
                yield f"the improvement to state {target} is listed more than once"
        if listed != sorted(listed):
            yield "the improvements are not in the order of states"

    def no_improvement(self, target: int) -> str:
        return f"state {target} is no improvement of {self.name} from state {self.state}"

    def of_sanction(self, sanction: Sanction) -> Iterator[str]:
        """Yield what keeps a sanction from being one, and the shortest."""
        start, path, asked = sanction.improvement, sanction.path, self.asked
        if not path:
            yield f"nobody moves to punish the improvement to state {start}"
            return
        if wrong := path_faults(self.model, self.focal, start, path, improving=asked.improving):
            yield from wrong
            return
        end = path[-1].target
        if asked.ranks[end] > asked.held:
            yield f"{self.name} likes state {end} better than state {self.state}"
        for reply in asked.mending(end):
            yield f"{self.name} mends it by moving from state {end} to state {reply}"
        yield from reply_faults(self.model, self.focal, end, sanction.reply, asked=asked.for_good)
        for moves, layer in enumerate(islice(asked.layers(start), len(path) - 1), 1):
            if any(map(asked.punishes, layer)):
                yield f"{len(path)} moves punish the improvement to state {start}, where {moves} would do"
                return

    def of_unpunished(self, one: Unpunished) -> Iterator[str]:
        """Yield what keeps an improvement from being one, unpunished, and the first such one."""
        start, asked = one.improvement, self.asked
        if start not in asked.improvements:
            yield self.no_improvement(start)
            return
        for target in asked.improvements:
            before = (-asked.ranks[target], target) < (-asked.ranks[start], start)
            if before and (self.nash or not any(map(asked.punishes, asked.distances(target)))):
                yield f"the improvement to state {target} goes unpunished as well, and comes first"
        if self.nash:
            if one.reached is not None or one.path or one.reply:
                yield "it says what the others do, for which Nash stability does not ask"
            return
        distances = asked.distances(start)
        for end in sorted(filter(asked.punishes, distances)):
            yield f"the others punish the improvement to state {start} by coming to state {end}"
        if one.reached != len(distances):
            yield f"the others reach from state {start} {len(distances)} states, and not {one.reached}"
        yield from self.of_the_worst(one, distances)

    def of_the_worst(self, one: Unpunished, distances: dict[int, int]) -> Iterator[str]:
        """Yield what is wrong with the path to the worst that the others can do."""
        asked, path = self.asked, one.path
        if wrong := path_faults(self.model, self.focal, one.improvement, path, improving=asked.improving):
            yield from wrong
        elif not path:
            if distances:
                yield f"it does not say what the others can do from state {one.improvement}"
            if one.reply:
                yield "it names a reply, though nobody has moved"
        else:
            end, lowest = path[-1].target, min(map(asked.left, distances))
            worst = {state: moves for state, moves in distances.items() if asked.left(state) == lowest}
            if end not in worst:
                yield f"the worst that the others can do is state {min(worst)}, and not {end}"
            elif len(path) > min(worst.values()):
                yield f"{len(path)} moves lead to the worst, where {min(worst.values())} would do"
            yield from reply_faults(self.model, self.focal, end, one.reply, asked=asked.for_good)
