"""The analysis: last answers, pools, agreement, ranking and agenda of a case, against counts by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.report.threats_said import threats_said
from detente.threats import analyse
from detente.threats.agenda import shared_concerns
from detente.threats.pooled import LEVELS, means_among
from tests.threats.agreement.definitions import disagreements
from tests.threats.assessments import TEXT, assessed

THREATS = ("piracy", "drugs", "terror")
OUTER = [1e-6, 0.5, 1 - 1e-6]
"""Quantiles beyond which next to nothing lies."""


def case_of(answers: dict[str, dict[str, Any]], **rest: Any) -> Case:  # noqa: ANN401 - as an analyst may write
    """Return a case in which experts of two sides answered; the side is the first letter of the expert."""
    experts = {expert: {"of": expert[0]} for expert in answers}
    assessment = {"list": dict.fromkeys(THREATS), "experts": experts, "quantiles": OUTER}
    assessment |= rest.pop("threats", {})
    assessment["rounds"] = [{"round": 1, "answers": answers}]
    mapping = {"detente": 1, "title": "Threats", "as_of": "2010-02-01", "parties": {"a": {}, "b": {}}, **rest}
    return Case.from_mapping({**mapping, "threats": assessment})


def around(*means: float) -> dict[str, list[float]]:
    """Return estimates of a width of nearly nothing, so that each mean is the middle number."""
    named = zip(THREATS, means, strict=False)
    return {threat: [round(mean + step, 6) for step in (-1e-6, 0, 1e-6)] for threat, mean in named}


def sure(likelihood: tuple[float, ...], impact: tuple[float, ...]) -> dict[str, Any]:
    return {"likelihood": around(*likelihood), "impact": around(*impact)}


SAME = sure((0.5,) * 3, (10,) * 3)
RISING = st.tuples(*(st.integers(1, 99),) * 3).filter(lambda one: len(set(one)) == 3)
TWO = {"a1": sure((0.2, 0.5, 0.4), (10, 20, 50)), "b1": sure((0.4, 0.1, 0.4), (20, 60, 25))}

QUESTIONS = {f"q{number}": {"says": "?", "answer": 10 * number} for number in range(1, 5)}


def known(threats: dict[str, list[float]], *off: float) -> dict[str, Any]:
    """Return answers about likelihoods, and to questions: how far above its answer each middle number is."""
    answers = {
        f"q{number}": [10 * number + step + far for far in (-4, 0, 5)] for number, step in enumerate(off, 1)
    }
    return {"likelihood": threats, "questions": answers}


KNOWN = {
    "a1": known(
        {"piracy": [0.1, 0.2, 0.5], "drugs": [0.4, 0.5, 0.6], "terror": [0.3, 0.4, 0.9]}, 1, -2, 2, -1
    ),
    "a2": known(
        {"piracy": [0.2, 0.3, 0.4], "drugs": [0.1, 0.5, 0.9], "terror": [0.1, 0.4, 0.5]}, 7, -1, 2, 1
    ),
    "b1": known(
        {"piracy": [0.1, 0.4, 0.8], "drugs": [0.2, 0.3, 0.5], "terror": [0.5, 0.6, 0.7]}, 1, 2, 3, -3
    ),
    "b2": known(
        {"piracy": [0.6, 0.7, 0.8], "drugs": [0.3, 0.6, 0.8], "terror": [0.2, 0.5, 0.9]}, -2, 6, 1, 3
    ),
}
"""Answers of four experts, by which they can be weighed."""


def test_the_last_answer_of_each_counts_and_an_empty_line_leaves_the_one_before() -> None:
    text = (
        TEXT
        + """\
    - round: 2
      answers:
        n1: {likelihood: {piracy: [0.1, 0.2, 0.3]}}
"""
    )
    found = analyse(assessed(text)).answered
    assert found.rounds == 2
    of_first = found.answers["n1"]
    assert list(of_first["likelihood", "piracy"].values) == [0.1, 0.2, 0.3]
    assert list(of_first["likelihood", "drugs"].levels) == [0.1, 0.9]
    assert list(of_first["impact", "piracy"].values) == [10, 20, 40]
    assert found.sides == {"n1": "nato", "n2": "nato", "r1": "russia"}


def test_pools_are_means_of_those_who_belong_to_them() -> None:
    answers = {**TWO, "b2": sure((0.6, 0.3, 0.2), (40, 20, 35))}
    pools = analyse(case_of(answers)).pools
    means = {name: [pool.likelihood[threat].mean for threat in THREATS] for name, pool in pools.items()}
    by_hand = {
        "equal": [0.4, 0.3, 1 / 3],
        "side: a": [0.2, 0.5, 0.4],
        "side: b": [0.5, 0.2, 0.3],
        "without side: a": [0.5, 0.2, 0.3],
        "without side: b": [0.2, 0.5, 0.4],
        "without: a1": [0.5, 0.2, 0.3],
        "without: b1": [0.4, 0.4, 0.3],
        "without: b2": [0.3, 0.3, 0.4],
    }
    assert set(means) == {"logarithmic", *by_hand}
    for name, expected in by_hand.items():
        assert means[name] == pytest.approx(expected, abs=1e-5)
    assert pools["side: b"].concern("piracy") == pytest.approx(0.5 * 30, abs=1e-4)


@settings(max_examples=40)
@given(st.lists(RISING, min_size=1, max_size=3))
def test_the_mean_of_a_pool_is_that_of_its_density_over_the_scale(drawn: list[tuple[int, ...]]) -> None:
    """By a sum over a fine grid; what lies beyond an end of the scale counts as that end."""
    answers = {
        f"a{number}": {"likelihood": {"piracy": [value / 100 for value in sorted(one)]}}
        for number, one in enumerate(drawn)
    }
    of = case_of(answers, threats={"quantiles": [0.05, 0.5, 0.95]})
    [estimated] = analyse(of).pools["equal"].likelihood.values()
    within = estimated.distribution.range
    grid = np.linspace(within.low, within.high, 40_001)
    masses = np.diff(estimated.distribution.cdf(grid))
    middles = np.clip((grid[1:] + grid[:-1]) / 2, 0, 1)
    assert estimated.mean == pytest.approx(float(np.sum(masses * middles)), abs=1e-4)
    assert all(0 <= before <= after <= 1 for before, after in pairwise(estimated.quantiles))


@settings(max_examples=30)
@given(st.lists(RISING, min_size=1, max_size=3))
def test_the_logarithmic_pool_is_the_geometric_mean_of_densities(drawn: list[tuple[int, ...]]) -> None:
    """By a sum over a fine grid, of densities that are written down step by step."""
    said = [[value / 100 for value in sorted(one)] for one in drawn]
    answers = {f"a{number}": {"likelihood": {"piracy": one}} for number, one in enumerate(said)}
    pool = analyse(case_of(answers, threats={"quantiles": [0.05, 0.5, 0.95]})).pools["logarithmic"]
    found = pool.likelihood["piracy"]
    low, high = found.distribution.range.low, found.distribution.range.high
    grid = np.linspace(low, high, 40_001)
    middles = (grid[1:] + grid[:-1]) / 2
    logarithms = np.zeros_like(middles)
    for one in said:
        steps = np.array([0.05, 0.45, 0.45, 0.05]) / np.diff([low, *one, high])
        logarithms += np.log(steps[np.searchsorted(one, middles)]) / len(said)
    density = np.exp(logarithms)
    assert found.mean == pytest.approx(
        float(np.sum(density * np.clip(middles, 0, 1)) / density.sum()), abs=1e-3
    )


ASKED = {"questions": QUESTIONS, "quantiles": [0.05, 0.5, 0.95]}
ALIKE = {
    "a1": known(
        {"piracy": [0.1, 0.2, 0.5], "drugs": [0.4, 0.5, 0.6], "terror": [0.3, 0.4, 0.9]}, 1, -2, 2, -1
    ),
    "a2": known({"piracy": [0.6, 0.7, 0.8], "drugs": [0.1, 0.5, 0.9]}, 1, -2, 2, -1),
    "b1": known({"piracy": [0.3, 0.4, 0.9]}, 1, -2, 2, -1),
}
"""Answers of three experts who judge equally well, though not all of them every threat."""


def test_who_judges_equally_well_has_the_same_weight_whatever_else_they_answered() -> None:
    """Cooke's global weights are those of a person, renormalised for each item among who answered it."""
    found = analyse(case_of(ALIKE, threats=ASKED))
    assert found.model is not None
    pool = found.pools["performance"]
    assert pool.weights == pytest.approx({"a1": 1 / 3, "a2": 1 / 3, "b1": 1 / 3})
    for threat, estimated in pool.likelihood.items():
        by_cooke = found.model.decision_maker.quantiles[f"likelihood.{threat}"]
        assert [estimated.quantiles[place] for place in (0, 2, 4)] == pytest.approx(by_cooke)
    assert found.rests_on is not None
    assert found.rests_on.bloc_share == pytest.approx(2 / 3)


def test_every_linear_pool_is_the_mean_of_its_experts_by_their_weights() -> None:
    found = analyse(case_of(KNOWN, threats=ASKED))
    linear = {
        name: pool for name, pool in found.pools.items() if "item" not in name and name != "logarithmic"
    }
    assert {"performance", "performance without side: a", "performance without: b2"} <= set(linear)
    for name, pool in linear.items():
        assert sum(pool.weights.values()) == pytest.approx(1), name
        left_out = name.rpartition(": ")[2] if "without" in name else ""
        asked = [one for one in KNOWN if one != left_out and one[0] != left_out]
        if name.startswith("side"):
            asked = list(pool.weights)
        means = means_among(found.answered, asked)
        for threat in THREATS:
            by_hand = sum(share * means[one]["likelihood", threat] for one, share in pool.weights.items())
            assert pool.likelihood[threat].mean == pytest.approx(by_hand), name


def test_weights_without_an_expert_are_those_of_a_case_without_that_expert() -> None:
    asked = {"questions": QUESTIONS, "quantiles": [0.05, 0.5, 0.95]}
    pools = analyse(case_of(KNOWN, threats=asked)).pools
    for left_out, key in (("b2", "without: b2"), ("a1", "without: a1"), ("a", "without side: a")):
        rest = {one: given for one, given in KNOWN.items() if one != left_out and one[0] != left_out}
        alone = analyse(case_of(rest, threats=asked)).pools["performance"]
        assert pools[f"performance {key}"].weights == pytest.approx(alone.weights)


def test_item_weights_are_calibration_times_what_the_answer_says_of_the_item() -> None:
    found = analyse(case_of(ALIKE, threats=ASKED))
    assert found.model is not None
    scored, pool = found.model.scored, found.pools["performance by item"]
    means = means_among(found.answered, list(ALIKE))
    for threat in ("piracy", "drugs"):
        weights = {
            expert: (score.calibration or 0) * scored.information[expert][f"likelihood.{threat}"]
            for expert, score in scored.scores.items()
            if threat in ALIKE[expert]["likelihood"]
        }
        assert len(weights) > 1
        by_hand = sum(weight * means[one]["likelihood", threat] for one, weight in weights.items())
        assert pool.likelihood[threat].mean == pytest.approx(by_hand / sum(weights.values()))
    alike = sum(means[one]["likelihood", "piracy"] for one in ALIKE) / len(ALIKE)
    assert abs(pool.likelihood["piracy"].mean - alike) > 1e-3


def test_what_others_say_changes_nothing_in_what_an_expert_holds_and_a_side_alone() -> None:
    far = {"b1": {"likelihood": {"piracy": [0.2, 0.9, 1]}, "impact": {"piracy": [10, 90, 100]}}}
    near = {"a1": {"likelihood": {"piracy": [0.2, 0.4, 0.6]}, "impact": {"piracy": [10, 20, 30]}}}
    asked = {"quantiles": [0.05, 0.5, 0.95]}
    both, alone = (analyse(case_of(one, threats=asked)) for one in ({**near, **far}, near))
    assert both.means["a1"] == alone.means["a1"]
    # By hand: symmetric answers, so that tails of a tenth of their range on either side leave the middle.
    assert both.means["a1"]["likelihood", "piracy"] == pytest.approx(0.4)
    for name in ("side: a", "without side: b", "without: b1"):
        assert both.pools[name].concern("piracy") == pytest.approx(8)
    assert both.shared == pytest.approx({"piracy": 8})


def test_equal_concerns_tie_whatever_rounding_makes_of_them() -> None:
    """0.9 times 15 and 0.3 times 45 are both 13.5."""
    tied = {
        "likelihood": {"piracy": [0.84, 0.9, 0.96], "drugs": [0.28, 0.3, 0.32]},
        "impact": {"piracy": [12, 15, 18], "drugs": [36, 45, 54]},
    }
    scales = {
        "likelihood": {"bands": [0.5]},
        "impact": {"most": 100, "bands": [95]},
        "quantiles": [0.05, 0.5, 0.95],
    }
    found = analyse(case_of({"a1": tied}, threats=scales))
    assert found.ranking is not None
    assert found.ranking.of_side["a"].ranking == (("piracy", "drugs"),)
    assert found.matrix is not None
    assert found.matrix.reversals == ()


@pytest.mark.parametrize(
    "answers",
    [
        {"a1": TWO["a1"], "b1": {"likelihood": around(0.5)}},
        {**KNOWN, "b3": {"likelihood": {"piracy": {0.1: 0.2, 0.9: 0.8}}}},
        {"a1": {"likelihood": {"piracy": {0.5: 0.3}}}},
        {"a1": {"likelihood": {"piracy": {0.5: 0.3}}}, "b1": {"likelihood": {"piracy": {0.5: 0.3}}}},
        {
            "a1": {"questions": {"q1": {0.5: 10}, "q2": {0.5: 3}}},
            "b1": {"questions": {"q1": {0.5: 10}, "q2": {0.5: 9}}},
        },
        {"a1": {"questions": {"q1": {0.1: 1, 0.2: 2}}}, "b1": {"questions": {"q1": {0.5: 10}}}},
    ],
)
def test_incomplete_answers_are_ordinary(answers: dict[str, Any]) -> None:
    blocks = {"talks": {"addresses": {"terror": [0.1, 0.3]}, "decided_by": ["a"]}}
    for protocol in ("delphi", "shelf"):
        found = analyse(case_of(answers, threats={**ASKED, "protocol": protocol}, blocks=blocks), draws=5)
        assert found.summary()
        assert found.to_json()["pools"] or not found.means
        assert threats_said(found) is not None


def test_threats_that_nobody_judged_are_not_ranked() -> None:
    answers = {
        "a1": {"likelihood": around(0.1, 0.2, 0.3), "impact": around(10, 20, 30)},
        "b1": {"likelihood": around(0.1, 0.2, 0.3), "impact": around(10, 20, 30)},
    }
    for one in answers.values():
        del one["likelihood"]["piracy"]
    ranking = analyse(case_of(answers)).ranking
    assert ranking is not None
    assert ranking.kemeny.rankings == (("terror", "drugs"),)


def test_blocks_that_are_worth_the_same_are_both_first_in_every_draw() -> None:
    effects = {"piracy": 0.1, "drugs": 0.2, "terror": 0.3}
    blocks = {
        "one": {"addresses": effects, "decided_by": ["a"]},
        "other": {"addresses": dict(reversed(effects.items())), "decided_by": ["a"]},
    }
    assert [one.first for one in analyse(case_of(TWO, blocks=blocks), draws=60).agenda] == [1, 1]


def test_draws_without_anybody_who_judged_a_threat_count_for_nothing() -> None:
    """Of three experts of a side one has judged terror, so that 8 draws of 27 are without a judgement."""
    silent = {"likelihood": around(0.2, 0.5), "impact": around(10, 20)}
    answers = {"a1": TWO["a1"], "a2": silent, "a3": silent, "b1": TWO["b1"]}
    blocks = {
        "small": {"addresses": {"piracy": 0.1}, "decided_by": ["a"]},
        "great": {"addresses": {"terror": 0.9}, "decided_by": ["a"]},
    }
    found = {one.block: one.first for one in analyse(case_of(answers, blocks=blocks), draws=60).agenda}
    assert found == {"great": 1, "small": 0}


def test_a_median_on_a_scale_of_its_own_is_measured_by_it() -> None:
    from detente.threats.progress import progress_of

    rounds = [
        {"round": number, "held": f"2010-01-0{number}", "answers": {"a1": {"impact": around(middle)}}}
        for number, middle in ((1, 20), (2, 30))
    ]
    case = case_of({}, threats={"stopping": {"moved": 0.1}, "experts": {"a1": {"of": "a"}}})
    assert case.threats is not None
    asked = case.threats.model_copy(
        update={
            "rounds": type(case.threats)
            .model_validate({"list": {"piracy": None}, "experts": {"a1": {"of": "a"}}, "rounds": rounds})
            .rounds
        }
    )
    found = progress_of(asked)
    assert found.moved == pytest.approx(0.1)
    assert found.ends


def test_a_shared_concern_is_that_of_the_side_that_fears_it_least() -> None:
    """By hand: piracy 2 against 8, drugs 10 against 6, terror 20 against 10."""
    found = analyse(case_of(TWO)).shared
    assert found == pytest.approx({"piracy": 2, "drugs": 6, "terror": 10}, abs=1e-3)


def test_a_threat_that_one_side_has_not_judged_is_not_shared() -> None:
    answers = {"a1": TWO["a1"], "b1": {"likelihood": around(0.4, 0.1), "impact": around(20)}}
    assert set(analyse(case_of(answers)).shared) == {"piracy"}
    means = {"a": {("likelihood", "x"): 0.5}}
    assert shared_concerns(means, {"a": "a"}, ["x"], ["a", "b"]) == {}


def test_nothing_is_shared_before_every_side_that_is_asked_has_judged_it() -> None:
    blocks = {"talks": {"addresses": {"terror": 0.2}, "decided_by": ["a"]}}
    waiting = analyse(case_of({"a1": TWO["a1"], "b1": {}}, blocks=blocks), draws=20)
    alone = analyse(case_of({"a1": TWO["a1"], "a2": TWO["a1"]}, blocks=blocks), draws=20)
    for found, says in (
        (waiting, "Nobody has answered for b, so that nothing here is joint yet."),
        (alone, "Experts of one side alone are asked, so that nothing here is joint."),
    ):
        assert found.shared == {}
        assert found.agenda == []
        said = " ".join(found.summary())
        assert says in said
        assert "Feared most (Kemeny): terror, drugs, piracy." in said
        assert "every side counting the same" not in said


def test_where_several_orders_are_equally_good_the_order_of_the_list_decides_nothing() -> None:
    """One fears piracy, then drugs, then terror; the other the reverse: each of six orders is as good."""
    opposite = {"a1": sure((0.5,) * 3, (30, 20, 10)), "b1": sure((0.5,) * 3, (10, 20, 30))}
    said = " ".join(analyse(case_of(opposite)).summary())
    assert (
        "6 orders are equally good, piracy first in 2, drugs first in 2, terror first in 2 of them." in said
    )
    part = {"a1": sure((0.5,) * 3, (30, 20, 60)), "b1": sure((0.5,) * 3, (20, 30, 60))}
    found = analyse(case_of(part))
    order = "terror, piracy and drugs in one order or another. So have all of 2 orders that are equally good."
    assert f"(Kemeny): {order}" in " ".join(found.summary())
    rows = found.to_frames()["ranking"][["threat", "kemeny_from", "kemeny_to"]].to_numpy().tolist()
    assert rows == [["terror", 1, 1], ["piracy", 2, 3], ["drugs", 2, 3]]


def test_a_side_ranks_only_what_it_has_judged() -> None:
    answers = {
        "a1": {"likelihood": around(0.5, 0.2), "impact": around(10, 20)},
        "b1": TWO["b1"],
    }
    ranking = analyse(case_of(answers)).ranking
    assert ranking is not None
    assert set(ranking.of_side["a"].points) == {"piracy", "drugs"}
    assert set(ranking.of_side["b"].points) == set(THREATS)
    found = analyse(case_of(answers))
    dots = found.charts()["ranks"].to_dict()["layer"][1]["data"]["values"]
    assert [one["says"] for one in dots if one["threat"] == "terror"] == ["terror: b 1"]
    said = threats_said(found)
    assert said is not None
    [table] = [one.table for one in said.pictures if one.name == "threats_ranks"]
    assert {row[0]: row[1:] for row in table.rows}["terror"] == ("–", "1")


def test_answers_of_nobody_who_judges_well_are_said_to_mean_little() -> None:
    off = {name: known(around(0.2, 0.5, 0.4), 90, 80, 70, 60) for name in ("a1", "b1")}
    said = " ".join(
        analyse(case_of(off, threats={"questions": QUESTIONS, "quantiles": [0.05, 0.5, 0.95]})).summary()
    )
    assert "Nobody judges well" in said
    assert "Nobody judges well" not in " ".join(
        analyse(case_of(KNOWN, threats={"questions": QUESTIONS, "quantiles": [0.05, 0.5, 0.95]})).summary()
    )


def test_the_agenda_is_the_sum_of_what_a_block_lessens() -> None:
    """By hand: half of 2 and a tenth of 6 is 1.6; a fifth of 10 is 2. A block for nothing is left out."""
    blocks = {
        "patrol": {"addresses": {"piracy": 0.5, "drugs": 0.1}, "decided_by": ["a"]},
        "talks": {"addresses": {"terror": 0.2}, "decided_by": ["a"]},
        "other": {"decided_by": ["a"]},
    }
    found = analyse(case_of(TWO, blocks=blocks)).agenda
    assert [(one.block, one.first) for one in found] == [("talks", None), ("patrol", None)]
    assert [one.worth for one in found] == pytest.approx([2, 1.6], abs=1e-3)
    assert found[1].lessens == pytest.approx({"piracy": 1, "drugs": 0.6}, abs=1e-3)


def test_shares_of_the_agenda_are_counted_over_ranges_and_experts() -> None:
    """Certain effects and one expert a side leave nothing to draw; a wide range lets either be first."""
    blocks: dict[str, Any] = {
        "patrol": {"addresses": {"piracy": 0.9}, "decided_by": ["a"]},
        "talks": {"addresses": {"terror": 0.1}, "decided_by": ["a"]},
    }
    certain = analyse(case_of(TWO, blocks=blocks), draws=50, seed=3).agenda
    assert [(one.block, one.first) for one in certain] == [("patrol", 1), ("talks", 0)]
    blocks["talks"]["addresses"] = {"terror": [0, 0.36]}
    open_, again, other = (
        [one.first for one in analyse(case_of(TWO, blocks=blocks), draws=200, seed=seed).agenda]
        for seed in (3, 3, 4)
    )
    assert open_ == again
    assert sum(filter(None, open_)) == pytest.approx(1)
    # Uniform from 0 to 0.36 it is worth more than 1.8 where it is above 0.18: in half of the draws.
    assert all(0.35 < (share or 0) < 0.65 for share in (*open_, *other))


def test_every_side_counts_the_same_in_the_ranking() -> None:
    """Three of one side against one of the other: the two orders tie, as if each side were one voter."""
    first, second = sure((0.9, 0.5, 0.1), (50, 50, 50)), sure((0.1, 0.5, 0.9), (50, 50, 50))
    found = analyse(case_of({"a1": first, "a2": first, "a3": first, "b1": second})).ranking
    assert found is not None
    assert set(found.borda.points.values()) == {2}
    assert found.of_side["a"].ranking == (("piracy",), ("drugs",), ("terror",))
    assert found.kemeny.count == 6


@pytest.mark.parametrize("order", [("a1", "a2", "b1"), ("b1", "a2", "a1")])
def test_the_order_of_experts_changes_nothing(order: tuple[str, ...]) -> None:
    answers = {**TWO, "a2": sure((0.3, 0.2, 0.9), (30, 10, 70))}
    found = analyse(case_of({expert: answers[expert] for expert in order}))
    reference = analyse(case_of(answers))
    assert found.shared == pytest.approx(reference.shared)
    assert found.ranking is not None
    assert reference.ranking is not None
    assert found.ranking.borda.points == reference.ranking.borda.points
    assert found.agreement["concern"].alpha.value == reference.agreement["concern"].alpha.value


def test_weights_that_rest_on_one_side_are_said_to() -> None:
    known = {f"q{number}": 10 * number for number in range(1, 7)}
    right = {key: [answer - 3, answer + 0.5, answer + 3] for key, answer in known.items()}
    wrong = {key: [answer + 90, answer + 91, answer + 92] for key, answer in known.items()}
    questions = {key: {"says": "?", "answer": answer} for key, answer in known.items()}
    answers = {"a1": {**TWO["a1"], "questions": right}, "b1": {**TWO["b1"], "questions": wrong}}
    found = analyse(case_of(answers, threats={"questions": questions}))
    assert found.pools["performance"].weights["a1"] == pytest.approx(1)
    assert "1 of 2 experts has a say" in " ".join(found.summary())
    assert "rest on one expert alone, of a:" in " ".join(found.summary())
    plain = found.to_json()
    assert plain["experts"]["b1"]["weight"] < 1e-9
    assert plain["experts"]["a1"]["calibration"] > plain["experts"]["b1"]["calibration"]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "Nobody has answered yet"),
        ({"a1": {"likelihood": around(0.5)}}, "Threats cannot be ranked"),
        ({"a1": TWO["a1"]}, "Agreement on likelihood is undefined, as no item was answered by two raters"),
        ({"a1": TWO["a1"], "b1": TWO["a1"]}, "answer alike"),
        ({"a1": SAME, "b1": SAME}, "is undefined, as all answers"),
        (TWO, "No question has a known answer"),
        (TWO, "No building block says which threats it addresses"),
    ],
)
def test_little_and_degenerate_answers_are_ordinary(answers: dict[str, Any], says: str) -> None:
    found = analyse(case_of(answers))
    assert says in " ".join(found.summary())
    assert set(found.to_frames()) == {
        "experts",
        "pools",
        "concern",
        "fits",
        "agreement",
        "ranking",
        "agenda",
    }
    assert isinstance(found.to_json()["agenda"], list)
    assert "<li>" in found._repr_html_()


def test_without_an_assessment_there_is_no_analysis() -> None:
    bare = Case.from_text("detente: 1\ntitle: A\nas_of: 2010-02-01\nparties: {a: {}}\n")
    with pytest.raises(CaseError, match="no section 'threats'"):
        analyse(bare)
    with pytest.raises(ValueError, match="0 or more"):
        analyse(assessed(), draws=-1)


@pytest.mark.parametrize(
    ("parts", "illustrative"),
    [
        ({}, True),
        ({"defaults": {"basis": "expert"}}, False),
        ({"evidence": [{"for": "threats.rounds.0.answers", "basis": "expert"}]}, False),
        # One side was asked, and the other's answers are an analyst's.
        ({"evidence": [{"for": "threats.rounds.0.answers.a1", "basis": "expert"}]}, True),
        (
            {
                "defaults": {"basis": "expert"},
                "evidence": [
                    {
                        "for": [
                            "threats.rounds.0.answers.b1.likelihood",
                            "threats.rounds.0.answers.b1.impact",
                        ],
                        "basis": "judgement",
                    }
                ],
            },
            True,
        ),
        (
            {"evidence": [{"for": "threats.rounds", "basis": "judgement"}], "defaults": {"basis": "data"}},
            True,
        ),
    ],
)
def test_answers_on_judgement_alone_are_marked_wherever_they_are_shown(
    parts: dict[str, Any], illustrative: bool
) -> None:
    blocks = {"talks": {"addresses": {"terror": 0.2}, "decided_by": ["a"]}}
    found = analyse(case_of(TWO, blocks=blocks, **parts))
    assert found.to_json()["illustrative"] is found.illustrative is illustrative
    said = found.summary()
    assert said[0].startswith("Illustrative") is illustrative
    findings = said[3:] if illustrative else said[2:]
    assert len(findings) > 4
    assert all(line.startswith("Illustrative: ") is illustrative for line in findings)


def test_chances_of_standing_apart_and_of_concordance_by_chance_are_told() -> None:
    """Of two sides of two, one division of three is this one; of three orders that agree, one in 36 does."""
    apart = {
        name: sure((low, low / 2, low), (10,) * 3)
        for name, low in (("a1", 0.8), ("a2", 0.7), ("b1", 0.2), ("b2", 0.1))
    }
    result = analyse(case_of(apart))
    [said] = [one for one in result.summary() if "On likelihood experts of different sides" in one]
    assert said.endswith(
        "further apart than experts of the same side; put into sides at random, "
        "they would be as far apart in 33.3% of cases, which is the least there can be with so few experts."
    )
    assert result.to_json()["agreement"]["alpha"]["likelihood"]["across_chance"] == pytest.approx(1 / 3)
    alike = {name: sure((0.1, 0.2, 0.3), (10, 20, 30)) for name in ("a1", "a2", "b1")}
    found = analyse(case_of(alike)).to_json()["agreement"]["kendall_w"]["concern"]
    assert (found["value"], found["chance_method"]) == (1, "exact, over all orders")
    assert found["chance"] == pytest.approx(1 / 36)


def test_sides_that_differ_only_in_scale_are_said_to_and_two_threats_have_no_interval() -> None:
    three = {
        "a1": sure((0.2, 0.3, 0.4), (10, 20, 15)),
        "a2": sure((0.3, 0.4, 0.5), (20, 30, 25)),
        "b1": sure((0.5, 0.7, 0.9), (40, 60, 50)),
    }
    said = "\n".join(analyse(case_of(three)).summary())
    assert "What a and b differ in on likelihood is only how each uses the scale." in said
    assert "if other threats" not in said
    # Of two threats a change of scale explains everything.
    two = {
        name: {scale: dict(list(of.items())[:2]) for scale, of in given.items()}
        for name, given in three.items()
    }
    assert "uses the scale" not in "\n".join(analyse(case_of(two)).summary())


@pytest.mark.parametrize(
    ("answer", "told"), [(10, False), (4, False), (22, False), (3.9, True), (22.1, True)]
)
def test_a_known_answer_beyond_everything_that_was_given_is_told(answer: float, told: bool) -> None:
    """The least that was given is 4 for the first question, and the greatest 22."""
    questions = {**QUESTIONS, "q1": {"says": "How many?", "answer": answer}}
    found = analyse(case_of(KNOWN, threats={"questions": questions, "quantiles": [0.05, 0.5, 0.95]}))
    assert ("The known answer to “How many?” lies beyond" in "\n".join(found.summary())) is told


VALUES = st.tuples(*(st.integers(1, 99),) * 6)
"""Likelihoods of three threats in per cent, and their impacts."""


def of_values(drawn: dict[str, tuple[int, ...]], factor: int = 1) -> dict[str, dict[str, Any]]:
    return {
        expert: {
            "likelihood": around(*(value / 100 for value in one[:3])),
            "impact": {
                threat: [round(factor * (value + step), 6) for step in (-0.001, 0, 0.001)]
                for threat, value in zip(THREATS, one[3:], strict=True)
            },
        }
        for expert, one in drawn.items()
    }


DRAWN = st.fixed_dictionaries({"a1": VALUES, "a2": VALUES, "b1": VALUES})


@settings(max_examples=25, deadline=None)
@given(DRAWN, st.sampled_from([2, 10, 1000]))
def test_another_unit_of_impact_changes_nothing_but_the_unit(
    drawn: dict[str, tuple[int, ...]], factor: int
) -> None:
    first = analyse(case_of(of_values(drawn)))
    other = analyse(case_of(of_values(drawn, factor), threats={"impact": {"most": 100 * factor}}))
    assert other.shared == pytest.approx({key: factor * value for key, value in first.shared.items()})
    for measure in ("likelihood", "impact"):
        one, two = first.agreement[measure], other.agreement[measure]
        assert (one.alpha.value is None) == (two.alpha.value is None)
        if one.alpha.value is not None and two.alpha.value is not None:
            assert float(one.alpha.value) == pytest.approx(float(two.alpha.value))
    for name, pool in first.pools.items():
        for threat in THREATS:
            assert other.pools[name].concern(threat) == pytest.approx(factor * (pool.concern(threat) or 0))


@settings(max_examples=25, deadline=None)
@given(DRAWN, st.permutations(THREATS), st.permutations(["a1", "a2", "b1"]))
def test_the_order_of_threats_and_experts_in_the_file_changes_nothing(
    drawn: dict[str, tuple[int, ...]], threats: list[str], experts: list[str]
) -> None:
    answers = of_values(drawn)
    first = analyse(case_of(answers))
    listed = {"list": dict.fromkeys(threats)}
    other = analyse(case_of({expert: answers[expert] for expert in experts}, threats=listed))
    assert other.shared == pytest.approx(first.shared)
    assert first.ranking is not None
    assert other.ranking is not None
    assert set(other.ranking.kemeny.rankings) == set(first.ranking.kemeny.rankings)
    assert dict(other.ranking.borda.points) == dict(first.ranking.borda.points)
    for name, pool in first.pools.items():
        for threat in THREATS:
            assert other.pools[name].concern(threat) == pytest.approx(pool.concern(threat))


@settings(max_examples=25, deadline=None)
@given(DRAWN)
def test_concordance_is_of_ranks_alone_so_that_a_rising_rescaling_keeps_it(
    drawn: dict[str, tuple[int, ...]],
) -> None:
    rescaled = {
        expert: (*one[:3], *(value * value // 100 + value for value in one[3:]))
        for expert, one in drawn.items()
    }
    scale = {"impact": {"most": 1000}}
    first = analyse(case_of(of_values(drawn), threats=scale)).agreement["impact"].concordance
    other = analyse(case_of(of_values(rescaled), threats=scale)).agreement["impact"].concordance
    assert first.value == other.value


def test_quantiles_of_a_pool_stay_on_the_scale() -> None:
    """Below the middle number it spreads to a tenth of the range below: half of that lies under 0."""
    low = {"a1": {"likelihood": {"piracy": [0.001, 0.2]}}}
    found = analyse(case_of(low, threats={"quantiles": [0.5, 0.9]}))
    pool = found.pools["equal"].likelihood["piracy"]
    assert pool.quantiles[0] == 0
    assert pool.distribution.quantile(0.05) < 0


def test_who_answered_no_question_with_a_known_answer_is_not_weighed() -> None:
    questions = {**QUESTIONS, "open": {"says": "?"}}
    answers = {**KNOWN, "b3": {"likelihood": around(0.2), "questions": {"open": [1, 2, 3]}}}
    found = analyse(case_of(answers, threats={**ASKED, "questions": questions}))
    assert found.model is not None
    assert set(found.model.scored.scores) == set(KNOWN)
    assert found.to_json()["experts"]["b3"] == {
        "side": "b",
        "calibration": None,
        "information": None,
        "weight": 0.0,
    }


def test_a_cell_of_the_matrix_holds_the_product_of_both_chances() -> None:
    """By hand: likelihood lies below 0.2 with 0.05 and below 0.4 with 0.5, impact below 30 with 0.5."""
    answers = {"a1": {"likelihood": {"piracy": [0.2, 0.4, 0.6]}, "impact": {"piracy": [10, 30, 40]}}}
    scales = {"likelihood": {"bands": [0.2, 0.4]}, "impact": {"most": 100, "bands": [30]}}
    found = analyse(case_of(answers, threats={**scales, "quantiles": [0.05, 0.5, 0.95]}))
    assert found.matrix is not None
    cells = found.matrix.placements["piracy"].cells
    assert cells == pytest.approx(np.outer([0.05, 0.45, 0.5], [0.5, 0.5]), abs=1e-9)


def test_tables_hold_what_the_plain_values_do() -> None:
    found = analyse(case_of(KNOWN, threats=ASKED))
    plain, tables = found.to_json(), found.to_frames()
    for row in tables["pools"].to_dict("records"):
        one = plain["pools"][row["pool"]][row["threat"]]
        assert row["mean"] == one[row["scale"]]
        assert [row[f"q{level:g}"] for level in LEVELS] == list(one["quantiles"][row["scale"]].values())
    for row in tables["agreement"].to_dict("records"):
        alpha = plain["agreement"]["alpha"][row["measure"]]
        of_all = row["who"] == "all"
        expected = alpha["value"] if of_all else alpha["sides"][row["who"]]
        ends = alpha["interval"] if of_all else alpha["side_intervals"][row["who"]]
        assert ends is None or [row["alpha_low"], row["alpha_high"]] == ends
        assert row["alpha"] == expected or (expected is None and row["alpha"] != row["alpha"])
    assert {row["expert"]: row["weight"] for row in tables["experts"].to_dict("records")} == pytest.approx(
        {expert: one["weight"] for expert, one in plain["experts"].items()}
    )


def test_agreement_is_that_of_numbers_in_equal_steps() -> None:
    """Against the definition, on what each expert holds."""
    found = analyse(case_of(KNOWN, threats=ASKED)).agreement["likelihood"]
    exact = [[Fraction(str(one)) for one in row if one is not None] for row in found.table]
    both = disagreements(exact, "interval")
    assert both is not None
    assert float(found.alpha.value or 0) == pytest.approx(float(1 - both[0] / both[1]))


def test_agreement_within_sides_alone_is_told_for_what_it_is() -> None:
    def on(*threats: str) -> dict[str, Any]:
        return {
            "likelihood": {threat: one for threat, one in around(0.2, 0.5, 0.4).items() if threat in threats}
        }

    apart = {"a1": on("piracy"), "a2": on("piracy"), "b1": on("drugs", "terror"), "b2": on("drugs", "terror")}
    said = " ".join(analyse(case_of(apart)).summary())
    assert "of experts of the same side alone: no two of different sides judged the same threat." in said
    assert "of the same side alone" not in " ".join(analyse(case_of(TWO)).summary())


def test_margins_of_the_joint_order_and_the_matrix_are_told() -> None:
    """By hand: both have terror above drugs, 2 votes to none; exchanging them loses all of that."""
    rising = {"likelihood": around(0.2, 0.5, 0.5), "impact": around(10, 20, 90)}
    bands = {
        "likelihood": {"bands": [0.45], "names": ["rare", "frequent"]},
        "impact": {"most": 100, "bands": [15, 80]},
    }
    found = analyse(case_of({"a1": rising, "b1": rising}, threats=bands)).to_json()
    assert found["ranking"]["margins"][0] == {"above": "terror", "below": "drugs", "least": 2.0, "most": 2.0}
    assert found["matrix"]["likelihood"] == ["rare", "frequent"]
    assert found["matrix"]["cells"]["terror"] == {"likelihood": 1, "impact": 2}
    assert found["matrix"]["cells"]["piracy"] == {"likelihood": 0, "impact": 0}
    assert found["matrix"]["reversals"] == []


def test_where_sides_differ_in_substance_is_told_threat_by_threat() -> None:
    """By hand: b answers 0.2 higher throughout, but terror, of which it says 0.3 less than that."""
    answers = {
        "a1": {"likelihood": around(0.2, 0.3, 0.4)},
        "a2": {"likelihood": around(0.2, 0.3, 0.4)},
        "b1": {"likelihood": around(0.4, 0.5, 0.3)},
        "b2": {"likelihood": around(0.4, 0.5, 0.3)},
    }
    [use] = analyse(case_of(answers)).to_json()["agreement"]["scale_use"]["likelihood"]
    assert set(use["sides"]) == {"a", "b"}
    parts = {threat: [part or 0 for part in one.values()] for threat, one in use["threats"].items()}
    sign = 1 if use["sides"][1] == "b" else -1
    assert [sign * sum(parts[threat]) for threat in THREATS] == pytest.approx([0.2, 0.2, -0.1], abs=1e-6)
    assert max(parts, key=lambda threat: abs(parts[threat][2])) in {"terror", "piracy"}


def test_an_answer_that_tells_nothing_takes_nobody_elses_weight() -> None:
    """One expert gave the very number that is known, to a question that nobody else answered."""
    questions = {**QUESTIONS, "alone": {"says": "?", "answer": 10}}
    lone = {"likelihood": around(0.2), "questions": {"alone": {0.5: 10}}}
    with_one = analyse(case_of({**KNOWN, "b3": lone}, threats={**ASKED, "questions": questions}))
    without = analyse(case_of(KNOWN, threats=ASKED))
    assert with_one.model is not None
    assert without.model is not None
    assert with_one.model.shares == pytest.approx(without.model.shares)
