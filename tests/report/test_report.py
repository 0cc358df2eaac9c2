"""The report as sentences, tables and plain values, and the figures on top of its page."""

from __future__ import annotations

import json

import pytest

from detente.bargaining import analyse
from detente.case.case import load
from detente.claims import analyse as analyse_claims
from detente.report.lists import listed_cases
from detente.report.losers import losers_of
from detente.report.report import make_report
from detente.report.shares import shares_of
from tests.report.made import page_of, report_of, report_on
from tests.report.page_reader import read_page

NAME = "nato-russia-2010"


def test_the_terminal_is_told_the_claims_answered_so_far() -> None:
    said = report_of(NAME).summary()
    claims = analyse_claims(load(NAME), sufficient=False)
    answered = [one for one in claims.claims if one.tested]
    assert said[0].startswith("NATO and Russia, 2010. Something can be signed: ")
    for one, line in zip(answered, said[1:-1], strict=True):
        assert line.startswith(f"{one.claim.id} {one.verdict}: {one.claim.says}")
        assert ("So far: " in line) == (one.nominal is None)
    assert len(answered) == len(claims.claims)
    assert said[-1] == f"{len(answered)} of {len(answered)} claims are answered so far."


def test_claims_that_wait_are_counted() -> None:
    text = (
        "detente: 1\ntitle: A case\nas_of: 2020-01-02\nparties: {a: }\nclaims:\n"
        "  - {id: C1, says: Something can be signed., holds_if: signable() > 0}\n"
        "  - {id: C2, says: It would be seen., waits_for: verification}\n"
    )
    assert report_on(text).summary()[-1] == "1 of 2 claims is answered so far."


def test_a_single_claim_is_not_counted() -> None:
    text = (
        "detente: 1\ntitle: A case\nas_of: 2020-01-02\nparties: {a: }\n"
        "claims: [{id: C1, says: Something can be signed., holds_if: signable() > 0}]\n"
    )
    assert report_on(text).summary()[-1] == "The only claim is answered."


def test_plain_values_hold_the_contracts_of_both_analyses() -> None:
    report = report_of(NAME)
    plain = json.loads(json.dumps(report.to_json()))
    assert plain["bargaining"] == json.loads(json.dumps(report.bargaining.to_json()))
    assert plain["claims"] == json.loads(json.dumps(report.claims.to_json()["claims"]))
    assert (plain["draws"], plain["seed"]) == (0, 0)
    assert [one["id"] for one in plain["ladder"]][:2] == ["S1", "S2"]
    assert {one["variant"] for one in plain["variants"]} == set(report.case.variants)
    assert len(plain["inputs"]) == len(report.inputs.given)


def test_tables_are_named_and_hold_what_the_page_shows() -> None:
    report = report_of(NAME, 6)
    frames = report.to_frames()
    assert {
        "zone",
        "frontier",
        "conflicts",
        "claims",
        "ladder",
        "variants",
        "inputs",
        "draws",
    } <= frames.keys()
    assert len(frames["ladder"]) == sum(len(tier.blocks) for tier in report.ladder)
    assert list(frames["draws"]["signable"]) == list(report.ensemble.counts if report.ensemble else ())


def test_progress_is_told_in_words() -> None:
    told: list[str] = []
    make_report(load("harbour"), draws=2, progress=told.append)
    assert "counting what can be signed" in told
    assert "the variant five_of_six" in told


def test_shares_of_options_are_those_of_the_signable_packages() -> None:
    """Harbour: counted over the signable packages, listed by the catalog's definition of signable."""
    result = analyse(load("harbour"))
    written = result.zone.written_out
    assert written is not None
    packages = [written.listing.named(int(row)) for row in written.rows]
    assert len(packages) == 12
    for issue, shown in zip(result.negotiation.issues, shares_of(result), strict=True):
        options = result.negotiation.case.issues[issue].options
        counts = [sum(package[issue] == option for package in packages) for option in options]
        assert [one.packages for one in shown.options] == counts
        assert sum(one.share for one in shown.options) == pytest.approx(1)


def test_who_loses_without_deciding_is_named() -> None:
    """By hand: a and b gain by p, c loses by it; c decides on nothing."""
    text = (
        "detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {a: {}, b: {}, c: {name: Gamma}}\n"
        "issues: {x: {options: [o, p], today: o, decided_by: [a, b], "
        "stances: {a: p > o, b: p > o, c: o > p}}}\n"
    )
    report = report_on(text)
    found = losers_of(report.bargaining)
    assert [(one.party, one.values, one.letters) for one in found.packages] == [("c", 1, ("A",))]
    assert [(step.move.after, losing) for step, losing in found.steps] == [("p", ("c",))]
    assert "Gamma has no part in the decision" in " ".join(
        report.html().replace("<b>", "").replace("</b>", "").split()
    )


def test_who_can_be_spared_at_no_cost_is_told_from_who_cannot() -> None:
    """By hand: a and b gain by p whatever y is; y at s harms c, y at r, as today, does not."""
    text = (
        "detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {a: {}, b: {}, c: {name: Gamma}}\nissues:\n"
        "  x: {options: [o, p], today: o, decided_by: [a, b], stances: {a: p > o, b: p > o}}\n"
        "  y: {options: [s, r], today: r, decided_by: [a, b], stances: {a: r = s, b: r = s, c: r > s}}\n"
    )
    report = report_on(text)
    said = read_page(report.html()).only("section", id="losers").text
    assert "Gamma can be spared at 1 value on the frontier, for instance by this: x: p." in said
    found = losers_of(report.bargaining)
    assert (found.packages, found.all_packages) == ((), True)
    (spared,) = found.spared
    assert (spared.party, spared.values, spared.avoidable) == ("c", 0, 1)
    assert spared.spared_by == {"x": "p", "y": "r"}


def test_draws_stand_beside_the_headlines() -> None:
    page, ensemble = page_of(NAME, 6), report_of(NAME, 6).ensemble
    assert ensemble is not None
    assert "6 draws, seed 0" in page.only("p", class_="kicker").text
    assert "Something can be signed in all 6 draws." in page.only("header", class_="title").text
    assert (
        f"between {min(ensemble.counts):,} and {max(ensemble.counts):,}"
        in page.only("section", id="zone").text
    )
    assert "Picked across draws" in page.only("section", id="frontier").text
    assert "nominal case" in page_of(NAME).only("p", class_="kicker").text


def test_the_page_says_how_to_make_it_again() -> None:
    text = page_of(NAME, 6).only("section", id="method").text
    assert "detente report nato-russia-2010 --draws 6 --seed 0" in text
    assert "SHA-256" in text


def test_the_case_file_stands_on_the_page_line_by_line() -> None:
    written = load(NAME).document.text.splitlines()
    lines = page_of(NAME).only("div", class_="file").all("li")
    assert [one.attributes["id"] for one in lines] == [f"L{number}" for number in range(1, len(written) + 1)]
    assert [one.text for one in lines] == [" ".join(line.split()) for line in written]


def test_adjusted_winner_is_said_with_a_simple_fraction() -> None:
    """Brams and Taylor (1996): 66 points each, the United States keep 2/15 of land and water."""
    text = page_of("panama-canal").only("section", id="frontier").text
    assert "gives United States 66.0 and Panama 66.0 of 100 points" in text
    assert "“Land and water” is shared, 2/15 for United States and 13/15 for Panama" in text


def test_bundled_cases_are_listed_with_their_size_beside_the_title() -> None:
    listed = listed_cases()
    row = next(one for one in listed.rows if one["case"] == "panama-canal")
    assert row["title"] == "The Panama Canal treaty, 1974 to 1977"
    assert (row["parties"], row["issues"]) == (2, 10)
    assert any(line.endswith("1974 to 1977 (2 parties, 10 issues)") for line in listed.summary())


@pytest.mark.parametrize(
    ("gains", "says"),
    [
        pytest.param({"p": (50, 50)}, "1 package is best for those who sign", id="one"),
        pytest.param(
            {"p": (100, 40), "q": (60, 50), "r": (40, 100)},
            "Here is the one in which whoever gains least gains most.",
            id="one of several",
        ),
        pytest.param(
            {"p": (100, 40), "q": (30, 110), "r": (40, 100)},
            "Here is one of the 2 in which whoever gains least gains most.",
            id="two tied",
        ),
        pytest.param({"p": (100, 40), "q": (40, 100)}, "Here is one of them.", id="all tied"),
    ],
)
def test_the_positive_agenda_says_what_is_tied(gains: dict[str, tuple[int, int]], says: str) -> None:
    """Options of one issue with the gains of two parties over today; none is better for both than another."""
    points = [", ".join(f"{option}: {both[rank]}" for option, both in gains.items()) for rank in range(2)]
    stances = f"a: {{points: {{o: 0, {points[0]}}}}}, b: {{points: {{o: 0, {points[1]}}}}}"
    text = (
        "detente: 1\ntitle: T\nas_of: 2020-01-02\nparties: {a: {}, b: {}}\nissues:\n"
        f"  x: {{options: [o, {', '.join(gains)}], today: o, decided_by: [a, b], stances: {{{stances}}}}}\n"
    )
    assert says in read_page(report_on(text).html()).only("section", id="agenda").text
