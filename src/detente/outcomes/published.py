"""Quantities that analyses publish, so that claims can be made about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase

__all__ = [
    "DECIDERS",
    "OF",
    "PARTY",
    "Grounds",
    "Parameter",
    "ParameterKind",
    "Quantity",
    "UndefinedQuantityError",
    "nothing",
    "numbers_of_values",
    "published",
    "without_numbers",
]

DECIDERS = "the options, and who decides on each issue and how"


class ParameterKind(Enum):
    """What may stand in one place of a quantity's arguments."""

    FORMULA = "a formula"
    MOVE = "issue is option"
    PARTY = "a party or bloc"
    ISSUE = "an issue"
    SOLUTION = "a solution"
    CONCEPT = "a concept of stability"
    BLOCK = "a building block"
    BODY = "a bloc or a body"
    PROCEDURE = "a procedure"
    REGIME = "a regime"
    THREAT = "a threat"
    ROAD = "a formula over blocks and issues"

    def __str__(self) -> str:
        """Return the words for it."""
        return self.value


@dataclass(frozen=True)
class Parameter:
    """One argument of a quantity."""

    name: str
    kind: ParameterKind
    optional: bool = False
    choices: tuple[str, ...] = ()


def numbers_of_values(case: CaseFile) -> tuple[str, ...]:
    """Return where numbers stand on which values of packages depend, by the beginnings of their paths.

    Of issues all of them, but for what a breach of what is agreed would bring and cost.
    """
    issues = (f"issues.{issue}.{part}" for issue in case.issues for part in ("options", "stances"))
    return ("parties", "blocs", "camps", *issues)


def _of_values(certain: CertainCase, *_: object) -> tuple[str, ...]:
    return numbers_of_values(certain.case)


def _never(*_: object) -> bool:
    return False


class Grounds(Protocol):
    """All from which a value follows."""

    def at_least_as(self, other: Grounds) -> bool:
        """Tell whether the value is not below another for certain, because of what they follow from."""
        ...  # pragma: no cover - a protocol


@dataclass(frozen=True)
class Quantity:
    """A number that an analysis publishes, by the name that claims use.

    ``compute`` takes a certain case and the arguments (None for optional ones that are left out) and returns
    the number; ``witness`` takes the same and says in a sentence what shows it. ``reads`` names what of the
    case it depends on besides numbers, red lines, demands, floors and rules; ``turns_on`` takes the same as
    ``compute`` and returns the paths of what might as well not be there and could matter: red
    lines, demands, floors, rules, and what a goal asks for;
    ``numbers`` takes the same and returns where in the case the numbers stand that could, by the beginnings
    of their paths. One that is ``dear`` takes so long that only few draws are made. ``slow`` takes the same
    as ``compute`` and tells whether that takes so long that what a verdict rests on, for which it is found
    hundreds of times, is looked for only on request. ``over``, where there is one, takes a ``Sample`` in
    place of a certain case and returns what ``compute`` would for each certain case in it, only faster, with
    None for those in which there is no value; None where it cannot. One that is ``fixed`` is the same in all
    certain cases of a case.

    Comparisons are often settled by less than a value. ``exceeds`` takes the same as ``compute`` and a number
    and tells whether the value is greater for certain, much sooner than what it is; where it is not told, it
    may be greater all the same. ``grounds`` takes the same as ``compute`` and returns that from which the
    value follows. ``assures`` takes a ``Holding`` and then the same as ``compute``, and requires that inputs
    are held with which the value is above zero in every world, and no others than must be; it returns that
    as a sentence, or an empty one where it is not known, and then requires nothing. A quantity with it is
    never below zero. ``secures`` takes the same as ``assures``, and may require more than must be; where it
    is not known, the holding is spoilt. ``excludes`` does the same for a value of zero. ``room`` takes what
    ``over`` does and tells in each certain case how far the value is from falling to zero, where the value
    itself, a count say, stays the same for long: more than 0 just where the value is; None where it cannot.
    ``lacks`` takes a case and the arguments and says what is not there yet without which there is nothing to
    be tested, such as answers; an empty text where nothing is missing.
    """

    name: str
    parameters: tuple[Parameter, ...]
    unit: str
    help: str
    compute: Callable[..., Fraction]
    witness: Callable[..., str]
    turns_on: Callable[..., tuple[str, ...]]
    reads: str = ""
    numbers: Callable[..., tuple[str, ...]] = _of_values
    dear: bool = False
    slow: Callable[..., bool] = _never
    over: Callable[..., Sequence[Fraction | int | None] | None] | None = None
    fixed: bool = False
    exceeds: Callable[..., bool] | None = None
    grounds: Callable[..., Grounds] | None = None
    assures: Callable[..., str] | None = None
    secures: Callable[..., str] | None = None
    excludes: Callable[..., str] | None = None
    room: Callable[..., list[float] | None] | None = None
    lacks: Callable[..., str] | None = None

    @property
    def signature(self) -> str:
        """The quantity with its arguments, as it is written."""
        written = (f"[{one.name}]" if one.optional else one.name for one in self.parameters)
        return f"{self.name}({', '.join(written)})"


class UndefinedQuantityError(ValueError):
    """The quantity has no value in this case; the sentence says why."""


PARTY = Parameter("party", ParameterKind.PARTY)
OF = Parameter("of", ParameterKind.PARTY)


def nothing(*_: object) -> tuple[str, ...]:
    """Return that a quantity turns on nothing of the kind asked for."""
    return ()


def without_numbers(quantity: Quantity) -> Quantity:
    """Return a quantity as one that depends on no numbers, and so is the same in all certain cases."""
    return replace(quantity, numbers=nothing, fixed=True)


def published(  # noqa: PLR0913, PLR0917 - one for each part of a quantity
    compute: Callable[..., Fraction],
    witness: Callable[..., str],
    turns_on: Callable[..., tuple[str, ...]],
    parameters: tuple[Parameter, ...],
    unit: str,
    reads: str = DECIDERS,
    over: Callable[..., list[int] | None] | None = None,
) -> Quantity:
    """Return a quantity that has the name of the function that computes it, and its docstring for help."""
    said = " ".join((compute.__doc__ or "").split())
    return Quantity(compute.__name__, parameters, unit, said, compute, witness, turns_on, reads, over=over)
