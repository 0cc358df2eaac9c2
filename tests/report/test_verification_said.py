"""Could they verify it, on the page: what the analysis found, with its pictures and tables."""

from __future__ import annotations

from detente.case.case import load
from detente.outcomes.chance_said import chance
from detente.verification import analyse
from detente.verification.sentences import detection_says, verdict_says
from tests.report.made import page_of, page_on

NAME = "nato-russia-2010"


def test_the_section_tells_what_each_option_lets_each_side_see() -> None:
    section = page_of(NAME).only("section", id="verification")
    found = analyse(load(NAME))
    assert [heading.text for heading in section.all("h3")] == [
        one.regime.name for one in found.regimes.values()
    ]
    for one in found.regimes.values():
        for side in one.sides:
            assert detection_says(found.case, one, side) in section.text
    figures = {figure.attributes["id"] for figure in section.all("figure")}
    assert figures == {"figure-verification", "figure-designs_cfe_revived"}


def test_measures_of_confidence_and_arms_control_stand_side_by_side() -> None:
    """S6: how likely a breach is to be noticed under the one and under the other."""
    section = page_of(NAME).only("section", id="verification")
    found = analyse(load(NAME))
    said = section.all("ul", class_="sentences")[0].text
    for key in ("vienna_document", "cfe_suspended", "cfe_revived", "cfe_adapted"):
        noticed = found[key].detection()
        assert noticed is not None
        assert f"a chance of {chance(noticed)}" in said
    findings = page_of(NAME).all(class_="finding")
    assert any("Could they verify it" in finding.text for finding in findings)


def test_limits_of_a_treaty_that_is_not_in_force_are_not_judged() -> None:
    section = page_of(NAME).only("section", id="verification").text
    assert section.count("It is not in force today, so its limits are not judged.") == 2
    assert "none is exceeded, none is met and 264 cannot be told" in section


def test_what_is_exceeded_is_told_with_its_article_and_drawn() -> None:
    section = page_of("cfe-1990").only("section", id="verification")
    found = analyse(load("cfe-1990"))["cfe"]
    exceeded = [one for one in found.verdicts if one.excess]
    assert exceeded
    for one in exceeded:
        assert verdict_says(found.certain.case, found, one) in section.text
    assert [figure.attributes["id"] for figure in section.all("figure")] == ["figure-limits_cfe"]


def test_a_year_of_inspections_is_drawn_and_listed() -> None:
    section = page_of("border-inspections").only("section", id="verification")
    figures = {figure.attributes["id"] for figure in section.all("figure")}
    assert {"figure-designs_border", "figure-sites_border", "figure-limits_border"} <= figures
    planned = analyse(load("border-inspections"))["border"].site_inspections
    assert planned is not None
    assert planned.calendar is not None
    for mission in planned.calendar.missions:
        assert mission.donor in section.text
    assert "Costs a year" in section.text


def test_a_case_without_regimes_has_no_such_section() -> None:
    page = page_on("detente: 1\ntitle: Alone\nas_of: 2020-01-01\nparties: {a: }\n")
    assert page.all("section", id="verification") == []
