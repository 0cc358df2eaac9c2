"""An independent check of procedures: every unit of the clock is a state of its own.

Values are found by sweeping over the whole game graph until nothing changes. It reads the mapping an analyst
writes and shares no code with the analysis.
"""

from __future__ import annotations

import itertools
from collections import deque
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["ExplicitStates"]

INFINITY = float("inf")
FROM = {
    "convene": {"open", "meeting", "suspended"},
    "close": {"open", "meeting", "suspended"},
    "suspend": {"open", "meeting"},
    "end_meeting": {"meeting"},
}
TO = {
    "convene": {"meeting"},
    "close": {"closed"},
    "suspend": {"suspended"},
    "end_meeting": {"open", "suspended", "closed"},
}
Node = tuple[str, int, tuple[tuple[str, str], ...]]
"""State, clock, and who holds which role."""
Move = tuple[dict[str, Any], Any, Node]
"""A move as written, whose it is (a test of coalitions), and where it leads."""


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - as it is written
    return value if isinstance(value, list) else [value]


class ExplicitStates:
    """All nodes of a procedure, and the games over them."""

    def __init__(self, procedure: dict[str, Any], blocs: dict[str, Any]) -> None:
        self.procedure, self.blocs = procedure, blocs
        self.parties: list[str] = procedure["parties"]
        self.kinds = {state: about["is"] for state, about in procedure["states"].items()}
        self.limit: float = procedure.get("convene_within", INFINITY)

    # The graph.

    def meets(self, way: Any, acting: frozenset[str], roles: dict[str, str]) -> bool:  # noqa: ANN401 - as written
        if isinstance(way, dict):
            return self.meets_rule(way, acting, roles)
        if way in {"any", "all"}:
            return bool(acting) if way == "any" else acting == set(self.parties)
        if way == "board":
            return "anna" in acting and len(acting) > 1
        if way in self.blocs:
            return len(acting & set(self.blocs[way]["members"])) >= int(
                self.blocs[way]["decides_by"]["at_least"]
            )
        return (roles.get(way) if way in {"asker", "asked"} else way) in acting

    def meets_rule(self, rule: dict[str, Any], acting: frozenset[str], roles: dict[str, str]) -> bool:
        [(form, value)] = [item for item in rule.items() if item[0] != "of"]
        if form == "at_least":
            return len(acting & set(rule.get("of", self.parties))) >= int(value)
        meant = [roles.get(one, None if one in {"asker", "asked"} else one) for one in value]
        if form in {"all_of", "any_of"}:
            return (all if form == "all_of" else any)(one in acting for one in meant)
        rest = set(self.parties) - set(meant)
        return bool(acting & rest) if form == "any_but" else bool(rest) and rest <= acting

    @cache  # noqa: B019 - lives as long as the test
    def moves(self, node: Node) -> list[Move]:
        state, clock, held = node
        found: list[Move] = []
        for move in self.procedure["moves"]:
            if "after" in move or state not in _listed(move["from"]) or clock > move.get("within", INFINITY):
                continue
            roles = dict(held)
            to = move.get("to")
            if "as" not in move:
                ways = _listed(move["by"])
                after = node if to is None else (to, 0, held)
                found.append(
                    (
                        move,
                        lambda acting, ways=ways, roles=roles: any(
                            self.meets(one, acting, roles) for one in ways
                        ),
                        after,
                    )
                )
                continue
            for actor in self.parties:
                for other in self.parties if "names" in move else [actor]:
                    if "names" in move and other == actor:
                        continue
                    given = {**roles, move["as"]: actor}
                    if "names" in move:
                        given[move["names"]] = other
                    after = (to, 0, tuple(sorted(given.items())))
                    found.append((move, lambda acting, actor=actor: actor in acting, after))
        return found

    def timeout(self, node: Node) -> Node | None:
        state, clock, held = node
        for move in self.procedure["moves"]:
            if state in _listed(move["from"]) and move.get("after") == clock:
                return (move["to"], 0, held)
        return None

    def ticked(self, node: Node) -> Node:
        state, clock, held = node
        limits = [
            move.get("within", move.get("after", 0))
            for move in self.procedure["moves"]
            if state in _listed(move["from"])
        ]
        return (state, min(clock + 1, max([*limits, 0]) + 1), held)

    def events(self, node: Node, movers: frozenset[str]) -> Iterator[tuple[Node, int]]:
        """Yield what can come next, with 1 for a move or a timeout and 0 for the clock."""
        for _, whose, after in self.moves(node):
            if whose(movers):
                yield after, 1
        fired = self.timeout(node)
        yield (self.ticked(node), 0) if fired is None else (fired, 1)

    @cached_property
    def everybody(self) -> frozenset[str]:
        return frozenset(self.parties)

    @cached_property
    def start(self) -> Node:
        return (self.procedure["start"], 0, ())

    @cached_property
    def nodes(self) -> list[Node]:
        found, waiting = {self.start: None}, [self.start]
        while waiting:
            for after, _ in self.events(waiting.pop(), self.everybody):
                if after not in found:
                    found[after] = None
                    waiting.append(after)
        return list(found)

    def kind(self, node: Node) -> str:
        return str(self.kinds[node[0]])

    def fewest_events(
        self, goals: Collection[Node], start: Node | None = None, movers: frozenset[str] | None = None
    ) -> float:
        """Return the fewest moves and timeouts from a node to a goal, by breadth-first search."""
        movers = self.everybody if movers is None else movers
        first = self.start if start is None else start
        best: dict[Node, int] = {first: 0}
        queue = deque([first])
        while queue:
            node = queue.popleft()
            for after, one in self.events(node, movers):
                if best[node] + one < best.get(after, INFINITY):
                    best[after] = best[node] + one
                    (queue.append if one else queue.appendleft)(after)
        return min((best[goal] for goal in goals if goal in best), default=INFINITY)

    # Games.

    def values(  # noqa: PLR0913 - who plays against whom, for what, and by which rules
        self,
        coalition: frozenset[str],
        goal: Callable[[Node], bool],
        *,
        first: bool,
        opponents: frozenset[str] | None = None,
        at_turn: Callable[[Node], bool] = lambda _: False,
        may_oppose: Callable[[Node, Node], bool] = lambda _, __: True,
    ) -> dict[Node, float]:
        """Return how soon a coalition forces a goal from each node, by sweeping until nothing changes."""
        against = self.everybody - coalition if opponents is None else opponents
        value = {(part, node): 0.0 if goal(node) else INFINITY for part in (0, 1, 2) for node in self.nodes}
        own = {
            node: [after for _, whose, after in self.moves(node) if whose(coalition)] for node in self.nodes
        }
        theirs = {
            node: [
                after for _, whose, after in self.moves(node) if whose(against) and may_oppose(node, after)
            ]
            for node in self.nodes
        }
        changed = True
        while changed:
            changed = False
            for part, node in itertools.product((2, 1, 0), self.nodes):
                if goal(node):
                    continue
                if part == 2:
                    fired = self.timeout(node)
                    new = 1 + value[0, self.ticked(node)] if fired is None else value[2, fired]
                elif (part == 0) == first:
                    new = min(value[part + 1, after] for after in (node, *own[node]))
                    new = 0.0 if at_turn(node) else new
                else:
                    new = max(value[part + 1, after] for after in (node, *theirs[node]))
                if new != value[part, node]:
                    value[part, node], changed = new, True
        return {node: value[0, node] for node in self.nodes}

    def aim(
        self, aim: str, coalition: frozenset[str], opponents: frozenset[str] | None = None
    ) -> dict[Node, float]:
        return self.values(
            coalition, lambda node: self.kind(node) in TO[aim], first=aim != "convene", opponents=opponents
        )

    def beginnings(self, aim: str) -> list[Node]:
        found = [node for node in self.nodes if self.kind(node) in FROM[aim]]
        return [node for node in found if node[1] == 0] if aim == "end_meeting" else found

    def reaching(
        self, aim: str, coalition: frozenset[str], opponents: frozenset[str] | None = None
    ) -> set[Node]:
        """Return the beginnings from which a coalition reaches an aim as it must: in time, or at once."""
        value = self.aim(aim, coalition, opponents)
        limit = {"convene": self.limit, "end_meeting": 0}.get(aim, INFINITY)
        return {node for node in self.beginnings(aim) if value[node] <= limit and value[node] < INFINITY}

    def failing(self, coalition: frozenset[str], opponents: frozenset[str] | None = None) -> set[Node]:
        return set(self.beginnings("convene")) - self.reaching("convene", coalition, opponents)

    def enables(self, aim: str, coalition: frozenset[str]) -> bool:
        return not self.failing(coalition) if aim == "convene" else bool(self.reaching(aim, coalition))

    def coalitions(self) -> list[frozenset[str]]:
        return [
            frozenset(chosen)
            for size in range(len(self.parties) + 1)
            for chosen in itertools.combinations(self.parties, size)
        ]

    def least(self, wins: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
        winning = [one for one in self.coalitions() if wins(one)]
        return {one for one in winning if not any(other < one for other in winning)}

    def possible(self, aim: str) -> bool:
        return bool(self.beginnings(aim)) and any(self.kind(node) in TO[aim] for node in self.nodes)

    def needs(self, aim: str) -> set[str]:
        goals = [node for node in self.nodes if self.kind(node) in TO[aim]]
        starts = self.beginnings(aim) if aim == "end_meeting" else [self.start]
        return {
            party
            for party in self.parties
            if all(self.fewest_events(goals, start, self.everybody - {party}) == INFINITY for start in starts)
        }

    # Holding up.

    @cached_property
    def to_meeting(self) -> dict[Node, float]:
        goals = [node for node in self.nodes if self.kind(node) == "meeting"]
        return {node: self.fewest_events(goals, node) for node in self.nodes}

    def convenes(self, node: Node, after: Node) -> bool:
        before, later = self.to_meeting[node], self.to_meeting[after]
        return later < before or (later == before < INFINITY and self.kind(after) in {"open", "meeting"})

    def held_up(self, party: str, other: str) -> float:
        """Return how long a party can hold up an own step of another at worst, by convening."""
        return max([0.0, *self.delays(party, other).values()])

    def delays(self, party: str, other: str) -> dict[Node, float]:
        """Return how long it can from each node in which the other could take such a step at once."""
        found: dict[Node, float] = {}
        for move in self.procedure["moves"]:
            if not move.get("own_step"):
                continue

            def ready(node: Node, move: dict[str, Any] = move) -> bool:
                return any(one is move and whose(frozenset({other})) for one, whose, _ in self.moves(node))

            value = self.values(
                self.everybody - {party},
                lambda _: False,
                first=False,
                opponents=frozenset({party}),
                at_turn=ready,
                may_oppose=self.convenes,
            )
            for node in filter(ready, self.nodes):
                found[node] = max(found.get(node, 0), value[node])
        return found
