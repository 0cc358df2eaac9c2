"""Answers that are kept for as long as their case is."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from detente.outcomes.per_case import per_case
from tests.small_cases import alliance_case, dam_case

if TYPE_CHECKING:
    from detente.case.model import CaseFile


def test_an_answer_is_found_once_for_each_case_and_arguments() -> None:
    asked: list[str] = []

    @per_case
    def greeting(case: CaseFile, name: str, *, mark: str = ".") -> str:
        """Greet."""
        asked.append(name)
        return f"{case.title}, {name}{mark}"

    alliance, dam = alliance_case(), dam_case()
    for _ in range(2):
        assert greeting(alliance, "a") == "Troops on a river, a."
        assert greeting(alliance, "b") == "Troops on a river, b."
        assert greeting(alliance, "b", mark="!") == "Troops on a river, b!"
        assert greeting(dam, "a") == "A river, a."
    assert asked == ["a", "b", "b", "a"]
    assert greeting.__doc__ == "Greet."


def test_cases_that_say_the_same_are_still_asked_one_by_one() -> None:
    asked: list[CaseFile] = []

    @per_case
    def ask(case: CaseFile) -> None:
        asked.append(case)

    one, other = dam_case(), dam_case()
    for case in (one, other, one):
        ask(case)
    assert [case is one for case in asked] == [True, False]


def test_an_answer_of_nothing_is_kept_and_an_error_is_not() -> None:
    asked: list[str] = []

    @per_case
    def ask(_case: CaseFile, name: str) -> None:
        asked.append(name)
        if name == "unknown":
            raise ValueError("no answer")

    case = dam_case()
    for _ in range(2):
        ask(case, "known")
        with pytest.raises(ValueError, match="no answer"):
            ask(case, "unknown")
    assert asked == ["known", "unknown", "unknown"]


def test_answers_go_with_their_case() -> None:
    asked: list[str] = []

    @per_case
    def title(case: CaseFile) -> str:
        asked.append(case.title)
        return case.title

    for index in range(5):
        # A case may lie where another one was: what was kept of that must be gone.
        case = dam_case(title=f"Case {index}")
        assert title(case) == f"Case {index}"
        del case
        gc.collect()
    assert len(asked) == 5
