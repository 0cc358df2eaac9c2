"""Formulas over packages: what rules, red lines and interactions say once parsed.

A package gives every issue exactly one option. A formula is true or false of a package. Formulas are
immutable, compare by value, and are built through the constructors at the end of this module, which
simplify as they go: constants vanish, nested conjunctions flatten, parts are ordered. Fixing issues one by
one therefore leaves few distinct residual formulas, which the exact methods use as states.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "FALSE",
    "TRUE",
    "And",
    "AtLeast",
    "Constant",
    "Done",
    "Formula",
    "Is",
    "Not",
    "Or",
    "at_least",
    "blocks_in",
    "conjunction",
    "conjuncts",
    "disjunction",
    "implication",
    "necessary",
    "negation",
]


@dataclass(frozen=True)
class Formula:
    """A statement that is true or false of a package."""

    @cached_property
    def issues(self) -> frozenset[str]:
        """The issues on which the truth of the formula can depend."""
        return frozenset().union(*(part.issues for part in self.parts_of()))

    def parts_of(self) -> tuple[Formula, ...]:
        """Return the formulas directly inside this one."""
        return ()

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether the formula is true of a package, which must give an option to each of its issues."""
        raise NotImplementedError  # pragma: no cover - every node defines it

    def given(self, issue: str, option: str) -> Formula:
        """Return what remains of the formula once ``issue`` is settled at ``option``."""
        raise NotImplementedError  # pragma: no cover - every node defines it


@dataclass(frozen=True)
class Constant(Formula):
    """Always true, or always false."""

    value: bool

    def holds(self, package: Mapping[str, str]) -> bool:  # noqa: ARG002 - constant whatever the package
        """Return the constant."""
        return self.value

    def given(self, issue: str, option: str) -> Formula:  # noqa: ARG002 - constant whatever is settled
        """Return the constant itself."""
        return self

    def __str__(self) -> str:
        """Return the words for the constant."""
        return "always" if self.value else "never"


TRUE = Constant(value=True)
FALSE = Constant(value=False)


@dataclass(frozen=True)
class Is(Formula):
    """``issue is option``, or ``issue in (option, ...)``."""

    issue: str
    options: frozenset[str]

    @cached_property
    def issues(self) -> frozenset[str]:
        """The one issue that is named."""
        return frozenset({self.issue})

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether the package's option for the issue is among those named."""
        return package[self.issue] in self.options

    def given(self, issue: str, option: str) -> Formula:
        """Return a constant when this is the issue that is settled."""
        if issue != self.issue:
            return self
        return TRUE if option in self.options else FALSE

    def __str__(self) -> str:
        """Return the atom as an analyst writes it."""
        if len(self.options) == 1:
            return f"{self.issue} is {next(iter(self.options))}"
        return f"{self.issue} in ({', '.join(sorted(self.options))})"


@dataclass(frozen=True)
class Done(Formula):
    """``block done``: a building block has been delivered and stands.

    No package says so; only the prerequisites and goals of a roadmap name blocks.
    """

    block: str

    def __str__(self) -> str:
        """Return the atom as an analyst writes it."""
        return f"{self.block} done"


def blocks_in(formula: Formula) -> frozenset[str]:
    """Return the blocks that a formula names."""
    if isinstance(formula, Done):
        return frozenset({formula.block})
    return frozenset().union(*(blocks_in(part) for part in formula.parts_of()))


@dataclass(frozen=True)
class Not(Formula):
    """The opposite of a part."""

    part: Formula

    def parts_of(self) -> tuple[Formula, ...]:
        """Return the part that is negated."""
        return (self.part,)

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether the part is false of the package."""
        return not self.part.holds(package)

    def given(self, issue: str, option: str) -> Formula:
        """Negate what remains of the part."""
        return negation(self.part.given(issue, option))

    def __str__(self) -> str:
        """Return the negation as an analyst writes it."""
        return f"not {_bracketed(self.part)}"


@dataclass(frozen=True)
class And(Formula):
    """All parts hold."""

    parts: tuple[Formula, ...]

    def parts_of(self) -> tuple[Formula, ...]:
        """Return the parts."""
        return self.parts

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether every part is true of the package."""
        return all(part.holds(package) for part in self.parts)

    def given(self, issue: str, option: str) -> Formula:
        """Join what remains of the parts."""
        return conjunction(part.given(issue, option) for part in self.parts)

    def __str__(self) -> str:
        """Return the conjunction as an analyst writes it."""
        return " and ".join(map(_bracketed, self.parts))


@dataclass(frozen=True)
class Or(Formula):
    """At least one part holds.

    ``implication``: the condition and the consequence where it was written so, which only its words need.
    """

    parts: tuple[Formula, ...]
    implication: tuple[Formula, Formula] | None = field(default=None, compare=False, repr=False)

    def parts_of(self) -> tuple[Formula, ...]:
        """Return the parts."""
        return self.parts

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether some part is true of the package."""
        return any(part.holds(package) for part in self.parts)

    def given(self, issue: str, option: str) -> Formula:
        """Join what remains of the parts."""
        return disjunction(part.given(issue, option) for part in self.parts)

    def __str__(self) -> str:
        """Return the disjunction as an analyst writes it."""
        return " or ".join(map(_bracketed, self.parts))


@dataclass(frozen=True)
class AtLeast(Formula):
    """At least ``count`` of the parts hold; equal parts count as often as they are written."""

    count: int
    parts: tuple[Formula, ...]

    def parts_of(self) -> tuple[Formula, ...]:
        """Return the parts."""
        return self.parts

    def holds(self, package: Mapping[str, str]) -> bool:
        """Tell whether enough parts are true of the package."""
        return sum(part.holds(package) for part in self.parts) >= self.count

    def given(self, issue: str, option: str) -> Formula:
        """Count the parts that are settled and keep the others."""
        return at_least(self.count, (part.given(issue, option) for part in self.parts))

    def __str__(self) -> str:
        """Return the threshold as an analyst writes it."""
        return f"at least {self.count} of ({', '.join(map(str, self.parts))})"


def negation(part: Formula) -> Formula:
    """Return the opposite of a formula, simplified."""
    if isinstance(part, Constant):
        return FALSE if part.value else TRUE
    if isinstance(part, Not):
        return part.part
    return Not(part)


def conjunction(parts: Iterable[Formula]) -> Formula:
    """Return the formula that holds when all parts do, simplified; without parts it always holds."""
    kept = _flattened(parts, And)
    if FALSE in kept:
        return FALSE
    kept.discard(TRUE)
    return _joined(And, kept, TRUE)


def conjuncts(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas that hold together exactly when one does.

    >>> [str(part) for part in conjuncts(conjunction([Done("talks"), Done("transit")]))]
    ['talks done', 'transit done']
    """
    return formula.parts if isinstance(formula, And) else (formula,)


def disjunction(parts: Iterable[Formula]) -> Formula:
    """Return the formula that holds when some part does, simplified; without parts it never holds."""
    kept = _flattened(parts, Or)
    if TRUE in kept:
        return TRUE
    kept.discard(FALSE)
    return _joined(Or, kept, FALSE)


def implication(condition: Formula, consequence: Formula) -> Formula:
    """Return the formula that fails only where the condition holds and the consequence does not."""
    found = disjunction((negation(condition), consequence))
    settled = isinstance(condition, Constant) or isinstance(consequence, Constant)
    return (
        found
        if settled or not isinstance(found, Or)
        else replace(found, implication=(condition, consequence))
    )


def at_least(count: int, parts: Iterable[Formula]) -> Formula:
    """Return the formula that holds when at least ``count`` of the parts do, simplified."""
    listed = list(parts)
    count -= sum(part == TRUE for part in listed)
    unsettled = sorted((part for part in listed if not isinstance(part, Constant)), key=str)
    if count <= 0:
        return TRUE
    if count > len(unsettled):
        return FALSE
    if count == 1:
        return disjunction(unsettled)
    if count == len(unsettled):
        return conjunction(unsettled)
    return AtLeast(count, tuple(unsettled))


def necessary(formula: Formula, setting: Callable[[Is], frozenset[str]] | None = None) -> frozenset[str]:
    """Return blocks without which a formula cannot hold.

    ``setting`` returns the blocks without which an issue is not settled as an atom says; none by default.

    >>> from detente.case.language import parse_formula
    >>> sorted(necessary(parse_formula("a done and (b done or b done and c done)")))
    ['a', 'b']
    """
    match formula:
        case Done(block=block):
            return frozenset({block})
        case Is() as atom if setting is not None:
            return setting(atom)
        case And(parts=parts):
            return frozenset().union(*(necessary(part, setting) for part in parts))
        case Or(parts=parts):
            return frozenset.intersection(*(necessary(part, setting) for part in parts))
        case AtLeast(count=count, parts=parts):
            within = [necessary(part, setting) for part in parts]
            spare = len(parts) - count
            return frozenset(
                one for one in frozenset().union(*within) if sum(one in part for part in within) > spare
            )
    return frozenset()


def _flattened(parts: Iterable[Formula], kind: type[And | Or]) -> set[Formula]:
    kept: set[Formula] = set()
    for part in parts:
        kept.update(part.parts if isinstance(part, kind) else (part,))
    return kept


def _joined(kind: type[And | Or], kept: set[Formula], empty: Formula) -> Formula:
    if not kept:
        return empty
    if len(kept) == 1:
        return next(iter(kept))
    return kind(tuple(sorted(kept, key=str)))


def _bracketed(part: Formula) -> str:
    return f"({part})" if isinstance(part, And | Or) else str(part)
