"""Claims as a whole: verdicts over draws, reasons, and what cannot be tested yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.claims import analyse
from detente.claims.evaluate import World, holds
from detente.claims.verdict import Verdict

if TYPE_CHECKING:
    from detente.claims.result import ClaimResult, Claims

CASE = """
detente: 1
title: How much is enough
as_of: 2010-02-01
parties: {a: {walk_away: [0, 10]}, b: {walk_away: 0}, idle: }
issues:
  toll:
    options: [low, middle, high]
    today: low
    decided_by: [a, b]
    stances:
      a: {points: {low: 1, middle: 4, high: 7.5}}
      b: {points: {low: 3, middle: 2, high: 1}}
claims:
  - {id: always, says: B signs anything., holds_if: signs(b) = 3, origin: paper}
  - {id: mostly, says: Something is signed., holds_if: signable() > 0}
  - {id: undecided, says: Something but the high toll is signed., holds_if: signable(toll is not high) > 0}
  - {id: rarely, says: All is signed., holds_if: signable() = 3, origin: analyst}
  - {id: never, says: More is signed than there is., holds_if: signable() > feasible()}
  - {id: no_value, says: The idle do well., holds_if: best(idle) > 0}
  - {id: divided, says: Nought over nought., holds_if: 1 / (feasible() - 3) = 0}
  - {id: waits, says: Trust grows., waits_for: [channel, verification]}
  - {id: unknown, says: The goal is near., holds_if: p_peace() > 0.5 and signable() > 0}
  - {id: misused, says: The best of nobody., holds_if: best(nobody) > 0}
  - {id: untested, says: Just so.}
  - {id: elsewhere, says: It is signed there., holds_if: signable(variant=content) = 3}
  - {id: there, says: It is signed there too., holds_if: signable() = 3, variant: content}
variants:
  content: {parties: {a: {walk_away: -1}}}
"""


def _claims(**asked: Any) -> Claims:  # noqa: ANN401 - arguments of the analysis
    return analyse(Case.from_text(CASE), **{"sufficient": False, **asked})


def _by_id(claims: Claims) -> dict[str, ClaimResult]:
    return {one.claim.id: one for one in claims.claims}


@pytest.mark.parametrize(
    ("claim", "verdict", "share"),
    [
        ("always", Verdict.ALWAYS, 1),
        ("undecided", Verdict.UNDECIDED, 0.4),
        ("rarely", Verdict.RARELY, 0.1),
        ("never", Verdict.NEVER, 0),
        ("no_value", Verdict.NEVER, 0),
        ("elsewhere", Verdict.ALWAYS, 1),
        ("there", Verdict.ALWAYS, 1),
    ],
)
def test_verdicts_over_draws(claim: str, verdict: Verdict, share: float) -> None:
    """By hand: a needs 0 to 10, evenly, and 100 draws are 0.1 apart; the middle toll is worth 4 to it."""
    found = _by_id(_claims(draws=100))[claim]
    assert (found.verdict, found.share) == (verdict, share)
    assert found.interval is not None
    assert found.interval[0] <= share <= found.interval[1]


def test_a_share_counts_the_draws_in_which_it_holds() -> None:
    """By hand: something is signed where a needs at most 7.5."""
    case = Case.from_text(CASE)
    needs = [one.number("parties.a.walk_away") for one in case.draw(100, 5)]
    found = _by_id(_claims(draws=100, seed=5))["mostly"]
    assert found.share == sum(need <= 7.5 for need in needs) / 100
    assert "it fails where what no agreement is worth to a is above 7.5" in found.exception


def test_what_one_input_decides_alone_is_said_to_be_left_to_no_other() -> None:
    """By hand: it fails where a needs more than 7.5 and only there, a step of which an index shows a part."""
    found = _by_id(_claims(draws=100, seed=5))["mostly"]
    assert found.effects is not None
    assert found.effects.together < 0.95
    assert found.decided_says == "over the draws it is decided by what no agreement is worth to a alone"


def test_without_draws_only_the_nominal_case_is_judged() -> None:
    found = _by_id(_claims())
    assert found["mostly"].verdict is Verdict.HOLDS_NOMINALLY
    assert found["never"].verdict is Verdict.FAILS_NOMINALLY
    assert found["mostly"].share is None
    assert found["mostly"].interval is None
    assert [one.nominal for one in found.values()][:5] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("waits", "waits for channel and verification"),
        ("unknown", "no analysis publishes 'p_peace' yet"),
        ("misused", "unknown party or bloc 'nobody'; 'best' is written as best(party, [formula])"),
        ("untested", "has no test (holds_if)"),
    ],
)
def test_what_cannot_be_tested_never_holds_and_says_why(claim: str, why: str) -> None:
    found = _by_id(_claims(draws=3))[claim]
    assert (found.nominal, found.verdict, found.share) == (None, Verdict.NOT_TESTABLE, None)
    assert found.why == why


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("no_value", "idle does not sign"),
        ("divided", "has no truth value"),
        ("divided", "nothing can be divided by zero"),
    ],
)
def test_a_claim_that_turns_on_what_has_no_value_fails_and_says_why(claim: str, why: str) -> None:
    found = _by_id(_claims())[claim]
    assert found.nominal is False
    assert why in found.why


def test_witnesses_are_given_with_the_variant_in_which_they_were_taken() -> None:
    found = _by_id(_claims())
    assert found["mostly"].why == "1 package can be signed, for example “high” on “toll”"
    assert found["elsewhere"].why.startswith("in the variant “content”, 3 packages can be signed")
    assert found["there"].why == found["elsewhere"].why


def test_the_same_seed_gives_the_same_claims_and_another_seed_other_draws() -> None:
    first, again, other = (_claims(draws=30, seed=seed).to_json() for seed in (1, 1, 2))
    assert first == again
    assert {one["id"] for one in first["claims"]} == {one["id"] for one in other["claims"]}
    assert other["seed"] == 2


def test_draws_that_go_against_a_verdict_are_further_worlds_to_try() -> None:
    """What suffices stays the same where it was found without them."""
    few, many = (_by_id(_claims(draws=draws, sufficient=True)) for draws in (0, 20))
    for key, one in many.items():
        before = few[key].sufficient
        if one.sufficient is None or before is None:
            assert before is one.sufficient
            continue
        assert one.sufficient.inputs == before.inputs
        against = sum(now is not one.nominal for now in _held_in(key, 20))
        assert one.sufficient.worlds == (before.worlds and before.worlds + 2 * against)  # none where proved


def _held_in(claim: str, draws: int) -> list[bool]:
    """Return whether a claim holds in each draw, asked of one draw after another."""
    case = Case.from_text(CASE)
    [tested] = [one for one in case.claims if one.id == claim]
    assert tested.test is not None
    named = {None, tested.variant, "content"}
    drawn = {name: list((case.with_variant(name) if name else case).draw(draws, 0)) for name in named}
    return [
        holds(tested.test.meaning, World.of({name: drawn[name][i] for name in named}), tested.variant)
        for i in range(draws)
    ]


def test_progress_is_told_as_draws_are_judged() -> None:
    said: list[str] = []
    _claims(draws=120, progress=said.append)
    assert said == ["draw 50 of 120", "draw 100 of 120", "draw 120 of 120"]


def test_the_plain_form_keeps_the_contract() -> None:
    written = json.loads(json.dumps(_claims(draws=4, seed=9, sufficient=True).to_json()))
    assert (written["draws"], written["seed"]) == (4, 9)
    keys = {"id", "says", "origin", "nominal", "verdict", "share", "interval", "why"}
    assert all(keys <= one.keys() for one in written["claims"])
    assert [one["id"] for one in written["claims"]] == [one.id for one in Case.from_text(CASE).claims]
    assert {one["origin"] for one in written["claims"]} == {"paper", "analyst"}


def test_the_table_has_a_row_for_each_claim() -> None:
    frame = _claims().to_frames()["claims"]
    assert frame["id"].tolist() == [one.id for one in Case.from_text(CASE).claims]


ENOUGH = (
    CASE[: CASE.index("claims:")]
    + """
claims:
  - {id: shown, says: B signs anything., enough_if: signs(b) = 3, waits_for: channel}
  - {id: open, says: Something is signed., enough_if: signable() > 0, waits_for: channel}
  - {id: not_shown, says: More than there is., enough_if: signable() > feasible(), waits_for: channel}
"""
)


@pytest.mark.parametrize("draws", [0, 40])
def test_what_is_only_enough_does_not_refute_a_claim(draws: int) -> None:
    """Over draws a signs something in some only; what is signed is never more than there is."""
    claims = analyse(Case.from_text(ENOUGH), draws=draws, seed=3)
    found = _by_id(claims)
    assert found["shown"].nominal is True
    assert found["shown"].verdict is (Verdict.ALWAYS if draws else Verdict.HOLDS_NOMINALLY)
    assert found["open"].share is None or 0 < found["open"].share < 1
    assert found["open"].verdict is (Verdict.NOT_TESTABLE if draws else Verdict.HOLDS_NOMINALLY)
    assert (found["not_shown"].nominal, found["not_shown"].verdict) == (None, Verdict.NOT_TESTABLE)
    assert all(one.tested for one in claims.claims)
    assert "waits for channel" in found["not_shown"].why
    assert "(So far: " in claims.summary()[2]
    assert claims.to_json()["claims"][2]["waits_for"] == ["channel"]


def test_a_negative_number_of_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be -1"):
        _claims(draws=-1)


def test_a_variant_that_does_not_fit_is_refused_with_its_place() -> None:
    broken = CASE.replace("content: {parties: {a:", "content: {parties: {aa:")
    with pytest.raises(CaseError, match="'aa'"):
        analyse(Case.from_text(broken))


def test_variants_that_only_untestable_claims_name_are_left_alone() -> None:
    """A claim that waits does not stop the others from being tested, even where its variant is broken."""
    broken = CASE.replace("  content:", "  broken: {parties: {zz: {walk_away: 3}}}\n  content:")
    text = broken.replace("says: Just so.", "says: Just so., variant: broken")
    assert _by_id(analyse(Case.from_text(text), sufficient=False))["always"].nominal is True


def test_a_claim_that_the_goal_itself_settles_is_assumed() -> None:
    """By hand: were the treaty not asked for, a visit would do."""
    case = Case.from_text("""
detente: 1
title: A road
as_of: 2010-02-01
parties: {a: {}, b: {}}
horizon: {from: 2010, to: 2012}
issues: {treaty: {options: [none, signed], today: none, decided_by: [a, b]}}
blocks: {visit: {}, treaty: {sets: {treaty: signed}}}
roadmap: {goal: visit done and treaty is signed}
claims: [{id: short, says: Visits are no treaty., holds_if: p_goal(variant=visits) = 0}]
variants: {visits: {roadmap: {only: [visit]}}}
""")
    (found,) = analyse(case).claims
    assert found.sufficient is not None
    assert found.sufficient.inputs == ("roadmap.goal.0",)
    assert found.standing == "assumed"
    assert found.rests_on == "holds by one input alone: that the goal asks for this: “treaty” is “signed”"


NOTHING_EARNED = """
detente: 1
title: Talks that earn no trust
as_of: 2010-02-01
parties: {a: {}, b: {}}
horizon: {from: 2010, to: 2013}
trust: [{from: a, to: b, level: [0.2, 0.4]}]
blocks:
  talks: {decided_by: [a, b], delivers: [0.5, 0.9], earns: 0}
  treaty: {decided_by: [a, b], needs: 0.5}
roadmap: {goal: treaty done}
claims:
  - {id: short, says: Talks do not bring the trust it takes., holds_if: peak_short(treaty) > 0}
  - {id: less, says: They earn less still., variant: idle, holds_if: peak_short(treaty) > 0}
variants: {idle: {blocks: {talks: {earns: 0}}}}
"""


def test_a_trust_gain_of_nothing_that_decides_a_verdict_is_assumed() -> None:
    """By hand: trust is at most 0.4, so talks that earned 0.3 at once would do; here they earn none."""
    short = _by_id(analyse(Case.from_text(NOTHING_EARNED)))["short"]
    assert short.sufficient is not None
    assert short.sufficient.inputs == ("blocks.talks.earns",)
    assert short.standing == "assumed"


def test_a_trust_gain_of_nothing_in_a_variant_is_what_the_claim_supposes() -> None:
    """By hand: 0.4 is less than 0.5 whatever the level of trust, so nothing else decides it."""
    case = Case.from_text(NOTHING_EARNED.replace("earns: 0}", "earns: [0.3, 0.4]}", 1))
    less = _by_id(analyse(case))["less"]
    assert less.sufficient is not None
    assert less.sufficient.inputs == ()


def test_a_nothing_of_the_case_counts_also_where_a_variant_supposes_it_once_more() -> None:
    """By hand: in the variant talks earn nothing in any case, so only what the case says of them decides."""
    both = 'holds_if: "peak_short(treaty, variant=idle) > 0 and peak_short(treaty) > 0"'
    case = Case.from_text(NOTHING_EARNED.replace("holds_if: peak_short(treaty) > 0", both, 1))
    short = _by_id(analyse(case))["short"]
    assert short.sufficient is not None
    assert short.sufficient.inputs == ("blocks.talks.earns",)


def test_how_the_test_reads_a_claim_is_said_where_the_case_says_it() -> None:
    case = Case.from_text(CASE.replace("holds_if: signs(b) = 3", "read_as: b alone., holds_if: signs(b) = 3"))
    found = analyse(case, sufficient=False)
    assert "\n  Read as: b alone.\n" in "\n".join(found.summary())
    assert [one["read_as"] for one in found.to_json()["claims"]].count("b alone.") == 1


def test_a_case_without_claims_says_so_and_where_they_are_written() -> None:
    """What it gives as an example can be put into the case as it stands."""
    without = CASE[: CASE.index("claims:")]
    found = analyse(Case.from_text(without), draws=5)
    assert found.claims == ()
    (said,) = found.summary()
    assert said.startswith("The case makes no claims.")
    example = said[said.index("claims: [") :]
    (claim,) = analyse(Case.from_text(without + example), sufficient=False).claims
    assert claim.nominal is True


@pytest.mark.parametrize(
    ("level", "why"),
    [
        ("0.3", "“treaty” needs the trust of a in b and the trust of b in a to be 0.50; each is 0.30"),
        ("0.4", "“treaty” needs the trust of a in b to be 0.50; it is 0.30"),
    ],
)
def test_pairs_that_are_as_short_of_trust_are_named_together(level: str, why: str) -> None:
    both = f"trust: [{{from: a, to: b, level: 0.3}}, {{from: b, to: a, level: {level}}}]"
    text = NOTHING_EARNED.replace("trust: [{from: a, to: b, level: [0.2, 0.4]}]", both)
    case = Case.from_text(
        text.replace("holds_if: peak_short(treaty) > 0", "holds_if: trust_short(treaty) > 0", 1)
    )
    short = _by_id(analyse(case))["short"]
    assert short.why == why
    later = _by_id(analyse(Case.from_text(text)))["short"]
    assert later.why == why.replace("each is", "each peaks at").replace("it is", "it peaks at")


TORN = """
detente: 1
title: A bridge
as_of: 2010-02-01
parties: {north: , south: }
issues:
  bridge:
    options: [none, built]
    today: none
    decided_by: [north, south]
    stances: {north: built > none, south: built > none}
rules: [{id: open, require: bridge is built}]
claims:
  - {id: here, says: None is signed., holds_if: signable(bridge is none) = 0}
  - {id: there, says: Nothing is signed., holds_if: signable() = 0, variant: torn}
  - {id: both, says: It is worth less there., holds_if: signable() > signable(variant=torn)}
  - {id: else, says: Today is worth nothing., holds_if: worth_today(north) = 0, variant: torn}
variants:
  torn:
    says: No bridge either.
    rules: [{id: shut, require: bridge is none}]
"""
NOTHING = "no package can exist whatever the parties want, as the rules contradict each other"


def test_it_is_said_where_a_claim_holds_only_because_no_package_can_exist() -> None:
    """By hand: in the variant the bridge would have to be built and not to be."""
    claims = analyse(Case.from_text(TORN), sufficient=False)
    found = _by_id(claims)
    assert all(one.nominal for one in found.values())
    torn = f"in the variant “torn”, {NOTHING}"
    assert {key: torn in one.why for key, one in found.items()} == {
        "here": False,
        "there": True,
        "both": True,
        "else": False,
    }
    assert "No package can exist" not in "\n".join(claims.summary())


def test_it_is_said_first_where_no_package_can_exist_in_the_case() -> None:
    claims = analyse(Case.from_text(TORN).with_variant("torn"), sufficient=False)
    first, *_ = claims.summary()
    assert first.startswith("No package can exist: the rules contradict each other.")
    assert NOTHING in _by_id(claims)["here"].why
    assert next(one["why"] for one in claims.to_json()["claims"] if one["id"] == "here").endswith(NOTHING)
