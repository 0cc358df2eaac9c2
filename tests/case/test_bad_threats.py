"""What is wrong with an assessment of threats is told all at once, each with its place."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from tests.threats.assessments import TEXT

SLIPS = [
    ("addresses: {piracy", "addresses: {pirates", "unknown threat 'pirates'; did you mean 'piracy'?"),
    ("addresses: {piracy: [0.2, 0.4]", "addresses: {piracy: [0.2, 1.4]", "1.4"),
    ("r1: {of: russia}", "r1: {of: rusia}", "unknown party, bloc or camp 'rusia'; did you mean 'russia'?"),
    ("        r1:\n", "        r2:\n", "unknown expert 'r2'"),
    ("piracy: [0.2, 0.4, 0.7]", "pyracy: [0.2, 0.4, 0.7]", "unknown threat 'pyracy'; did you mean 'piracy'?"),
    ("incidents: [200", "incident: [200", "unknown question 'incident'; did you mean 'incidents'?"),
    ("reasons: {piracy: It", "reasons: {pyracy: It", "unknown threat 'pyracy'"),
    ("[0.2, 0.4, 0.7]", "[0.2, 0.4]", "2 numbers stand here, and 3 are asked: the quantiles 0.05, 0.5, 0.95"),
    ("[0.2, 0.4, 0.7]", "[0.4]", "1 number stands here, and 3 are asked"),
    ("[0.2, 0.4, 0.7]", "[0.2, 0.4, 1.7]", "1.7 does not lie on the scale from 0 to 1"),
    ("[10, 20, 40]", "[10, 20, 140]", "140 does not lie on the scale from 0 to 100"),
    ("[10, 20, 40]", "[-10, 20, 40]", "-10 does not lie on the scale from 0 to 100"),
    ("[200, 350, 600]", "[0, 350, 600]", "on a logarithmic scale every quantile is above 0"),
    ("[200, 350, 600]", "[200, 150, 600]", "the quantiles cross: 150 comes after 200"),
    ("[200, 350, 600]", "[200, 200, 600]", "each must be greater than the one before"),
    ("[200, 350, 600]", "[200, [1, 2], 600]", "a quantile is one number, not a range"),
    ("[200, 350, 600]", "many", "an estimate is a list of quantiles"),
    ("{0.1: 0.3, 0.9: 0.8}", "{0: 0.3, 0.9: 0.8}", "a quantile lies between 0 and 1"),
    ("{0.1: 0.3, 0.9: 0.8}", "{0.1: 0.3, 10%: 0.8}", "the same quantile is given twice"),
    ("{0.1: 0.3, 0.9: 0.8}", "{low: 0.3, 0.9: 0.8}", "'low' is no number"),
    ("answer: 406", "answer: -1", "on a logarithmic scale the answer is above 0"),
    ("answer: 406", "answer: [1, 2]", "the known answer is one number, not a range"),
    ("scale: logarithmic", "scale: log", "it is 'linear' or 'logarithmic'"),
    ("bands: [20, 60]", "bands: [60, 20]", "a scale rises"),
    ("bands: [20, 60]", "bands: [20]", "1 borders make 2 bands: name each of them"),
    ("most: 100", "most: [90, 100]", "the ends and the borders of a scale are single numbers"),
    ("round: 1 ", "round: 2 ", "rounds are numbered from 1 on, in their order"),
    ("within: the", "quantiles: [0.5, 0.05]\n  within: the", "the quantiles that are asked for rise"),
    ("within: the", "likelihood: {most: 2}\n  within: the", "a likelihood is a probability"),
    ("within: the", "protocol: delfi\n  within: the", "did you mean 'delphi'?"),
    ("within: the", "stopping: {rounds: 0}\n  within: the", "there is one round at least"),
    ("within: the", "stopping: {moved: [0, 1]}\n  within: the", "'moved' is one number, not a range"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), SLIPS)
def test_a_slip_is_told_on_its_line(right: str, wrong: str, message: str) -> None:
    assert TEXT.count(right) == 1
    with pytest.raises(CaseError) as told:
        Case.from_text(TEXT.replace(right, wrong))
    assert all(problem.place.line for problem in told.value.problems)
    assert message in str(told.value)


def test_slips_are_told_all_at_once() -> None:
    text = TEXT
    for right, wrong, _ in (SLIPS[0], SLIPS[2], SLIPS[7], SLIPS[10], SLIPS[13]):
        text = text.replace(right, wrong)
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    assert len(told.value.problems) == 5


def test_estimates_come_back_as_they_were_written() -> None:
    case = Case.from_text(TEXT)
    assert case.threats is not None
    answers = case.threats.rounds[0].answers["n1"].model_dump()
    assert answers["likelihood"] == {"piracy": [0.2, 0.4, 0.7], "drugs": {0.1: 0.3, 0.9: 0.8}}
