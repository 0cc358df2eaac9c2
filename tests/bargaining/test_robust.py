"""Which inputs must be held so that a package is signed in every world, or none, against a look at all."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from detente.bargaining.robust import keep_excluded, keep_signable
from detente.case.free_inputs import free_inputs
from detente.case.language import parse_formula
from detente.case.uncertainty import CertainCase
from detente.outcomes.holding import Holding
from detente.outcomes.negotiation import negotiation_of
from tests.case_strategies import case_mappings, formula_text, read_case
from tests.held_inputs import allows, certain_at, corners, sets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.case import Case
    from detente.case.formula import Formula
    from detente.outcomes.negotiation import Negotiation

    Package = tuple[tuple[str, str], ...]

MOST_NUMBERS = 6
"""Free numbers of a case up to which all corners are looked at."""
MOST_PACKAGES = 24
MOST_LINES = 6
"""Rules, red lines and demands up to which all sets of them are looked at."""


SEEDS = st.integers(0, 2**32 - 1)


def _lines(negotiation: Negotiation) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*negotiation.rules_by_path, *(one.path for one in negotiation.lines))))


def _floors(negotiation: Negotiation) -> frozenset[str]:
    return frozenset(one.path for one in negotiation.limits)


def _numbers(case: Case) -> tuple[str, ...]:
    return tuple(one.path for one in free_inputs(case))


def _packages(negotiation: Negotiation, formula: Formula) -> Iterator[Package]:
    """Yield those on the table in which a formula holds."""
    offered = [negotiation.case.issues[issue].options for issue in negotiation.issues]
    for chosen in product(*offered):
        package = tuple(zip(negotiation.issues, chosen, strict=True))
        if formula.holds(negotiation.whole(dict(package))):
            yield package


def _signed(certain: CertainCase, formula: Formula) -> frozenset[Package]:
    negotiation = negotiation_of(certain)
    return frozenset(one for one in _packages(negotiation, formula) if negotiation.signs(dict(one)))


def _small(mapping: Mapping[str, Any]) -> bool:
    case = read_case(mapping)
    return (
        sum(len(one.numbers) for one in free_inputs(case)) <= MOST_NUMBERS
        # Weights that are ranked share one sum: they are not all at an end together.
        and not any(one.endswith(".weights") for one in _numbers(case))
    )


def _few_packages(negotiation: Negotiation) -> bool:
    count = 1
    for issue in negotiation.issues:
        count *= len(negotiation.case.issues[issue].options)
    return count <= MOST_PACKAGES


def _changed(negotiation: Negotiation, chance: Random) -> str:
    """Ask for a change from today, which somebody may dislike; mostly, and where there is one."""
    if not negotiation.issues or chance.random() < 1 / 4:
        return ""
    issue = chance.choice(negotiation.issues)
    return f"{issue} is not {negotiation.today[issue]}"


def _widened(mapping: dict[str, Any], seed: int) -> dict[str, Any]:
    """Make ranges of some points that are numbers."""
    chance = Random(seed)
    for issue in mapping["issues"].values():
        for stance in issue["stances"].values():
            for option, points in stance.get("points", {}).items():
                if isinstance(points, int) and chance.random() < 1 / 3:
                    stance["points"][option] = [points - chance.randint(0, 6), points + chance.randint(1, 3)]
    return mapping


SMALL = st.builds(_widened, case_mappings(), SEEDS).filter(_small)
MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@MANY
@given(SMALL, SEEDS)
def test_a_package_stays_signable_where_every_corner_lets_it(mapping: dict[str, Any], seed: int) -> None:
    """For every set of inputs the model tells if one package is signed in all corners with these held."""
    case, chance = read_case(mapping), Random(seed)
    negotiation = negotiation_of(case.nominal)
    formula = parse_formula(_changed(negotiation, chance) or formula_text(mapping, chance))
    inputs = (*_lines(negotiation), *_floors(negotiation), *_numbers(case))
    holding = Holding(inputs)
    if not keep_signable(holding, case, negotiation, formula):
        assert negotiation.bloc_valuations
        return
    if not _few_packages(negotiation):
        event("too many packages")
        return
    signed = {corner: _signed(certain_at(case, corner), formula) for corner in corners(case, frozenset())}

    def robust(held: frozenset[str]) -> bool:
        left = frozenset(_packages(negotiation, formula))
        for corner in corners(case, held):
            if corner not in signed:
                signed[corner] = _signed(certain_at(case, corner), formula)
            left &= signed[corner]
        return bool(left)

    sufficient = [held for held in sets_of(_numbers(case)) if robust(held)]
    assert [held for held in sets_of(_numbers(case)) if allows(holding, held)] == sufficient
    least = holding.least({})
    event("never" if least is None else "nothing held" if not least else "some held")
    assert (least is None) == (not sufficient)
    if least is not None:
        assert len(least) == len(sufficient[0])
        # Nor does it matter what of the rest is absent.
        rest = [path for path in inputs if path not in least]
        for corner in list(corners(case, least))[:8]:
            dropped = frozenset(path for path in rest if chance.random() < 1 / 2)
            assert _signed(CertainCase(case, certain_at(case, corner).numbers, dropped=dropped), formula)


@MANY
@given(case_mappings(), SEEDS)
def test_packages_are_excluded_where_lines_alone_do_it(mapping: dict[str, Any], seed: int) -> None:
    """For every set of lines the model tells whether nothing is signed though all else is given up."""
    case, chance = read_case(mapping), Random(seed)
    negotiation, formula = negotiation_of(case.nominal), parse_formula(formula_text(mapping, chance))
    lines, floors = _lines(negotiation), _floors(negotiation)
    if len(lines) > MOST_LINES or not _few_packages(negotiation):
        event("too many of something")
        return

    def excluded(held: frozenset[str]) -> bool:
        dropped = floors.union(lines) - held
        return not _signed(CertainCase(case, case.nominal.numbers, dropped=dropped), formula)

    holding = Holding(lines)
    sufficient = [held for held in sets_of(lines) if excluded(held)]
    known = keep_excluded(holding, negotiation, formula)
    assert known == bool(sufficient)
    event("never" if not known else "nothing held" if not sufficient[0] else "some held")
    if known:
        assert [held for held in sets_of(lines) if allows(holding, held)] == sufficient
