"""The search for what a verdict rests on where worlds take long: what is proved, and what is for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case
from detente.claims import analyse
from detente.claims.needs import Needs
from detente.claims.search import FEW, FURTHER
from detente.claims.study import Study

if TYPE_CHECKING:
    from detente.claims.result import ClaimResult

# The pact needs 0.5 of trust, and 0.7 at most; there is as much as 0.5, and 0.3 at least.
PACT = """
detente: 1
title: A pact, or a treaty that needs one before
as_of: 2010-02-01
parties: {a: {}, b: {}}
horizon: {from: 2010, to: 2012}
trust: [{from: a, to: b, level: [0.3, 0.7]}]
blocks:
  pact: {decided_by: [a, b], needs: [0.3, 0.7], earns: [0, 0.2], delivers: [0.2, 0.8]}
  treaty: {decided_by: [a, b], after: pact done, delivers: [0.2, 0.8]}
roadmap: {goal: pact done}
claims:
  - {id: some, says: There may be a pact., holds_if: p_goal() > 0}
  - {id: more, says: A pact may come and earns trust., holds_if: p_goal() > 0 and trust_earned(pact) > 0}
  - {id: never, says: There is no treaty., holds_if: p_goal(treaty done) = 0}
  - {id: most, says: A pact is not certain., holds_if: p_goal() < 1}
"""
TRUST = {"trust.0.level", "blocks.pact.needs"}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each world take long, as far as is known."""
    monkeypatch.setattr(Study, "slow", lambda *_: True)


def _claims(*, thorough: bool = False) -> dict[str, ClaimResult]:
    return {one.claim.id: one for one in analyse(Case.from_text(PACT), thorough=thorough).claims}


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("thorough", [False, True])
def test_what_a_chance_takes_is_proved_and_the_rest_is_tried(thorough: bool) -> None:
    """By hand: a pact can be reached with trust and its need as the case says, and with neither alone."""
    found = _claims(thorough=thorough)["some"].sufficient
    assert found is not None
    assert set(found.inputs) == TRUST
    assert found.smallest
    assert found.proved == ("the goal can be reached",)
    assert (found.worlds > FURTHER / 2) == thorough
    assert thorough or found.worlds <= FEW


@pytest.mark.usefixtures("slow")
def test_a_claim_may_need_more_than_what_is_proved() -> None:
    """By hand: it might earn nothing, which no proof looks at, and a world shows."""
    found = _claims()["more"]
    assert found.sufficient is not None
    assert set(found.sufficient.inputs) == {*TRUST, "blocks.pact.earns"}
    assert "; proved for every world: the goal can be reached." in analyse(Case.from_text(PACT)).summary()[1]


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("claim", ["never", "most"])
def test_where_nothing_is_proved_it_is_found_on_request(claim: str) -> None:
    """The one fails, so that nothing it takes is so; the other takes no chance."""
    found = _claims()[claim]
    assert found.sufficient is None
    assert found.why.endswith("what this rests on takes long to find: ask for it with --thorough")
    assert _claims(thorough=True)[claim].sufficient is not None


def test_where_worlds_are_quick_it_is_proved_as_well() -> None:
    quick = _claims()["some"].sufficient
    assert quick is not None
    assert quick == replace(quick, inputs=tuple(one for one in quick.inputs if one in TRUST))
    assert quick.proved == ("the goal can be reached",)
    assert quick.worlds > FEW


# A cable that hangs is worth 2 more, one that is buried 2 less; and what weighs for the one weighs against
# the other. So some cable is signed whatever the weight: one up to 2, the other from 2 on.
CABLE = """
detente: 1
title: A cable
as_of: 2010-02-01
parties:
  a: {worth: [{when: cable is hung, points: 2}, {when: cable is buried, points: -2}]}
issues:
  cable:
    options: [none, hung, buried]
    today: none
    decided_by: [a]
    stances: {a: {points: {none: 0, hung: -1, buried: 1}, weight: [1, 3]}}
negotiation: {issues: [cable]}
claims:
  - {id: cable, says: A cable can be signed., holds_if: signable(cable is not none) > 0}
  - {id: hung, says: It can be hung., holds_if: signable(cable is hung) > 0}
  - {id: none, says: Nothing can be done about it., holds_if: signable(cable is not none) = 0}
"""


def test_where_less_may_suffice_than_is_proved_it_is_said() -> None:
    """By hand: no one cable is signed at each weight, and one of them always is, which is not proved."""
    found = {one.claim.id: one for one in analyse(Case.from_text(CABLE)).claims}
    some, hung, none = (found[key].sufficient for key in ("cable", "hung", "none"))
    weight = ("issues.cable.stances.a.weight",)
    assert some is not None
    assert (some.inputs, some.at_least, some.worlds) == (weight, 0, 0)
    assert hung is not None
    assert (hung.inputs, hung.at_least, hung.worlds) == (weight, 1, 0)
    assert hung.proved == ("a package in which “cable” is “hung” can be signed",)
    # It fails, which is as much as to say that a cable can be signed.
    assert found["none"].nominal is False
    assert none == some
    said = analyse(Case.from_text(CABLE)).summary()
    assert "weighs for a; whether it is needed is not known; proved for every world: a" in said[0]


def test_less_than_is_proved_is_looked_for_at_length_on_request_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By hand, as above: with the weight free, a world refutes it. Without looking, no number is known."""
    monkeypatch.setattr("detente.claims.search.PROVED_NEEDS", -1)
    for thorough, at_least in ((False, 0), (True, 1)):
        found = {one.claim.id: one for one in analyse(Case.from_text(CABLE), thorough=thorough).claims}
        hung = found["hung"].sufficient
        assert hung is not None
        assert (hung.inputs, hung.at_least) == (("issues.cable.stances.a.weight",), at_least)


@pytest.mark.parametrize(
    ("test", "sizes"),
    [
        ("signable(cable is hung) >= 1", 1),
        ("not signable(cable is hung) < 1", 1),
        ("0 < signable(cable is hung) and signable(cable is buried) != 0", 1),
        ("signable(cable is hung) > 0 or signable(cable is none) > 0", 0),
        ("not (signable(cable is hung) = 0 and signable(cable is none) = 0)", 0),
        # That nothing can be signed, and that it can, is no way to hold both parts.
        (
            "(signable(cable is none) = 0 or signable(cable is hung) > 0) and signable(cable is none) > 0",
            1,
        ),
    ],
)
def test_what_says_the_same_in_other_words_is_proved_as_well(test: str, sizes: int) -> None:
    """That nothing is changed can always be signed, and is one of two ways."""
    text = CABLE[: CABLE.index("claims:")] + f"claims: [{{id: c, says: So it is., holds_if: '{test}'}}]"
    [found] = analyse(Case.from_text(text)).claims
    assert found.nominal is True
    assert found.sufficient is not None
    assert (found.sufficient.worlds, len(found.sufficient.inputs)) == (0, sizes)
    assert found.sufficient.smallest


def test_numbers_on_which_no_signature_depends_are_no_inputs() -> None:
    """By hand: the pier is not on the table, and c does not sign."""
    text = CABLE.replace(
        "negotiation:",
        """  pier:
    options: [none, built]
    today: none
    decided_by: [a, c]
    stances: {a: built > none, c: {points: {none: 0, built: [1, 2]}}}
negotiation:""",
    ).replace(
        "  a: {worth", "  c: {walk_away: [0, 1], worth: [{when: cable is hung, points: [0, 1]}]}\n  a: {worth"
    )
    case = Case.from_text(
        text.replace(
            "stances: {a: {points: {none: 0, hung",
            "stances: {c: hung > none = buried, a: {points: {none: 0, hung",
        )
    )
    study = Study(case, case.claims)
    assert study.numerical(case.claims[0]) == ("issues.cable.stances.a.weight",)


def test_what_takes_too_long_to_prove_is_only_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no answer came where more must be met than needs: the worlds ask for the same two inputs."""
    answered = Needs.smallest_meeting

    def answer(needs: Needs) -> frozenset[str] | None:
        more = len(needs.holding.model.proto.variables) > len(needs.inputs)
        return None if more else answered(needs)

    monkeypatch.setattr(Needs, "smallest_meeting", answer)
    found = _claims()["some"].sufficient
    assert found is not None
    assert set(found.inputs) == TRUST
    assert found.proved == ()


LEAGUE = """
detente: 1
title: A league and its neighbour
as_of: 2024-05-01
parties: {alba: {red_lines: [{id: no-base, never: base is open}]}, brena: {}, corva: {}, caldera: {}}
blocs: {league: {members: [alba, brena, corva], decides_by: consensus}}
issues:
  base:
    options: [closed, open]
    today: closed
    decided_by: [league, caldera]
    stances:
      alba: {points: {closed: 10, open: 0}}
      brena: {points: {closed: 0, open: [10, 20]}}
      corva: {points: {closed: 0, open: [5, 10]}}
      caldera: {points: {closed: 0, open: [30, 40]}}
claims: [{id: split, says: Every proposal of Caldera's splits., holds_if: wedge_share(league) >= 0.5}]
"""


def test_what_takes_many_quick_worlds_is_found() -> None:
    """By hand: an open base is all that Caldera could propose besides today, and only Alba's line rejects it.

    Alba would lose by it as well: its floor stands in for the line, so that one of the two suffices.
    """
    case = Case.from_text(LEAGUE)
    for found in (*analyse(case).claims, *analyse(case, draws=20).claims):
        assert found.sufficient is not None
        assert (found.nominal, found.standing) == (True, "assumed")
        assert len(found.sufficient.inputs) == 1
        assert {*found.sufficient.inputs, *found.sufficient.instead} == {
            "parties.alba.red_lines.no-base",
            "parties.alba.walk_away",
        }


# With neither the red line nor the rule, a quay without a road can be signed. Where a wants 90, and no road
# is worth more than 33 to a, nothing else is signed: what is without a quay is worth 59 at most.
QUAY = """
parties:
  a: {walk_away: [90, 128], red_lines: [{id: alone, never: quay is built and road is none}]}
  b: {walk_away: 67}
issues:
  road:
    options: [none, paved]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: [27, 43], paved: 30}}, b: {points: {none: 95, paved: 17}}}
  quay:
    options: [none, built]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: 16, built: 57}}, b: {points: {none: 56, built: 23}}}
rules: [{id: both, require: not quay is built or road is paved}]
claims: [{id: C, says: C., holds_if: signable(quay is built) > signable(quay is none)}]
"""
# To a, a harbour without a ferry is worth 98, and less than 83 only where a harbour is worth little. If that
# cannot be signed, a ferry without a harbour makes the difference, which the red line and the rule forbid.
FERRY = """
parties:
  a: {walk_away: 83, red_lines: [{id: alone, never: harbour is none and ferry is built}]}
  b: {walk_away: [38, 62], red_lines: [{id: neither, never: harbour is none and ferry is none}]}
issues:
  ferry:
    options: [none, built]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: [40, 50], built: 94}}, b: {points: {none: 39, built: 31}}}
  harbour:
    options: [none, built]
    today: none
    decided_by: [a, b]
    stances: {a: {points: {none: 79, built: [36, 70]}}, b: {points: {none: 96, built: 67}}}
rules: [{id: both, require: not ferry is built or harbour is built}]
claims: [{id: C, says: C., holds_if: signable(harbour is none) > signable(ferry is none)}]
"""


@pytest.mark.parametrize(
    ("text", "each"),
    [
        pytest.param(
            QUAY, {"parties.a.red_lines.alone", "rules.both", "parties.a.walk_away"}, id="a floor elsewhere"
        ),
        pytest.param(
            FERRY,
            {"parties.a.red_lines.alone", "rules.both", "issues.harbour.stances.a.points.built"},
            id="none nearer than others",
        ),
    ],
)
def test_what_fails_by_any_of_three_inputs_is_not_called_structural(text: str, each: set[str]) -> None:
    """By hand, as above: it holds once all three are otherwise, so that each of them alone suffices."""
    case = Case.from_text(f"detente: 1\ntitle: Three bars\nas_of: 2020-01-01{text}")
    [found] = analyse(case).claims
    assert found.nominal is False
    assert found.sufficient is not None
    assert found.standing == "assumed"
    assert {*found.sufficient.inputs, *found.sufficient.instead} == each
