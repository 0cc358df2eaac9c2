"""Powers that the clauses of a draft grant: to be consulted on moves, to block them, or to initiate them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from detente.case.fields import Deciders, Name, Names, Section, Text, one_of
from detente.case.forms import ShortForm
from detente.case.written import NAME_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from detente.case.model import CaseFile

__all__ = ["Power", "PowerKind", "blockers", "deciders_of_option"]


class PowerKind(Enum):
    """What a clause lets its holder do about the moves of others."""

    CONSULT = "consult"
    BLOCK = "block"
    INITIATE = "initiate"

    def __str__(self) -> str:
        """Return the word for it."""
        return self.value


def _no_option_left_out(value: object) -> object:
    return () if value is None else value


def _every_option(value: object) -> object:
    """Make a mapping of issues that are listed without options: every option of them is meant."""
    if isinstance(value, str):
        return {value: ()}
    if isinstance(value, list | tuple):
        return dict.fromkeys(value, ()) if all(isinstance(one, str) for one in value) else value
    return value


_Options = Annotated[Names, ShortForm(_no_option_left_out, {"type": "null"})]
_ISSUES = {"anyOf": [NAME_SCHEMA, {"type": "array", "items": NAME_SCHEMA, "minItems": 1}]}


class Power(Section):
    """A clause of a draft, and the power over moves that it grants."""

    id: Text = Field(description="Short name by which results refer to the clause.")
    says: Text | None = Field(None, description="The clause in words.")
    to: Deciders = Field(description="Who gets the power: parties or blocs.")
    grants: Annotated[PowerKind, BeforeValidator(one_of(kind.value for kind in PowerKind))] = Field(
        description="`consult` (be heard before), `block` (no such move without consent), `initiate`."
    )
    over: Annotated[dict[Name, _Options], Field(min_length=1), ShortForm(_every_option, _ISSUES)] = Field(
        description="Moves to which options of which issues; an issue without options stands for all of them."
    )
    of: Names = Field((), description="Whose moves, if not those of everybody else.")

    @property
    def path(self) -> str:
        """Where the clause stands in the case."""
        return f"powers.{self.id}"

    def covers(self, issue: str, option: str, deciding: Iterable[str]) -> bool:
        """Tell whether the clause concerns a move of some deciders to an option."""
        concerned = issue in self.over and (not self.over[issue] or option in self.over[issue])
        return concerned and (not self.of or not set(self.of).isdisjoint(deciding))


def blockers(
    case: CaseFile, issue: str, option: str, deciding: tuple[str, ...], dropped: Container[str] = ()
) -> tuple[str, ...]:
    """Return those without whom, by the clauses of the case, some deciders cannot make a move.

    Clauses whose paths are ``dropped`` do not count.
    """
    found = (
        holder
        for power in case.powers
        if power.grants is PowerKind.BLOCK
        and power.covers(issue, option, deciding)
        and power.path not in dropped
        for holder in power.to
    )
    return tuple(dict.fromkeys(one for one in found if one not in deciding))


def deciders_of_option(case: CaseFile, issue: str, option: str) -> tuple[str, ...]:
    """Return who decides on a move to an option, unless the move says so itself, clauses included."""
    settled = case.issues[issue]
    deciding = settled.options[option].decided_by or settled.decided_by
    return (*deciding, *blockers(case, issue, option, deciding))
