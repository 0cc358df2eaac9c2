"""A conflict in option form: options, who controls them, what cannot be, and what each likes better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from detente.case.problems import TooLargeError
from detente.stability.graph.graph_model import MOST_MAKERS, MOST_MOVES, GraphModel
from detente.stability.options.feasible import MOST_OPTIONS, feasible_codes
from detente.stability.options.option_moves import most_moves_by_options, moves_by_options
from detente.stability.options.option_preferences import INDIFFERENT, Statements

if TYPE_CHECKING:
    import numpy.typing as npt

    from detente.stability.options.conditions import Condition
    from detente.stability.options.option_preferences import Preferences

__all__ = ["DecisionMaker", "Direction", "Option", "OptionForm"]


class Direction(Enum):
    """Whether an option may be taken up (forward), given up (back), or both."""

    BOTH = "both"
    FORWARD = "forward"
    BACK = "back"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Option:
    """Something that can be done or left undone."""

    name: str
    direction: Direction = Direction.BOTH


@dataclass(frozen=True)
class DecisionMaker:
    """One who controls options, by their numbers from 0, and likes some states better than others."""

    name: str
    options: tuple[int, ...]
    preferences: Preferences = INDIFFERENT


@dataclass(frozen=True)
class OptionForm:
    """A conflict in option form.

    A state is a combination of options that are chosen and options that are not, none of which is
    ``infeasible``; states are in ascending order of their codes, in which the first option is the least bit.
    A decision maker moves by changing one or more of the options that it controls, each in a direction in
    which that may be. An option that several control is moved by each of them, one that nobody controls by
    none.

    Raises ``ValueError`` where names are not different, an option has no such number, or there are too many
    of them.

    Sources: N. Howard, *Paradoxes of Rationality*, MIT Press 1971; N. M. Fraser and K. W. Hipel, *Conflict
    Analysis: Models and Resolutions*, North-Holland 1984.

    >>> from detente.stability.options.conditions import Condition
    >>> from detente.stability.options.option_preferences import Statements
    >>> form = OptionForm(
    ...     (Option("release water"), Option("escalate"), Option("attack")),
    ...     (
    ...         DecisionMaker("Syria", (0, 1), Statements((Condition.of("--N"), Condition.of("N--")))),
    ...         DecisionMaker("Iraq", (2,), Statements((Condition.of("Y--"), Condition.of("NNY")))),
    ...     ),
    ...     infeasible=(Condition.of("YY-"),),
    ... )
    >>> [form.pattern_of(state) for state in range(form.states)]
    ['NNN', 'YNN', 'NYN', 'NNY', 'YNY', 'NYY']
    >>> form.graph_model().moves[0].of(0).tolist()
    [1, 2]
    """

    options: tuple[Option, ...]
    decision_makers: tuple[DecisionMaker, ...]
    infeasible: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what fits no conflict."""
        for kind, count, most in (
            ("options", len(self.options), MOST_OPTIONS),
            ("decision makers", len(self.decision_makers), MOST_MAKERS),
        ):
            if not 1 <= count <= most:
                raise ValueError(f"there are {count:,} {kind}, and there can be 1 to {most}")
        for kind, names in (
            ("options", [one.name for one in self.options]),
            ("decision makers", [one.name for one in self.decision_makers]),
        ):
            if len(set(names)) < len(names):
                raise ValueError(f"{kind} have names that are all different")
        for maker in self.decision_makers:
            self._require(maker.options, maker.name)
            if len(set(maker.options)) < len(maker.options):
                raise ValueError(f"{maker.name} controls each of its options once")
            if isinstance(maker.preferences, Statements):
                for statement in maker.preferences.most_important_first:
                    self._require(statement.options, f"a statement of {maker.name}")
        for condition in self.infeasible:
            self._require(condition.options, "a condition on what is infeasible")

    @cached_property
    def codes(self) -> npt.NDArray[np.int64]:
        """The feasible states in ascending order, a bit for each option: (states,).

        Raises ``ValueError`` where there are too many of them, or none.
        """
        found = feasible_codes(len(self.options), self.infeasible)
        if not len(found):
            raise ValueError("every state is infeasible")
        return found

    @property
    def states(self) -> int:
        """How many states are feasible."""
        return len(self.codes)

    @property
    def uncontrolled(self) -> tuple[str, ...]:
        """The options that nobody controls, by name."""
        held = {option for maker in self.decision_makers for option in maker.options}
        return tuple(one.name for number, one in enumerate(self.options) if number not in held)

    @property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """The options that several control, and by whom."""
        by_option = {
            one.name: tuple(maker.name for maker in self.decision_makers if number in maker.options)
            for number, one in enumerate(self.options)
        }
        return {name: makers for name, makers in by_option.items() if len(makers) > 1}

    def options_of(self, state: int) -> dict[str, bool]:
        """Return by name whether each option is chosen in a state, counted from 0."""
        code = int(self.codes[state])
        return {option.name: bool(code >> number & 1) for number, option in enumerate(self.options)}

    def pattern_of(self, state: int) -> str:
        """Return a state, counted from 0, as a letter for each option: ``Y`` chosen, ``N`` not."""
        return "".join("Y" if chosen else "N" for chosen in self.options_of(state).values())

    def ranks(self, maker: int) -> npt.NDArray[np.int32]:
        """Return the place of each state in a decision maker's order, from 0 for the worst: (states,).

        Raises ``ValueError`` where its preferences do not fit the states.
        """
        return self.decision_makers[maker].preferences.ranks(self.codes)

    def graph_model(self) -> GraphModel:
        """Return the graph model of the conflict; it counts states from 0.

        Raises ``ValueError`` where there are too many states or moves, and where preferences do not fit.
        """
        makers = self.decision_makers
        own = [sum(1 << option for option in maker.options) for maker in makers]
        moves = sum(most_moves_by_options(self.codes, one) for one in own)
        if moves > MOST_MOVES:
            raise TooLargeError(
                f"there are {moves:,} moves between {self.states:,} states, and at most {MOST_MOVES:,} are"
                " analysed: leave out options, or say which combinations are infeasible"
            )
        forward, back = (self._bits(way) for way in (Direction.FORWARD, Direction.BACK))
        return GraphModel(
            [moves_by_options(self.codes, one, forward & one, back & one) for one in own],
            np.stack([self.ranks(maker) for maker in range(len(makers))]),
            [maker.name for maker in makers],
        )

    def _bits(self, direction: Direction) -> int:
        return sum(1 << number for number, one in enumerate(self.options) if one.direction is direction)

    def _require(self, options: tuple[int, ...] | frozenset[int], whose: str) -> None:
        for option in options:
            if not 0 <= option < len(self.options):
                raise ValueError(
                    f"{whose} speaks of option {option}, and there are 0 to {len(self.options) - 1}"
                )
