"""States that are packages: how each issue is settled, as far as the conflict is about it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.naming import issue_name, option_name, spaced
from detente.case.problems import CaseError
from detente.outcomes.domain import Domain
from detente.outcomes.evaluation import holds
from detente.outcomes.listing import listing
from detente.outcomes.moves import today
from detente.outcomes.negotiation import rule_path
from detente.outcomes.per_case import per_case

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.case.model import CaseFile

__all__ = ["MOST_PACKAGES", "PackageStates", "package_states"]

MOST_PACKAGES = 2**22
"""Packages past which they are not written out."""


@dataclass(frozen=True, eq=False)
class PackageStates:
    """Packages as states.

    ``packages``: (packages, issues), option numbers, the first issue changing fastest. ``state_of``:
    (packages,), the state that each belongs to; where formulas make several packages one state, those states
    come last. ``keys``: states by the short names that the case gives them.
    """

    case: CaseFile
    issues: tuple[str, ...]
    options_of: tuple[tuple[str, ...], ...]
    packages: npt.NDArray[np.uint8]
    state_of: npt.NDArray[np.int32]
    keys: Mapping[str, int]

    def __len__(self) -> int:
        """Return the number of states."""
        return int(self.state_of.max(initial=-1)) + 1

    @cached_property
    def strides(self) -> npt.NDArray[np.int64]:
        """By how much the number of a package grows with each option of an issue: (issues,)."""
        sizes = [len(options) for options in self.options_of]
        return np.array([math.prod(sizes[:index]) for index in range(len(sizes))], dtype=np.int64)

    @cached_property
    def codes(self) -> npt.NDArray[np.int64]:
        """The number of each package among all combinations of options, ascending: (packages,)."""
        found: npt.NDArray[np.int64] = self.packages.astype(np.int64) @ self.strides
        return found

    @cached_property
    def first(self) -> npt.NDArray[np.int64]:
        """A package of each state, the one with the lowest number: (states,)."""
        return np.unique(self.state_of, return_index=True)[1]

    @cached_property
    def members(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Packages by their states, and where those of each begin: (packages,), (states + 1,)."""
        order = np.argsort(self.state_of, kind="stable").astype(np.int64)
        begins = np.searchsorted(self.state_of[order], np.arange(len(self) + 1)).astype(np.int64)
        return order, begins

    @cached_property
    def names(self) -> dict[int, str]:
        """The states that have names of their own."""
        given = {} if self.case.conflict is None else self.case.conflict.states
        return {state: given[key].name or spaced(key) for key, state in self.keys.items()}

    def label(self, state: int) -> str:
        """Return the name of a state, or else which issues it settles otherwise than today."""
        if state in self.names:
            return self.names[state]
        return "; ".join(self.says(*one) for one in self._changed(state)) or "As today"

    def short(self, state: int) -> str:
        """Return the name of a state, or else the options in which it differs from today."""
        if state in self.names:
            return self.names[state]
        return "; ".join(option_name(self.case, *one) for one in self._changed(state)) or "As today"

    def _changed(self, state: int) -> list[tuple[str, str]]:
        held = today(self.case)
        return [one for one in self.options(state).items() if one[1] != held[one[0]]]

    def says(self, issue: str, option: str) -> str:
        """Return in words that an issue is settled by an option; where both have one name, that alone."""
        settled, by = issue_name(self.case, issue), option_name(self.case, issue, option)
        return by if settled == by else f"{settled}: {by}"

    def options(self, state: int) -> dict[str, str]:
        """Return the option of each issue on which all packages of a state agree."""
        order, begins = self.members
        rows = self.packages[order[begins[state] : begins[state + 1]]]
        return {
            issue: options[rows[0, place]]
            for place, (issue, options) in enumerate(zip(self.issues, self.options_of, strict=True))
            if (rows[:, place] == rows[0, place]).all()
        }

    def state(self, package: Mapping[str, str]) -> int | None:
        """Return the state that a package is, or None where no such package can exist."""
        chosen = [
            options.index(package[issue]) for issue, options in zip(self.issues, self.options_of, strict=True)
        ]
        code = int(np.array(chosen, dtype=np.int64) @ self.strides)
        place = int(np.searchsorted(self.codes, code))
        return int(self.state_of[place]) if place < len(self.codes) and self.codes[place] == code else None

    def where(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Tell in which packages a formula holds: (packages,)."""
        return holds(formula, self.domain, self.packages)

    def where_settled(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Tell in which packages a formula holds that may speak of other issues, as they are today."""
        return self.where(self.settled(formula))

    def settled(self, formula: Formula) -> Formula:
        """Return what remains of a formula with the other issues as they are today."""
        fixed = {issue: option for issue, option in today(self.case).items() if issue not in self.issues}
        return _settled(formula, fixed)

    def true_in(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Tell in which states a formula holds, that is, in all packages of each: (states,)."""
        found = np.ones(len(self), dtype=np.bool_)
        found[self.state_of[~self.where_settled(formula)]] = False
        return found

    @cached_property
    def domain(self) -> Domain:
        """The issues with their options, as formulas are evaluated over them."""
        return Domain.unvalued(self.issues, self.options_of, ())


@per_case
def package_states(case: CaseFile, issues: tuple[str, ...], dropped: frozenset[str]) -> PackageStates:
    """Return the states that packages over some issues make, the other issues being as they are today.

    ``dropped``: rules that do not count, by their paths.

    Raises ``CaseError`` where there are too many to be written out, or none.
    """
    fixed = {issue: option for issue, option in today(case).items() if issue not in issues}
    options = tuple(tuple(case.issues[issue].options) for issue in issues)
    rules = tuple(
        _settled(rule.require.meaning, fixed)
        for index, rule in enumerate(case.rules)
        if rule_path(rule, index) not in dropped
    )
    # The first issue is to change fastest, and of a listing it is the last.
    listed = listing(Domain.unvalued(issues[::-1], options[::-1], rules), MOST_PACKAGES)
    if listed is None:
        raise CaseError.of(
            f"the {len(issues)} issues of the conflict have {math.prod(map(len, options)):,} packages, and at"
            f" most {MOST_PACKAGES:,} are written out as states; name fewer issues under"
            " conflict.issues"
        )
    if not len(listed):
        raise CaseError.of("no state can exist: every package over the issues of the conflict breaks a rule")
    rows = np.ascontiguousarray(listed.packages[:, ::-1])
    found = PackageStates(case, issues, options, rows, np.arange(len(rows), dtype=np.int32), {})
    conflict = case.conflict
    if conflict is None:
        return found
    found = replace(found, state_of=_merged(found, [formula.meaning for formula in conflict.one_state]))
    return replace(
        found,
        keys=_keys(found, {key: one.when.meaning for key, one in conflict.states.items() if one.when}),
    )


def _settled(formula: Formula, fixed: Mapping[str, str]) -> Formula:
    for issue, option in fixed.items():
        formula = formula.given(issue, option)
    return formula


def _merged(states: PackageStates, formulas: list[Formula]) -> npt.NDArray[np.int32]:
    """Return the state of each package, where each formula makes one state of those in which it holds.

    Formulas that hold in the same package make one state of all in which any of them holds.
    """
    group = np.full(len(states.packages), -1, dtype=np.int64)
    for index, formula in enumerate(formulas):
        where = states.where_settled(formula)
        shared = np.unique(group[where & (group >= 0)])
        where |= np.isin(group, shared)
        group[where] = shared[0] if len(shared) else index
    alone = group < 0
    state_of = np.empty(len(group), dtype=np.int32)
    state_of[alone] = np.arange(alone.sum(), dtype=np.int32)
    _, compact = np.unique(group[~alone], return_inverse=True)
    state_of[~alone] = compact + alone.sum()
    return state_of


def _keys(states: PackageStates, formulas: Mapping[str, Formula]) -> dict[str, int]:
    """Return the state that each of some formulas names.

    Raises ``CaseError`` where one holds in no state, in several, or in one that has a name already.
    """
    keys: dict[str, int] = {}
    problems = []
    for key, formula in formulas.items():
        found = np.unique(states.state_of[states.where_settled(formula)]).tolist()
        same = next((other for other, state in keys.items() if [state] == found), None)
        if len(found) == 1 and same is None:
            keys[key] = found[0]
            continue
        said = "in no state" if not found else f"in {len(found):,} states"
        message = f"the formula of state {key!r} holds {said}, and must hold in one alone"
        if same is not None:
            message = f"the states {same!r} and {key!r} are the same"
        document = cast("Case", states.case).document
        problems.append(document.problem(("conflict", "states", key, "when"), message))
    if problems:
        raise CaseError(problems)
    return keys
