"""Whether those who decide on a block sign the package that it leads to, as things stand by then.

The block's issues alone are on the table, and what is compared with is the package in force: the one of today
with what the delivered blocks have settled. Red lines, demands and floors are those of bargaining; demands
and red lines that a delivered block lifts no longer bind. A block that settles no issue needs no signature.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations
from typing import TYPE_CHECKING, cast

import numpy as np

from detente.case.numbers import Range
from detente.outcomes.moves import deciders, today
from detente.outcomes.negotiation import Negotiation, negotiation_of, rule_path
from detente.outcomes.per_case import per_case
from detente.roadmap.delivered import asked_once, members_of
from detente.roadmap.terms import Gain, Terms, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.uncertainty import CertainCase
    from detente.outcomes.constraints import Constraint

__all__ = ["CaseConsent", "numbers_of_signatures"]


MOST_KEPT = 20_000
"""Sets of numbers for which signatures are kept."""
MOST_MATTERING = 6
"""Blocks that matter to the signatures of another up to which all their sets are looked at."""


@per_case
def _kept(_: CaseFile) -> dict[tuple[object, ...], dict[int, bool]]:
    """Return what is known of the signatures of a case."""
    return {}


@per_case
def numbers_of_signatures(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return where the numbers stand on which the signatures of a block could depend, by beginnings of paths.

    Where no agreement is worth what the package in force is worth, points of issues that a block leaves alone
    cancel out; where it is declared, every number could matter.
    """
    sets = case.blocks[key].sets
    if not sets:
        return ()
    holders = (*case.parties.values(), *case.blocs.values(), *case.camps.values())
    declared = any(isinstance(holder.walk_away, Range) for holder in holders)
    issues = (f"issues.{issue}.stances" for issue in (case.issues if declared else sets))
    return ("parties", "blocs", "camps", *issues)


@per_case
def _numbers(case: CaseFile, key: str) -> tuple[str, ...]:
    """Return the paths of the numbers on which the signatures of a block could depend."""
    beginnings = tuple(f"{one}." for one in numbers_of_signatures(case, key))
    return tuple(path for path in cast("Case", case).nominal.numbers if path.startswith(beginnings))


@per_case
def _signing_alike(case: CaseFile) -> CaseFile:
    """Return the case without its variant where that leaves all alone on which signatures depend but numbers.

    So what is found once for a case serves its variants.
    """
    base = cast("Case", case).base
    sections = ("parties", "blocs", "camps", "issues", "rules")
    fields = ("sets", "lifts", "decided_by")
    alike = (
        list(case.blocks) == list(base.blocks)
        and all(getattr(case, one) == getattr(base, one) for one in sections)
        and all(
            getattr(block, one) == getattr(base.blocks[key], one)
            for key, block in case.blocks.items()
            for one in fields
        )
    )
    return base if alike else case


@per_case
def _concerned(case: CaseFile, keys: tuple[str, ...], block: int) -> frozenset[str]:
    return _nominal(case, keys, ()).concerned(block)


def _nominal(case: CaseFile, keys: tuple[str, ...], moved: tuple[tuple[str, str], ...]) -> CaseConsent:
    """Return the signatures of the nominal case, where all that knows no numbers is found.

    They are not kept, as they hold the case itself.
    """
    return CaseConsent(cast("Case", case).nominal, keys, dict(moved))


@per_case
def _terms(_: CaseFile, *block: object) -> dict[int, Terms | None]:  # noqa: ARG001 - what tells blocks apart
    """Return what is known of the terms on which a block is signed, by the set of blocks that stands."""
    return {}


def _find_terms(
    case: CaseFile, keys: tuple[str, ...], moved: tuple[tuple[str, str], ...], block: int, delivered: int
) -> Terms | None:
    """Return on what a block is signed once a set of blocks stands; None where that turns on every number."""
    consent, gains = _nominal(case, keys, moved), _gains(case)

    def numbered(gain: Gain) -> Gain:
        return gains.setdefault(gain, replace(gain, number=len(gains)))

    terms = terms_of(consent.negotiation(block, delivered), consent.sets(block), numbered)
    return None if terms is None else _alike(case).setdefault(terms, terms)


@per_case
def _alike(_: CaseFile) -> dict[Terms, Terms]:
    """Return the terms of a case, each once: what else has been delivered often changes nothing."""
    return {}


@per_case
def _gains(_: CaseFile) -> dict[Gain, Gain]:
    """Return what somebody may gain by a block, each once."""
    return {}


@per_case
def _matters(
    case: CaseFile, keys: tuple[str, ...], moved: tuple[tuple[str, str], ...]
) -> tuple[np.uint64, ...]:
    consent = _nominal(case, keys, moved)
    return tuple(np.uint64(consent.on(block)) for block in range(len(keys)))


@per_case
def _turns_on(
    case: CaseFile, keys: tuple[str, ...], moved: tuple[tuple[str, str], ...], block: int
) -> tuple[str, ...]:
    consent = _nominal(case, keys, moved)
    if not consent.sets(block):
        return ()
    mattering = [1 << other for other in members_of(int(consent.matters[block]))]
    rules = [rule_path(rule, index) for index, rule in enumerate(case.rules)]
    if len(mattering) > MOST_MATTERING:
        whole = negotiation_of(
            consent.certain, issues=list(case.issues), signatories=consent.ever_deciding(block)
        )
        return tuple(dict.fromkeys((*(line.path for line in whole.constraints), *rules)))
    sets = (sum(chosen) for size in range(len(mattering) + 1) for chosen in combinations(mattering, size))
    paths: list[str] = []
    for delivered in sets:
        negotiation = consent.negotiation(block, delivered)
        paths += [line.path for line in negotiation.lines]
        paths += [limit.path for limit in negotiation.limits]
    return tuple(dict.fromkeys((*paths, *rules)))


@dataclass(frozen=True, eq=False)
class CaseConsent:
    """The signatures that a certain case allows.

    ``keys`` are its blocks in the order of the problem; ``moved`` are options that hold from the start in
    place of today's.
    """

    certain: CertainCase
    keys: tuple[str, ...]
    moved: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, block: int, delivered: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return for each set of delivered blocks whether the deciders of a block sign it."""
        if not self.certain.case.blocks[self.keys[block]].sets or not len(delivered):
            return np.ones(len(delivered), dtype=np.bool_)
        return asked_once(delivered & self.matters[block], partial(self._answer, block))

    @cached_property
    def _nominally(self) -> tuple[Case, tuple[str, ...], tuple[tuple[str, str], ...]]:
        """All on which signatures depend but the numbers, and what is dropped."""
        return self.certain.case, self.keys, tuple(self.moved.items())

    def _answer(self, block: int, delivered: int) -> bool:
        terms = self.terms(block, delivered)
        if terms is not None:
            if id(terms) not in self._accepted:
                self._accepted[id(terms)] = terms.accepted(self._is_loss, self.certain.dropped)
            return self._accepted[id(terms)]
        known = self._known(block)
        if delivered not in known:
            known[delivered] = self.signs(block, delivered)
        return known[delivered]

    def terms(self, block: int, delivered: int) -> Terms | None:
        """Return on what a block is signed once a set of blocks stands; None where every number matters."""
        known = self._terms.get(block)
        if known is None:
            known = self._terms[block] = _terms(*self._alike(block))
        if delivered not in known:
            known[delivered] = _find_terms(*self._alike(block), delivered)
        return known[delivered]

    def _alike(self, block: int) -> tuple[CaseFile, tuple[str, ...], tuple[tuple[str, str], ...], int]:
        """Return all on which the signatures of a block depend but the numbers, and what is dropped.

        Variants and moves that leave it alone share it.
        """
        case, keys, moved = self._nominally
        alike = _signing_alike(case)
        concerned = _concerned(alike, keys, block)
        return alike, keys, tuple((issue, option) for issue, option in moved if issue in concerned), block

    @cached_property
    def _terms(self) -> dict[int, dict[int, Terms | None]]:
        """For each block what is known of its terms, which is kept with the case."""
        return {}

    def _is_loss(self, gain: Gain) -> bool:
        known = self._losses.get(gain.number)
        if known is None:
            known = self._losses[gain.number] = gain.of(self.certain.numbers) < 0
        return known

    @cached_property
    def _accepted(self) -> dict[int, bool]:
        """Which terms are accepted, by their identity: they are kept with the case."""
        return {}

    @cached_property
    def _losses(self) -> dict[int, bool]:
        """Which gains are losses, by their numbers."""
        return {}

    def _known(self, block: int) -> dict[int, bool]:
        """Return what is known of a block's signatures by the sets that stand.

        Certain cases that do not differ in what these signatures depend on share it.
        """
        case, certain = self.certain.case, self.certain
        kept = _kept(case)
        if len(kept) > MOST_KEPT:
            kept.clear()
        numbers = tuple(certain.numbers[path] for path in _numbers(case, self.keys[block]))
        dropped = certain.dropped.intersection(self.turns_on(block)) if certain.dropped else frozenset()
        return kept.setdefault((self.keys, block, *self.moved.items(), dropped, numbers), {})

    def turns_on(self, block: int) -> tuple[str, ...]:
        """Return the paths of what could keep a block from being signed: constraints and rules.

        They are those of every package that could be in force where few blocks matter to this one, else those
        of the case.
        """
        return _turns_on(*self._nominally, block)

    def signs(self, block: int, delivered: int) -> bool:
        """Tell whether the deciders of a block sign it once a set of blocks stands."""
        return self.negotiation(block, delivered).signs(self.sets(block))

    def stopping(self, block: int, delivered: int) -> tuple[Constraint, ...]:
        """Return the red lines, demands and floors on account of which a block is not signed."""
        return self.negotiation(block, delivered).stopping(self.sets(block))

    def broken(self, block: int, delivered: int) -> tuple[str, ...]:
        """Return the rules, by their paths, that do not let the package exist to which a block leads."""
        return self.negotiation(block, delivered).broken(self.sets(block))

    def sets(self, block: int) -> Mapping[str, str]:
        """Return what a block settles."""
        return self.certain.case.blocks[self.keys[block]].sets

    def negotiation(self, block: int, delivered: int) -> Negotiation:
        """Return the negotiation over a block's issues, with the package that is in force."""
        package = self.package(delivered)
        return negotiation_of(
            self._with(delivered),
            issues=list(self.sets(block)),
            signatories=self.deciding(block, delivered),
            today=package,
        )

    def deciding(self, block: int, delivered: int = 0) -> list[str]:
        """Return who decides on a block, with the package that is in force."""
        package, case = self.package(delivered), self.certain.case
        return self._in_order(
            who
            for issue, option in self.sets(block).items()
            for who in deciders(case, issue, package[issue], option)
        )

    def ever_deciding(self, block: int) -> list[str]:
        """Return who may decide on a block, whatever holds on its issues by then."""
        case = self.certain.case
        return self._in_order(
            who
            for issue, option in self.sets(block).items()
            for before in case.issues[issue].options
            for who in deciders(case, issue, before, option)
        )

    def _in_order(self, named: Iterable[str]) -> list[str]:
        listed, case = set(named), self.certain.case
        return [key for key in (*case.parties, *case.blocs) if key in listed]

    def package(self, delivered: int) -> dict[str, str]:
        """Return the package in force once a set of blocks stands."""
        package = {**today(self.certain.case), **self.moved}
        for block in members_of(delivered):
            package |= self.sets(block)
        return package

    def _with(self, delivered: int) -> CertainCase:
        lifted = frozenset(
            path
            for block in members_of(delivered)
            for path in self.certain.case.blocks[self.keys[block]].lifts
        )
        if not lifted:
            return self.certain
        if lifted not in self._lifted:
            self._lifted[lifted] = replace(self.certain, dropped=self.certain.dropped | lifted)
        return self._lifted[lifted]

    @cached_property
    def _lifted(self) -> dict[frozenset[str], CertainCase]:
        return {}

    @property
    def matters(self) -> tuple[np.uint64, ...]:
        """For each block, the set of blocks on which its signature can depend."""
        return _matters(*self._nominally)

    def on(self, block: int) -> int:
        """Return the set of blocks on which the signature of one can depend."""
        if not self.sets(block):
            return 0
        concerned, blocks = self.concerned(block), self.certain.case.blocks
        return sum(
            1 << place
            for place, key in enumerate(self.keys)
            if concerned & set(blocks[key].sets) or blocks[key].lifts
        )

    def concerned(self, block: int) -> frozenset[str]:
        """Return the issues on which the signature of a block can depend, by what holds on them."""
        # Whoever may ever decide is heard, as that can change with what holds on the block's own issues.
        negotiation = negotiation_of(
            self.certain,
            issues=list(self.sets(block)),
            signatories=self.ever_deciding(block),
            today=self.package(0),
        )
        concerned = set(self.sets(block))
        for rule in self.certain.case.rules:
            concerned |= rule.require.meaning.issues
        # What is on the table is settled in the formulas of a negotiation; here the whole ones are needed.
        concerned |= self._named_in_lines()
        for valuation in (*negotiation.columns.values(), *negotiation.voice_valuations.values()):
            for when, _ in valuation.interactions:
                concerned |= when.issues
            if valuation.walk_away is not None:
                concerned |= set(valuation.points)
        return frozenset(concerned)

    def _named_in_lines(self) -> set[str]:
        """Return the issues that any red line or demand names; few cases have many, and all are taken."""
        case = self.certain.case
        named: set[str] = set()
        for holder in (*case.parties.values(), *case.blocs.values(), *case.camps.values()):
            for line in holder.red_lines:
                written = line.never or line.require
                named |= written.meaning.issues if written else frozenset()
        for key, issue in case.issues.items():
            for stance in issue.stances.values():
                if stance.demands is not None:
                    named |= {key, *stance.demands.links}
                if stance.never or (stance.order is not None and stance.order.meaning.beyond):
                    named.add(key)
        return named
