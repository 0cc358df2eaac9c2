from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from detente.bargaining.conflicts.conflicts import (
    Concession,
    Conflict,
    Conflicts,
    Shortfall,
    Verdict,
    conflicts,
    stream,
)
from detente.bargaining.conflicts.dispute import dispute_of
from detente.bargaining.conflicts.investigation import MOST_TRADE_OFFS, Investigation
from detente.case.formula import TRUE, Formula, Is, conjunction, implication, negation
from detente.outcomes.constraints import Constraint, ConstraintKind
from detente.outcomes.domain import NO_FLOOR, Domain
from tests.brute_force import signable, value
from tests.strategies import domains, formulas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DrawFn

RULE, RED_LINE, DEMAND, FLOOR = ConstraintKind
HOLDERS = ("a", "b", "c")
Ids = frozenset[str]


@dataclass(frozen=True)
class Case:
    """What a search for conflicts is given."""

    domain: Domain
    constraints: tuple[Constraint, ...]
    alternatives: tuple[Ids, ...] | None
    drop_red_lines: bool


@st.composite
def cases(draw: DrawFn) -> Case:
    """Draw small negotiations with five to eight constraints of all kinds, signed by all or by coalitions."""
    domain = draw(domains(max_issues=4, max_options=4, max_columns=3, max_requirements=1))
    if draw(st.integers(0, 3)):
        domain = replace(domain, floors=np.full(len(domain.columns), NO_FLOOR))
    unit = st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(5, 2)])
    domain = replace(domain, units=tuple(draw(unit) for _ in domain.columns))
    options = dict(zip(domain.issues, domain.options, strict=True))
    # Demands for one option each collide often; other formulas rarely do.
    one_option = [Is(issue, frozenset({option})) for issue in options for option in options[issue]]
    over = st.one_of(st.sampled_from(one_option), st.sampled_from(one_option), formulas(options))
    kinds = st.sampled_from([DEMAND, DEMAND, DEMAND, FLOOR, FLOOR, FLOOR, RED_LINE, RED_LINE, RULE])
    constraints = []
    for number, kind in enumerate(draw(st.lists(kinds, min_size=5, max_size=8))):
        name, holder = f"{kind.name}{number}", draw(st.sampled_from(HOLDERS))
        if kind is FLOOR:
            column = draw(st.integers(0, len(domain.columns) - 1))
            most = sum(int(part[:, column].max()) for part in domain.points)
            floor = draw(st.integers(most - 8, most + 1))
            constraints.append(Constraint(name, kind, holder, column=column, floor=floor))
        else:
            cost = Fraction(draw(st.integers(0, 4)), draw(st.integers(1, 3)))
            constraints.append(Constraint(name, kind, holder, draw(over), cost=cost))
    coalitions = st.lists(st.frozensets(st.sampled_from(HOLDERS)), min_size=1, max_size=3)
    alternatives = draw(st.one_of(st.none(), st.none(), st.none(), coalitions.map(tuple)))
    return Case(domain, tuple(constraints), alternatives, draw(st.booleans()))


class BruteForce:
    """Every answer by its definition, from all packages and all subsets of the constraints."""

    def __init__(self, case: Case) -> None:
        self.case = case
        rules = [one.requires or TRUE for one in case.constraints if one.kind is RULE]
        self.packages = [
            package
            for package in signable(case.domain)
            if all(rule.holds(case.domain.named(package)) for rule in rules)
        ]
        self.contested = [one for one in case.constraints if one.kind is not RULE]
        coalitions = case.alternatives or (frozenset(HOLDERS),)
        self.objections = [
            frozenset(
                one.id for one in self.contested if one.holder in coalition and not self._met(one, package)
            )
            for package in self.packages
            for coalition in coalitions
        ]
        lines = self.ids(RED_LINE)
        self.droppable = self.ids(DEMAND) | (lines if case.drop_red_lines else frozenset())
        self.hard = frozenset() if case.drop_red_lines else lines

    def _met(self, one: Constraint, package: Sequence[int]) -> bool:
        if one.requires is not None:
            return one.requires.holds(self.case.domain.named(package))
        assert one.column is not None
        assert one.floor is not None
        return value(self.case.domain, package)[one.column] >= one.floor

    def ids(self, *kinds: ConstraintKind) -> Ids:
        return frozenset(one.id for one in self.contested if one.kind in kinds)

    def possible(self, required: Ids) -> bool:
        return any(not objections & required for objections in self.objections)

    def accepts(self, package: Sequence[int], required: Ids) -> bool:
        coalitions = self.case.alternatives or (frozenset(HOLDERS),)
        return tuple(package) in self.packages and any(
            all(
                self._met(one, package)
                for one in self.contested
                if one.holder in coalition and one.id in required
            )
            for coalition in coalitions
        )

    def conflicts(self) -> set[Ids]:
        return _minimal(one for one in _subsets(self.ids(*ConstraintKind)) if not self.possible(one))

    def concessions(self) -> set[Ids]:
        everything = self.ids(*ConstraintKind)
        return _minimal(one for one in _subsets(self.droppable) if self.possible(everything - one))

    def shortfalls(self) -> dict[tuple[bool, Ids], set[tuple[int, ...]]]:
        """Return for each way to treat demands and each minimal set of floors the undominated shortfalls."""
        floors = self.ids(FLOOR)
        found: dict[tuple[bool, Ids], set[tuple[int, ...]]] = {}
        for keeps in (False, True):
            required = self.hard | (self.droppable if keeps else frozenset())
            for given_up in _minimal(
                one for one in _subsets(floors) if self.possible(required | floors - one)
            ):
                if given_up:
                    found[keeps, given_up] = self._least(given_up, required | floors - given_up)
        return found

    def _least(self, floors: Ids, required: Ids) -> set[tuple[int, ...]]:
        members = [one for one in self.contested if one.id in floors]
        missing = {
            tuple((one.floor or 0) - value(self.case.domain, package)[one.column or 0] for one in members)
            for package in self.packages
            if self.accepts(package, required)
        }
        return {
            one
            for one in missing
            if not any(other != one and all(map(int.__le__, other, one)) for other in missing)
        }


def _subsets(ids: Ids) -> Iterable[Ids]:
    for size in range(len(ids) + 1):
        yield from map(frozenset, itertools.combinations(sorted(ids), size))


def _minimal(sets: Iterable[Ids]) -> set[Ids]:
    listed = set(sets)
    return {one for one in listed if not any(other < one for other in listed)}


def _ids(constraints: Iterable[Constraint]) -> Ids:
    return frozenset(one.id for one in constraints)


def _investigated(case: Case, *, listing: bool) -> Conflicts:
    dispute = dispute_of(case.domain, case.constraints, case.alternatives)
    inquiry = Investigation(dispute, drop_red_lines=case.drop_red_lines, listing=listing)
    *_, last = inquiry.findings()
    assert isinstance(last, Conflicts)
    return last


def _check(case: Case, found: Conflicts) -> None:
    truth = BruteForce(case)
    everything = truth.ids(*ConstraintKind)
    numbered = case.domain.numbered
    assert found.signable is _verdict(truth.possible(everything))
    assert found.feasible is _verdict(bool(truth.packages))
    assert found.background_collides is _verdict(not truth.possible(truth.hard))
    assert found.complete
    assert found.cheapest_proved
    if found.package is not None:
        assert truth.accepts(numbered(found.package), everything)
    if truth.possible(everything) or not truth.packages:
        assert (found.conflicts, found.concessions, found.shortfalls) == ((), (), ())
        return
    event("nothing can be signed")
    assert [_ids(one.members) for one in found.conflicts] == sorted(
        truth.conflicts(),
        key=lambda ids: (len(ids), [n for n, c in enumerate(truth.contested) if c.id in ids]),
    )
    for conflict in found.conflicts:
        ids = _ids(conflict.members)
        assert conflict.witnesses.keys() == ids
        assert all(
            truth.accepts(numbered(package), ids - {one}) for one, package in conflict.witnesses.items()
        )
    assert {_ids(one.drop) for one in found.concessions} == truth.concessions()
    order = [(len(one.drop), one.cost) for one in found.concessions]
    assert order == sorted(order)
    for concession in found.concessions:
        assert concession.cost == sum(one.cost for one in concession.drop)
        assert truth.accepts(numbered(concession.opens), everything - _ids(concession.drop))
    _check_shortfalls(case, truth, found.shortfalls)


def _check_shortfalls(case: Case, truth: BruteForce, shortfalls: Sequence[Shortfall]) -> None:
    expected = truth.shortfalls()
    by_floors: dict[tuple[bool, Ids], list[Shortfall]] = {}
    for one in shortfalls:
        by_floors.setdefault((one.keeps_demands, _ids(one.floors)), []).append(one)
    assert by_floors.keys() == expected.keys()
    for key, given_ways in by_floors.items():
        ways = expected[key]
        assert {one.steps for one in given_ways} <= ways
        assert len({one.steps for one in given_ways}) == len(given_ways) == min(MOST_TRADE_OFFS, len(ways))
        units = [case.domain.units[one.column or 0] for one in given_ways[0].floors]
        assert all(one.points == tuple(map(Fraction.__mul__, units, one.steps)) for one in given_ways)
        totals = sorted(sum(map(Fraction.__mul__, units, way)) for way in ways)
        assert [sum(one.points) for one in given_ways] == totals[: len(given_ways)]
        keeps, floors = key
        required = truth.hard | (truth.droppable if keeps else frozenset()) | truth.ids(FLOOR) - floors
        for one in given_ways:
            assert min(one.steps) > 0
            assert truth.accepts(case.domain.numbered(one.package), required)


def _verdict(truth: bool) -> Verdict:
    return Verdict.YES if truth else Verdict.NO


@settings(max_examples=500)
@given(cases())
def test_what_is_read_off_a_list_equals_brute_force(case: Case) -> None:
    _check(case, _investigated(case, listing=True))


@settings(max_examples=500)
@given(cases())
def test_what_is_searched_for_equals_brute_force(case: Case) -> None:
    _check(case, _investigated(case, listing=False))


@settings(max_examples=100)
@given(cases(), st.sampled_from([2**31, 10**12 + 39, 3**30]))
def test_large_numbers_change_nothing(case: Case, scale: int) -> None:
    """A release of the solver calls models with factors beyond 32 bits infeasible that are not."""
    domain = replace(
        case.domain,
        points=tuple(part * scale for part in case.domain.points),
        floors=np.where(case.domain.floors > NO_FLOOR, case.domain.floors * scale, NO_FLOOR),
        interactions=tuple(replace(one, points=one.points * scale) for one in case.domain.interactions),
    )
    constraints = tuple(
        one if one.floor is None else replace(one, floor=one.floor * scale) for one in case.constraints
    )
    larger = replace(case, domain=domain, constraints=constraints)
    _check(larger, _investigated(larger, listing=False))


@settings(max_examples=100)
@given(cases(), st.booleans(), st.randoms(use_true_random=False))
def test_names_and_order_change_nothing(case: Case, listing: bool, random: object) -> None:
    shuffle = random.shuffle  # type: ignore[attr-defined]
    issues = list(range(len(case.domain.issues)))
    constraints = list(case.constraints)
    shuffle(issues)
    shuffle(constraints)
    columns = list(range(len(case.domain.columns)))
    shuffle(columns)
    domain = replace(
        case.domain,
        issues=tuple(case.domain.issues[one] for one in issues),
        options=tuple(case.domain.options[one] for one in issues),
        points=tuple(case.domain.points[one][:, columns] for one in issues),
        columns=tuple(case.domain.columns[one] for one in columns),
        floors=case.domain.floors[columns],
        units=tuple(case.domain.units[one] for one in columns),
        interactions=tuple(replace(one, points=one.points[columns]) for one in case.domain.interactions),
    )
    moved = [
        one if one.column is None else replace(one, column=columns.index(one.column)) for one in constraints
    ]
    other = _investigated(replace(case, domain=domain, constraints=tuple(moved)), listing=listing)
    first = _investigated(case, listing=listing)
    assert {_ids(one.members) for one in first.conflicts} == {_ids(one.members) for one in other.conflicts}
    assert {(_ids(one.drop), one.cost) for one in first.concessions} == {
        (_ids(one.drop), one.cost) for one in other.concessions
    }
    assert {(_ids(one.floors), one.keeps_demands) for one in first.shortfalls} == {
        (_ids(one.floors), one.keeps_demands) for one in other.shortfalls
    }


def _line(number: int, option: str) -> Formula:
    return Is(f"issue{number}", frozenset({option}))


def _wide(issues: int, parties: int = 2) -> Domain:
    """Return a domain with more packages than are listed; options are worth 0 to 4 to everybody."""
    options = tuple("abcde")
    points = np.repeat(np.arange(5)[:, None], parties, axis=1)
    return Domain(
        issues=tuple(f"issue{number}" for number in range(issues)),
        options=(options,) * issues,
        columns=tuple(f"party{number}" for number in range(parties)),
        objectives=parties,
        points=(points,) * issues,
        floors=np.full(parties, NO_FLOOR),
    )


def test_many_packages_with_conflicts_that_are_seen_at_a_glance() -> None:
    """Four issues are claimed twice; so one claim on each must go, and 2 × 2 × 2 × 2 choices are open."""
    claims = [
        Constraint(f"{holder}{number}", DEMAND, holder, _line(number, option))
        for number in range(4)
        for holder, option in (("x", "a"), ("y", "b"))
    ]
    found = conflicts(_wide(20), claims)
    assert {_ids(one.members) for one in found.conflicts} == {frozenset({f"x{n}", f"y{n}"}) for n in range(4)}
    expected = set(map(frozenset, itertools.product(*((f"x{n}", f"y{n}") for n in range(4)))))
    assert {_ids(one.drop) for one in found.concessions} == expected
    assert found.complete


def test_many_packages_with_a_floor_that_claims_forbid() -> None:
    """Twenty issues are worth at most 4 each: 80. Every claim on option a costs 4, so five leave 60."""
    claims = [Constraint(f"claim{number}", DEMAND, "x", _line(number, "a")) for number in range(5)]
    floor = Constraint("floor", FLOOR, "y", column=1, floor=69)
    found = conflicts(_wide(20), [*claims, floor])
    threes = set(map(frozenset, itertools.combinations([f"claim{number}" for number in range(5)], 3)))
    assert {_ids(one.members) for one in found.conflicts} == {ids | {"floor"} for ids in threes}
    assert {_ids(one.drop) for one in found.concessions} == threes
    assert [(one.keeps_demands, one.steps) for one in found.shortfalls] == [(True, (9,))]


def test_the_cheapest_concession_is_the_smallest_and_then_the_least_costly() -> None:
    claims = [
        Constraint("x", DEMAND, "x", _line(0, "a"), cost=Fraction(1)),
        Constraint("y", DEMAND, "y", conjunction([_line(0, "b"), _line(1, "a")]), cost=Fraction(7, 3)),
        Constraint("z", DEMAND, "z", implication(_line(0, "a"), _line(1, "b")), cost=Fraction(0)),
        Constraint("w", DEMAND, "w", negation(_line(0, "c")), cost=Fraction(1, 2)),
    ]
    found = list(stream(_wide(20), claims))
    concession = next(one for one in found if isinstance(one, Concession))
    assert _ids(concession.drop) == {"x"}
    assert isinstance(found[0], Conflict)
    assert isinstance(found[-1], Conflicts)
    assert found[-1].concessions[0] == concession


@pytest.mark.parametrize("wide", [False, True])
def test_more_constraints_than_bits_in_a_word(wide: bool) -> None:
    """Seventy demands for one option, one red line for another: every demand collides, and all must go."""
    demands = [Constraint(f"demand{number}", DEMAND, "x", _line(0, "a")) for number in range(70)]
    line = Constraint("line", RED_LINE, "y", _line(0, "b"))
    found = conflicts(_wide(20 if wide else 2), [*demands, line])
    assert {_ids(one.members) for one in found.conflicts} == {frozenset({one.id, "line"}) for one in demands}
    assert [_ids(one.drop) for one in found.concessions] == [_ids(demands)]


@pytest.mark.parametrize("wide", [False, True])
def test_red_lines_that_collide_leave_no_concession_unless_they_may_be_dropped(wide: bool) -> None:
    domain = _wide(20 if wide else 2)
    lines = [Constraint(f"line{option}", RED_LINE, option, _line(0, option)) for option in "ab"]
    demand = Constraint("demand", DEMAND, "c", _line(1, "a"))
    hard = conflicts(domain, [*lines, demand])
    assert (hard.background_collides, hard.concessions, hard.cheapest_proved) == (Verdict.YES, (), True)
    assert [_ids(one.members) for one in hard.conflicts] == [{"linea", "lineb"}]
    assert "no concession" in hard.note
    soft = conflicts(domain, [*lines, demand], drop_red_lines=True)
    assert {_ids(one.drop) for one in soft.concessions} == {frozenset({"linea"}), frozenset({"lineb"})}


@pytest.mark.parametrize("wide", [False, True])
def test_rules_that_contradict_each_other_are_said_to(wide: bool) -> None:
    rules = [Constraint(option, RULE, "", _line(0, option)) for option in "ab"]
    found = conflicts(_wide(20 if wide else 2), [*rules, Constraint("c", DEMAND, "x", _line(1, "a"))])
    assert (found.signable, found.feasible, found.conflicts) == (Verdict.NO, Verdict.NO, ())
    assert found.note == "The rules let no package exist."


@pytest.mark.parametrize("wide", [False, True])
def test_a_majority_signs_what_a_minority_rejects(wide: bool) -> None:
    """Two of three suffice, each demanding its own option: who drops its demand signs with another."""
    demands = [Constraint(option, DEMAND, option, _line(0, option)) for option in "abc"]
    pairs = [frozenset(pair) for pair in itertools.combinations("abc", 2)]
    found = conflicts(_wide(20 if wide else 2), demands, alternatives=pairs)
    assert [_ids(one.members) for one in found.conflicts] == [{"a", "b", "c"}]
    assert {_ids(one.drop) for one in found.concessions} == {frozenset(option) for option in "abc"}


def test_nothing_contested_is_signable() -> None:
    found = conflicts(_wide(20), [])
    assert (found.signable, found.conflicts, found.complete) == (Verdict.YES, (), True)
    assert found.package is not None


def test_no_time_is_no_answer_and_no_wrong_one() -> None:
    claims = [Constraint(option, DEMAND, option, _line(0, option)) for option in "abc"]
    found = conflicts(_wide(20), claims, seconds=0)
    assert (found.signable, found.conflicts, found.concessions) == (Verdict.UNKNOWN, (), ())
    assert not found.complete
    assert not found.cheapest_proved
    assert "Time ran out" in found.note


@pytest.mark.parametrize("wide", [False, True])
def test_a_limit_on_answers_is_said(wide: bool) -> None:
    claims = [Constraint(option, DEMAND, option, _line(0, option)) for option in "abcd"]
    found = conflicts(_wide(20 if wide else 2), claims, most=3)
    assert len(found.conflicts) + len(found.concessions) == 3
    assert not found.complete
    assert "3" in found.note


@pytest.mark.parametrize(
    ("constraints", "words"),
    [
        ([Constraint("one", DEMAND, "x", TRUE), Constraint("one", DEMAND, "y", TRUE)], "the id 'one'"),
        ([Constraint("one", DEMAND, "x")], "requires nothing"),
        ([Constraint("one", FLOOR, "x", floor=1)], "without a column"),
        ([Constraint("one", FLOOR, "x", column=0)], "without a floor"),
        ([Constraint("one", DEMAND, "x", TRUE, cost=Fraction(-1))], "negative cost"),
    ],
)
def test_constraints_that_make_no_sense_are_refused(constraints: list[Constraint], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        conflicts(_wide(2), constraints)


def test_that_nobody_can_sign_is_said() -> None:
    found = conflicts(_wide(2), [], alternatives=[])
    assert (found.signable, found.conflicts, found.concessions, found.complete) == (Verdict.NO, (), (), True)
    assert "Nobody can sign" in found.note
