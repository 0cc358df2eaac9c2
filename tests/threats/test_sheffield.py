"""SHELF: each answers alone, answers are fitted, and all agree on what an impartial observer believes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError
from detente.report.threats_said import threats_said
from detente.threats import analyse
from detente.threats.forms import collected, form_of
from detente.threats.progress import progress_of
from tests.threats.assessments import TEXT, assessed

if TYPE_CHECKING:
    from pathlib import Path

SHELF = (
    TEXT.replace("threats:\n", "threats:\n  protocol: shelf\n")
    .replace(
        "likelihood: {piracy: [0.3, 0.35",
        "impact: {piracy: [20, 30, 50]}\n          likelihood: {piracy: [0.3, 0.35",
    )
    .replace(
        "likelihood: {piracy: [0.1, 0.3, 0.6]",
        "impact: {piracy: [5, 10, 25]}\n          likelihood: {piracy: [0.1, 0.3, 0.6]",
    )
)
OBSERVED = """\
    - round: 2
      held: 2010-02-15
      answers:
        observer:
          likelihood: {piracy: [0.2, 0.4, 0.6]}
          impact: {piracy: [30, 40, 50]}
          reasons: {piracy: Ships pay.}
"""
IN_BRUSSELS = "defaults: {basis: expert}\n"


def problems(text: str) -> str:
    with pytest.raises(CaseError) as error:
        Case.from_text(text)
    return "\n".join(map(str, error.value.problems))


def test_after_the_first_round_the_observer_is_waited_for() -> None:
    case = assessed(SHELF)
    assert case.threats is not None
    found = progress_of(case.threats)
    assert (found.closed, found.open, found.waiting, found.ends) == (1, 2, ("observer",), False)
    ended = assessed(SHELF + OBSERVED)
    assert ended.threats is not None
    found = progress_of(ended.threats)
    assert (found.closed, found.open, found.waiting, found.moved, found.ends) == (2, None, (), None, True)


def test_the_observer_has_a_distribution_and_is_no_expert() -> None:
    """By hand: symmetric answers are those of normal distributions, with means 0.4 and 40."""
    before, after = (analyse(assessed(IN_BRUSSELS + text)) for text in (SHELF, SHELF + OBSERVED))
    assert "observer" not in before.pools
    assert list(after.answered.answers) == ["n1", "n2", "r1"]
    observer = after.pools["observer"]
    assert observer.likelihood["piracy"].mean == pytest.approx(0.4, abs=1e-3)
    assert observer.impact["piracy"].quantiles == pytest.approx((30, 35.9, 40, 44.1, 50), abs=0.02)
    assert observer.concern("piracy") == pytest.approx(16, abs=0.1)
    assert "drugs" not in observer.likelihood
    assert after.joint is observer
    assert before.joint is before.pools["equal"]
    for name, pool in before.pools.items():
        assert after.pools[name].weights == pool.weights
        assert after.pools[name].concern("piracy") == pool.concern("piracy")
    assert after.agreement["likelihood"].alpha == before.agreement["likelihood"].alpha


def test_the_pool_of_fits_is_the_mean_of_the_fitted_distributions() -> None:
    found = analyse(assessed(SHELF + OBSERVED))
    fitted = found.pools["fitted"].likelihood["piracy"].distribution
    for value in (0.1, 0.25, 0.37, 0.6):
        each = [found.fits[who]["likelihood", "piracy"].cdf(value) for who in ("n1", "n2", "r1")]
        assert float(fitted.cdf(value)) == pytest.approx(float(sum(each)) / 3, abs=1e-3)
    assert found.to_json()["fits"]["observer"]["impact"]["piracy"]["family"] == "normal"
    assert set(found.to_frames()["fits"]["expert"]) == {"n1", "n2", "r1", "observer"}


def test_under_another_protocol_nothing_is_fitted() -> None:
    found = analyse(assessed())
    assert found.fits == {}
    assert {"fitted", "observer"}.isdisjoint(found.pools)
    assert "observer" not in " ".join(found.summary())


def test_sentences_say_what_the_observer_expects_and_from_whom_it_stands_far() -> None:
    said = "\n".join(analyse(assessed(IN_BRUSSELS + SHELF + OBSERVED)).summary())
    assert "As all agreed, an impartial observer would expect, in points" in said
    assert "Piracy 16 (" in said
    assert "Not agreed on both scales: drugs." in said
    assert "On the mean over threats the observer stands" in said
    nearer = said.partition("the observer stands")[2]
    assert nearer.index("nato") < nearer.index("russia")


def test_a_fit_that_misses_is_told_with_the_answer_that_it_misses() -> None:
    found = analyse(assessed(SHELF))
    most = max(
        abs(float(fit.quantile(level)) - value) / (fit.most - fit.least)
        for of in found.fits.values()
        for fit in of.values()
        for level, value in zip(fit.assessment.levels, fit.assessment.values, strict=True)
    )
    assert 0.01 < most < 0.05
    assert f"miss no quantile by more than {most:.1%} of its scale" in "\n".join(found.summary())
    odd = SHELF + OBSERVED.replace("[30, 40, 50]", "[2, 58, 59]")
    said = "\n".join(analyse(assessed(odd)).summary())
    assert "1 misses a quantile by more than 5.0% of its scale" in said
    assert "that of the observer on the impact of Piracy" in said


def test_pictures_show_each_answer_and_the_observer() -> None:
    banded = SHELF.replace("  list:\n", "  likelihood: {bands: [0.3]}\n  list:\n")
    result = analyse(assessed(IN_BRUSSELS + banded + OBSERVED))
    assert {"likelihood fitted", "impact fitted"} <= set(result.charts())
    found = threats_said(result)
    assert found is not None
    [picture] = [one for one in found.pictures if one.name == "threats_impact_fitted"]
    assert picture.table.rows[0][0] == "Piracy"
    assert picture.table.rows[0][-1] == "40 (30 to 50)"
    assert picture.table.rows[1][1:] == ("not said", "not said")
    assert "The thick line is the impartial observer's." in picture.note
    assert "nato blue and unbroken, russia orange and dashed" in picture.note
    assert found.matrix is not None
    assert "by the impartial observer" in found.matrix.caption
    lines = {one["line"]: one for one in picture.chart.to_dict()["layer"][0]["data"]["values"]}
    assert {key: one["width"] for key, one in lines.items()} == {
        "piracy n1": 1.5,
        "piracy n2": 1.5,
        "piracy r1": 1.5,
        "piracy observer": 3.5,
    }


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "csv"])
def test_the_form_of_the_observer_goes_out_and_comes_back(tmp_path: Path, suffix: str) -> None:
    from openpyxl import load_workbook

    case = assessed(SHELF)
    form, file = form_of(case, "observer"), tmp_path / f"observer.{suffix}"
    text = form.yaml()
    assert "for a rational" in text
    assert "The experts answered: 0.1, 0.3, 0.6; 0.3, 0.35, 0.4; 0.2, 0.4, 0.7." in " ".join(
        text.replace("#", " ").split()
    )
    assert "incidents" not in text
    if suffix == "yaml":
        file.write_text(text.replace("\n  piracy:\n", "\n  piracy: [0.2, 0.4, 0.6]\n", 1), encoding="utf-8")
    elif suffix == "csv":
        file.write_text(
            form.csv().replace("likelihood,piracy,,,,", "likelihood,piracy,0.2,0.4,0.6,"), encoding="utf-8"
        )
    else:
        form.write_excel(file)
        book = load_workbook(file)
        assert book["Answers"]["A11"].value is None
        for cell, value in zip(("D7", "E7", "F7"), (0.2, 0.4, 0.6), strict=True):
            book["Answers"][cell] = value
        book.save(file)
    found = Case.from_text(collected(case, [file])).threats
    assert found is not None
    assert list(found.rounds[1].answers) == ["observer"]
    assert [float(one) for one in found.rounds[1].answers["observer"].likelihood["piracy"].values] == [
        0.2,
        0.4,
        0.6,
    ]


@pytest.mark.parametrize(
    ("text", "expert", "says"),
    [
        (SHELF, "n1", "round 2 of 'shelf' is for the answers of the 'observer', on which all agree"),
        (SHELF.replace("      held: 2010-01-15\n", ""), "observer", "the 'observer' answers in round 2"),
        (SHELF + OBSERVED, "observer", "round 2 was the last one: SHELF has answers given alone"),
        (TEXT, "observer", "unknown expert 'observer'"),
    ],
)
def test_forms_out_of_turn_are_refused(tmp_path: Path, text: str, expert: str, says: str) -> None:
    case = assessed(text)
    with pytest.raises(CaseError, match=says):
        form_of(case, expert)
    number = progress_of(case.threats).open or 3  # type: ignore[arg-type]
    form = tmp_path / "form.yaml"
    form.write_text(
        f"form: threats\ncase: {case.title}\nexpert: {expert}\nround: {number}\n"
        "likelihood: {piracy: [0.1, 0.2, 0.3]}\n"
    )
    with pytest.raises(CaseError, match=says):
        collected(case, [form])


@pytest.mark.parametrize(("expert", "text"), [("observer", SHELF), ("n1", SHELF.partition("  rounds:")[0])])
def test_a_form_with_nothing_in_it_is_no_answer(tmp_path: Path, expert: str, text: str) -> None:
    case = assessed(text)
    form = tmp_path / "form.yaml"
    form.write_text(form_of(case, expert).yaml(), encoding="utf-8")
    with pytest.raises(CaseError, match=f"{expert} has answered nothing here: leave this form out"):
        collected(case, [form])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SHELF.replace("n2:", "observer:"), "'observer' stands for all together: give this expert another"),
        (SHELF + OBSERVED.replace("observer:", "n1:"), "is for the answers of the 'observer'"),
        (SHELF.replace("        n2:\n", "        observer:\n", 1), "the 'observer' answers in round 2"),
        (SHELF + OBSERVED + "    - round: 3\n", "'shelf' has two rounds"),
        (
            SHELF + OBSERVED.replace("reasons:", "questions: {incidents: [1, 2, 3]}\n          reasons:"),
            "the observer is asked about threats alone",
        ),
        (TEXT + OBSERVED, "unknown expert 'observer'"),
    ],
)
def test_a_case_that_mistakes_the_rounds_of_shelf_is_told(text: str, says: str) -> None:
    assert says in problems(text)


def test_claims_may_speak_of_the_observer() -> None:
    from detente.claims import analyse as claims

    def verdict(text: str) -> Any:  # noqa: ANN401 - a verdict with its reason
        held = "claims:\n  - {id: C, says: Much is feared., holds_if: observer_concern(piracy) > 15}\n"
        [claim] = claims(Case.from_text(IN_BRUSSELS + text + held)).claims
        return claim

    assert verdict(SHELF + OBSERVED).nominal is True
    assert "have not agreed on what an impartial observer" in str(verdict(SHELF).why)
