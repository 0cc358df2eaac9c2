"""A procedure of the case as a machine: players, states, roles, and who may make which move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.decision_rules import members_of, written_rule
from detente.case.problems import CaseError, closest, quoted
from detente.case.procedures import ALL, ANY, MoveRule
from detente.outcomes.decision_rules import rule_among
from detente.outcomes.naming import name_of
from detente.outcomes.rule_tree import AllOf, AnyOf, Vote, accepts, at_least, voters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.model import CaseFile
    from detente.case.procedures import Procedure, ProcedureMove, StateKind
    from detente.outcomes.rule_tree import Rule

__all__ = ["NOBODY", "Holders", "Machine", "machine_of", "players_in", "procedure_named"]

NOBODY = -1
"""Holds a role that nobody has taken, or that no longer matters."""
Holders = tuple[int, ...]
"""Who holds each role: the number of a player, or ``NOBODY``."""


def players_in(coalition: int) -> list[int]:
    """Return the numbers of the players in a coalition, in order.

    >>> players_in(0b101)
    [0, 2]
    """
    return [player for player in range(coalition.bit_length()) if coalition >> player & 1]


def procedure_named(case: CaseFile, name: str) -> Procedure:
    """Return a procedure of the case.

    Raises ``CaseError`` where there is none of that name.
    """
    if name not in case.procedures:
        meant = closest(name, case.procedures)
        words = f"the case has no procedure {quoted(name)}"
        listed = f"; it has {', '.join(case.procedures)}" if case.procedures else ""
        raise CaseError.of(f"{words}; did you mean {meant!r}?" if meant else words + listed)
    return case.procedures[name]


def machine_of(case: CaseFile, name: str) -> Machine:
    """Return a procedure of the case as a machine.

    Raises ``CaseError`` where the case has no such procedure.
    """
    return Machine(case, name, procedure_named(case, name))


def _words(move: ProcedureMove) -> set[str]:
    """Return whom the rule of a move names."""
    found: set[str] = set()
    for way in move.by:
        if isinstance(way, MoveRule):
            found.update(way.of, way.all_of, way.any_of, way.any_but, way.all_but)
        else:
            found.add(way)
    return found


@dataclass(frozen=True, eq=False)
class Machine:
    """A procedure with everything numbered, in the order of the file.

    A coalition is a number with a bit for each player. A *winning table* of a move has a byte for each
    coalition: whether it can make the move.
    """

    case: CaseFile
    key: str
    procedure: Procedure

    @cached_property
    def players(self) -> tuple[str, ...]:
        """Who takes part, by short name."""
        return self.procedure.parties

    @property
    def everybody(self) -> int:
        """The coalition of all players."""
        return (1 << len(self.players)) - 1

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states, by short name."""
        return tuple(self.procedure.states)

    @cached_property
    def kinds(self) -> tuple[StateKind, ...]:
        """What each state is for."""
        return tuple(state.is_ for state in self.procedure.states.values())

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The roles that moves give."""
        return self.procedure.roles

    @property
    def moves(self) -> tuple[ProcedureMove, ...]:
        """The moves and timeouts."""
        return self.procedure.moves

    @cached_property
    def leaving(self) -> tuple[tuple[int, ...], ...]:
        """For each state the moves that can be made in it, timeouts left out."""
        return tuple(
            tuple(i for i, move in enumerate(self.moves) if state in move.from_ and move.after is None)
            for state in self.states
        )

    @cached_property
    def timeout(self) -> tuple[int | None, ...]:
        """For each state the timeout that leaves it, if any."""
        return tuple(
            next(
                (i for i, one in enumerate(self.moves) if state in one.from_ and one.after is not None), None
            )
            for state in self.states
        )

    def target(self, move: int) -> int | None:
        """Return the state a move leads to; None where it leaves everything as it is."""
        to = self.moves[move].to
        return None if to is None else self.states.index(to)

    @cached_property
    def live_roles(self) -> tuple[frozenset[int], ...]:
        """For each state the roles on which anything that can come still depends."""
        live = [frozenset[int]()] * len(self.states)
        changed = True
        while changed:
            found = [self._live(place, live) for place in range(len(self.states))]
            changed, live = found != live, found
        return tuple(live)

    def _live(self, place: int, live: list[frozenset[int]]) -> frozenset[int]:
        needed = set(live[place])
        for index in (
            *self.leaving[place],
            *([self.timeout[place]] if self.timeout[place] is not None else []),
        ):
            assert index is not None
            move, to = self.moves[index], self.target(index)
            needed |= {self.roles.index(word) for word in _words(move) if word in self.roles}
            if to is not None:
                given = {self.roles.index(role) for role in (move.as_, move.names) if role is not None}
                needed |= live[to] - given
        return frozenset(needed)

    @cached_property
    def _tables(self) -> dict[tuple[int, Holders], bytes]:
        return {}

    def winning(self, move: int, holders: Holders) -> bytes:
        """Return which coalitions can make a move: a byte for each, 1 where it can."""
        if (move, holders) not in self._tables:
            ways = self.moves[move].by
            self._tables[move, holders] = bytes(
                any(self._meets(way, coalition, holders) for way in ways)
                for coalition in range(self.everybody + 1)
            )
        return self._tables[move, holders]

    @cached_property
    def _needs(self) -> dict[tuple[int, Holders], tuple[int, ...]]:
        return {}

    def needed(self, move: int, holders: Holders) -> tuple[int, ...]:
        """Return whose part in a move can make a difference."""
        if (move, holders) not in self._needs:
            table = self.winning(move, holders)
            self._needs[move, holders] = tuple(
                one
                for one in range(len(self.players))
                if any(
                    table[group | 1 << one] and not table[group]
                    for group in range(len(table))
                    if not group >> one & 1
                )
            )
        return self._needs[move, holders]

    def _meets(self, way: str | MoveRule, coalition: int, holders: Holders) -> bool:
        """Tell whether a coalition makes a move in one of the ways that the case gives."""
        acting = frozenset(self.named(coalition))
        if isinstance(way, MoveRule):
            rule = self._rule(way, holders)
            return rule is not None and accepts(rule, acting)
        if way == ANY:
            return bool(acting)
        if way == ALL:
            return coalition == self.everybody
        if way in self.roles:
            return self._holder(way, holders) in acting
        # A rule that passes what nobody objects to still needs somebody who makes the move.
        rule = self._decides(way)
        return not acting.isdisjoint(voters(rule)) and accepts(rule, acting)

    def _decides(self, key: str) -> Rule:
        """Return the rule by which a player, or a bloc or body of players, makes a move."""
        if key in self.players:
            return Vote(key)
        return rule_among(written_rule(self.case, key), members_of(self.case, key), self._decides)

    def _rule(self, rule: MoveRule, holders: Holders) -> Rule | None:
        """Return a rule of the case as a tree; None where it needs a role that nobody holds."""

        def meant(words: Iterable[str]) -> list[str | None]:
            return [self._holder(word, holders) if word in self.roles else word for word in words]

        if rule.all_of:
            together = meant(rule.all_of)
            return (
                None if None in together else AllOf(tuple(Vote(one) for one in together if one is not None))
            )
        if rule.at_least is not None:
            return at_least(
                rule.at_least, dict.fromkeys(one for one in meant(rule.of or self.players) if one)
            )
        if rule.any_of:
            return AnyOf(tuple(Vote(one) for one in meant(rule.any_of) if one is not None))
        left_out = set(meant(rule.any_but or rule.all_but))
        rest = tuple(Vote(one) for one in self.players if one not in left_out)
        return AnyOf(rest) if rule.any_but or not rest else AllOf(rest)

    def _holder(self, role: str, holders: Holders) -> str | None:
        holder = holders[self.roles.index(role)]
        return None if holder == NOBODY else self.players[holder]

    def named(self, coalition: int) -> tuple[str, ...]:
        """Return the players of a coalition, by short name."""
        return tuple(self.players[one] for one in players_in(coalition))

    def name(self, player: int) -> str:
        """Return the name of a player as readers know it."""
        return name_of(self.case, self.players[player])
