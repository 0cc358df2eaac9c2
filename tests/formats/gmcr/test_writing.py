"""Writing .gmcr files: what was read comes back, and a file is written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.case.problems import CaseError
from detente.formats.gmcr import GmcrFile, gmcr_of_text, gmcr_text, read_gmcr, write_gmcr, writing
from detente.stability.options.feasible import feasible_codes
from detente.stability.options.option_form import DecisionMaker, Option, OptionForm
from detente.stability.options.option_preferences import Payoffs, Ranking, Statements, tiers_of
from tests.stability.options.option_forms import EUPHRATES, drawn_forms

FILE = Path(__file__).with_name("euphrates.gmcr")
TEXTS = st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=3,
)


@st.composite
def _files(draw: st.DrawFn) -> GmcrFile:
    """Draw files in which decision makers have statements or rankings, and keys that are not used."""
    form = draw(drawn_forms())
    codes = feasible_codes(len(form.options), form.infeasible)
    assume(len(codes))
    makers = []
    for maker in form.decision_makers:
        ranks = st.lists(st.integers(0, 3), min_size=len(codes), max_size=len(codes))
        ranking = st.builds(Ranking, ranks.map(tiers_of))
        makers.append(replace(maker, preferences=draw(st.just(maker.preferences) | ranking)))
    paths = st.sampled_from([("coalitions",), ("Ω",), ("options", 0, "x"), ("decisionMakers", 0, "y")])
    besides = draw(st.dictionaries(paths, VALUES, max_size=3))
    form = replace(form, decision_makers=tuple(makers))
    return GmcrFile(form, draw(TEXTS), draw(TEXTS), besides)


@given(_files())
def test_what_is_written_is_read_again(conflict: GmcrFile) -> None:
    assert gmcr_of_text(gmcr_text(conflict)) == conflict


@pytest.mark.parametrize("rankings_first", [False, True])
def test_all_that_was_read_of_a_file_is_written_again(rankings_first: bool, tmp_path: Path) -> None:
    tree = json.loads(FILE.read_text(encoding="utf-8"))
    tree |= {"unknown": {"key": [1.5, None, "é"]}, "description": "Facts of the model."}
    tree["options"][2] |= {"colour": "red", "permittedDirection": "back"}
    tree["decisionMakers"][1] |= {"preferenceVector": [1, 2], "preferenceRanking": [1, 2, 3, 4, 5, [6]]}
    found = gmcr_of_text(json.dumps(tree), rankings_first=rankings_first)
    write_gmcr(found, tmp_path / "a.gmcr")
    tree["decisionMakers"][1]["preferenceRanking"][5] = [6] if not rankings_first else 6
    assert json.loads((tmp_path / "a.gmcr").read_text(encoding="utf-8")) == tree
    assert read_gmcr(tmp_path / "a.gmcr", rankings_first=rankings_first) == found


def test_payoffs_are_written_as_the_ranking_that_they_amount_to() -> None:
    form = OptionForm((Option("a"), Option("b")), (DecisionMaker("x", (0,), Payoffs((2.0, -1.0, 2.0, 9.5))),))
    (read,) = gmcr_of_text(gmcr_text(form)).form.decision_makers
    assert read.preferences == Ranking(((4,), (1, 3), (2,)))


def test_what_belongs_to_options_that_are_there_no_more_is_left_out() -> None:
    besides: dict[tuple[str | int, ...], str] = {("options", 9, "colour"): "red"}
    besides["options", 0, "colour"] = "blue"
    written = json.loads(gmcr_text(GmcrFile(EUPHRATES, besides=besides)))
    assert [one.get("colour") for one in written["options"]] == ["blue", None, None]


def test_preferences_that_do_not_fit_are_not_written_and_leave_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.gmcr"
    write_gmcr(EUPHRATES, path)
    wrong = replace(EUPHRATES, decision_makers=(DecisionMaker("x", (0,), Ranking(((1,),))),))
    with pytest.raises(ValueError, match="a ranking names each of the states 1 to 6 once"):
        write_gmcr(wrong, path)
    with pytest.raises(CaseError, match="the file exists already"):
        write_gmcr(EUPHRATES, path, overwrite=False)
    assert read_gmcr(path).form == EUPHRATES
    assert [one.name for one in tmp_path.iterdir()] == ["a.gmcr"]


def test_a_text_that_could_not_be_read_again_is_not_written() -> None:
    with pytest.raises(CaseError, match=r"is more than a \.gmcr file may have"):
        gmcr_text(GmcrFile(EUPHRATES, description="x" * 5_000_000))


def test_a_long_ranking_is_written_more_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 4,096 states, which with a line each would be larger than a file may be."""
    monkeypatch.setattr(writing, "LARGEST", 30_000)
    options = tuple(Option(str(number)) for number in range(12))
    ranking = Ranking(tuple((state,) for state in range(2**12, 0, -1)))
    form = OptionForm(options, (DecisionMaker("a", (0,), ranking), DecisionMaker("b", (1,), Statements())))
    assert gmcr_of_text(gmcr_text(form)).form == form
