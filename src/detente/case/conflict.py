"""A conflict as a graph of states: on which issues moves are made, what states are called, who likes what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from detente.case.fields import Deciders, Name, Names, Section, Text, Texts, as_a_whole, listed, listed_names
from detente.case.forms import ReadBy, ShortForm
from detente.case.numbers import Points, whole_number
from detente.case.problems import quoted
from detente.case.written import NAME_SCHEMA, TEXT_SCHEMA, FormulaText, is_name

__all__ = [
    "Chains",
    "Conflict",
    "JointMove",
    "MovesWritten",
    "Preference",
    "State",
    "StateKey",
    "Tier",
]


def _state(value: object) -> int | str:
    if is_name(value):
        return str(value)
    if isinstance(value, list | tuple | dict | None):
        raise ValueError("a state is named here, or numbered")  # noqa: TRY004 - pydantic reads ValueError
    try:
        number = whole_number(value)
    except ValueError:
        number = 0
    if number < 1:
        raise ValueError(f"a state goes by its short name, or by its number from 1 on, not {quoted(value)}")
    return number


_STATE_SCHEMA = {"anyOf": [NAME_SCHEMA, {"type": "integer", "minimum": 1}]}
StateKey = Annotated[int | str, ReadBy(_state, _STATE_SCHEMA)]
"""A state, by its short name or its number."""
_TIER_SCHEMA = {"anyOf": [*_STATE_SCHEMA["anyOf"], {"type": "array", "items": _STATE_SCHEMA}]}
Tier = Annotated[tuple[StateKey, ...], Field(min_length=1), ShortForm(listed, _STATE_SCHEMA)]
"""States that somebody likes equally well."""


Chains = tuple[tuple[Tier, ...], ...]
"""Chains of states, each best first."""
MovesWritten = dict[Name, dict[Name, Annotated[tuple[Name, ...], ShortForm(listed_names, NAME_SCHEMA)]]]
"""By party and state, the states that it can move to."""


def _named(value: object) -> object:
    return {} if value is None else {"name": value} if not isinstance(value, dict | State) else value


def _states(value: object) -> object:
    return {name: {} for name in value} if isinstance(value, list) and all(map(is_name, value)) else value


class State(Section):
    """A state of the conflict."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    when: FormulaText | None = Field(
        None, description="Formula that holds in this state alone, where states follow from issues."
    )


class JointMove(Section):
    """A change that takes several decision makers."""

    by: Deciders = Field(description="Who makes it together.")
    from_: Name = Field(alias="from", description="State before it.")
    to: Name = Field(description="State after it.")


class Preference(Section):
    """What a decision maker prefers, in one of four ways."""

    ranking: tuple[Tier, ...] | None = Field(
        None, description="All states, best first, by name or number; those liked equally in a list."
    )
    statements: tuple[FormulaText, ...] | None = Field(
        None,
        description="Formulas, the most important first; the first that holds in one of two states decides.",
    )
    payoffs: tuple[Points, ...] | None = Field(
        None, description="A number for each state, in the order of the states; only their order counts."
    )
    known: Chains | None = Field(
        None,
        description="What is known, as chains of states, best first; what does not follow is unknown.",
    )

    @field_validator("payoffs")
    @classmethod
    def _single(cls, payoffs: tuple[Points, ...] | None) -> tuple[Points, ...] | None:
        for one in payoffs or ():
            if not one.certain:
                raise ValueError("a payoff is one number; what is not known of the order goes under 'known'")
        return payoffs

    @as_a_whole
    def _one_way(self) -> None:
        ways = [key for key in type(self).model_fields if getattr(self, key) is not None]
        if len(ways) != 1:
            choice = "'ranking', 'statements', 'payoffs' or 'known'"
            raise ValueError(
                f"a preference is given in one way, not by {' and '.join(map(repr, ways))}"
                if ways
                else f"nothing says what is preferred; give {choice}"
            )


def _preference(value: object) -> object:
    if isinstance(value, str):
        said = f"a ranking is a list of states, best first, in brackets, not {quoted(value)}"
        raise ValueError(said)  # noqa: TRY004 - pydantic reads ValueError
    return {"ranking": value} if isinstance(value, list) else value


class Conflict(Section):
    """The graph model of a conflict: from issues that single deciders can change, or written out."""

    issues: Names | None = Field(
        None,
        description="Issues on which moves are made; by default all that some decider can change alone."
        " The others stay as they are today.",
    )
    consent_given: Names = Field(
        (), description="Parties and blocs whose consent to any move is taken as given."
    )
    one_state: tuple[FormulaText, ...] = Field(
        (), description="Formulas each of which makes one state of all in which it holds."
    )
    states: Annotated[
        dict[Name, Annotated[State, ShortForm(_named, {**TEXT_SCHEMA, "description": "Its name."})]],
        ShortForm(_states, {"type": "array", "items": NAME_SCHEMA}),
    ] = Field(
        default_factory=dict,
        description="Names of states; with `moves`, all the states there are, in their order.",
    )
    moves: MovesWritten | None = Field(
        None,
        description="Moves written out, as `{party: {state: [states it can move to]}}`, in place of issues.",
    )
    joint_moves: tuple[JointMove, ...] = Field(
        (), description="With `moves`: changes that take several decision makers."
    )
    today: Name | None = Field(None, description="With `moves`: the state that holds today.")
    preferences: dict[
        Name,
        Annotated[
            Preference,
            ShortForm(
                _preference,
                {"type": "array", "items": _TIER_SCHEMA, "description": "A ranking, best first."},
            ),
        ],
    ] = Field(
        default_factory=dict,
        description="What decision makers prefer, by party or bloc; by default what their stances say.",
    )
    says: Texts = Field((), description="The conflict in words.")

    @as_a_whole
    def _one_kind(self) -> None:
        written_out = self.moves is not None
        for key in ("issues", "consent_given", "one_state"):
            if written_out and getattr(self, key):
                raise ValueError(f"with 'moves' written out, states do not follow from issues: drop {key!r}")
        for key in ("joint_moves", "today"):
            if not written_out and getattr(self, key):
                raise ValueError(f"{key!r} goes with 'moves' written out; here states follow from issues")
        if written_out and not self.states:
            raise ValueError("with 'moves' written out, 'states' lists the states that there are")
        if written_out and self.today is None:
            raise ValueError("with 'moves' written out, 'today' names the state that holds today")
        for name, state in self.states.items():
            if written_out and state.when is not None:
                raise ValueError(f"with 'moves' written out, state {name!r} needs no formula: drop 'when'")
            if not written_out and state.when is None:
                raise ValueError(f"state {name!r} needs 'when': a formula that holds in it alone")
