"""Reading .gmcr files: what they say, and what is wrong with them, told with places."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.problems import CaseError
from detente.formats.gmcr import gmcr_of_text, read_gmcr
from detente.stability import analyse
from detente.stability.options.conditions import Condition
from detente.stability.options.option_form import Direction
from detente.stability.options.option_preferences import Ranking, Statements
from tests.stability.models import CATALOG
from tests.stability.options.option_forms import EUPHRATES

FILE = Path(__file__).with_name("euphrates.gmcr")
TEXT = FILE.read_text(encoding="utf-8")
SMALL = {
    "options": [{"name": "a"}, {"name": "b", "permittedDirection": "fwd"}],
    "decisionMakers": [{"name": "x", "options": [0, 1], "preferences": [[[0, "Y"]]]}],
    "infeasibles": [],
}


def _changed(**changes: object) -> str:
    """Return the small conflict with other values, by keys joined with two underscores."""
    tree: Any = json.loads(json.dumps(SMALL))
    for path, value in changes.items():
        *within, last = path.split("__")
        at = tree
        for key in within:
            at = at[int(key)] if isinstance(at, list) else at[key]
        at[int(last) if isinstance(at, list) else last] = value
    return json.dumps(tree)


def _wrong(text: str) -> list[str]:
    with pytest.raises(CaseError) as caught:
        gmcr_of_text(text, "a.gmcr")
    return [problem.message for problem in caught.value.problems]


def test_the_euphrates_conflict_is_read_and_its_stable_states_are_the_known_ones() -> None:
    """Those of the catalog, by GMCR+ as well and by an independent enumeration."""
    found = read_gmcr(FILE)
    assert found.form == EUPHRATES
    assert found.title == "Syria and Iraq over the water of the Euphrates, 1975"
    assert found.warnings == ()
    assert found.besides["coalitions",] == [0, 1]
    entry = next(one for one in CATALOG if one["id"] == "euphrates")
    stable = analyse(found.form.graph_model())
    for concept, of in entry["stable"].items():
        for name, states in of.items():
            assert (np.flatnonzero(stable.stable[name][concept]) + 1).tolist() == states


def test_a_ranking_counts_without_statements_or_where_rankings_come_first() -> None:
    ranked = {"preferenceRanking": [3, [4, 1], 2], "preferences": []}
    alone = _changed(decisionMakers__0={"name": "x", "options": [0, 1], **ranked})
    assert gmcr_of_text(alone).form.decision_makers[0].preferences == Ranking(((3,), (4, 1), (2,)))
    both = _changed(decisionMakers__0__preferenceVector=[3, [4, 1], 2])
    found = gmcr_of_text(both)
    assert found.form.decision_makers[0].preferences == Statements((Condition.of("Y"),))
    [warning] = found.warnings
    assert warning.message == (
        "this ranking is not that of the statements, which count;"
        " in Python `rankings_first` lets rankings count"
    )
    first = gmcr_of_text(both, rankings_first=True)
    assert first.form.decision_makers[0].preferences == Ranking(((3,), (4, 1), (2,)))
    assert first.warnings == ()


def test_compound_conditions_and_patterns_are_read() -> None:
    inner = {"compound": True, "members": ["-Y", [[0, "n"]]]}
    text = _changed(infeasibles=[{"compound": True, "members": ["NY", inner], "name": "?"}, "yy"])
    with pytest.raises(CaseError, match="every state is infeasible"):
        gmcr_of_text(_changed(infeasibles=["N-", "Y-"]))
    found = gmcr_of_text(text)
    assert found.form.infeasible == (Condition.of("NY", "-Y", "N"), Condition.of("YY"))
    assert found.form.codes.tolist() == [1]
    assert found.form.options[1].direction is Direction.FORWARD
    assert "what stands at 'name' in a condition is not kept" in [one.message for one in found.warnings]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"options__0": {"name": "a", "permittedDirection": "fdw"}},
            "'fdw' is no direction: both, fwd or back",
        ),
        ({"options__0": {}}, "the name is missing here"),
        ({"options__0": {"name": " "}}, "the name is missing here"),
        ({"options__0": {"name": []}}, "a name is a text, and not a list"),
        ({"decisionMakers__0": {"name": {"a": 1}}}, "a name is a text, and not a mapping"),
        ({"options__0": {"name": 3}}, "a name is a text, and not '3'"),
        ({"options__0": {"name": "b"}}, "the name 'b' is that of entry 1 as well"),
        ({"options__0": "a"}, "an option has a name and a direction; this is 'a'"),
        ({"options": []}, "there are 0 entries in 'options', and there can be 1 to 62"),
        ({"options": "ab"}, "a list stands at 'options', and not 'ab'"),
        ({"title": 3}, "a text in double quotation marks stands at 'title', and not '3'"),
        ({"decisionMakers__0": None}, "a decision maker has a name and options; this is nothing"),
        ({"decisionMakers__0__options": [2]}, "'2' is no option: they have the numbers 0 to 1"),
        ({"decisionMakers__0__options": [-1]}, "'-1' is no option: they have the numbers 0 to 1"),
        ({"decisionMakers__0__options": [1.0]}, "'1.0' is no option: they have the numbers 0 to 1"),
        ({"decisionMakers__0__options": [True]}, "'true' is no option: they have the numbers 0 to 1"),
        ({"decisionMakers__0__options": [1, 1]}, "option 1 stands twice in this list"),
        ({"decisionMakers__0__options": None}, "stand in a list, and not nothing"),
        ({"infeasibles": {}}, "a list of conditions stands here, and not a mapping"),
        ({"infeasibles": [[]]}, "this condition names no option"),
        ({"infeasibles": [3]}, "and not '3'"),
        ({"infeasibles": [[0, "Y"]]}, "such as [0, \"Y\"], and not '0'"),
        ({"infeasibles": [[[0, "-"]]]}, '\'-\' is neither "Y", for chosen, nor "N", for not'),
        ({"infeasibles": [[["0", "Y"]]]}, "'0' is no option: they have the numbers 0 to 1"),
        ({"infeasibles": ["Y"]}, "'Y' is no pattern of 2 letters, each of them Y, N or -, and not all -"),
        ({"infeasibles": ["--"]}, "'--' is no pattern of 2 letters"),
        ({"infeasibles": [{"compound": True, "members": []}]}, "and at least one"),
        (
            {"infeasibles": [{"compound": False, "members": ["YY"]}]},
            'several conditions are {"compound": true',
        ),
        ({"infeasibles": [{"members": [[[7, "Y"]]]}]}, "'7' is no option"),
    ],
)
def test_what_is_no_conflict_is_told(changes: dict[str, object], says: str) -> None:
    assert any(says in one for one in _wrong(_changed(**changes)))


@pytest.mark.parametrize(
    ("ranking", "says"),
    [
        ([1, 2, 3], "the ranking leaves out state 4"),
        ([1], "the ranking leaves out 3 states: 2, 3, 4"),
        ([1, 2, 3, 5], "'5' is no state: the feasible ones have the numbers 1 to 4"),
        ([1, 2, 3, 0], "'0' is no state"),
        ([1, 2, 3, "4"], "'4' is no state"),
        ([1, 2, [3, [4]]], "a list is no state"),
        ([1, 2, 3, 4, 2], "state 2 stands twice in the ranking"),
        ([[1, 2], [], 3, 4], "no state stands in this list of states that tie"),
        (3, "a ranking is a list of states, from the best on, and not '3'"),
    ],
)
def test_a_ranking_that_is_none_is_told_and_beside_statements_left_aside(ranking: object, says: str) -> None:
    maker = {"name": "x", "options": [0, 1], "preferenceRanking": ranking}
    assert any(says in one for one in _wrong(_changed(decisionMakers__0=maker)))
    found = gmcr_of_text(_changed(decisionMakers__0__preferenceRanking=ranking))
    assert len(found.warnings) == 1
    assert says in found.warnings[0].message
    assert found.besides["decisionMakers", 0, "preferenceRanking"] == ranking


def test_everything_wrong_is_told_at_once_with_line_and_column() -> None:
    text = TEXT.replace("[0, 1],", "[0, 7],", 1).replace('[[1, "Y"]]', '[[1, "X"]]')
    with pytest.raises(CaseError) as caught:
        gmcr_of_text(text.replace('"Attack"', '"Escalate"'), "e.gmcr")
    assert [str(one).split("\n")[0] for one in caught.value.problems] == [
        "e.gmcr:6:14: the name 'Escalate' is that of entry 2 as well",
        "e.gmcr:11:22: '7' is no option: they have the numbers 0 to 2",
        'e.gmcr:12:60: \'X\' is neither "Y", for chosen, nor "N", for not',
    ]
    assert caught.value.problems[1].excerpt == '      "options": [0, 7],'


def test_misspelt_keys_are_told() -> None:
    text = TEXT.replace('"decisionMakers"', '"decisonMakers"')
    assert _wrong(text) == [
        "the key 'decisionMakers' is missing; 'decisonMakers' is there instead",
        "the key 'decisonMakers' is kept, but not used",
    ]
    # Without what cannot be there are more states than the ranking has.
    ranked = {"name": "x", "options": [0, 1], "preferenceRanking": [3, 1, 2]}
    text = _changed(decisionMakers__0=ranked, infeasibles=[[[0, "Y"], [1, "Y"]]])
    assert _wrong(text.replace("infeasibles", "infeasable")) == [
        "the ranking leaves out state 4",
        "the key 'infeasable' is kept, but not used",
    ]
    found = gmcr_of_text(TEXT.replace('"infeasibles"', '"infeasible"').replace('"coalitions"', '"colour"'))
    said = [(one.message, one.suggestion) for one in found.warnings if "key" in one.message]
    assert said == [("the key 'infeasible' is kept, but not used", "infeasibles")]
    assert found.besides["colour",] == [0, 1]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decisionMakers__0__options": [0]}, "nobody controls 'b', so it never changes"),
        ({"decisionMakers__0__options": []}, "'x' controls no option, so it never moves"),
        ({"decisionMakers__0__preferences": []}, "no preferences stand here: all states are alike"),
        ({"decisionMakers__0__preferences": None}, "no preferences stand here: all states are alike"),
        ({"decisionMakers__0__preferences": ["Y-", [[0, "Y"]]]}, "holds in the same states as statement 1"),
        ({"decisionMakers__0__preferences": ["Y-", "-Y", "N-"]}, "just where statement 1 does not"),
        ({"decisionMakers__0__preferences": [{"members": ["Y-", "N-"]}]}, "holds in every feasible state"),
        ({"decisionMakers__0__preferences": ["YY"], "infeasibles": ["YY"]}, "holds in no feasible state"),
        ({"decisionMakers__0__preferences": [[[0, "Y"], [0, "N"]]]}, "both chosen and not chosen here"),
        ({"infeasibles": [[[0, "Y"], [0, "N"]]]}, "both chosen and not chosen here"),
        (
            {"decisionMakers": [{"name": "x", "options": [0, 1]}, {"name": "y", "options": [1]}]},
            "'x' and 'y' control",
        ),
    ],
)
def test_what_may_not_be_meant_is_a_warning(changes: dict[str, object], says: str) -> None:
    assert any(says in one.message for one in gmcr_of_text(_changed(**changes)).warnings)


def test_statements_that_tell_states_apart_draw_no_warning() -> None:
    text = _changed(decisionMakers__0__preferences=["Y-", "-Y", {"members": ["YY", "NN"]}])
    assert gmcr_of_text(text).warnings == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty"),
        (" \n ", "the file is empty"),
        (TEXT[:-3], "the file ends within a text or between brackets"),
        (TEXT[:30], "the file ends within a text or between brackets"),
        (TEXT + "}", "the file should end here"),
        (TEXT.replace("[0, 1],", "[0 1],", 1), "a comma is missing here"),
        (TEXT.replace('"title":', '"title"'), "a colon is missing here"),
        (TEXT.replace('"title"', "title"), "a key in double quotation marks is missing here"),
        (TEXT.replace('"Attack"', "'Attack'"), "a value is missing here"),
        (TEXT.replace("1975", "19\n75"), "a text goes on past its line"),
        (TEXT.replace("1975", "\\x"), "a backslash in a text is doubled"),
        ("[" * 100_000, "brackets are nested too deeply here: more than 60"),
        ('{"a":' * 100_000, "brackets are nested too deeply here: more than 60"),
        ("[]", "a .gmcr file has keys such as 'options' and 'decisionMakers'; this is a list"),
        ("3", "a .gmcr file has keys"),
        (TEXT.replace("[0, 1]", "[0, NaN]"), "'NaN' is no number of JSON"),
        (TEXT.replace("[0, 1]", "[0, -Infinity]"), "'-Infinity' is no number of JSON"),
        (TEXT.replace("[0, 1]", "[0, 1e999]"), "the number '1e999' is too large"),
        (TEXT.replace("[0, 1]", f"[0, {'9' * 100_000}]"), "a number of 100,000 digits is too long"),
        (TEXT.replace('"coalitions"', '"title"'), "the key 'title' is written twice"),
        (TEXT.replace("Attack", "\\ud800"), "holds half a character"),
        (TEXT.replace("Attack", "\ud800"), "holds half a character"),
        ("\x00\x01\x02", "this is no JSON"),
        ('"' + '\\"' * 50_000, "the file ends within a text"),
    ],
    ids=range(24),
)
def test_what_is_no_json_or_means_several_things_is_refused(text: str, says: str) -> None:
    assert any(says in one for one in _wrong(text))


def test_places_of_what_is_no_json_are_told() -> None:
    with pytest.raises(CaseError) as caught:
        gmcr_of_text('{"a": 1,\n "a": NaN, "b":\n "\\ud800", "c": "\\ud83d\\ude00"}', "f")
    assert [str(one).split(" ", 1)[0] for one in caught.value.problems] == ["f:2:2:", "f:2:7:", "f:3:2:"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        (b" " * 5_000_001, "5.0 MB is more than a .gmcr file may have (5 MB)"),
    ],
)
def test_files_that_are_no_text_or_too_large_are_refused(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.gmcr"
    path.write_bytes(data)
    with pytest.raises(CaseError) as caught:
        read_gmcr(path)
    assert says in str(caught.value)


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gmcr"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(CaseError, match=r"2000\.0 MB is more than a \.gmcr file may have"):
        read_gmcr(path)


def test_folders_and_files_that_are_not_there_are_told_and_a_byte_order_mark_is_none_of_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(CaseError, match=r"this is a folder, not a \.gmcr file"):
        read_gmcr(tmp_path)
    with pytest.raises(CaseError, match="there is no such file"):
        read_gmcr(tmp_path / "none.gmcr")
    (tmp_path / "marked.gmcr").write_text(TEXT, encoding="utf-8-sig")
    assert read_gmcr(tmp_path / "marked.gmcr") == read_gmcr(FILE)


def _many(count: int, entry: str) -> str:
    return ",".join(entry.replace("#", str(number)) for number in range(count))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"options": [' + _many(20_000, '{"name":"#"}') + "]}", "there are 20,000 entries in 'options'"),
        (
            _changed(decisionMakers="!").replace('"!"', "[" + _many(20_000, '{"name":"#"}') + "]"),
            "there are 20,000 entries in 'decisionMakers'",
        ),
        (
            _changed(options="!").replace('"!"', "[" + _many(40, '{"name":"#"}') + "]"),
            "4,194,304 are analysed",
        ),
        (_changed(infeasibles="!").replace('"!"', "[" + "0," * 20_000 + "0]"), "19,901 more"),
        (_changed(infeasibles="!").replace('"!"', '["YN"' + ',"Y-"' * 20_000 + ',""]'), "no pattern of 2"),
        ("{" + _many(5_000, '"optoins#": 1') + "}", "the key 'options' is missing"),
        ("{" + '"a": 1,' * 10_000 + '"a": 1}', "the key 'a' is written twice"),
    ],
    ids=range(7),
)
def test_hostile_files_are_refused_quickly(text: str, says: str) -> None:
    """Within ten seconds, though each takes less than one where nothing else runs."""
    began = time.process_time()
    assert any(says in one for one in _wrong(text))
    assert time.process_time() - began < 10


@given(st.data())
def test_a_file_with_anything_changed_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever stands in it: no other exception than the one that tells what is wrong."""
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(len(TEXT), start + 5)))
    put = data.draw(
        st.sampled_from(["", "]", "}", "[", "{", '"', ",", "null", "-1", "true", '"Y"', "[[]]", "1e5"])
    )
    try:
        found = gmcr_of_text(TEXT[:start] + put + TEXT[end:], "a.gmcr")
    except CaseError as error:
        said = [problem.message for problem in error.problems if problem.file == "a.gmcr"]
    else:
        said = [str(found.form.graph_model().states)]
    assert said
    assert all(said)
