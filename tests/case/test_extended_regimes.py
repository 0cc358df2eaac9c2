"""A regime that starts from a bundled one takes from it what it leaves out."""

from __future__ import annotations

import pytest

from detente.case.case import Case, load
from detente.case.extended_regimes import BUNDLED_REGIMES
from detente.case.problems import CaseError

HEAD = "detente: 1\ntitle: A quarrel\nas_of: 2010-02-01\nparties: {russia: {}, usa: {}}\n"


@pytest.mark.parametrize("name", BUNDLED_REGIMES)
def test_a_regime_that_adds_nothing_is_the_bundled_one(name: str) -> None:
    found = Case.from_text(HEAD + f"regimes: {{mine: {{extends: {name}}}}}\n").regimes["mine"]
    [bundled] = load(name).regimes.values()
    assert found.model_copy(update={"extends": None}) == bundled


def test_limits_merge_by_their_id_and_what_is_null_is_left_out() -> None:
    own = "extends: cfe-1990, declarations: , limits: [{id: VI, at_most: {tank: 9}}]"
    mine = Case.from_text(HEAD + f"regimes: {{mine: {{{own}}}}}\n").regimes["mine"]
    [bundled] = load("cfe-1990").regimes.values()
    assert mine.declarations == ()
    assert {limit.id for limit in mine.limits} == {limit.id for limit in bundled.limits}
    assert mine.limits[0].at_most["tank"] == 9
    assert mine.limits[0].at_most["acv"] == 20_000


def test_a_new_state_or_zone_needs_nothing_but_its_name() -> None:
    """Of what the bundled regime has, null leaves out; of what it has not, there is nothing to leave out."""
    own = "extends: vienna-document-1999, states: {usa: }, zones: {north: }, categories: {ship: , sorties: }"
    mine = Case.from_text(HEAD + f"regimes: {{mine: {{{own}}}}}\n").regimes["mine"]
    assert "usa" in mine.states
    assert "north" in mine.zones
    assert "ship" in mine.categories
    assert "sorties" not in mine.categories


def test_the_sources_of_declarations_that_are_taken_over_come_with_them() -> None:
    text = HEAD + "regimes: {mine: {extends: cfe-1990}}\n"
    sources = Case.from_text(text).sources
    named = {one.source for one in load("cfe-1990").regimes["cfe"].declarations}
    assert set(sources) == named
    assert Case.from_text(text + "sources: {osia: {cite: Ours}}\n").sources["osia"].cite == "Ours"


def test_declarations_of_one_s_own_may_name_a_source_of_the_bundled_file() -> None:
    text = HEAD + (
        "regimes:\n  mine:\n    extends: cfe-1990\n"
        "    declarations: [{by: russia, as_of: 2009-01-01, source: boese1999}]\n"
    )
    assert Case.from_text(text).sources["boese1999"].cite.startswith("Wade Boese")
    with pytest.raises(CaseError, match="unknown source 'nowhere'"):
        Case.from_text(text.replace("boese1999", "nowhere"))


def test_an_unknown_bundled_regime_is_told() -> None:
    with pytest.raises(CaseError, match="no bundled regime is called 'cfe-1991'"):
        Case.from_text(HEAD + "regimes: {mine: {extends: cfe-1991}}\n")
