"""What bargaining publishes for claims equals what going through every package gives."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from detente.bargaining.quantities import QUANTITIES
from detente.case.case import Case, load
from detente.case.language import parse_formula
from detente.case.uncertainty import CertainCase, inputs
from detente.outcomes.published import ParameterKind, UndefinedQuantityError
from tests.brute_force_case import CaseOracle
from tests.brute_force_language import holds
from tests.brute_force_negotiation import NegotiationOracle
from tests.case_strategies import case_mappings, formula_text, read_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.case.formula import Formula

BY_NAME = {quantity.name: quantity for quantity in QUANTITIES}
MANY = settings(max_examples=150)
CHANCES = st.integers(0, 2**32 - 1).map(Random)


def _quantity(case: Case, name: str, *arguments: Formula | str | None) -> Fraction:
    return BY_NAME[name].compute(case.nominal, *arguments)


def _count(packages: Iterable[Mapping[str, str]], formula: str) -> int:
    return sum(holds(formula, package) for package in packages)


@MANY
@given(case_mappings(), CHANCES)
def test_counts_of_packages_with_a_formula(mapping: dict[str, Any], chance: Random) -> None:
    case, oracle = read_case(mapping), NegotiationOracle(CaseOracle(mapping))
    written = formula_text(mapping, chance)
    formula = parse_formula(written)
    feasible, signable = _count(oracle.feasible, written), _count(oracle.signable, written)
    event(f"signable: {min(signable, 5)}")
    assert _quantity(case, "feasible", formula) == feasible
    assert _quantity(case, "signable", formula) == signable
    assert _quantity(case, "feasible", None) == len(oracle.feasible)
    assert _quantity(case, "signable", None) == len(oracle.signable)
    if feasible:
        assert _quantity(case, "signable_share", formula) == Fraction(signable, feasible)
    else:
        with pytest.raises(UndefinedQuantityError, match="can exist under the rules"):
            _quantity(case, "signable_share", formula)


@MANY
@given(case_mappings(), CHANCES)
def test_what_one_would_sign_alone_and_what_it_is_worth(mapping: dict[str, Any], chance: Random) -> None:
    case, oracle = read_case(mapping), NegotiationOracle(CaseOracle(mapping))
    party = chance.choice([*mapping["parties"], *mapping["blocs"]])
    written = formula_text(mapping, chance)
    formula = parse_formula(written)
    alone = NegotiationOracle(oracle.case, issues=oracle.table, signatories=[party])
    assert _quantity(case, "signs", party, formula) == _count(alone.signable, written)
    assert _quantity(case, "worth_today", party) == oracle.case.value(party, oracle.today)
    worth = [oracle.case.value(party, one) for one in oracle.signable if holds(written, one)]
    if party in oracle.signatories and worth:
        assert _quantity(case, "best", party, formula) == max(worth)
    else:
        with pytest.raises(UndefinedQuantityError):
            _quantity(case, "best", party, formula)


@MANY
@given(case_mappings(), CHANCES)
def test_what_a_move_changes_harms_and_needs(mapping: dict[str, Any], chance: Random) -> None:
    case, oracle = read_case(mapping), NegotiationOracle(CaseOracle(mapping))
    changes = oracle.case.changes()
    assume(changes)
    issue, option = chance.choice(changes)
    move = parse_formula(f"{issue} is {option}")
    party = chance.choice([*mapping["parties"], *mapping["blocs"]])
    after = oracle.after(issue, option)
    values = [
        oracle.case.value(party, package) for package in (oracle.today, {**oracle.today, issue: option})
    ]
    assert _quantity(case, "change", party, move) == values[1] - values[0]
    assert _quantity(case, "harm", move) == len(oracle.combinations(issue)) - len(after.signable)
    before = oracle.joint_gain()
    if before is None:
        for name, arguments in (("joint_gain", ()), ("harm_gain", (move,))):
            with pytest.raises(UndefinedQuantityError, match="can be signed"):
                _quantity(case, name, *arguments)
    else:
        assert _quantity(case, "joint_gain") == before
        assert _quantity(case, "harm_gain", move) == before - (after.joint_gain() or 0)
    deciding = oracle.case.deciders_from_today(issue, option)
    step = NegotiationOracle(oracle.case, issues=[issue], signatories=deciding)
    assert (_quantity(case, "stops", move) == 0) == step.signs({**oracle.today, issue: option})


def test_a_move_to_what_holds_today_has_no_value() -> None:
    case = load("nato-russia-2010")
    for name in ("harm", "harm_gain", "stops"):
        with pytest.raises(UndefinedQuantityError, match="today already"):
            _quantity(case, name, parse_formula("veto is none"))


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda quantity: str(quantity.name))
def test_every_quantity_has_help_a_unit_a_witness_and_paths_that_exist(quantity: Any) -> None:  # noqa: ANN401
    """A witness speaks of the number; paths are those of red lines, demands, floors and rules."""
    case = load("nato-russia-2010")
    given = {
        ParameterKind.FORMULA: parse_formula("piracy is joint"),
        ParameterKind.MOVE: parse_formula("enlargement is hasty"),
        ParameterKind.PARTY: "nato",
    }
    arguments = [given[one.kind] for one in quantity.parameters]
    assert quantity.help.endswith(".")
    assert quantity.unit
    assert quantity.witness(case.nominal, *arguments)
    for path in quantity.turns_on(case.nominal, *arguments):
        assert path.split(".")[0] in {"parties", "blocs", "camps", "issues", "rules"}


@settings(max_examples=200, deadline=None)
@given(case_mappings(), st.integers(0, 2**32 - 1))
def test_no_other_numbers_matter_than_those_of_which_a_quantity_says_so(
    mapping: dict[str, Any], seed: int
) -> None:
    """All others may be anything, and not one signature changes."""
    case, chance = read_case(mapping), Random(seed)
    for name, arguments in (("signable", (None,)), *(("signs", (party, None)) for party in case.parties)):
        quantity = BY_NAME[name]
        beginnings = tuple(f"{one}." for one in quantity.numbers(case.nominal, *arguments))
        others = {
            path: Fraction(chance.randint(-40, 40))
            for one in inputs(case)
            if not f"{one.path}.".startswith(beginnings)
            for path in one.numbers
        }
        event(f"others matter not: {bool(others)}")
        changed = CertainCase(case, {**case.nominal.numbers, **others})
        assert quantity.compute(changed, *arguments) == quantity.compute(case.nominal, *arguments)


def test_what_a_quantity_turns_on_is_all_it_turns_on() -> None:
    """Without everything that it names, the zone is every package that can exist without rules."""
    case = load("nato-russia-2010")
    paths = frozenset(BY_NAME["signable"].turns_on(case.nominal, None))
    free = replace(case.nominal, dropped=paths)
    packages = prod(len(case.issues[issue].options) for issue in case.negotiation.issues or ())
    assert BY_NAME["signable"].compute(free, None) == packages
