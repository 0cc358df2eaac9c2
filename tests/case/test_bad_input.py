"""Mistakes an analyst can make in a case file: each is said in plain words, with its place and a suggestion.

In the texts below ``«`` stands where the problem is expected; it is no part of the case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import detente
from detente.case.case import Case, load
from detente.case.document import LARGEST_FILE, MOST_NESTED, MOST_VALUES
from detente.case.problems import CaseError

SOUND = """\
detente: 1
title: A river
as_of: 2024-01-01
parties:
  up: {name: Up}
  down: {name: Down}
  third: {}
blocs:
  both: {members: [up, down]}
camps:
  wet: {of: both, members: [down]}
issues:
  dam:
    options: {none: No dam, small: Small, large: Large}
    today: none
    decided_by: [up, down]
    stances:
      up: {order: large > small > none, weight: vital}
      down: none > small | large
  flow:
    options: [free, full]
    today: free
    decided_by: up
    stances:
      up: {points: {free: 10, full: [0, 5]}, weight: 2}
      down: {order: full > free, demands: full}
rules:
  - {id: r1, require: dam is none implies flow is full}
trust:
  - {from: up, to: down, level: [0.2, 0.4]}
claims:
  - {id: C1, says: It holds, holds_if: signable(dam is large) = 0}
variants:
  calm: {issues: {flow: {stances: {down: {demands: null}}}}}
sources: {book: {cite: A book}}
evidence:
  - {for: issues.dam.stances.up, source: book, basis: data}
"""
TOO_DEEP = f"nested too deeply to be a case file: more than {MOST_NESTED} levels"


def read(text: str) -> None:
    Case.from_text(text).check_variants()


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and the line and column of each mark."""
    places = []
    while "«" in text:
        before = text[: text.index("«")]
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = text.replace("«", "", 1)
    return text, places


def problems(text: str) -> list[tuple[tuple[int, int], str]]:
    """Return the places and the words of the problems of a text, suggestion included."""
    with pytest.raises(CaseError) as caught:
        read(text)
    found = []
    for problem in caught.value.problems:
        meant = f"; did you mean {problem.suggestion!r}?" if problem.suggestion else ""
        found.append(((problem.place.line, problem.place.column), problem.message + meant))
        assert problem.file == "case.yaml"
        if problem.excerpt:
            assert problem.excerpt == text.splitlines()[problem.place.line - 1]
    return found


def test_the_case_without_mistakes_is_read() -> None:
    read(SOUND)


MISTAKES = YAML(typ="safe").load(Path(__file__).with_name("mistakes.yaml"))

TOGETHER = YAML(typ="safe").load(Path(__file__).with_name("mistakes_together.yaml"))


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(made, id=f"{section}: {made['mistake']}")
        for section, listed in MISTAKES.items()
        for made in listed
    ],
)
def test_a_mistake_is_said_once_with_its_place(made: dict[str, Any]) -> None:
    assert made["instead_of"] in SOUND
    text, places = marked(SOUND.replace(made["instead_of"], made["write"], 1))
    places = places or [tuple(place) for place in made["elsewhere"]]
    assert problems(text) == list(zip(places, made["said"], strict=True))


def test_a_formula_that_goes_too_deep_is_refused() -> None:
    deep = "not (dam is none and flow is free and " * 70 + "dam is none" + ")" * 70
    text, places = marked(SOUND.replace("require: dam is none", f"require: «{deep}"))
    said = f"the formula is nested too deeply: more than {MOST_NESTED} levels"
    assert problems(text) == [(places[0], said)]


def test_mistakes_of_all_kinds_are_said_at_once() -> None:
    """Wrong shapes do not hide wrong names, nor does one wrong entry hide another."""
    text = SOUND
    for sound, wrong in {
        "as_of: 2024-01-01": "«as_of: «2024-02-30".replace("«as_of", "as_of"),
        "{name: Up}": "{«nam: Up}",
        "today: none": "today: «nome",
        "weight: 2": "weight: «-2",
        "dam is none implies": "dam «none implies",
        "{from: up,": "{from: «upp,",
        "- {id: C1, says: It holds,": "- {id: C1, says: It holds, about: «dma,",
        "basis: data": "basis: «dta",
    }.items():
        assert sound in text
        text = text.replace(sound, wrong, 1)
    text, places = marked(text)
    found = problems(text)
    assert [place for place, _ in found] == places
    assert [words.split(";")[0] for _, words in found] == [
        "there is no such day as 2024-02-30",
        "unknown key 'nam'",
        "unknown option of 'dam': 'nome'",
        "a weight cannot be negative, and -2 is",
        "cannot read this formula: 'none' is not expected here",
        "unknown party 'upp'",
        "unknown step or issue 'dma'",
        "'dta' is not possible here",
    ]


@pytest.mark.parametrize(
    "made",
    [pytest.param(made, id=made["mistakes"]) for made in TOGETHER],
)
def test_one_mistake_hides_no_other(made: dict[str, Any]) -> None:
    text = SOUND
    for sound, wrong in made["write"].items():
        assert sound in text
        text = text.replace(sound, wrong, 1)
    text, places = marked(text)
    assert problems(text) == list(zip(places, made["said"], strict=True))


def test_an_item_of_the_wrong_shape_moves_no_other_problem() -> None:
    text, places = marked(
        SOUND.replace("  - {id: r1", "  - «3\n  - {id: r0, require: dam is «nome}\n  - {id: r1")
    )
    assert problems(text) == [
        (places[0], "a mapping of keys and values is needed here, not '3'"),
        (places[1], "unknown option of 'dam': 'nome' (options: none, small, large); did you mean 'none'?"),
    ]


def test_a_problem_shows_its_line_and_a_caret() -> None:
    with pytest.raises(CaseError) as caught:
        read(SOUND.replace("weight: vital", "weight: huge"))
    assert str(caught.value).splitlines() == [
        "case.yaml:18:49: 'huge' is no weight: write a number, a range, or one of vital, important, minor",
        "        up: {order: large > small > none, weight: huge}",
        " " * 50 + "^",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; `detente new FILE` writes a skeleton to start from"),
        ("# nothing yet\n", "the file is empty; `detente new FILE` writes a skeleton to start from"),
        ("- detente: 1\n", "a case file is a mapping that starts with `detente: 1`"),
        ("hello", "a case file is a mapping that starts with `detente: 1`"),
        ("\ud800", "the character U+D800 cannot stand in a case file"),
        ("title: \u202eevil", "the character U+202E cannot stand in a case file"),
        ("[" * 100_000, TOO_DEEP),
        ("- " * 100_000, TOO_DEEP),
        ("{a: " * 100_000, TOO_DEEP),
        ("\n".join(" " * depth + "a:" for depth in range(500)), TOO_DEEP),
        ("a: &a0 [x]\n" + "".join(f"b{i}: &a{i + 1} [*a{i}]\n" for i in range(80)), TOO_DEEP),
    ],
)
def test_a_text_that_is_no_case_is_refused_in_one_sentence(text: str, said: str) -> None:
    [(_, words)] = problems(text)
    assert words == said


def test_a_case_without_its_first_keys_is_told_all_of_them() -> None:
    found = [words for _, words in problems("issues: {}\n")]
    assert found == [f"the case lacks the key {key!r}" for key in ("detente", "title", "as_of", "parties")]


def test_an_alias_bomb_is_refused_before_it_expands() -> None:
    """Ten aliases in each of nine lists stand for a thousand million values."""
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    [(place, words)] = problems(bomb)
    assert place == (6, 1)
    assert words == f"more than {MOST_VALUES:,} values once its aliases (*name) are expanded"


def test_aliases_that_stay_small_are_read() -> None:
    case = Case.from_text(SOUND.replace("{members: [up, down]}", "{members: &all [up, down]}")
                          .replace("of: both, members: [down]", "of: both, members: *all"))  # fmt: skip
    assert case.camps["wet"].members == ("up", "down")


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(SOUND + "# " + "x" * 10_000_000)
    with pytest.raises(CaseError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: 10.0 MB is more than a case file may have (5 MB)"
    assert path.stat().st_size > LARGEST_FILE
    [(_, words)] = problems(path.read_text())
    assert words == "10.0 MB is more than a case file may have (5 MB)"


def test_a_file_in_another_encoding_is_told_the_place(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(SOUND.replace("A river", "A rivér").encode("latin-1"))
    with pytest.raises(CaseError) as caught:
        load(path)
    said = f"{path}:2:13: not UTF-8: byte 0xe9 cannot be read; save the file as UTF-8"
    assert str(caught.value).splitlines() == [
        said,
        "  title: A riv\N{REPLACEMENT CHARACTER}r",
        " " * 14 + "^",
    ]


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load(path).title == "A river"
    path.write_bytes(
        b"\xef\xbb\xbf" + SOUND.replace("weight: 2", "weight: -2").replace("\n", "\r\n").encode()
    )
    with pytest.raises(CaseError) as caught:
        load(path)
    assert [(one.place.line, one.place.column) for one in caught.value.problems] == [(25, 54)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.yaml", "there is no such file"),
        (".", "this is a folder, not a case file"),
    ],
)
def test_a_file_that_is_not_there_is_told(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        load(tmp_path / name)


def test_a_misspelt_bundled_case_is_told_which_is_meant() -> None:
    with pytest.raises(CaseError) as caught:
        load("nato-rusia-2010")
    assert (
        str(caught.value) == "no file and no bundled case 'nato-rusia-2010'; did you mean 'nato-russia-2010'?"
    )


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_file_named_without_its_ending_is_told_before_a_bundled_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"panama{ending}").touch()
    with pytest.raises(CaseError) as caught:
        load("panama")
    assert str(caught.value) == f"no file and no bundled case 'panama'; did you mean 'panama{ending}'?"


def test_rules_that_contradict_each_other_leave_no_package() -> None:
    """Such a case is read, as each rule is sound; the analysis says that nothing can exist."""
    text = SOUND.replace("  - {id: r1", "  - {id: r0, require: dam is none and dam is large}\n  - {id: r1")
    result = detente.bargaining.analyse(Case.from_text(text)).to_json()
    assert (result["feasible"], result["signable"]) == (0, 0)


def test_200_issues_and_60_parties_are_read() -> None:
    """12,000 stances; a name that is wrong in the last of them is found."""
    parties = "".join(f"  p{i}: {{}}\n" for i in range(60))
    stances = "".join(f"      p{i}: {{order: a > b > c, weight: [1, 5]}}\n" for i in range(60))
    issue = f"    options: [a, b, c]\n    today: a\n    decided_by: [p0, p1]\n    stances:\n{stances}"
    issues = "".join(f"  i{i}:\n{issue}" for i in range(200))
    text = f"detente: 1\ntitle: Large\nas_of: 2024-01-01\nparties:\n{parties}issues:\n{issues}"
    case = Case.from_text(text)
    assert sum(len(one.stances) for one in case.issues.values()) == 12_000
    before, after = text.rsplit("a > b > c", 1)
    last = text.count("\n")
    assert problems(before + "a > b > d" + after) == [
        ((last, 20), "the stance of 'p59' omits the option 'c'"),
        ((last, 28), "unknown option of 'i199': 'd'"),
    ]
