"""The most unequal cases are ordinary: nothing fails, and every empty answer has its reason in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detente.bargaining.analysis import analyse
from detente.bargaining.ensemble import with_draws
from detente.bargaining.frontier import of_zone
from detente.case.case import Case
from detente.case.problems import CaseError
from detente.outcomes.counting.counting import Count

if TYPE_CHECKING:
    from detente.bargaining.result import Bargaining

HEAD = "detente: 1\ntitle: A case\nas_of: 2010-02-01\n"
ONE_ISSUE = """
issues:
  toll:
    options: [high, low]
    today: high
    decided_by: [a, b]
    stances: {stances}
"""
SETTLED = (
    "parties: {{a: , b: }}\nissues: {{toll: {{options: [high], today: high, decided_by: [a, b]}}{more}}}\n"
)
ALONE = "parties: {a: }\nissues: {toll: {options: [high], today: high, decided_by: a}}\n"


def _two(stances: str = "{}", more: str = "", parties: str = "parties: {a: , b: }\n") -> str:
    return parties + ONE_ISSUE.replace("{stances}", stances) + more


CASES = {
    "no issue": "parties: {a: }\n",
    "one party, one issue, one option": ALONE,
    "the same, on the table": ALONE + "negotiation: {issues: [toll]}\n",
    "several decide on one option": SETTLED.format(more=""),
    "several decide on one option each": SETTLED.format(
        more=", bridge: {options: [open], today: open, decided_by: [b, a]}"
    ),
    "no stances": _two(),
    "all indifferent": _two("{a: high = low, b: {points: {high: 3, low: 3}}}"),
    "everybody wants the same": _two("{a: low > high, b: low > high}"),
    "nobody signs anything": _two(parties="parties: {a: {walk_away: 5}, b: {walk_away: 5}}\n"),
    "red lines collide": _two("{a: high | low, b: low | high}"),
    "contradictory rules": _two(more="rules: [{require: toll is high}, {require: toll is low}]\n"),
    "a rule against today": _two("{a: low > high}", "rules: [{require: toll is low}]\n"),
    "nothing on the table": _two("{a: high > low, b: low > high}", "negotiation: {issues: []}\n"),
    "nobody signs": _two("{a: high > low, b: low > high}", "negotiation: {signatories: []}\n"),
    "one signs": _two("{a: high > low, b: low > high}", "negotiation: {signatories: [b]}\n"),
    "a red line on what is off the table": _two(
        "{a: low | high}", "negotiation: {issues: [], signatories: [a]}\n"
    ),
    "a bloc of one": _two(
        "{a: low > high}", "blocs: {one: {members: [a]}}\nnegotiation: {signatories: [one, b]}\n"
    ),
    "a party beside its bloc": _two(
        "{a: low > high}", "blocs: {both: {members: [a, b]}}\nnegotiation: {signatories: [both, a]}\n"
    ),
    "a bloc that signs without votes": _two(
        "{a: high | low, b: low > high}",
        "blocs: {both: {members: [a, b], decides_by: {quota: 0, weights: {a: 1}}}}\n"
        "negotiation: {signatories: [both]}\n",
    ),
}


def _result(name: str, **asked: Any) -> Bargaining:  # noqa: ANN401 - arguments of the analysis
    return analyse(Case.from_text(HEAD + CASES[name]), **asked)


@pytest.mark.parametrize("name", CASES)
def test_every_form_of_the_result_can_be_had(name: str) -> None:
    result = _result(name)
    assert json.loads(json.dumps(result.to_json()))["exactness"] == "exact"
    assert all(sentence and "gives :" not in sentence for sentence in result.summary())
    assert {"zone", "frontier", "solutions", "conflicts", "obstacles"} <= result.to_frames().keys()
    assert "<ul>" in result._repr_html_()
    over_draws = with_draws(result, 3, seed=0)
    assert set(over_draws.counts) == {result.zone.signable.value}
    assert json.dumps(over_draws.to_json())
    assert len(over_draws.summary()) > len(result.summary())


@pytest.mark.parametrize(
    ("name", "feasible", "signable", "on_frontier"),
    [
        ("no issue", 1, 1, 1),
        ("one party, one issue, one option", 1, 1, 1),
        ("the same, on the table", 1, 1, 1),
        ("no stances", 2, 2, 1),
        ("all indifferent", 2, 2, 1),
        ("everybody wants the same", 2, 2, 1),
        ("nobody signs anything", 2, 0, 0),
        ("red lines collide", 2, 0, 0),
        ("contradictory rules", 0, 0, 0),
        ("a rule against today", 1, 1, 1),
        ("nothing on the table", 1, 1, 1),
        ("nobody signs", 2, 2, 1),
        ("one signs", 2, 2, 1),
        ("a red line on what is off the table", 1, 0, 0),
        ("a bloc of one", 2, 2, 1),
        ("a party beside its bloc", 2, 2, 1),
        ("a bloc that signs without votes", 2, 2, 1),
    ],
)
def test_counts(name: str, feasible: int, signable: int, on_frontier: int) -> None:
    """By hand. The last: a alone accepts high, b alone low, and to the bloc both are worth the mean, 50."""
    result = _result(name)
    found = (result.zone.feasible.value, result.zone.signable.value, len(result.frontier))
    assert found == (feasible, signable, on_frontier)


@pytest.mark.parametrize("name", [name for name in CASES if name not in {"no issue", "nobody signs"}])
def test_solutions_are_there_or_say_why_not(name: str) -> None:
    result = _result(name)
    for found in result.solutions.values():
        assert bool(found.points) == bool(result.zone.signable.value)
        assert found.reason == ("" if found.points else "nothing can be signed")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no issue", "Nothing is on the table: the case has no issue."),
        ("nothing on the table", "Nothing is on the table: the negotiation names no issue."),
        ("one party, one issue, one option", "Nothing is on the table: no issue is jointly decided."),
        (
            "several decide on one option",
            "Nothing is on the table: the only issue that several decide on, “toll”, has a single option.",
        ),
        (
            "several decide on one option each",
            "Nothing is on the table: the issues that several decide on have a single option each.",
        ),
        ("contradictory rules", "the rules contradict each other"),
        (
            "red lines collide",
            "These collide: a never signs a package in which “toll” is “low”; b never signs",
        ),
        ("red lines collide", "Red lines collide by themselves"),
        ("nobody signs anything", "This alone stands in the way: a must not be left below no agreement."),
        (
            "nobody signs anything",
            "The nearest package falls short of no agreement for a by 5.0 and b by 5.0.",
        ),
        ("a red line on what is off the table", "cannot be met by what stays as it is today"),
        ("nobody signs", "nobody would sign"),
        ("one party, one issue, one option", "Of 1 package that can exist, 1 (100.0%) is signable."),
    ],
)
def test_words(name: str, words: str) -> None:
    assert words in " ".join(_result(name).summary())


ABOUT = "(estimated; {} in 95 of 100 cases)"


@pytest.mark.parametrize(
    ("feasible", "signable", "words"),
    [
        (Count(8), Count(2), "Of 8 packages that can exist, 2 (25.0%) are signable."),
        (Count(9999), Count(1), "Of 9,999 packages that can exist, 1 (under 0.1%) is signable."),
        (Count(9999), Count(9998), "Of 9,999 packages that can exist, 9,998 (over 99.9%) are signable."),
        (
            Count(2000, exact=False, interval=(1500, 2500), draws=9),
            Count(500, exact=False, interval=(400, 600), draws=9),
            (
                f"Of about 2,000 {ABOUT.format('1,500 to 2,500')} packages that can exist,"
                f" about 500 {ABOUT.format('400 to 600')} (25.0%) are signable."
            ),
        ),
        (
            Count(10),
            Count(0, exact=False, interval=(0, 9), draws=9),
            f"Of 10 packages that can exist, about 0 {ABOUT.format('0 to 9')} (0.0%) are signable.",
        ),
        (
            Count(10),
            Count(3, exact=False, interval=(3, 9)),
            "Of 10 packages that can exist, 3 to 9 are signable.",
        ),
        (
            Count(0, exact=False, interval=(0, 9), draws=9),
            Count(0),
            f"Of about 0 {ABOUT.format('0 to 9')} packages that can exist, none is signable.",
        ),
    ],
)
def test_an_estimate_is_said_to_be_one_with_its_interval(
    feasible: Count, signable: Count, words: str
) -> None:
    result = _result("no stances")
    zone = replace(result.zone)
    zone.__dict__.update(feasible=feasible, signable=signable)
    estimated = replace(result, zone=zone)
    assert words in estimated.summary()
    assert estimated.to_json().get("signable_interval") == (signable.interval and list(signable.interval))


def test_a_result_says_how_it_was_found_and_from_which_seed_where_packages_were_drawn() -> None:
    result = _result("no stances")
    assert (result.case, result.seed) == (result.negotiation.case, None)
    assert result.method == "all signable packages written out and compared"
    drawn = replace(result.zone)
    drawn.__dict__.update(feasible=Count(9), signable=Count(3, exact=False, interval=(3, 9), draws=9, seed=7))
    assert replace(result, zone=drawn).to_json()["seed"] == 7
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_zone, "FEW", -1)
        assert _result("no stances").method.startswith("partial packages merged issue by issue")


def test_everything_indifferent_gives_every_package_as_one_point() -> None:
    (point,) = _result("all indifferent").frontier
    assert point.packages == 2
    assert point.value == {"a": 100, "b": 3}


def test_today_against_a_rule_can_only_be_left() -> None:
    result = _result("a rule against today")
    assert [dict(point.package) for point in result.frontier] == [{"toll": "low"}]


def test_red_lines_that_collide_by_themselves_leave_no_concession_but_each_other() -> None:
    assert _result("red lines collide").to_json()["concessions"] == []
    dropped = _result("red lines collide", drop_red_lines=True).conflicts
    assert dropped is not None
    assert [[one.id for one in found.drop] for found in dropped.concessions] == [["b.toll.red_line"]]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"issues": ["tol"]}, "unknown issue 'tol'; did you mean 'toll'?"),
        ({"issues": ["order"]}, "unknown issue 'order'"),
        ({"signatories": ["c"]}, "unknown party 'c'"),
        ({"signatories": ["a", "bb"]}, "unknown party 'bb'"),
    ],
)
def test_unknown_names_are_refused_in_words(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError, match=message.replace("?", r"\?")):
        _result("no stances", **asked)


def test_names_asked_for_twice_count_once() -> None:
    result = _result("no stances", issues=["toll", "toll"], signatories=["a", "a"])
    assert (result.negotiation.issues, result.negotiation.signatories) == (("toll",), ("a",))


def test_an_issue_may_be_put_on_the_table_that_one_alone_decides() -> None:
    result = _result("one party, one issue, one option", issues=["toll"])
    assert result.negotiation.signatories == ("a",)
    assert [dict(point.package) for point in result.frontier] == [{"toll": "high"}]


def test_a_frontier_past_the_limit_is_bounded_and_not_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen issues of three options are too many to write out, whatever the number of values compared."""
    issues = "".join(
        f"  i{k}: {{options: [o, p, q], today: o, decided_by: [a, b], stances: "
        f"{{a: {{order: p > q > o, weight: {k + 3}}}, b: {{order: q > p > o, weight: {29 - k}}}}}}}\n"
        for k in range(16)
    )
    text = f"detente: 1\ntitle: Many\nas_of: 2010-02-01\nparties: {{a: , b: }}\nissues:\n{issues}"
    monkeypatch.setattr(of_zone, "MOST_COMPARED", 500)
    result = analyse(Case.from_text(text))
    assert result.exactness == "bounded"
    assert result.frontier


def test_names_that_begin_with_an_article_are_small_within_a_sentence() -> None:
    parties = "parties: {a: {name: The Hills, walk_away: 150}, b: {name: The Coast}, c: {name: The Towns}}\n"
    stances = "{a: low > high, b: high = low, c: high > low}"
    stuck = analyse(Case.from_text(HEAD + _two(stances, parties=parties))).summary()
    calm = analyse(Case.from_text(HEAD + _two(stances, parties=parties.replace("150", "0")))).summary()
    assert "1 issue is on the table; the Hills and the Coast would sign." in calm
    assert "Without deciding, the Towns would lose in every package of the frontier." in calm
    assert "This alone stands in the way: the Hills must not be left below no agreement." in stuck
    assert any("the Hills by 50.0" in sentence for sentence in stuck)
    assert any("gives the Hills 100.0 and the Coast" in sentence for sentence in calm)
    assert not any(" The " in sentence for sentence in (*stuck, *calm))
