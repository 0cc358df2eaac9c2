"""Power indices from the literature; the tables and their sources are in the catalog."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.institutions.power.voting_power import power_of
from detente.outcomes.rule_tree import AllOf, at_least, consensus
from tests.rule_strategies import weighted_vote

if TYPE_CHECKING:
    from detente.outcomes.rule_tree import Rule

CATALOG = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "voting_power.yaml")
BODIES = {body["id"]: body for body in CATALOG["bodies"]}
FIGURES = [
    (body["id"], source, index)
    for body in CATALOG["bodies"]
    for source in ("published", "computed")
    for index in body[source]
]


def _members(body: dict[str, Any]) -> list[list[str]]:
    return [[f"{group['label']} {place}" for place in range(group["count"])] for group in body["groups"]]


def _rule(body: dict[str, Any]) -> Rule:
    groups = zip(_members(body), body["groups"], strict=True)
    weights = {member: Fraction(group["weight"]) for members, group in groups for member in members}
    return weighted_vote(Fraction(body["quota"]), weights)


def _agree(found: Fraction | int | None, given: int | str, places: int = 0) -> bool:
    """Compare fractions and whole numbers exactly, decimals to so many places or more if they have more."""
    assert found is not None
    if isinstance(given, int) or "/" in given:
        return found == Fraction(given)
    exponent = Decimal(given).as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(Fraction(found) - Fraction(given)) <= Fraction(10) ** min(exponent, -places) / 2


@pytest.mark.parametrize(("name", "source", "index"), FIGURES, ids=[" ".join(figure) for figure in FIGURES])
def test_the_figure(name: str, source: str, index: str) -> None:
    """The catalog has for each figure its source, and says which are no publication."""
    body = BODIES[name]
    members = _members(body)
    power = power_of([member for group in members for member in group], _rule(body))
    given = body[source][index]
    # What was computed has six places or more; noughts at the end were not handed on.
    places = 6 if source == "computed" else 0
    if index == "minimal_winning":
        assert power.minimal_winning.number == given
    elif isinstance(given, list):
        found = getattr(power, index)
        firsts = [found[group[0]] for group in members]
        assert all(_agree(number, figure, places) for number, figure in zip(firsts, given, strict=True))
        assert all(found[member] == found[group[0]] for group in members for member in group)
    else:
        assert _agree(getattr(power, index), given, places)


def test_the_security_council_by_its_rule_is_the_weighted_vote() -> None:
    """Nine of fifteen, all five permanent members among them, as article 27 has it."""
    permanent, elected = _members(BODIES["un_security_council"])
    everybody = [*permanent, *elected]
    power = power_of(everybody, AllOf((consensus(permanent), at_least(9, everybody))))
    assert power.shapley_shubik == {
        **dict.fromkeys(permanent, Fraction(421, 2145)),
        **dict.fromkeys(elected, Fraction(4, 2145)),
    }
    assert power.minimal_winning.listed[0].parts[-1] == (tuple(elected), 4)
    assert power.minimal_blocking.listed[0].parts == ((tuple(permanent), 1),)
    assert [line.size for line in power.minimal_blocking.listed] == [1, 7]


def test_seventy_equal_voters_have_a_seventieth_each() -> None:
    """By symmetry; integers of 64 bits overflow on it."""
    members = [str(number) for number in range(70)]
    power = power_of(members, at_least(36, members))
    for index in (power.shapley_shubik, power.banzhaf, power.holler, power.johnston, power.deegan_packel):
        assert set(index.values()) == {Fraction(1, 70)}


def test_luxembourg_never_made_a_difference() -> None:
    """In the Council of the EEC its one vote could decide nothing, as every text-book has it."""
    body = BODIES["eec_council_1958"]
    power = power_of([member for group in _members(body) for member in group], _rule(body))
    assert power.remarks == ("LU 0 never makes a difference under the rule.",)
