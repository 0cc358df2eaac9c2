"""The bundled cases say what their sources say, and nothing that they do not."""

from __future__ import annotations

import itertools
import math
import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from detente.case.arguments import Origin
from detente.case.case import Case, bundled, load
from detente.case.uncertainty import inputs
from detente.outcomes.moves import today
from detente.outcomes.negotiation import Negotiation, negotiation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CATALOG = Path(__file__).parents[1] / "catalog"
PUBLISHED = {path.stem: YAML(typ="safe").load(path) for path in sorted(CATALOG.glob("*.yaml"))}
SOLVED = {name: entry for name, entry in PUBLISHED.items() if "feasible" in entry.get("expected", {})}

Value = tuple[Fraction, ...]


@pytest.fixture(scope="module")
def nato_russia() -> Case:
    return load("nato-russia-2010")


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_and_all_its_variants_can_be_read(name: str) -> None:
    case = load(name)
    case.check_variants()
    assert case.title


@pytest.mark.parametrize("entry", SOLVED.values(), ids=SOLVED)
def test_the_numbers_of_a_game_give_the_answers_of_the_catalog(entry: dict[str, Any]) -> None:
    """Expected: the catalog. Only definitions over all packages are used here, so this tests the data."""
    negotiation = negotiation_of(load(entry["case"]).nominal)
    expected, parties = entry["expected"], list(negotiation.signatories)
    values = _values(negotiation)
    floors = tuple(negotiation.walk_away[party] for party in parties)
    signable = {
        package: value
        for package, value in values.items()
        if all(won >= floor for won, floor in zip(value, floors, strict=True))
    }
    ideal = tuple(max(value[index] for value in signable.values()) for index in range(len(parties)))
    assert (len(values), len(signable)) == (expected["feasible"], expected["signable"])
    assert dict(zip(parties, ideal, strict=True)) == expected["ideal"]
    assert len(_undominated(values.values())) == expected["frontier_points_without_floors"]
    assert len(_undominated(signable.values())) == expected["frontier_points"]

    def gains(value: Value) -> Value:
        return tuple(won - floor for won, floor in zip(value, floors, strict=True))

    merits: dict[str, Any] = {
        "nash": lambda value: math.prod(gains(value)),
        "utilitarian": sum,
        "egalitarian": lambda value: sorted(gains(value)),
        "kalai_smorodinsky": lambda value: sorted(
            gain / possible for gain, possible in zip(gains(value), gains(ideal), strict=True)
        ),
    }
    for solution, merit in merits.items():
        best = max(merit(value) for value in signable.values())
        found = [
            {"value": dict(zip(parties, value, strict=True)), "package": negotiation.domain.named(package)}
            for package, value in signable.items()
            if merit(value) == best
        ]
        wanted = expected["solutions"][solution]
        assert len(found) == len(wanted)
        assert _unordered(found) == _unordered(wanted)


@pytest.mark.parametrize("name", ["harbour_base", "harbour_game1"])
def test_five_of_six_with_both_indispensable_ones_sign_as_in_the_catalog(name: str) -> None:
    """Expected: the catalog, from an independent program."""
    entry = PUBLISHED[name]
    negotiation = negotiation_of(load(entry["case"], variant="five_of_six").nominal)
    signable = sum(
        any(zone.signable(package) for zone in negotiation.zones) for package in _values(negotiation)
    )
    assert signable == entry["variants"]["five_of_six"]["signable"]


def test_the_canal_is_divided_as_published() -> None:
    """Expected: Brams and Taylor 1996. Issues pass from the United States in order of the ratio of points."""
    published = PUBLISHED["raiffa1982_panama"]["expected"]["adjusted_winner"]
    certain = load("panama-canal").nominal
    points = {
        party: {
            issue: certain.number(f"issues.{issue}.stances.{party}.points.{party}")
            for issue in certain.case.issues
        }
        for party in ("usa", "panama")
    }
    usa, panama = points["usa"], points["panama"]
    assert sum(usa.values()) == sum(panama.values()) == 100
    held = {issue: Fraction(usa[issue] >= panama[issue]) for issue in usa}
    for issue in sorted(usa, key=lambda issue: usa[issue] / panama[issue]):
        surplus = sum(held[one] * usa[one] - (1 - held[one]) * panama[one] for one in usa)
        if held[issue] and surplus > 0:
            held[issue] -= min(Fraction(1), surplus / (usa[issue] + panama[issue]))
    assert sum(held[issue] * usa[issue] for issue in usa) == published["points"]["usa"]
    assert sum((1 - held[issue]) * panama[issue] for issue in usa) == published["points"]["panama"]
    split = {issue: share for issue, share in held.items() if 0 < share < 1}
    assert split == {published["split"]["issue"]: Fraction(published["split"]["shares"]["usa"])}


def test_nato_has_28_members_in_two_camps(nato_russia: Case) -> None:
    """Strasbourg/Kehl Summit Declaration 2009: with Albania and Croatia 28."""
    camps = [set(camp.members) for camp in nato_russia.camps.values() if camp.of == "nato"]
    members = nato_russia.blocs["nato"].members
    assert len(members) == 28
    assert set.union(*camps) == set(members)
    assert sum(map(len, camps)) == len(members)


def test_the_csto_is_russia_and_six_others(nato_russia: Case) -> None:
    """The paper lists them."""
    others = set(nato_russia.camps["neighbours"].members)
    assert set(nato_russia.blocs["csto"].members) == {"russia", *others}
    assert len(others) == 6


@pytest.mark.parametrize("variant", [None, *load("nato-russia-2010").variants])
def test_today_crosses_no_red_line(variant: str | None) -> None:
    case = load("nato-russia-2010", variant=variant)
    now = today(case)
    for holder in (*case.parties.values(), *case.blocs.values(), *case.camps.values()):
        for line in holder.red_lines:
            assert line.never is not None
            assert not line.never.meaning.holds(now), line.id
    for key, issue in case.issues.items():
        for stance in issue.stances.values():
            barred = set(stance.never) | (stance.order.meaning.beyond if stance.order else frozenset())
            assert issue.today not in barred, key


def test_every_number_of_the_paper_s_case_has_its_own_evidence(nato_russia: Case) -> None:
    """One entry covers all weights at once, since the paper gives none; every other input is named."""
    covered = {path for entry in nato_russia.evidence for path in entry.for_}
    bare = [
        one.path
        for one in inputs(nato_russia)
        if not one.path.endswith(".weight")
        and not any(one.path.startswith(path + ".") or one.path == path for path in covered - {"issues"})
    ]
    assert bare == []
    demands = {
        f"issues.{key}.stances.{holder}"
        for key, issue in nato_russia.issues.items()
        for holder, stance in issue.stances.items()
        if stance.demands is not None
    }
    assert demands <= covered


def test_the_paper_s_case_knows_nothing_later_than_its_date(nato_russia: Case) -> None:
    years = {
        int(year)
        for source in nato_russia.sources.values()
        for year in re.findall(r"\b(?:19|20)\d\d\b", source.cite)
    }
    months = {
        month
        for source in nato_russia.sources.values()
        for month in re.findall(r"\b([A-Z][a-z]+) 2010", source.cite)
    }
    assert nato_russia.as_of == "2010-02-01"
    assert max(years) == 2010
    assert months == {"January"}


def test_every_building_block_and_claim_of_the_fact_sheet_is_there(nato_russia: Case) -> None:
    steps = {re.sub(r"[a-z]$", "", step.id) for rung in nato_russia.ladder for step in rung.steps}
    assert steps == {f"S{number}" for number in range(1, 17)}
    ours = {"K3a", "K3b", "K6b", "K10b", "K12b", "K13b", "K13c", "K14b", "K15", "K16"}
    paper = {f"K{number}" for number in range(1, 15)} | {"K4b"}
    origins = {claim.id: claim.origin for claim in nato_russia.claims}
    assert {id_ for id_, origin in origins.items() if origin is Origin.ANALYST} == ours
    assert {id_ for id_, origin in origins.items() if origin is Origin.PAPER} == paper
    assert all(claim.holds_if or claim.waits_for for claim in nato_russia.claims)


def test_the_negotiation_now_has_between_ten_thousand_and_a_million_packages(nato_russia: Case) -> None:
    negotiation = negotiation_of(nato_russia.nominal)
    assert negotiation.rules == ()
    assert 10_000 <= negotiation.domain.packages <= 1_000_000


@pytest.mark.parametrize("variant", ["order_talks", "without_veto_demand", "without_free_hand_demand"])
def test_demands_and_red_lines_alone_leave_nothing_on_order(variant: str) -> None:
    """By hand: each demand of Russia's is an option that somebody in NATO never signs."""
    negotiation = negotiation_of(load("nato-russia-2010", variant=variant).nominal)
    formulas = [one.requires for one in negotiation.constraints if one.requires is not None]
    named = map(negotiation.domain.named, _packages(negotiation))
    assert not any(all(formula.holds(package) for formula in formulas) for package in named)


@pytest.mark.parametrize("variant", ["reduced_demands", "new_start"])
def test_without_the_demands_to_begin_talks_is_enough_for_a_signature(variant: str) -> None:
    """By hand: in the nominal case everybody ranks talks above two concepts apart, and all else stays."""
    negotiation = negotiation_of(load("nato-russia-2010", variant=variant).nominal)
    package = {issue: negotiation.today[issue] for issue in negotiation.issues} | {"order": "talks"}
    numbered = negotiation.domain.numbered(package)
    assert all(zone.signable(numbered) for zone in negotiation.zones)


def _packages(negotiation: Negotiation) -> Iterable[tuple[int, ...]]:
    return itertools.product(*map(range, negotiation.domain.sizes))


def _values(negotiation: Negotiation) -> dict[tuple[int, ...], Value]:
    domain = negotiation.domain
    return {
        package: tuple(value * unit for value, unit in zip(domain.value(package), domain.units, strict=True))[
            : domain.objectives
        ]
        for package in _packages(negotiation)
    }


def _undominated(values: Iterable[Value]) -> set[Value]:
    distinct = set(values)
    return {
        one
        for one in distinct
        if not any(
            other != one and all(theirs >= own for theirs, own in zip(other, one, strict=True))
            for other in distinct
        )
    }


def _unordered(solutions: Sequence[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {(frozenset(one["value"].items()), frozenset(one["package"].items())) for one in solutions}
