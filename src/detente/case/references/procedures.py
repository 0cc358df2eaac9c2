"""Checks of consultation mechanisms: who takes part, states, roles, who may move, and timeouts that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.case.problems import closest, quoted
from detente.case.procedures import ALL, ANY, MoveRule, StateKind
from detente.case.references.decision_rules import absent_voters
from detente.case.references.holders import all_members
from detente.case.references.names import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.document import Path_
    from detente.case.procedures import Procedure, ProcedureMove
    from detente.case.references.names import Names

__all__ = ["MOST_PARTIES", "check_procedures"]

MOST_PARTIES = 8
"""Parties and blocs that can take part in one procedure: every coalition of them is looked at."""


def check_procedures(names: Names) -> None:
    """Check that every procedure speaks of what there is, and that every move can be made by somebody."""
    for key, procedure in names.case.procedures.items():
        _Checked(names, key, procedure).check()


class _Checked:
    """The check of one procedure."""

    def __init__(self, names: Names, key: str, procedure: Procedure) -> None:
        self.names, self.procedure = names, procedure
        self.path: Path_ = ("procedures", key)
        self.states = names.keys(*self.path, "states")
        self.roles = self._written("moves", "as") | self._written("moves", "names")

    def check(self) -> None:
        self._parties()
        self.names.known(self.procedure.start, self.states, "state", (*self.path, "start"))
        if not self._may_have_a_meeting():
            message = "no state is a meeting, so that nothing could be convened; mark one with `is: meeting`"
            self.names.problem((*self.path, "states"), message, at_key=True)
        self._ids()
        for index, move in enumerate(self.procedure.moves):
            self._move(move, (*self.path, "moves", index))
        self._roles()
        self._timeouts()

    def _written(self, section: str, key: str) -> set[str]:
        """Return the words under a key of every entry, of those with a wrong shape too."""
        node: Any = self.names.document.tree
        for step in (*self.path, section):
            node = node.get(step) if isinstance(node, dict) else None
        entries = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return {str(entry[key]) for entry in entries if isinstance(entry, dict) and key in entry}

    def _may_have_a_meeting(self) -> bool:
        kinds = {state.is_ for state in self.procedure.states.values()}
        misspelt = self._written("states", "is") - {str(kind) for kind in StateKind}
        return StateKind.MEETING in kinds or bool(misspelt) or len(self.procedure.states) < len(self.states)

    def _parties(self) -> None:
        names, path, parties = self.names, (*self.path, "parties"), self.procedure.parties
        names.each_decides(parties, path, "takes part twice")
        if len(parties) > MOST_PARTIES:
            message = f"{len(parties)} take part, and at most {MOST_PARTIES} can be looked at; name blocs"
            names.problem(path, message)
        for index, bloc in enumerate(parties):
            inside = [one for one in parties if one in all_members(names.case, bloc)]
            if inside:
                message = f"{bloc!r} takes part, and so does its member {inside[0]!r}; name one of the two"
                names.problem(names.item(path, index), message)

    def _ids(self) -> None:
        seen: set[str] = set()
        for index, move in enumerate(self.procedure.moves):
            if move.id in seen and move.id != MISSING:
                message = f"the id {quoted(move.id)} is used twice"
                self.names.problem((*self.path, "moves", index, "id"), message)
            seen.add(move.id)

    def _move(self, move: ProcedureMove, path: Path_) -> None:
        names = self.names
        names.each_known(move.from_, self.states, "state", (*path, "from"))
        names.each_once(move.from_, (*path, "from"))
        if move.to is not None:
            names.known(move.to, self.states, "state", (*path, "to"))
        for index, way in enumerate(move.by):
            here = names.item((*path, "by"), index)
            if isinstance(way, MoveRule):
                self._rule(way, here)
            elif way not in {ANY, ALL}:
                self._mover(way, here, in_rule=False)
        if move.as_ is not None or move.names is not None:
            self._taken_by_one(move, path)
        if move.names is not None and len(self.procedure.parties) == 1:
            names.problem((*path, "names"), "there is nobody else to be named: only one takes part")

    def _rule(self, rule: MoveRule, path: Path_) -> None:
        for form in ("of", "all_of", "any_of", "any_but", "all_but"):
            listed = getattr(rule, form)
            for index, word in enumerate(listed):
                self._mover(word, self.names.item((*path, form), index), in_rule=True)
            self.names.each_once(listed, (*path, form))
        those = rule.of or self.procedure.parties
        if rule.at_least is not None and rule.at_least > len(set(those)):
            message = f"nobody can meet this rule: {rule.at_least} must act, out of {len(set(those))}"
            self.names.problem((*path, "at_least"), message)
        for form in ("any_but", "all_but"):
            if set(self.procedure.parties) <= set(getattr(rule, form)):
                self.names.problem(
                    (*path, form), "nobody can meet this rule: it leaves out all who take part"
                )

    def _mover(self, word: str, path: Path_, *, in_rule: bool) -> None:
        names, parties = self.names, self.procedure.parties
        if word in parties or word in self.roles or word == MISSING:
            return
        if word in names.blocs | names.keys("bodies") and not in_rule:
            missing = absent_voters(names.case, word, parties)
            if missing:
                itself = ", or the bloc itself" if word in names.blocs else ""
                message = f"{word!r} takes no part, and neither does its member {missing[0]!r}"
                names.problem(path, f"{message}: all its members must{itself}")
        elif word in names.deciders | names.keys("bodies"):
            names.problem(path, f"{word!r} takes no part in this procedure")
        elif word in {ANY, ALL} and in_rule:
            names.problem(path, f"{word!r} stands for itself under 'by', not within a rule")
        else:
            known = {*parties, *self.roles, *({ANY, ALL, *names.keys("bodies")} if not in_rule else ())}
            message = f"unknown party or role {quoted(word)}"
            names.problem(path, message, suggestion=closest(word, known | names.blocs))

    def _taken_by_one(self, move: ProcedureMove, path: Path_) -> None:
        """Check that a move that gives a role is made by one alone, whose the role then is."""
        for index, way in enumerate(move.by):
            if isinstance(way, MoveRule):
                several = len(way.all_of) > 1 or bool(way.all_but) or (way.at_least or 0) > 1
            else:
                groups = self.names.blocs | self.names.keys("bodies")
                several = way == ALL or (way in groups and way not in self.procedure.parties)
            if several:
                message = "a role falls to one, and this move is made by several together"
                self.names.problem(self.names.item((*path, "by"), index), message)

    def _roles(self) -> None:
        taken = {*self.names.deciders, *self.names.keys("bodies"), ANY, ALL}
        for index, move in enumerate(self.procedure.moves):
            for field, role in (("as", move.as_), ("names", move.names)):
                if role in taken and role is not None:
                    message = f"{role!r} cannot be a role: it already stands for somebody else"
                    self.names.problem((*self.path, "moves", index, field), message)
            if move.as_ is not None and move.as_ == move.names:
                message = "who makes the move and who is named take different roles"
                self.names.problem((*self.path, "moves", index, "names"), message)

    def _timeouts(self) -> None:
        """Two timeouts out of one state: only the first would ever happen, and of two at once neither is."""
        first: dict[str, tuple[int, str]] = {}
        for index, state, move in self._timed():
            assert move.after is not None
            path = (*self.path, "moves", index, "after")
            if state not in first:
                first[state] = (move.after, move.id)
                continue
            after, other = first[state]
            if after == move.after:
                message = f"this timeout and {other!r} both leave the state {state!r} after {after}"
                self.names.problem(path, f"{message}; only one of them can happen")
            else:
                sooner, later = sorted([(after, other), (move.after, move.id)])
                message = f"{later[1]!r} never happens: {sooner[1]!r} leaves the state {state!r} before it"
                self.names.problem(path, message)

    def _timed(self) -> Iterator[tuple[int, str, ProcedureMove]]:
        for index, move in enumerate(self.procedure.moves):
            if move.after is not None:
                for state in dict.fromkeys(move.from_):
                    yield index, state, move
