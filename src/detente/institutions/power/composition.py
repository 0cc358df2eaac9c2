"""A rule taken apart: bodies within bodies, and members who are interchangeable.

A part of a rule whose voters vote nowhere else acts as one voter: it accepts or it refuses. (L. S. Shapley,
"Compound simple games", 1967; the parts are its committees.) Such parts are counted by themselves, and the
rest needs only their numbers. Several copies of one such part are that one voter still.

What cannot be taken apart is a core: gates over elements, which are voters or such parts. Elements that stand
with the same weights in the same gates are interchangeable; they are one kind, and only their number counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.institutions.power.gates import Gate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.institutions.power.gates import Node

__all__ = ["Core", "CoreGate", "Element", "Kind", "core_of"]


@dataclass(frozen=True)
class CoreGate:
    """A gate of a core: its quota, and the gates that stand in it, by number, with their weights."""

    quota: int
    gates: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Kind:
    """Interchangeable elements: the weight of each in the gates where it stands, by number."""

    weights: tuple[tuple[int, int], ...]
    elements: tuple[Element, ...]

    @property
    def number(self) -> int:
        """How many elements there are."""
        return len(self.elements)


@dataclass(frozen=True)
class Core:
    """Gates over kinds of elements; a gate comes after those that stand in it, the whole last.

    The kinds come heaviest first, so that sums are soon known to be enough, or too little.
    """

    gates: tuple[CoreGate, ...]
    kinds: tuple[Kind, ...]

    @cached_property
    def voters(self) -> tuple[str, ...]:
        """Everybody who votes, kind by kind."""
        return tuple(
            voter for kind in self.kinds for element in kind.elements for voter in voters_of(element)
        )

    @cached_property
    def shape(self) -> tuple[object, ...]:
        """What it is but for names: cores of one shape have the same numbers."""
        kinds = [(kind.weights, kind.number, shape_of(kind.elements[0])) for kind in self.kinds]
        return (*((gate.quota, gate.gates) for gate in self.gates), *kinds)

    @property
    def weighted(self) -> bool:
        """Whether it is one weighted vote of voters."""
        return len(self.gates) == 1 and all(isinstance(kind.elements[0], str) for kind in self.kinds)

    @property
    def weights(self) -> list[int]:
        """The weights of the voters, in their order, where it is one weighted vote."""
        return [kind.weights[0][1] for kind in self.kinds for _ in kind.elements]


Element = str | Core
"""A voter by name, or a part of a rule that acts as one."""


def voters_of(element: Element) -> tuple[str, ...]:
    """Return those who vote in an element."""
    return (element,) if isinstance(element, str) else element.voters


def shape_of(element: Element) -> object:
    """Return what an element is but for names."""
    return None if isinstance(element, str) else element.shape


def core_of(gate: Gate) -> Core:
    """Take a gate apart.

    >>> from detente.outcomes.rule_tree import at_least, consensus
    >>> from detente.institutions.power.gates import gates_of
    >>> whole = core_of(gates_of(consensus("ab")))
    >>> [kind.elements for kind in whole.kinds], whole.gates
    ([('a', 'b')], (CoreGate(quota=2, gates=()),))
    """
    whole = _in_components(gate)
    times = _copies(whole)
    numbers: dict[Gate, int] = {}
    gates: list[CoreGate] = []
    weights: dict[Node, dict[int, int]] = {}

    def visit(node: Gate) -> int:
        if node in numbers:
            return numbers[node]
        within, elements = [], []
        for part, weight in node.parts:
            if isinstance(part, str) or _acts_alone(part, whole, times):
                elements.append((part, weight))
            else:
                within.append((visit(part), weight))
        number = numbers[node] = len(gates)
        gates.append(CoreGate(node.quota, tuple(within)))
        for element, weight in elements:
            weights.setdefault(element, {})[number] = weight
        return number

    visit(whole)
    kinds: dict[tuple[object, ...], list[Element]] = {}
    for node, where in weights.items():
        element = node if isinstance(node, str) else core_of(node)
        kinds.setdefault((tuple(sorted(where.items())), shape_of(element)), []).append(element)
    grouped = [Kind(where, tuple(elements)) for (where, _), elements in kinds.items()]  # type: ignore[arg-type]
    return Core(tuple(gates), tuple(sorted(grouped, key=lambda kind: -_share(kind, gates))))


def _share(kind: Kind, gates: list[CoreGate]) -> float:
    return sum(weight / gates[number].quota for number, weight in kind.weights)


def _copies(whole: Gate) -> Mapping[Node, int]:
    """Return how often each part stands in the whole, in any depth."""
    times: dict[Node, int] = {}

    def count(node: Node) -> None:
        times[node] = times.get(node, 0) + 1
        if isinstance(node, Gate):
            for part, _ in node.parts:
                count(part)

    count(whole)
    return times


def _acts_alone(part: Gate, whole: Gate, times: Mapping[Node, int]) -> bool:
    """Tell whether the voters of a part vote nowhere but in its copies."""
    return all(whole.votes[voter] == times[part] * often for voter, often in part.votes.items())


def _in_components(gate: Gate) -> Gate:
    """Put together, in "all of" and "any of", the parts that share voters, so that they act as one."""
    if not (gate.asks_all or gate.asks_any):
        return gate
    together = list(_components([part for part, _ in gate.parts]))
    if len(together) == 1:
        return gate
    parts = []
    for parts_of_one in together:
        quota = len(parts_of_one) if gate.asks_all else 1
        one = Gate(quota, tuple((part, 1) for part in parts_of_one))
        parts.append((parts_of_one[0] if len(parts_of_one) == 1 else one, 1))
    return Gate(len(parts) if gate.asks_all else 1, tuple(parts))


def _components(parts: list[Node]) -> Iterator[list[Node]]:
    components: list[tuple[set[str], list[Node]]] = []
    for part in parts:
        voters = {part} if isinstance(part, str) else set(part.votes)
        meeting = [one for one in components if one[0] & voters]
        merged = (voters.union(*(one[0] for one in meeting)), [p for one in meeting for p in one[1]] + [part])
        components = [one for one in components if one not in meeting] + [merged]
    return iter([found for _, found in components])
