"""A negotiation: what is on the table, who signs, and what no agreement is worth to them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from detente.case.formula import TRUE, Formula
from detente.case.problems import CaseError, Problem, closest, quoted
from detente.outcomes.encoding import encoded, restricted
from detente.outcomes.holders import Voice, blocs_behind, members, voices
from detente.outcomes.moves import jointly_decided, moves_from
from detente.outcomes.moves import today as today_of
from detente.outcomes.signing import as_a_bloc, asking, everybody, winning_coalitions
from detente.outcomes.stances import Limit, Table, demands, floors, limits_of, red_lines
from detente.outcomes.values import Valuation, valuation_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.case.issues import Rule
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.constraints import Constraint
    from detente.outcomes.domain import Domain

__all__ = ["Negotiation", "negotiation_of", "rule_path"]


@dataclass(frozen=True, eq=False)
class Negotiation:
    """One negotiation over a certain case.

    ``issues`` are on the table; every other issue stays as in ``today``. ``voices`` are the parties behind
    the signatories, grouped by what they want. ``dropped`` are ids of constraints that do not count: what if
    they were given up?
    """

    certain: CertainCase
    issues: tuple[str, ...]
    signatories: tuple[str, ...]
    today: Mapping[str, str]
    voices: tuple[Voice, ...]
    coalitions: tuple[frozenset[str], ...]
    dropped: frozenset[str] = frozenset()

    @property
    def case(self) -> CaseFile:
        """The case whose numbers are settled."""
        return self.certain.case

    @cached_property
    def table(self) -> Table:
        """All of this negotiation on which its red lines and demands depend."""
        fixed = tuple(self.fixed.items())
        return Table(self.issues, fixed, self.signatories, self.voices, self.conjunctive)

    @cached_property
    def conjunctive(self) -> bool:
        """Whether everybody behind the signatories must accept."""
        return self.coalitions == (everybody(self.case, self.signatories, self.voices),)

    @cached_property
    def fixed(self) -> dict[str, str]:
        """The issues that are not on the table, with the option that stays."""
        return {issue: option for issue, option in self.today.items() if issue not in self.issues}

    @cached_property
    def valuations(self) -> dict[str, Valuation]:
        """What packages are worth to each signatory."""
        return {key: value_of(self.certain, key) for key in self.signatories}

    @cached_property
    def voice_valuations(self) -> dict[str, Valuation]:
        """What packages are worth to each voice."""
        return {voice.key: valuation_of(self.certain, voice) for voice in self.voices}

    @cached_property
    def walk_away(self) -> dict[str, Fraction]:
        """The value of no agreement to each signatory: its own, or the mean of its members'."""
        return {
            key: sum((share * one.floor(self.today) for one, share in parts), Fraction(0))
            for key, parts in self.no_agreement.items()
        }

    @cached_property
    def no_agreement(self) -> dict[str, tuple[tuple[Valuation, Fraction], ...]]:
        """Whose values of no agreement make up that of each signatory, and each one's share in it.

        For a bloc without a walk_away of its own and without any stance of its own these are its members.
        """
        return {key: self._no_agreement(key) for key in self.signatories}

    def _no_agreement(self, key: str) -> tuple[tuple[Valuation, Fraction], ...]:
        bloc = self.case.blocs.get(key)
        if (
            bloc is None
            or bloc.walk_away is not None
            or any(key in one.stances for one in self.case.issues.values())
        ):
            return ((self.valuations[key], Fraction(1)),)
        heard = voices(self.case, (key,))
        count = sum(len(voice.parties) for voice in heard)
        return tuple(
            (valuation_of(self.certain, voice), Fraction(len(voice.parties), count)) for voice in heard
        )

    @cached_property
    def rules_by_path(self) -> dict[str, Formula]:
        """What each rule of the case asks, once the issues off the table are settled."""
        listed = ((rule_path(rule, index), rule) for index, rule in enumerate(self.case.rules))
        return {
            path: self.settled(rule.require.meaning)
            for path, rule in listed
            if path not in self.certain.dropped
        }

    @cached_property
    def rules(self) -> tuple[Formula, ...]:
        """What a package must satisfy to exist, once the issues off the table are settled."""
        return tuple(dict.fromkeys(rule for rule in self.rules_by_path.values() if rule != TRUE))

    def settled(self, formula: Formula) -> Formula:
        """Return what remains of a formula when the issues off the table stay as they are."""
        return self.table.settled(formula)

    def whole(self, package: Mapping[str, str]) -> dict[str, str]:
        """Return the package with the issues off the table added."""
        return {**self.today, **package}

    @cached_property
    def column_of(self) -> dict[str, str]:
        """For each voice the column of the domain with its value: a signatory's where they are the same."""
        own = {
            voice.key: key
            for key in self.signatories
            for voice in self.voices
            if voice.parties == members(self.case, key)
            and self.voice_valuations[voice.key] == self.valuations[key]
        }
        return {voice.key: own.get(voice.key, f"{voice.key} (member)") for voice in self.voices}

    @cached_property
    def bloc_valuations(self) -> dict[str, Valuation]:
        """What packages are worth to each bloc behind a signature that declares a walk_away of its own."""
        return {
            key: value_of(self.certain, key)
            for key in blocs_behind(self.case, self.signatories)
            if self.case.blocs[key].walk_away is not None
        }

    def column_of_bloc(self, key: str) -> str:
        """Return the column of the domain that holds the value of a bloc with a walk_away of its own."""
        return key if key in self.signatories else f"{key} (bloc)"

    @cached_property
    def columns(self) -> dict[str, Valuation]:
        """The valuations that count, by column: the signatories', then those that only have floors."""
        separate = {
            column: self.voice_valuations[key]
            for key, column in self.column_of.items()
            if column not in self.signatories
        }
        separate |= {
            self.column_of_bloc(key): valuation
            for key, valuation in self.bloc_valuations.items()
            if key not in self.signatories
        }
        return {**self.valuations, **separate}

    @cached_property
    def domain(self) -> Domain:
        """The packages on the table with their values; it has no requirements but rules, and no floors."""
        return encoded(self, self.columns, len(self.signatories))

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """Every red line, demand and floor that stands between today and a signature."""
        return (*self.lines, *self._kept(floors(self)))

    @cached_property
    def lines(self) -> tuple[Constraint, ...]:
        """The red lines and demands among the constraints; no number plays a part in them."""
        return self._kept((*red_lines(self), *demands(self)))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Everybody who must not be left with less than no agreement is worth."""
        gone = self.certain.dropped
        return tuple(one for one in limits_of(self) if one.path not in gone and one.id not in self.dropped)

    def _kept(self, constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
        gone = self.certain.dropped
        return tuple(one for one in constraints if one.path not in gone and one.id not in self.dropped)

    @cached_property
    def alternatives(self) -> tuple[frozenset[str], ...]:
        """The minimal sets of holders whose constraints together suffice for a signature."""
        holders = (*(one.holder for one in self.lines), *(one.holder for one in self.limits))
        binding = frozenset(holders)
        if self.conjunctive:
            return (binding,)
        return tuple(self._bound(coalition) & binding for coalition in self.coalitions)

    def _bound(self, coalition: frozenset[str]) -> frozenset[str]:
        """Return all holders whose constraints bind a coalition.

        These are its own members, the blocs of which they are members, and the demands of blocs that they
        follow or that must accept themselves.
        """
        joined = [voice for voice in self.voices if voice.key in coalition]
        parties = {party for voice in joined for party in voice.parties}
        blocs = (key for key in self.case.blocs if parties & set(members(self.case, key)))
        followed = (asking(holder, issue) for voice in joined for issue, holder in voice.stances)
        within = (
            asking(key, issue)
            for key in self.case.blocs
            if as_a_bloc(key) in coalition
            for issue in self.case.issues
        )
        return coalition.union(blocs, followed, within)

    @cached_property
    def zones(self) -> tuple[Domain, ...]:
        """One domain for each alternative; a package is signable when it is in at least one of them."""
        return tuple(
            restricted(self.domain, [one for one in self.constraints if one.holder in holders])
            for holders in self.alternatives
        )

    def exists(self, package: Mapping[str, str]) -> bool:
        """Tell whether the rules let a package on the table exist."""
        return all(rule.holds(package) for rule in self.rules)

    def violated(self, package: Mapping[str, str]) -> tuple[Constraint, ...]:
        """Return the red lines, demands and floors that a package on the table does not satisfy."""
        value = self.domain.value(self.domain.numbered(package))
        return tuple(
            constraint for constraint in self.constraints if not _satisfied(constraint, package, value)
        )

    def stopping(self, package: Mapping[str, str]) -> tuple[Constraint, ...]:
        """Return the constraints that a package does not satisfy, of the coalition that comes closest to it.

        Under consensus these are all that it does not satisfy; else the fewest without which it is signed.
        """
        violated = self.violated(package)
        return min(
            (
                tuple(constraint for constraint in violated if constraint.holder in holders)
                for holders in self.alternatives
            ),
            key=len,
            default=violated,
        )

    def broken(self, package: Mapping[str, str]) -> tuple[str, ...]:
        """Return the rules, by their paths, that do not let a package on the table exist."""
        return tuple(path for path, rule in self.rules_by_path.items() if not rule.holds(package))

    def signs(self, package: Mapping[str, str]) -> bool:
        """Tell whether the signatories sign a package on the table."""
        if not self.exists(package):
            return False
        unwilling = {one.holder for one in self.lines if not (one.requires or TRUE).holds(package)}
        if unwilling and self.conjunctive:
            return False
        unwilling |= {one.holder for one in self.limits if not one.keeps(self.whole(package), self.today)}
        if self.conjunctive:
            return not unwilling
        return any(not unwilling & self._bound(coalition) for coalition in self.coalitions)


def rule_path(rule: Rule, index: int) -> str:
    """Return where a rule stands in the case."""
    return f"rules.{rule.id or index}"


def _satisfied(constraint: Constraint, package: Mapping[str, str], value: Sequence[int]) -> bool:
    if constraint.column is not None and constraint.floor is not None:
        return value[constraint.column] >= constraint.floor
    return constraint.requires is None or constraint.requires.holds(package)


def negotiation_of(
    certain: CertainCase,
    *,
    issues: Sequence[str] | None = None,
    signatories: Sequence[str] | None = None,
    today: Mapping[str, str] | None = None,
) -> Negotiation:
    """Return the negotiation that a case describes, or the one that the arguments ask for.

    On the table are the issues named, else those of the case's ``negotiation``, else all jointly decided
    ones. The signatories are those named, there or here, else the deciders of those issues. ``today``
    replaces the status quo.

    Raises ``CaseError`` with every name that the case does not have.
    """
    case = certain.case
    listed = issues if issues is not None else case.negotiation.issues
    on_table = jointly_decided(case) if listed is None else tuple(dict.fromkeys(listed))
    named = signatories if signatories is not None else case.negotiation.signatories
    unknown = [
        *_unknown("issue", on_table, case.issues),
        *_unknown("party", named or (), {**case.parties, **case.blocs}),
    ]
    if unknown:
        raise CaseError(unknown)
    signing = _deciders_of(case, on_table) if named is None else tuple(dict.fromkeys(named))
    heard = voices(case, signing)
    # The order of the file is kept, so that the order in which issues are named changes nothing.
    ordered = tuple(issue for issue in case.issues if issue in on_table)
    return Negotiation(
        certain,
        ordered,
        signing,
        dict(today or today_of(case)),
        heard,
        winning_coalitions(case, signing, heard),
    )


def _deciders_of(case: CaseFile, issues: Sequence[str]) -> tuple[str, ...]:
    """Return everybody who decides on some change from today of the issues, in the order of the case."""
    named = {
        key for move in moves_from(case, today_of(case)) if move.issue in issues for key in move.deciders
    } | {key for issue in issues for key in case.issues[issue].decided_by}
    return tuple(key for key in (*case.parties, *case.blocs) if key in named)


def _unknown(kind: str, words: Sequence[str], known: Mapping[str, object]) -> list[Problem]:
    return [
        Problem(f"unknown {kind} {quoted(word)}", suggestion=closest(word, known))
        for word in words
        if word not in known
    ]
