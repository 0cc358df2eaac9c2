"""Rules that are no contest at all are ordinary input."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.institutions.power.voting_power import power_of
from detente.outcomes.rule_tree import AllOf, AnyOf, Quota, Rule, Vote, consensus

NEVER = Quota(Fraction(3), ((Vote("a"), Fraction(1)), (Vote("b"), Fraction(1))))


def test_nobody_ever_wins() -> None:
    power = power_of("ab", NEVER)
    assert power.winning == 0
    assert power.coleman_to_act == 0
    assert power.shapley_shubik == power.banzhaf_absolute == power.coleman_initiate == {"a": 0, "b": 0}
    nothing = {"a": None, "b": None}
    assert power.banzhaf == power.coleman_prevent == power.holler == power.johnston == nothing
    assert power.undefined.keys() == {"banzhaf", "coleman_prevent", "holler", "deegan_packel", "johnston"}
    assert power.undefined["coleman_prevent"] == "No coalition wins, so there is none that could be broken."
    assert power.minimal_winning.number == 0
    assert power.minimal_blocking.listed[0].parts == ()
    assert power.remarks == ("The rule cannot be met even by all together: nobody ever wins.",)


@pytest.mark.parametrize(
    "rule", [AllOf(()), Quota(Fraction(0), ()), AnyOf((Vote("a"), AllOf(())))], ids=["all", "quota", "any"]
)
def test_the_empty_coalition_wins(rule: Rule) -> None:
    power = power_of("ab", rule)
    assert power.winning == 4
    assert power.coleman_to_act == 1
    assert power.coleman_prevent == power.shapley_shubik == {"a": 0, "b": 0}
    assert power.coleman_initiate == power.banzhaf == {"a": None, "b": None}
    assert power.undefined["coleman_initiate"].startswith("Every coalition wins")
    assert power.minimal_winning.number == 1
    assert power.minimal_winning.listed[0].size == 0
    assert power.minimal_blocking.number == 0
    assert power.remarks == ("The rule accepts even where nobody does, so that nobody has any power.",)


def test_no_members_at_all() -> None:
    power = power_of((), AllOf(()))
    assert power.winning == 1
    assert power.banzhaf == power.shapley_shubik == power.johnston == {}
    assert "banzhaf" in power.undefined


def test_a_member_in_no_vote_has_no_power_and_doubles_the_coalitions() -> None:
    power = power_of("abc", consensus("ab"))
    assert power.winning == 2
    assert power.shapley_shubik == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}
    assert power.remarks == ("c never makes a difference under the rule.",)
    assert power.undefined == {}


def test_a_body_that_can_never_accept_within_another() -> None:
    power = power_of("abc", AnyOf((NEVER, Vote("c"))))
    assert power.banzhaf == {"a": 0, "b": 0, "c": 1}


def test_all_that_is_wrong_with_the_names_is_said() -> None:
    with pytest.raises(ValueError, match="'usa' is named twice") as problem:
        power_of(["usa", "usa", "russia"], consensus(["rusia", "china"]))
    assert "'rusia' votes but is no member (did you mean 'russia'?); " in str(problem.value)
    assert "'china' votes but is no member." in str(problem.value)
