"""The bundled CFE Treaty says what its text says, each figure with its article and how sure it is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.case import load
from detente.case.confidence import Certainty
from detente.case.extended_regimes import BUNDLED_REGIMES
from detente.case.nesting import above, overlap
from detente.case.quotas import quota_size
from detente.verification.limits.amounts import amount_of
from detente.verification.limits.compliance import Compliance, Verdict, compliance

if TYPE_CHECKING:
    from detente.case.inspections import Quota
    from detente.case.regimes import Exclusion, Limit, Threshold

TREATY = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "cfe_treaty.yaml")
CFE = load("cfe-1990").regimes["cfe"]
LIMITS = {limit.id: limit for limit in CFE.limits}
GROUND = ("tank", "acv", "artillery")


def expected_limits() -> dict[str, dict[str, Any]]:
    """Return the limits of the catalog, those on what one state receives spelt out."""
    receiving = TREATY["one_receiving_state"]
    each = {
        f"V.1(C)-{zone}": {**receiving, "on": group, "zone": zone, "holds": ["temporary"]}
        for group in ("west", "east")
        for zone in receiving[group]
    }
    return {**TREATY["limits"], **each}


@pytest.mark.parametrize("name", BUNDLED_REGIMES)
def test_everything_names_its_article_and_how_sure_it_is(name: str) -> None:
    [regime] = load(name).regimes.values()
    entries: tuple[Limit | Threshold | Quota | Exclusion, ...]
    entries = (*regime.limits, *regime.thresholds, *regime.quotas, *regime.exclusions.values())
    assert entries
    for entry in entries:
        assert len(entry.article) > 3
        assert isinstance(entry.confidence, Certainty)


def test_the_parties_are_the_thirty_in_two_groups() -> None:
    groups = {key: set(group.members) for key, group in CFE.groups.items()}
    assert groups == {key: set(members) for key, members in TREATY["states"].items()}
    assert not groups["west"] & groups["east"]
    assert set(CFE.states) == groups["west"] | groups["east"]
    assert len(CFE.states) == 30


def test_states_have_the_names_of_the_first_case() -> None:
    """A case that starts from the treaty would else not find its own parties in it."""
    known = load("nato-russia-2010").parties
    shared = {key for key in CFE.states if key in known}
    assert set(CFE.states) - shared == {"azerbaijan", "moldova"}
    assert all(CFE.states[key].name == known[key].name for key in shared)


def test_there_are_no_limits_but_those_of_the_catalog() -> None:
    assert set(LIMITS) == set(expected_limits())


@pytest.mark.parametrize("id_", LIMITS)
def test_a_limit_is_that_of_the_treaty(id_: str) -> None:
    """Expected: the catalog, from the treaty's text."""
    limit, expected = LIMITS[id_], expected_limits()[id_]
    on = expected["on"]
    assert limit.at_most == expected["most"]
    assert limit.zone == expected["zone"]
    assert set(map(str, limit.status)) == set(expected["holds"])
    assert list(limit.on) == (["west", "east"] if on in {"both", "each"} else [on])
    assert limit.each_member == (on == "each")
    assert (limit.from_, limit.until) == (expected.get("from", "1995-11-17"), expected.get("until"))
    assert limit.confidence is Certainty.CONFIRMED
    assert expected["text"]["certainty"] == "high"
    assert expected["text"]["source"]


@pytest.mark.parametrize("category", GROUND)
def test_a_zone_of_article_iv_and_the_flank_add_up_to_the_whole(category: str) -> None:
    """Article V says so: the flank has what Article IV leaves."""
    most = {id_: limit.at_most.get(category, 0) for id_, limit in LIMITS.items()}
    assert most["IV.2"] + most["V.1(A)"] == most["IV.1"]
    assert most["IV.2-active"] + most["V.1(A)"] == most["IV.1-active"]
    assert most["IV.1"] - most["IV.1-active"] == most["IV.2"] - most["IV.2-active"]
    assert most["IV.4"] < most["IV.3"] < most["IV.2-active"] < most["IV.1-active"]
    assert 3 * most["V.1(C)-norway"] == most["V.1(B)"]


def test_zones_lie_within_each_other_as_the_articles_list_them() -> None:
    zones = CFE.zones
    for inner, outer in TREATY["zones"]["within"]:
        assert outer in above(zones, inner), (inner, outer)
    for one, other in TREATY["zones"]["disjoint"]:
        # The flank of 1990 overlaps with Article IV only where the document of 1996 has changed it.
        assert not overlap(zones, one, other)
    assert all("area" in above(zones, zone) for zone in zones)


def test_what_was_taken_out_of_the_flank_lies_in_the_old_one_and_no_longer_in_the_new() -> None:
    changed = TREATY["zones"]["changed_in_1996"]
    for zone in (*changed["to_iv_2"], *changed["to_iv_3"]):
        assert {"v_1990", "iv_2"} <= set(above(CFE.zones, zone))
        assert "v" not in above(CFE.zones, zone)
        assert ("iv_3" in above(CFE.zones, zone)) == (zone in changed["to_iv_3"])


def test_the_exclusions_are_those_of_article_iii() -> None:
    expected = TREATY["exclusions"]["paragraphs"]
    found = {
        one.article.removeprefix("Article III, paragraph 1")[1]: key for key, one in CFE.exclusions.items()
    }
    assert found == expected
    assert [key for key, one in CFE.exclusions.items() if one.categories] == [expected["F"]]


def test_quotas_are_those_of_the_protocol() -> None:
    expected, quotas = TREATY["inspections"], {quota.id: quota for quota in CFE.quotas}
    assert set(quotas) == {*expected["declared_site"], *expected["challenge"]}
    for id_, one in (expected["declared_site"] | expected["challenge"]).items():
        quota = quotas[id_]
        assert quota.share is not None
        assert quota.share.low == Fraction(str(one["share"]))
        assert quota.of == one.get("of")
        assert quota.refusable == (id_ in expected["challenge"])
        assert quota.days == one.get("days", quotas[one.get("of", id_)].days)
        # A year is what the least number is said for.
        assert quota.at_least == (expected["at_least_in_a_year"] if quota.days == 365 else 0)
        assert "our assumption" in (quota.says or "")
    inspector = CFE.one_inspector
    assert inspector is not None
    assert inspector.share_of_state is not None
    assert inspector.share_of_state.low == Fraction(str(expected["one_state"]))
    assert inspector.within_group == expected["within_group"]


@pytest.mark.parametrize(("objects", "declared", "challenge"), TREATY["inspections"]["examples"])
def test_quotas_of_a_year_come_to_whole_inspections(objects: int, declared: int, challenge: int) -> None:
    """By hand: 15 percent rounded up, and 23 percent of that rounded up."""
    sizes = [quota_size(CFE.quotas, id_, objects) for id_ in ("declared_site", "challenge")]
    assert sizes == [declared, challenge]


def verdicts_on(date: str, id_: str, on: str | None = None) -> dict[str, Verdict]:
    return {
        one.category: one
        for one in compliance("cfe", CFE, date)
        if one.limit.id == id_ and on in {None, one.on}
    }


def test_the_breach_of_1_july_1999_is_found() -> None:
    """Expected: the report, which gives what is above the limits, about."""
    expected = TREATY["july_1999"]
    smaller = expected["smaller"]
    found = verdicts_on(expected["date"], "1996-smaller")
    assert set(found) == set(GROUND)
    for category, verdict in found.items():
        assert verdict.compliance is Compliance.EXCEEDED
        assert verdict.on == "russia"
        assert verdict.at_most == smaller["limit"][category]
        assert verdict.amount.high is not None
        assert verdict.amount.low + verdict.amount.high == 2 * smaller["implied"][category]
        assert verdict.excess is not None
        assert verdict.excess.high is not None
        assert verdict.excess.low <= smaller["above"][category] <= verdict.excess.high
        assert smaller["limit"][category] + smaller["above"][category] == smaller["implied"][category]


def test_the_breach_in_the_flank_of_1990_is_found_and_nothing_is_said_of_what_was_not_reported() -> None:
    """Expected: the report: more than 240 vehicles too many, and 285 fewer would be enough."""
    expected = TREATY["july_1999"]["original"]
    found = verdicts_on(TREATY["july_1999"]["date"], "1996-II.1")
    verdict = found.pop("acv")
    assert verdict.compliance is Compliance.EXCEEDED
    assert verdict.at_most == expected["limit"]
    assert verdict.excess is not None
    assert verdict.excess.low <= expected["above_at_least"] <= expected["cured_by"]
    assert verdict.excess.high is None
    assert {one.compliance for one in found.values()} == {Compliance.UNTOLD}


def test_nothing_is_met_on_1_july_1999_by_what_was_not_declared() -> None:
    """One state has declared for a part of its territory: no limit can be known to be met."""
    assert Compliance.MET not in {one.compliance for one in compliance("cfe", CFE, "1999-07-01")}


def test_the_day_before_the_new_limits_the_old_one_binds() -> None:
    for day, expected in (("1999-05-30", {"1996-II.3"}), ("1999-05-31", {"1996-II.1", "1996-smaller"})):
        binding = {one.limit.id for one in compliance("cfe", CFE, day)}
        assert binding & {"1996-II.1", "1996-II.3", "1996-smaller"} == expected


def test_holdings_of_november_1995_are_those_of_the_table_and_their_rows_add_up() -> None:
    table = TREATY["november_1995"]
    declared = {one.by: one for one in CFE.declarations if one.as_of.startswith("1995-11")}
    assert set(declared) == set(table["rows"])
    for state, (*row, total) in table["rows"].items():
        found = {one.category: one.count for one in declared[state].holdings}
        assert found.keys() == set(table["columns"][:-1])
        assert [amount_of(found[category]).low for category in table["columns"][:-1]] == row
        assert all(amount_of(count).certain for count in found.values())
        assert sum(row) == total


@pytest.mark.parametrize("state", TREATY["november_1995"]["rows"])
def test_no_state_of_the_table_had_a_third_of_everything(state: str) -> None:
    """By hand: the greatest number of each column is far below Article VI."""
    found = verdicts_on("1995-11-17", "VI", state)
    assert {one.compliance for one in found.values()} == {Compliance.MET}
    assert set(found) == set(TREATY["november_1995"]["columns"][:-1])
