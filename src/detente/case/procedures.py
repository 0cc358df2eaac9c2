"""Consultation mechanisms: states, the moves between them and who may make each, deadlines and timeouts."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator

from detente.case.fields import Name, Names, Section, Text, as_a_whole, one_of
from detente.case.forms import ShortForm
from detente.case.numbers import WholeNumber
from detente.case.written import NAME_SCHEMA

__all__ = [
    "ALL",
    "ANY",
    "LONGEST_LIMIT",
    "MoveRule",
    "Procedure",
    "ProcedureMove",
    "ProcedureState",
    "StateKind",
    "Unit",
]

LONGEST_LIMIT = 10_000
"""Units of the clock. A limit past this is refused: so long a clock is none."""
ANY, ALL = "any", "all"
"""Words under ``by`` for any one of those who take part, and for all of them together."""


class StateKind(Enum):
    """What a state of a procedure is for."""

    OPEN = "open"
    MEETING = "meeting"
    SUSPENDED = "suspended"
    CLOSED = "closed"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


class Unit(Enum):
    """In what the clock of a procedure counts."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


_StateKind = Annotated[StateKind, BeforeValidator(one_of(kind.value for kind in StateKind))]
_Unit = Annotated[Unit, BeforeValidator(one_of(unit.value for unit in Unit))]


class ProcedureState(Section):
    """A state in which a procedure can be."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    is_: _StateKind = Field(
        StateKind.OPEN,
        alias="is",
        description="`open` (the channel can be used), `meeting` (those who asked have their meeting),"
        " `suspended` or `closed`.",
    )
    says: Text | None = Field(None, description="The state in words.")


_ONE_FORM = ("at_least", "all_of", "any_of", "any_but", "all_but")


class MoveRule(Section, json_schema_extra={"oneOf": [{"required": [form]} for form in _ONE_FORM]}):
    """Who must act together to make a move."""

    at_least: WholeNumber | None = Field(None, description="How many of those under `of` must act together.")
    of: Names = Field((), description="Out of whom; all who take part where not given.")
    all_of: Names = Field((), description="These together.")
    any_of: Names = Field((), description="Any one of these.")
    any_but: Names = Field((), description="Any one of those who take part, but not these.")
    all_but: Names = Field((), description="All who take part together, but for these.")

    @field_validator("at_least")
    @classmethod
    def _somebody(cls, count: int | None) -> int | None:
        if count is not None and count < 1:
            raise ValueError("at least one must act")
        return count

    @as_a_whole
    def _one_form(self) -> None:
        given = [form for form in _ONE_FORM if getattr(self, form)]
        if len(given) != 1:
            raise ValueError(f"who may move is said in one of these ways: {', '.join(_ONE_FORM)}")
        if self.of and self.at_least is None:
            raise ValueError("'of' goes together with 'at_least'")


def _form(value: object) -> str:
    return "<mapping>" if isinstance(value, dict | MoveRule) else "<word>"


def _alternatives(value: object) -> object:
    return value if isinstance(value, list | tuple | None) else [value]


_Alternative = Annotated[
    Annotated[Name, Tag("<word>")] | Annotated[MoveRule, Tag("<mapping>")], Discriminator(_form)
]
_RULE_SCHEMA = {
    "type": "object",
    "properties": {key: {} for key in MoveRule.model_fields},
    "additionalProperties": False,
    "oneOf": [{"required": [form]} for form in _ONE_FORM],
}
By = Annotated[
    tuple[_Alternative, ...],
    ShortForm(_alternatives, {"anyOf": [NAME_SCHEMA, _RULE_SCHEMA], "description": "The only way."}),
]
"""Who may make a move: one way, or a list of alternatives."""


def _limit(count: int | None) -> int | None:
    if count is not None and count < 1:
        raise ValueError("a limit is at least one unit of the clock")
    if count is not None and count > LONGEST_LIMIT:
        raise ValueError(
            f"a limit of {count:,} units is no limit: at most {LONGEST_LIMIT:,} are counted; leave it out,"
            " or choose a longer unit of the clock"
        )
    return count


class ProcedureMove(Section):
    """A move from one state to another: somebody makes it, or time does."""

    id: Name = Field(description="Short name by which logs and results refer to the move.")
    from_: Names = Field(alias="from", min_length=1, description="The states in which it can be made.")
    to: Name | None = Field(
        None, description="The state it leads to; a move without one leaves everything as it is, on record."
    )
    by: By = Field(
        (),
        description="Who may make it: `any`, `all`, a party, a bloc or body by its rule, a role, a rule in"
        " braces, or a list of alternatives.",
    )
    within: WholeNumber | None = Field(
        None, description="Until how many units of the clock after the state was entered it can be made."
    )
    after: WholeNumber | None = Field(
        None, description="A timeout: so many units after the state was entered it happens by itself."
    )
    as_: Name | None = Field(
        None, alias="as", description="Role that whoever makes the move takes, such as `requester`."
    )
    names: Name | None = Field(
        None, description="Role that another takes, whom the mover names, such as `responder`."
    )
    own_step: Annotated[
        bool,
        Field(description="Whether it is a party's own step, outside the channel, such as a deployment."),
    ] = False
    says: Text | None = Field(
        None,
        description="What the mover does, in the infinitive (`ask for a meeting`); of a timeout, what happens"
        " (`the request lapses`).",
    )

    _limited = field_validator("within", "after")(_limit)

    @as_a_whole
    def _made_or_happening(self) -> None:
        if self.after is not None:
            for key, value in (
                ("by", self.by),
                ("within", self.within),
                ("as", self.as_),
                ("names", self.names),
            ):
                if value:
                    raise ValueError(
                        f"'after' makes it a timeout, which nobody makes; '{key}' does not go with it"
                    )
            if self.to is None:
                raise ValueError("a timeout needs 'to': the state it leads to")
            if self.own_step:
                raise ValueError("a timeout is nobody's own step")
        elif self.to is None and (self.as_ or self.names):
            raise ValueError("a move that gives a role needs 'to': the state it leads to")
        elif not self.by:
            if self.within is not None:
                raise ValueError(
                    "'within' sets a deadline, but nobody may move; 'by' says who, 'after' is a timeout"
                )
            raise ValueError("who makes it? 'by' says who may; 'after' makes it a timeout")


def _nothing_said(value: Any) -> Any:
    return {} if value is None else value


class Procedure(Section):
    """A consultation mechanism as a timed state machine."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="The procedure in words.")
    parties: Names = Field(min_length=1, description="Who takes part: parties, or blocs that act as one.")
    unit: _Unit = Field(Unit.DAY, description="Unit of the clock: `hour`, `day`, `week` or `month`.")
    convene_within: WholeNumber | None = Field(
        None,
        description="Units within which it is asked whether a party alone can always convene a meeting; where"
        " not given, it is asked whether it ever can.",
    )
    start: Name = Field(description="The state in which it begins.")
    states: dict[Name, Annotated[ProcedureState, ShortForm(_nothing_said, {"type": "null"})]] = Field(
        min_length=1, description="The states, by short name."
    )
    moves: tuple[ProcedureMove, ...] = Field((), description="The moves between them.")

    _limited = field_validator("convene_within")(_limit)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that moves give, in the order of the file."""
        given = (role for move in self.moves for role in (move.as_, move.names) if role is not None)
        return tuple(dict.fromkeys(given))
