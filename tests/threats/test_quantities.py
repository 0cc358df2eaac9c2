"""What the threats analysis publishes for claims: values by hand, witnesses, and none without evidence."""

from __future__ import annotations

from typing import Any

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.claims import analyse
from detente.claims.misuse import check_quantities
from tests.threats.test_analysis import TWO, case_of

BLOCKS = {"talks": {"addresses": {"terror": [0.1, 0.3], "piracy": 0.5}, "decided_by": ["a"]}, "rest": None}


def found(formula: str, basis: str = "expert", **rest: Any) -> dict[str, Any]:  # noqa: ANN401 - as in a case
    claims = [{"id": "C1", "says": "It is so.", "holds_if": formula}]
    case = case_of(rest.pop("answers", TWO), blocks=BLOCKS, claims=claims, defaults={"basis": basis}, **rest)
    [one] = analyse(case, draws=20).to_json()["claims"]
    said: dict[str, Any] = one
    return said


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        # By hand: piracy 2 against 8, drugs 10 against 6, terror 20 against 10; all alike 0.3 times 15.
        ("concern(piracy, a) < 2.1 and concern(piracy, a) > 1.9", "experts of a expect 2 units of harm of"),
        ("concern(piracy, of=b) > 7.9", "experts of b expect 8"),
        ("concern(piracy) < 4.51 and concern(piracy) > 4.49", "the experts of all sides expect 4.5"),
        ("shared_concern(drugs) > 5.9 and shared_concern(drugs) < 6.1", "b, which fears it least, expects 6"),
        ("shared_concern(terror) > shared_concern(drugs)", "expects 10"),
        ("joint_worth(talks) > 2.9 and joint_worth(talks) < 3.1", "lessens 2 of “terror”, 1 of “piracy”"),
        ("joint_worth(rest) = 0", "“rest” addresses nothing that every side has judged"),
    ],
)
def test_the_values_are_those_of_a_count_by_hand(formula: str, says: str) -> None:
    claim = found(formula)
    assert claim["nominal"] is True
    assert says in str(claim)


def test_a_claim_about_joint_work_is_judged_over_the_ranges_of_its_effect() -> None:
    """It lessens 1 + 10 times 0.1 to 0.3: more than 2.5 in three quarters of draws, more than 1.9 in all."""
    assert found("joint_worth(talks) > 1.9")["share"] == 1
    assert 0.4 < found("joint_worth(talks) > 2.5")["share"] < 1


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("shared_concern(drugs) > 5", "what experts answered, and on nothing else"),
        (
            "joint_worth(talks) > 1.9",
            (
                "what experts answered, and on these ranges as they are written: by what part “talks” lessens"
                " the threat “terror”"
            ),
        ),
    ],
)
def test_what_is_claimed_of_answers_is_said_to_rest_on_them(formula: str, written: str) -> None:
    claims = [{"id": "C1", "says": "It is so.", "holds_if": formula}]
    case = case_of(TWO, blocks=BLOCKS, claims=claims, defaults={"basis": "expert"})
    [one] = analyse(case, draws=20).claims
    assert one.written == written


@pytest.mark.parametrize(
    "formula", ["concern(piracy) > 0", "shared_concern(piracy) > 0", "joint_worth(talks) > 0"]
)
def test_answers_on_judgement_alone_support_no_claim(formula: str) -> None:
    claim = found(formula, basis="judgement")
    assert (claim["nominal"], claim["verdict"]) == (None, "not testable yet")
    assert found(f"not ({formula})", basis="judgement")["verdict"] == "not testable yet"
    assert "rest on judgement alone, and support no claim" in str(claim)


@pytest.mark.parametrize(
    ("answers", "formula", "why"),
    [
        ({"a1": TWO["a1"]}, "concern(piracy, b) > 0", "nobody has answered for b"),
        (
            {"a1": {"likelihood": TWO["a1"]["likelihood"]}},
            "concern(piracy) > 0",
            "nobody judged piracy on both",
        ),
        (
            {**TWO, "b1": {"likelihood": TWO["b1"]["likelihood"]}},
            "shared_concern(piracy) > 0",
            "not every side",
        ),
        ({}, "shared_concern(piracy) > 0", "nobody has judged a threat yet"),
        ({"a1": TWO["a1"], "b1": {}}, "shared_concern(piracy) > 0", "nobody has judged a threat for b yet"),
        ({"a1": TWO["a1"], "b1": {}}, "joint_worth(talks) > 0", "nobody has judged a threat for b yet"),
        ({"a1": TWO["a1"], "a2": TWO["a1"]}, "shared_concern(piracy) > 0", "experts of one side alone are"),
        ({"a1": TWO["a1"], "a2": TWO["a1"]}, "joint_worth(talks) = 0", "experts of one side alone are asked"),
    ],
)
def test_without_answers_there_is_no_value_and_it_is_said_why(
    answers: dict[str, Any], formula: str, why: str
) -> None:
    claim = found(formula, answers=answers)
    assert (claim["nominal"], claim["verdict"]) == (None, "not testable yet")
    assert why in str(claim)


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("concern(pirates) > 0", "unknown threat 'pirates'"),
        ("shared_concern(talks) > 0", "unknown threat 'talks'"),
        ("joint_worth(piracy) > 0", "unknown block 'piracy'"),
        ("shared_concern() > 0", "it lacks the argument 'threat'"),
    ],
)
def test_wrong_arguments_are_told(formula: str, why: str) -> None:
    case = case_of(TWO, blocks=BLOCKS, claims=[{"id": "C1", "says": "So.", "holds_if": formula}])
    with pytest.raises(CaseError, match=why):
        Case.inspected(case.document, check_quantities)
