"""Whatever stands in a file, reading it gives a case or a ``CaseError``, and nothing else."""

from __future__ import annotations

import contextlib
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case, bundled
from detente.case.problems import CaseError
from detente.case.skeleton import SKELETON
from detente.case.warnings import warnings_of

TEXTS = [SKELETON, *(bundled()[name].read_text(encoding="utf-8") for name in ("harbour", "island-airport"))]
TOKENS = [
    "",
    "~",
    "null",
    "true",
    "0",
    "-1",
    "1e9",
    "1e999",
    ".5",
    "007",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "[[]]",
    ":",
    ": ",
    "- ",
    ",",
    "'",
    '"',
    "|",
    ">",
    "&a",
    "*a",
    "<<: {}",
    "!!int",
    "---",
    "...",
    "#",
    "%",
    "@",
    "\t",
    "  ",
    "\n",
    "é",
    "\x00",
    "is",
    "not",
    "and",
    "implies",
    "at least 2 of (",
    "(",
    ")",
    "issues",
    "parties",
    "today",
    "order",
    "points",
    "demands",
    "_",
    "a > b | c",
    "a = = b",
    "[1, 2]",
    "{low: 1, high: 2}",
    "consensus",
    "{at_least: 2}",
    "members",
    "extends",
    "variants",
]
CHANCES = st.integers(0, 2**32 - 1).map(Random)


def mutated(text: str, chance: Random) -> str:
    """Return a text with some of its lines, words and characters deleted, doubled, moved or replaced."""
    lines = text.splitlines()
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        words = line.split(" ")
        word = chance.randrange(len(words))
        character = chance.randint(0, len(line))
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " ".join([*words[:word], chance.choice(TOKENS), *words[word + 1 :]])
            case 4:
                lines[at] = line[:character] + chance.choice(TOKENS) + line[character:]
            case 5:
                lines[at] = line[:character] + line[character + 1 :]
            case 6:
                lines[at] = " " * chance.randint(0, 8) + line.lstrip()
            case _:
                lines[at] = " ".join(
                    [*words[:word], chance.choice(lines[other].split(" ")), *words[word + 1 :]]
                )
        lines = lines or [""]
    return "\n".join(lines)


def read(text: str) -> None:
    """Do all that ``detente check`` does with a case alone."""
    with contextlib.suppress(CaseError):
        case = Case.from_text(text)
        case.check_variants()
        assert all(problem.place.line for problem in warnings_of(case))


@given(st.sampled_from(TEXTS), CHANCES)
@settings(max_examples=300)
def test_a_case_with_slips_of_the_pen_never_stops_the_program(text: str, chance: Random) -> None:
    read(mutated(text, chance))


@given(st.text(max_size=80))
def test_any_text_never_stops_the_program(text: str) -> None:
    read(text)


@given(st.lists(st.sampled_from([*TOKENS, "a", "b", " ", "\n", "\n  "]), max_size=30))
def test_any_row_of_tokens_never_stops_the_program(tokens: list[str]) -> None:
    read("".join(tokens))


@given(st.sampled_from(TEXTS), CHANCES)
@settings(max_examples=100)
def test_a_problem_shows_the_line_that_it_names(text: str, chance: Random) -> None:
    wrong = mutated(text, chance)
    try:
        Case.from_text(wrong).check_variants()
    except CaseError as error:
        for problem in error.problems:
            assert problem.message
            assert 0 <= problem.place.line <= wrong.count("\n") + 1
            if problem.excerpt:
                assert problem.excerpt == wrong.splitlines()[problem.place.line - 1]
                assert problem.place.column <= len(problem.excerpt) + 1
