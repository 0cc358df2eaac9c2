"""What remains of the formulas of a negotiation while its issues are settled one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import FALSE, TRUE, And, Formula, Is

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from detente.outcomes.domain import Domain

__all__ = ["Residuals", "State"]

State = tuple[frozenset[int], frozenset[tuple[int, int]]]
"""The open requirements, and each open interaction with what remains of it; formulas by number."""

_TRUE, _FALSE = 0, 1


class Residuals:
    """The formulas of a domain, numbered, and what settling an issue leaves of each.

    ``scopes``: for each formula, the positions of the issues that it is about.
    ``kinds``: per issue, (options,), the kind of each option, and ``kind_counts`` how many kinds there are.
    Options of one kind are told apart by no formula: settling the issue at either leaves the same.
    """

    def __init__(self, domain: Domain) -> None:
        self._issues = domain.issues
        self._numbers: dict[Formula, int] = {TRUE: _TRUE, FALSE: _FALSE}
        self._formulas: list[Formula] = [TRUE, FALSE]
        self._about: dict[str, set[int]] = {issue: set() for issue in domain.issues}
        self._left: dict[tuple[int, int, int], int] = {}
        self._left_of_all: dict[tuple[frozenset[int], int, int], frozenset[int]] = {}
        self._requirements = [
            self._number(part) for requirement in domain.requirements for part in _conjuncts(requirement)
        ]
        self._interactions = [
            (index, self._number(interaction.when)) for index, interaction in enumerate(domain.interactions)
        ]
        position = {issue: place for place, issue in enumerate(domain.issues)}
        self.scopes = frozenset(
            frozenset(position[issue] for issue in formula.issues) for formula in self._formulas
        )
        self.kinds, self._examples = self._sorted_into_kinds(domain)
        self.kind_counts = tuple(map(len, self._examples))

    def start(self) -> tuple[State, tuple[int, ...]] | None:
        """Return the state before anything is settled, and the interactions that always hold by number.

        None where some requirement can never hold.
        """
        return _open(frozenset(self._requirements), self._interactions)

    def after(self, state: State, issue: int, kind: int) -> tuple[State, tuple[int, ...]] | None:
        """Return the state once an issue is settled, and the interactions that this makes hold by number.

        None where a requirement fails.
        """
        requirements, interactions = state
        touched = requirements & self._about[self._issues[issue]]
        if touched:
            key = (touched, issue, kind)
            if key not in self._left_of_all:
                self._left_of_all[key] = frozenset(
                    part for number in touched for part in self._parts(self._given(number, issue, kind))
                )
            requirements = (requirements - touched) | self._left_of_all[key]
        return _open(
            requirements, [(index, self._given(number, issue, kind)) for index, number in interactions]
        )

    def _number(self, formula: Formula) -> int:
        number = self._numbers.setdefault(formula, len(self._formulas))
        if number == len(self._formulas):
            self._formulas.append(formula)
            for issue in formula.issues:
                self._about[issue].add(number)
        return number

    def _parts(self, number: int) -> tuple[int, ...]:
        formula = self._formulas[number]
        return tuple(map(self._number, formula.parts)) if isinstance(formula, And) else (number,)

    def _given(self, number: int, issue: int, kind: int) -> int:
        key = (number, issue, kind)
        if key not in self._left:
            formula = self._formulas[number]
            name = self._issues[issue]
            option = self._examples[issue][kind]
            about = number in self._about[name]
            self._left[key] = self._number(formula.given(name, option)) if about else number
        return self._left[key]

    def _sorted_into_kinds(self, domain: Domain) -> tuple[list[NDArray[np.int64]], list[list[str]]]:
        named: dict[str, set[frozenset[str]]] = {issue: set() for issue in domain.issues}
        for formula in self._formulas:
            for atom in _atoms(formula):
                named[atom.issue].add(atom.options)
        kinds, examples = [], []
        for issue, options in zip(domain.issues, domain.options, strict=True):
            signatures: dict[frozenset[frozenset[str]], int] = {}
            kinds_here, examples_here = [], []
            for option in options:
                signature = frozenset(atom for atom in named[issue] if option in atom)
                if signature not in signatures:
                    signatures[signature] = len(signatures)
                    examples_here.append(option)
                kinds_here.append(signatures[signature])
            kinds.append(np.array(kinds_here, dtype=np.int64))
            examples.append(examples_here)
        return kinds, examples


def _open(
    requirements: frozenset[int], interactions: list[tuple[int, int]]
) -> tuple[State, tuple[int, ...]] | None:
    if _FALSE in requirements:
        return None
    unsettled = frozenset(pair for pair in interactions if pair[1] > _FALSE)
    settled = tuple(sorted(index for index, number in interactions if number == _TRUE))
    return (requirements - {_TRUE}, unsettled), settled


def _conjuncts(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, And) else (formula,)


def _atoms(formula: Formula) -> Iterator[Is]:
    if isinstance(formula, Is):
        yield formula
    for part in formula.parts_of():
        yield from _atoms(part)
