from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from detente.case.case import Case, load
from detente.case.powers import PowerKind
from detente.case.problems import CaseError
from detente.institutions.powers.audit import powers_audit
from detente.institutions.powers.published import needs_consent, needs_consent_witness
from detente.institutions.powers.said import powers_say
from detente.outcomes.moves import deciders
from detente.outcomes.published import UndefinedQuantityError

CONSENT = """
detente: 1
title: Who must consent
as_of: 2010-02-01
parties: {a: , b: , c: , r: }
blocs:
  pact: {members: [a, b, c], decides_by: {at_least: 2}}
  league: {members: [a, b]}
issues:
  one: {options: [x, y, z], today: x, decided_by: pact}
  two: {options: [x, y], today: x, decided_by: league}
  three: {options: [x, {}], today: x, decided_by: [r]}
variants:
  treaty:
    issues:
      one: {options: {y: {decided_by: [pact, r]}}}
      two: {decided_by: [league, r]}
""".replace("[x, {}]", "[x, y]")


@pytest.mark.parametrize(
    ("variant", "party", "of", "share"),
    [
        pytest.param(None, "r", "pact", 0, id="nothing needs consent yet"),
        pytest.param("treaty", "r", "pact", Fraction(1, 2), id="one of two moves does"),
        pytest.param("treaty", "r", "league", 1, id="the only move does"),
        pytest.param("treaty", "a", "pact", 0, id="a majority can do without one member"),
        pytest.param("treaty", "pact", "r", 0, id="the other way round nothing does"),
    ],
)
def test_share_of_moves_that_need_consent(variant: str | None, party: str, of: str, share: Fraction) -> None:
    """By hand, from who decides with and without the treaty."""
    case = Case.from_text(CONSENT)
    assert _share(case.with_variant(variant) if variant else case, party, of) == share


def test_consent_to_moves_that_are_never_made_without_it_has_no_value() -> None:
    """Under consensus a must agree to every move of the league already."""
    with pytest.raises(UndefinedQuantityError, match="makes no move without"):
        _share(Case.from_text(CONSENT), "a", "league")


def test_moves_on_an_issue_that_a_variant_takes_away_are_nobodys_to_block() -> None:
    """By hand: without the second issue, the league's only move, nothing changes for the pact's two."""
    text = CONSENT + "  short: {issues: {two: null}}\n"
    audit = powers_audit(Case.from_text(text).with_variant("short"))
    assert {key: len(one.blockable) for key, one in audit.items()} == {"league": 0, "pact": 0, "r": 0}


CLAUSES = """
detente: 1
title: What a draft grants
as_of: 2010-02-01
parties: {a: , b: , c: , r: }
blocs: {pact: {members: [a, b], decides_by: {at_least: 1}}}
issues:
  one: {options: [x, y, z], today: x, decided_by: pact}
  two: {options: [x, y], today: x, decided_by: [pact, c]}
  three: {options: [x, y], today: x, decided_by: r}
powers:
  - {id: first, to: r, grants: block, over: {one: y}, of: pact}
  - {id: second, to: [r, c], grants: block, over: [one, two, three]}
  - {id: third, to: c, grants: consult, over: [one, three]}
  - {id: fourth, to: c, grants: initiate, over: one}
variants:
  without_second: {powers: [{id: second, over: {three: y}}]}
"""


def _share(case: Case, party: str, of: str) -> Fraction:
    return needs_consent(case.nominal, party, of)


def test_who_may_block_decides_beside_the_others() -> None:
    case = Case.from_text(CLAUSES)
    assert deciders(case, "one", "x", "y") == ("pact", "r", "c")
    assert deciders(case.with_variant("without_second"), "one", "x", "y") == ("pact", "r")
    assert deciders(case.with_variant("without_second"), "one", "x", "z") == ("pact",)


def test_the_audit_counts_what_each_clause_opens_to_others() -> None:
    """By hand: c decides on two already, so of the pact's moves it can only come to block the others."""
    audit = powers_audit(Case.from_text(CLAUSES))
    assert list(audit) == ["c", "r", "pact"]
    pact = audit["pact"]
    assert [(move.issue, move.after) for move in pact.moves] == [("one", "y"), ("one", "z"), ("two", "y")]
    assert len(pact.blockable) == 3
    assert pact.share == pact.share_of("r") == pact.share_of("c") == 1
    assert pact.free == {"c": 2, "r": 3}
    said = {(one.holder, one.move.issue, one.move.after, str(one.kind)): one.clauses for one in pact.powers}
    assert said == {
        ("c", "one", "y", "block"): ("second",),
        ("c", "one", "z", "block"): ("second",),
        ("c", "one", "y", "consult"): ("third",),
        ("c", "one", "z", "consult"): ("third",),
        ("c", "one", "y", "initiate"): ("fourth",),
        ("c", "one", "z", "initiate"): ("fourth",),
        ("r", "one", "y", "block"): ("first", "second"),
        ("r", "one", "z", "block"): ("second",),
        ("r", "two", "y", "block"): ("second",),
    }
    # The pact has no power over r, c has; c's one move is open to r, which is no part of the pact.
    assert audit["r"].share_of("c") == audit["c"].share_of("r") == 1
    assert audit["r"].share_of("pact") is None


def test_a_clause_less_takes_away_what_it_grants() -> None:
    """By hand: of the pact's moves only the one to y is left to r, by the first clause."""
    pact = powers_audit(Case.from_text(CLAUSES, "case.yaml").with_variant("without_second"))["pact"]
    assert pact.share_of("r") == Fraction(1, 3)
    assert pact.share_of("c") == 0
    assert len(pact.blockable) == 1


def test_the_share_without_a_clause_is_what_the_others_grant() -> None:
    certain = Case.from_text(CLAUSES).nominal
    without = replace(certain, dropped=frozenset({"powers.second"}))
    assert needs_consent(certain, "r", "pact") == 1
    assert needs_consent(without, "r", "pact") == Fraction(1, 3)
    assert "“one” to “y” (first, second)" in needs_consent_witness(certain, "r", "pact")
    assert "“one” to “y” (first)" in needs_consent_witness(without, "r", "pact")


def test_the_draft_treaty_rests_on_two_articles() -> None:
    """K12: without either article Russia can block less than four in five of the moves."""
    certain = load("nato-russia-2010", "draft_treaty").nominal
    assert needs_consent(certain, "russia", "nato") >= Fraction(4, 5)
    for article in ("powers.draft-article-1", "powers.draft-article-2"):
        without = replace(certain, dropped=frozenset({article}))
        assert needs_consent(without, "russia", "nato") < Fraction(4, 5)
    mutual = load("nato-russia-2010", "draft_treaty_mutual").nominal
    assert needs_consent(certain, "nato", "russia") == 0
    assert needs_consent(mutual, "nato", "russia") > 0


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("{id: p, to: x, grants: block, over: one}", "unknown party 'x'"),
        ("{id: p, to: a, grants: block, over: on}", "unknown issue 'on'"),
        ("{id: p, to: a, grants: block, over: {one: w}}", "unknown option of 'one': 'w'"),
        (
            "{id: p, to: a, grants: veto, over: one}",
            "'veto' is not possible here; it is 'consult', 'block' or 'initiate'",
        ),
        (
            "{id: p, to: a, grants: block, over: one, of: a}",
            "the clause grants nothing: its holders need no power over themselves",
        ),
    ],
)
def test_a_clause_about_what_is_not_there_is_told(clause: str, said: str) -> None:
    text = CLAUSES[: CLAUSES.index("powers:")] + f"powers: [{clause}]\n"
    with pytest.raises(CaseError) as error:
        Case.from_text(text)
    assert [problem.message for problem in error.value.problems] == [said]


@pytest.mark.parametrize("of", ["[a]", "[a, c]"])
def test_a_clause_that_gives_one_holder_power_over_another_is_taken(of: str) -> None:
    """By hand: whatever a decides here is also open to c, and the other way round."""
    clause = f"powers: [{{id: p, to: [a, c], grants: block, over: one, of: {of}}}]\n"
    text = CLAUSES[: CLAUSES.index("powers:")].replace(
        "today: x, decided_by: pact", "today: x, decided_by: a"
    )
    audit = powers_audit(Case.from_text(text + clause))
    assert audit["a"].by(PowerKind.BLOCK) == {"c": 2}


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("{id: first, to: q, grants: blok, over: one, of: qq}", ["first", "blok", "'q'", "'qq'"]),
        ("{id: first, to: q, over: on}", ["first", "'grants'", "'q'", "'on'"]),
        ("{id: first, to: {}, grants: blok, over: on, of: qq}", ["first", "mapping", "blok", "'on'", "'qq'"]),
        ("{id: first, to: q, grants: block, over: [], of: qq}", ["first", "listed", "'q'", "'qq'"]),
        ("{to: q, grants: blok, over: {on: }}", ["'id'", "blok", "'q'", "'on'"]),
    ],
)
def test_one_mistake_in_a_clause_does_not_hide_another(clause: str, said: list[str]) -> None:
    """Where a field is wrong or missing, what else is written is checked all the same."""
    text = CLAUSES[: CLAUSES.index("variants:")] + f"  - {clause}\n"
    with pytest.raises(CaseError) as error:
        Case.from_text(text)
    messages = [problem.message for problem in error.value.problems]
    assert len(messages) == len(said)
    for word in said:
        assert any(word in message for message in messages)


THROUGH = """
detente: 1
title: What a draft grants to a bloc
as_of: 2010-02-01
parties: {a: , b: , c: , d: }
blocs: {ab: {members: [a, b], decides_by: consensus}}
issues:
  one: {options: [x, y, z], today: x, decided_by: a}
  two: {options: [x, y], today: x, decided_by: d}
powers:
  - {id: bloc, to: ab, grants: block, over: [one, two]}
  - {id: inner, to: c, grants: block, over: {one: y}}
"""


def test_members_can_block_what_their_bloc_can_if_it_needs_them() -> None:
    """By hand, and by what needs_consent counts: a and b each stop ab, which decides by consensus."""
    case = Case.from_text(THROUGH)
    audit = powers_audit(case)
    found = [(one.holder, one.move.after, one.clauses, one.through) for one in audit["a"].powers]
    assert found == [
        ("b", "y", ("bloc",), ("ab",)),
        ("b", "z", ("bloc",), ("ab",)),
        ("c", "y", ("inner",), ()),
    ]
    assert audit["d"].by(PowerKind.BLOCK) == {"a": 1, "b": 1, "ab": 1}
    for party, one in audit.items():
        for holder in one.free:
            assert one.share_of(holder) == _share(case, holder, party)
    assert powers_say(case, audit["a"]) == (
        "A: of 2 moves that it decides on, 2 become blockable: by c 1 (of 2 that it could not block before);"
        " through ab, by b 2 (of 2 that it could not block before)."
    )
    assert powers_say(case, audit["d"]) == (
        "D: of one move that it decides on, one becomes blockable: by ab 1 (of 1 that it could not block"
        " before); through ab, by a and b 1 each (of 1 that each could not block before)."
    )


def test_a_majority_lets_no_member_block_through_its_bloc() -> None:
    case = Case.from_text(THROUGH.replace("consensus", "{at_least: 1}"))
    assert powers_audit(case)["d"].by(PowerKind.BLOCK) == {"ab": 1}


@pytest.mark.parametrize(
    ("party", "of", "said"),
    [
        ("b", "d", "makes without b, one needs its consent here: “two” to “y” (bloc, through ab)"),
        ("ab", "d", "makes without ab, one needs its consent here: “two” to “y” (bloc)"),
        ("c", "a", "makes without c, one needs its consent here: “one” to “y” (inner)"),
        ("c", "d", "makes without c, none needs its consent here"),
    ],
)
def test_a_witness_names_the_clause_and_the_bloc(party: str, of: str, said: str) -> None:
    assert needs_consent_witness(Case.from_text(THROUGH).nominal, party, of).endswith(said)


def test_a_witness_names_the_member_whose_consent_it_is() -> None:
    case = Case.from_text(THROUGH.replace("to: ab,", "to: b,").replace("[one, two]", "two"))
    said = needs_consent_witness(case.nominal, "ab", "d")
    assert said.endswith("one needs the consent of b, within ab, here: “two” to “y” (bloc)")


def test_many_members_who_can_block_through_one_bloc_are_counted_and_not_listed() -> None:
    """Under the draft read as mutual each of the 28 members can block what NATO can."""
    case = load("nato-russia-2010", "draft_treaty_mutual")
    said = powers_say(case, powers_audit(case)["russia"])
    assert "by NATO 2 (of 4 that it could not block before); through NATO, by 28 members such as" in said
