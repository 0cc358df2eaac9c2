"""The conflict of a case over issues, written in options of GMCR+."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations as pairs_of
from typing import TYPE_CHECKING

import numpy as np

from detente.case.formula import negation
from detente.case.naming import issue_name, option_name
from detente.case.problems import CaseError, quoted
from detente.formats.gmcr.combinations import TooManyError, combinations
from detente.formats.gmcr.issue_options import IssueOptions, issue_options
from detente.outcomes.negotiation import rule_path
from detente.stability.cases.package_moves import changes_of
from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import DecisionMaker, Direction, Option, OptionForm
from detente.stability.options.option_preferences import Ranking, Statements, tiers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from detente.case.case import Case
    from detente.case.conflict import Preference
    from detente.case.formula import Formula
    from detente.case.problems import Problem
    from detente.stability.cases.package_moves import Changes
    from detente.stability.cases.packages import PackageStates
    from detente.stability.conflict import Conflict
    from detente.stability.options.option_preferences import Preferences

__all__ = ["CaseOptions"]

NO_AND_YES = ["no", "yes"]
"""The options of an issue whose name says already what is done or left undone."""


@dataclass(frozen=True, eq=False)
class CaseOptions:
    """A conflict over issues, and each of these as options of GMCR+.

    ``states`` are those of the ``conflict``, of which each is one package.
    """

    case: Case
    conflict: Conflict
    states: PackageStates

    @cached_property
    def given(self) -> Mapping[str, Preference]:
        """What the case says itself of preferences, by party or bloc."""
        return {} if self.case.conflict is None else self.case.conflict.preferences

    @cached_property
    def changes(self) -> dict[tuple[str, ...], Changes]:
        """Who can make which changes of issues, alone or with others."""
        return changes_of(self.case, self.states.issues)

    def alone(self, issue: str) -> dict[str, set[tuple[str, str]]]:
        """Return the changes of an issue that decision makers can make alone, by their short names."""
        return {
            makers[0]: of[issue] for makers, of in self.changes.items() if len(makers) == 1 and issue in of
        }

    @cached_property
    def found(self) -> dict[str, IssueOptions | None]:
        """Each issue as options, or None where these cannot say who can make which changes."""
        return {
            issue: issue_options(options, self.alone(issue))
            for issue, options in zip(self.states.issues, self.states.options_of, strict=True)
        }

    @cached_property
    def issues(self) -> dict[str, IssueOptions]:
        """Each issue as options, where all of them can be."""
        return {issue: found for issue, found in self.found.items() if found is not None}

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number, from 0, of each option of an issue that is an option of the file."""
        listed = [(issue, option) for issue, found in self.issues.items() for option in found.chosen]
        return {both: number for number, both in enumerate(listed)}

    def form(self) -> tuple[OptionForm, list[Problem]]:
        """Return the conflict in option form, and what is to be said of its preferences.

        Raises ``CaseError`` with the rules that cannot be spelt out, and where states would be others; and
        ``ValueError`` where there are too many options or decision makers.
        """
        makers = self.conflict.model.decision_makers
        owner = [one for found in self.issues.values() for one in found.controlled_by]
        bare = OptionForm(
            self._options(),
            tuple(
                DecisionMaker(name, tuple(number for number, key in enumerate(owner) if key == maker))
                for maker, name in zip(makers, _different(self.conflict.called, makers), strict=True)
            ),
            (*self._one_each(), *self._infeasible()),
        )
        order = np.argsort(self.places(bare))  # the states of the case as the file numbers them
        warnings: list[Problem] = []
        judging = tuple(
            replace(maker, preferences=self._preferences(key, row[order], warnings))
            for maker, key, row in zip(bare.decision_makers, makers, self.conflict.model.ranks, strict=True)
        )
        return replace(bare, decision_makers=judging), warnings

    def places(self, form: OptionForm) -> npt.NDArray[np.intp]:
        """Return the number, from 0, that each state of the case has in a file: (states,).

        Raises ``CaseError`` where the states are others.
        """
        codes = np.zeros(len(self.states.packages), dtype=np.int64)
        for place, (issue, options) in enumerate(
            zip(self.states.issues, self.states.options_of, strict=True)
        ):
            base = self.issues[issue].base
            bits = np.array(
                [0 if option == base else 1 << self.numbers[issue, option] for option in options],
                dtype=np.int64,
            )
            codes |= bits[self.states.packages[:, place]]
        codes = codes[self.states.first]
        if not np.array_equal(np.sort(codes), form.codes):
            raise CaseError.of("the file would have other states", self.case.document.file)
        return np.searchsorted(form.codes, codes)

    def _options(self) -> tuple[Option, ...]:
        """Return the options of the file, which are called by the issue, and by the option where need be."""
        names: list[str] = []
        directions: list[Direction] = []
        for issue, found in self.issues.items():
            alone = list(self.case.issues[issue].options) == NO_AND_YES and found.chosen == ("yes",)
            name = issue_name(self.case, issue)
            names += [
                name if alone else f"{name}: {option_name(self.case, issue, one)}" for one in found.chosen
            ]
            directions += found.directions
        keys = [f"{issue} is {option}" for issue, option in self.numbers]
        return tuple(map(Option, _different(names, keys), directions))

    def _one_each(self) -> Iterable[Condition]:
        """Yield what cannot be as one option of an issue holds: two of them, or none."""
        for issue, found in self.issues.items():
            for pair in pairs_of(found.chosen, 2):
                yield Condition((tuple((self.numbers[issue, option], True) for option in pair),))
            if found.base is None:
                yield Condition((tuple((self.numbers[issue, option], False) for option in found.chosen),))

    def _infeasible(self) -> Iterable[Condition]:
        """Return what the rules exclude, a condition for each combination.

        Raises ``CaseError`` with the rules that exclude too many.
        """
        excluded: dict[Condition, None] = {}
        problems = []
        for index, rule in enumerate(self.case.rules):
            if rule_path(rule, index) in self.case.nominal.dropped:
                continue
            broken = negation(self.states.settled(rule.require.meaning))
            try:
                excluded |= {Condition((one,)): None for one in self._combinations(broken)}
            except TooManyError as error:
                message = f"for a .gmcr file this excludes {error}, which would stand there one by one"
                problems.append(self.case.document.problem(("rules", index, "require"), message))
        if problems:
            raise CaseError(problems)
        return excluded

    def _preferences(self, key: str, ranks: npt.NDArray[np.int32], warnings: list[Problem]) -> Preferences:
        """Return what a decision maker prefers: statements where the case gives them, or else a ranking.

        ``ranks``: (states,), as the file numbers them.
        """
        given = self.given.get(key)
        if given is None or given.statements is None:
            return Ranking(tiers_of(ranks))
        stated = []
        for index, statement in enumerate(given.statements):
            try:
                ways = self._combinations(self.states.settled(statement.meaning))
            except TooManyError as error:
                path = ("conflict", "preferences", key, "statements", index)
                message = f"this holds in {error}: {quoted(key)} has a ranking in the file, not statements"
                warnings.append(self.case.document.problem(path, message))
                return Ranking(tiers_of(ranks))
            if ways and all(ways):  # what always or never holds decides nothing
                stated.append(Condition(tuple(ways)))
        return Statements(tuple(stated))

    def _combinations(self, formula: Formula) -> list[tuple[tuple[int, bool], ...]]:
        return combinations(formula, self.issues, self.numbers)


def _different(names: Iterable[str], keys: Iterable[str]) -> list[str]:
    """Return names that are all different: those that several have with their short names behind them."""
    listed = list(names)
    times = Counter(listed)
    found: dict[str, None] = {}
    for name, key in zip(listed, keys, strict=True):
        different = name if times[name] == 1 else f"{name} ({key})"
        while different in found:
            different += f" ({key})"
        found[different] = None
    return list(found)
