"""The section on how far to trust the page says what was found about the claims, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from detente.case.case import Case, load
from detente.report.claims_said import claim_said, flipping
from detente.report.honesty_said import honesty_said
from detente.report.report import Report, make_report
from tests.claims.audit.test_audit import AUDIT, FOUND, TREATY


@cache
def _made(draws: int) -> Report:
    return make_report(Case.from_text(TREATY), draws=draws, seed=1)


def test_it_counts_what_rests_on_judgement() -> None:
    """By hand: all that suffices for two of three verdicts is judgement, and an article for the third."""
    said = honesty_said(FOUND)
    assert said is not None
    assert any(
        words.startswith("All that suffices for 2 of 3 verdicts rests on judgement") for words in said.says
    )
    rows = {row[0]: row for row in said.resting.rows}
    assert rows["wide"][2:5] == ("assumed", "1", "0%")
    assert rows["narrow"][4] == "100%"
    assert said.questions == AUDIT.questions


@pytest.mark.parametrize(
    ("draws", "pictures"), [(0, ["flips", "pedigree"]), (200, ["flips", "pedigree", "research"])]
)
def test_it_shows_what_there_is_and_what_to_find_out_over_draws_alone(
    draws: int, pictures: list[str]
) -> None:
    said = _made(draws).honesty
    assert said is not None
    assert [one.name for one in said.pictures] == pictures
    page = _made(draws).html()
    assert page.count('id="honesty"') == 1
    assert all(f'id="figure-{name}"' in page for name in pictures)
    assert all(one.asks in page for one in said.questions)


def test_claims_say_what_flips_them_and_the_summary_those_that_flip_soonest() -> None:
    """By hand: a floor of 40 is met by points of 40, so that the least step flips it."""
    made = _made(0)
    claims = [claim_said(made.case, one, 0) for one in made.claims.claims]
    assert [one.id for one in flipping(claims)][:2] == ["narrow", "fails"]
    narrow = claims[0]
    assert narrow.flip_says in made.html()
    assert narrow.tornado is not None
    assert 'id="figure-tornado_narrow"' in made.html()


def test_without_a_tested_claim_there_is_no_such_section() -> None:
    assert honesty_said(make_report(load("harbour")).claims) is None
