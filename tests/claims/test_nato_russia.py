"""The real case: each claim that bargaining can test is answered, and its witness found again by the oracle.

The oracle goes through every package and shares no code with what it checks. What a claim rests on is checked
by taking it away: the verdict then changes, or is free to.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from ruamel.yaml import YAML

from detente.bargaining.analysis import analyse as bargain
from detente.case.case import Case, load
from detente.case.formula import Done
from detente.case.language import Ranking, parse_formula
from detente.case.uncertainty import CertainCase, inputs
from detente.claims.evaluate import World
from detente.claims.evaluate import holds as verdict_holds
from detente.claims.study import expression_of, variants_of
from detente.cohesion import analyse as cohesion
from detente.cohesion.quantities import QUANTITIES as COHESION
from detente.institutions.quantities import QUANTITIES
from detente.outcomes.negotiation import negotiation_of
from detente.roadmap.exact.chance import greatest_chance
from detente.roadmap.problem_of import problem_of
from tests.brute_force_case import CaseOracle, merged
from tests.brute_force_language import holds
from tests.brute_force_negotiation import NegotiationOracle
from tests.claims.nato_russia import NAME, claims_by_id


@cache
def _mapping() -> dict[str, Any]:
    text = files("detente.cases").joinpath(f"{NAME}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = YAML(typ="safe").load(text)
    return found


@cache
def _oracle(variant: str | None) -> NegotiationOracle:
    return NegotiationOracle(CaseOracle(merged(_mapping(), variant) if variant else _mapping()))


def _inputs(claim: str) -> set[str]:
    found = claims_by_id()[claim].sufficient
    assert found is not None
    return set(found.inputs)


@pytest.mark.parametrize("claim", ["K2", "K3", "K6", "K7", "K9", "K10", "K12", "K14", "K16"])
def test_the_claims_that_bargaining_must_answer_are_answered(claim: str) -> None:
    found = claims_by_id()[claim]
    assert found.tested
    assert found.why
    assert found.sufficient is not None


def test_k1_energy_security_does_no_harm_in_values_but_in_trust() -> None:
    """By the oracle no package is lost; the harm is the trust that the case says it costs."""
    found = claims_by_id()["K1"]
    assert found.nominal is True
    assert "no harm in values" in found.why
    before = _oracle(None)
    after = before.after("energy_security", "eu_track")
    assert len(after.signable) == len(before.combinations("energy_security"))
    assert f"leaves {len(after.signable):,} of {len(before.combinations('energy_security')):,} " in found.why
    # Without what it costs, or with no goal to lose, there would be no harm.
    assert _inputs("K1") > {"roadmap.strains.0.loses.0.by"}
    assert _inputs("K1") & {f"roadmap.goal.{part}" for part in range(3)}


def test_k2_no_package_with_a_veto_is_one_that_nato_would_sign() -> None:
    """It rests on NATO's red line alone: without it NATO would sign such packages."""
    assert claims_by_id()["K2"].nominal is True
    assert _inputs("K2") == {"blocs.nato.red_lines.no-veto"}
    talks = _oracle("order_talks")
    table = talks.table
    alone = NegotiationOracle(talks.case, issues=table, signatories=["nato"])
    assert alone.feasible
    assert not any(package["veto"] == "full" for package in alone.signable)
    without = merged(_mapping(), "order_talks")
    without["blocs"] = {**without["blocs"], "nato": {**without["blocs"]["nato"], "red_lines": []}}
    freed = NegotiationOracle(CaseOracle(without), issues=table, signatories=["nato"])
    assert any(freed.signs(package) for package in freed.feasible if package["veto"] == "full")


def test_k3_hasty_admission_costs_packages_through_what_russia_loses() -> None:
    found = claims_by_id()["K3"]
    assert found.nominal is True
    before = _oracle("new_start")
    after = before.after("enlargement", "hasty")
    assert len(after.signable) < len(before.combinations("enlargement"))
    assert f"{len(after.signable):,}" in found.why
    assert f"{len(before.combinations('enlargement')):,}" in found.why


def test_k3_rests_on_russias_value_of_no_agreement_and_on_numbers_that_reach_nought() -> None:
    """By the case both interactions may be 0, and the oracle finds that hasty admission does no harm then."""
    inputs = _inputs("K3")
    assert "parties.russia.walk_away" in inputs
    assert len(inputs) > 1
    assert claims_by_id()["K3"].standing == "derived"
    mapping = merged(_mapping(), "new_start")
    worth = [{**one, "points": 0} for one in mapping["parties"]["russia"]["worth"]]
    harmless = {**mapping, "parties": {**mapping["parties"], "russia": {"worth": worth}}}
    before = NegotiationOracle(CaseOracle(harmless))
    assert len(before.after("enlargement", "hasty").signable) == len(before.combinations("enlargement"))


def test_k3b_admission_by_criteria_harms_less_and_needs_no_consent() -> None:
    assert claims_by_id()["K3b"].nominal is True
    before = _oracle("new_start")
    lost = {
        option: len(before.combinations("enlargement")) - len(before.after("enlargement", option).signable)
        for option in ("criteria", "hasty")
    }
    assert lost["criteria"] < lost["hasty"]
    assert "russia" not in before.case.deciders_from_today("enlargement", "criteria")


def test_k12_the_draft_treaty_binds_nearly_all_of_natos_moves_to_russias_consent() -> None:
    """Counted from the mapping: NATO's moves without Russia, and those that Russia then decides as well."""
    assert claims_by_id()["K12"].nominal is True
    base, draft = CaseOracle(_mapping()), CaseOracle(merged(_mapping(), "draft_treaty"))
    free = [
        (issue, option)
        for issue, option in base.changes()
        if "nato" in base.deciders_from_today(issue, option)
        and "russia"
        not in {leaf for key in base.deciders_from_today(issue, option) for leaf in base.leaves(key)}
    ]
    bound = [move for move in free if "russia" in draft.deciders_from_today(*move)]
    assert len(bound) / len(free) >= 0.8
    assert f"of the {len(free)} moves" in claims_by_id()["K12"].why
    assert f"{len(bound)} need its consent" in claims_by_id()["K12"].why


def test_k8_under_the_rule_of_the_csto_no_member_stands_above_the_others() -> None:
    """Not borne out: every member is needed. By a rule that gives Russia the lead it would be."""
    found = claims_by_id()["K8"]
    assert found.nominal is False
    assert "every member of the Collective Security Treaty Organization is a gatekeeper" in found.why
    assert "decides by consensus" in found.why
    assert _inputs("K8") == {"blocs.csto.decides_by"}
    led = merged(_mapping(), "csto_replaces")
    led["blocs"]["csto"]["decides_by"] = {"lead": "russia"}
    about = {"variants", "claims", "evidence"}
    case = Case.from_mapping({key: value for key, value in led.items() if key not in about})
    lead = {one.name: one for one in QUANTITIES}["gatekeeping_lead"]
    assert lead.compute(case.nominal, "russia", "csto", "nato") == 1


def test_k14_nothing_on_order_is_signable_under_maximum_demands() -> None:
    found = claims_by_id()["K14"]
    assert found.nominal is True
    oracle = _oracle("order_talks")
    assert oracle.feasible
    assert not any(package["order"] != "apart" for package in oracle.signable)
    # Either demand meets a red line, and each such pair is enough.
    assert _inputs("K14") in (
        {"blocs.nato.red_lines.no-veto", "issues.veto.stances.russia.demands"},
        {"camps.sceptics.red_lines.no-spheres", "issues.spheres.stances.russia.demands"},
    )


@pytest.mark.parametrize("claim", ["K1", "K3a", "K10b", "K15"])
def test_in_the_worst_world_the_goal_can_be_reached_with_these_inputs_held_and_with_no_fewer(
    claim: str,
) -> None:
    """By exact chances: what is free is at its worst for every block, and no two of them disagree on it."""
    case, sought = load(NAME), {"K10b": Done("missile_defence")}.get(claim)
    worst = _worst(case)

    def chance(held: set[str]) -> float:
        free = {
            path: low for one, numbers in worst.items() if one not in held for path, low in numbers.items()
        }
        certain = CertainCase(case, {**case.nominal.numbers, **free})
        return greatest_chance(problem_of(certain, goal=sought))

    held = _inputs(claim) & set(worst)
    assert chance(held) > 0
    assert [one for one in held if chance(held - {one}) > 0] == []


def _worst(case: Case) -> dict[str, dict[str, Fraction]]:
    """Return the numbers of each input where it is worst for those blocks whose issues it is about."""
    set_to = {issue: option for block in case.blocks.values() for issue, option in block.sets.items()}
    found = {}
    for one in inputs(case):
        section, key, *_, last = one.path.split(".")
        source = one.source
        low, high = (0, 100) if isinstance(source, Ranking) else (source.low, source.high)
        if section == "issues":
            if key in set_to and last != "weight":
                found[one.path] = {
                    path: Fraction(low if path.endswith(f".{set_to[key]}") else high) for path in one.numbers
                }
        elif section == "regimes":
            found[one.path] = dict.fromkeys(one.numbers, Fraction(high if last == "objects" else low))
        elif section in {"trust", "blocks"}:
            wanted_low = {"needs", "lasts", "breach", "loses"}.isdisjoint(one.path.split("."))
            found[one.path] = dict.fromkeys(one.numbers, Fraction(low if wanted_low else high))
    return found


def test_k14_the_fewest_demands_to_drop_are_named_and_open_what_they_say() -> None:
    """Red lines stay; without Russia's two demands the oracle finds the package named to be signable."""
    result = bargain(load(NAME, "order_talks"))
    assert result.conflicts is not None
    assert result.conflicts.complete
    oracle = _oracle("order_talks")
    paths = {frozenset(one.path for one in found.drop) for found in result.conflicts.concessions}
    assert paths == {
        frozenset({"issues.veto.stances.russia.demands", "issues.spheres.stances.russia.demands"})
    }
    mapping = merged(_mapping(), "reduced_demands")
    reduced = NegotiationOracle(CaseOracle(mapping))
    assert reduced.table == oracle.table
    for found in result.conflicts.concessions:
        assert reduced.signs({**reduced.today, **found.opens})
        assert found.opens["order"] != "apart"


def test_k16_some_package_on_order_is_signable_after_a_new_start() -> None:
    found = claims_by_id()["K16"]
    assert found.nominal is True
    oracle = _oracle("new_start")
    signed = [package for package in oracle.signable if holds("order is not apart", package)]
    assert f"{len(signed):,} packages" in found.why
    assert "for example “The two sides begin to reconcile them” on" in found.why
    assert oracle.signs({**oracle.today, "order": "talks"})


@pytest.mark.parametrize("claim", ["K2", "K14", "K14b", "K16"])
def test_what_is_said_of_packages_alone_is_proved(claim: str) -> None:
    """No world was tried; by hand, everything else may be at its worst, and each input is needed for that."""
    found = claims_by_id()[claim].sufficient
    assert found is not None
    assert found.worlds == 0
    assert found.smallest
    assert len(found.proved) == {"K14b": 3}.get(claim, 1)


@pytest.mark.parametrize("variant", ["new_start", "reduced_demands"])
def test_in_the_worst_world_talks_are_signed_with_these_inputs_held_and_with_no_fewer(variant: str) -> None:
    """K16, and K14b where both demands are dropped: talks are at their worst for all, today at its best."""
    case, held = load(NAME, variant), _inputs("K16")
    worst = {
        one.path: {path: Fraction(0 if path.endswith(".talks") else 100) for path in one.numbers}
        if isinstance(one.source, Ranking)
        else {path: one.source.low if path.endswith(".talks") else one.source.high for path in one.numbers}
        for one in inputs(case)
        if one.path.startswith("issues.order.stances.") and not one.path.endswith(".weight")
    }

    def signed(held: set[str]) -> bool:
        free = {path: of for one, numbers in worst.items() if one not in held for path, of in numbers.items()}
        certain = CertainCase(case, {**case.nominal.numbers, **free})
        negotiation = negotiation_of(certain, issues=["order"])
        return negotiation.signs({"order": "talks"})

    assert held <= set(worst)
    assert held <= _inputs("K14b")
    assert signed(held)
    assert [one for one in held if signed(held - {one})] == []


def test_no_input_is_there_only_to_make_a_claim_hold() -> None:
    """Every answered claim names what it rests on, and all that stands in the case or its variant."""
    for found in claims_by_id().values():
        assert found.sufficient is not None
        case: Case = load(NAME, found.claim.variant) if found.claim.variant else load(NAME)
        for path in found.sufficient.inputs:
            section, key, *_ = path.split(".")
            if section == "powers":
                assert key in {power.id for power in case.powers}
            else:
                assert section in {"rules", "trust", "roadmap"} or key in getattr(case, section)


def test_every_claim_is_answered_and_none_waits_for_more() -> None:
    assert all(found.nominal is not None for found in claims_by_id().values())
    assert {claim for claim, found in claims_by_id().items() if found.claim.waits_for} == set()


def test_k4_rests_on_either_move_that_closes_the_channel_and_k12_on_two_clauses() -> None:
    """Without one move the other is left; without both, or without one clause, the verdict changes."""
    suspend, break_off = (f"procedures.council_2010.moves.{move}" for move in ("suspend", "break_off"))
    assert _inputs("K4") == {suspend}
    assert claims_by_id()["K4"].sufficient.instead == (break_off,)  # type: ignore[union-attr]
    assert [_holds("K4", set(gone)) for gone in ([suspend], [break_off], [suspend, break_off])] == [
        True,
        True,
        False,
    ]
    pause, close = (f"procedures.council_formal.moves.{move}.by" for move in ("pause", "close"))
    assert _inputs("K4b") == {pause, close}
    assert not any(_holds("K4b", {gone}) for gone in (pause, close))
    clauses = {f"powers.draft-article-{number}" for number in (1, 2)}
    assert _inputs("K12") == clauses
    assert not any(_holds("K12", {gone}) for gone in clauses)
    assert {claims_by_id()[key].standing for key in ("K4", "K4b", "K12", "K13b")} == {"assumed"}


def _holds(claim: str, dropped: set[str]) -> bool:
    """Tell whether a claim holds in the nominal case without some inputs."""
    asked = claims_by_id()[claim].claim
    cases = {name: load(NAME, name) if name else load(NAME) for name in variants_of(asked)}
    worlds = {
        name: CertainCase(case, case.nominal.numbers, dropped=frozenset(dropped))
        for name, case in cases.items()
    }
    return verdict_holds(expression_of(asked), World.of(worlds), asked.variant)


def test_k13_what_the_worst_wedge_names_is_why_most_of_them_split_the_alliance() -> None:
    """Each member is asked about each package, without a line, without the floor, and without all of them."""
    case, mapping = load(NAME, "reduced_demands"), merged(_mapping(), "reduced_demands")
    worst = cohesion(case, bloc="nato")["nato"].wedges.listed[0]
    sceptics = mapping["camps"]["sceptics"]
    named = {line.id for line in worst.lines}
    assert named == {line["id"] for line in sceptics["red_lines"]}
    assert "lose by it" in claims_by_id()["K13"].why
    counts = {}
    for gone in [*({one} for one in sorted(named)), {"floor"}, {*named, "floor"}]:
        lines = [line for line in sceptics["red_lines"] if line["id"] not in gone]
        freed = {**sceptics, "red_lines": lines, **({"walk_away": -100_000} if "floor" in gone else {})}
        oracle = NegotiationOracle(CaseOracle({**mapping, "camps": {**mapping["camps"], "sceptics": freed}}))
        dropped = {f"camps.sceptics.{'walk_away' if one == 'floor' else f'red_lines.{one}'}" for one in gone}
        certain = CertainCase(case, case.nominal.numbers, dropped=frozenset(dropped))
        counts[frozenset(gone)] = {one.name: one for one in COHESION}["wedges"].compute(certain, "nato", None)
        assert counts[frozenset(gone)] == len(_splitting(oracle))
    # Whatever offends against spheres of influence alone offends against another line, or the floor, too.
    all_of_them = len(_splitting(_oracle("reduced_demands")))
    fewer = {next(iter(gone)) for gone, count in counts.items() if len(gone) == 1 and count < all_of_them}
    assert fewer == {"no-new-treaty", "free-choice", "floor"}
    assert counts[frozenset({*named, "floor"})] < all_of_them / 4


def test_k13_rests_on_a_line_of_the_sceptics_and_on_how_russia_ranks_orders_and_missile_defence() -> None:
    """With every rule, line and floor gone nobody rejects anything; with that line back, some splits it.

    That it does wherever Russia ranks all else the other way round is seen here; that no two of them suffice,
    in the worlds of the search.
    """
    case, held = load(NAME, "reduced_demands"), {"camps.sceptics.red_lines.free-choice"}
    ranked_by_russia = ("order", "missile_defence")
    assert _inputs("K13") == {*held, *(f"issues.{one}.stances.russia.order" for one in ranked_by_russia)}
    wedges = {one.name: one for one in COHESION}["wedges"]
    everything = frozenset(wedges.turns_on(case.nominal, "nato", None))
    numbers = case.nominal.numbers
    elsewhere: dict[str, Fraction] = {}
    for issue in case.issues:
        ranked = [path for path in numbers if path.startswith(f"issues.{issue}.stances.russia.points.")]
        if issue not in ranked_by_russia:
            values = sorted(numbers[path] for path in ranked)
            elsewhere |= dict(zip(sorted(ranked, key=numbers.__getitem__), values[::-1], strict=True))

    def count(dropped: frozenset[str], moved: dict[str, Fraction]) -> Fraction:
        return wedges.compute(CertainCase(case, {**numbers, **moved}, dropped=dropped), "nato", None)

    assert count(everything, {}) == 0
    assert count(everything, elsewhere) == 0
    assert count(everything - held, {}) > 0
    assert count(everything - held, elsewhere) > 0


def _signed_by_russia(variant: str) -> int:
    oracle = _oracle(variant)
    existing = (package for package in oracle.packages if oracle.exists(package))
    return sum(oracle.accepts("russia", oracle.objections(package)) for package in existing)


def _splitting(oracle: NegotiationOracle) -> list[dict[str, str]]:
    return [
        package
        for package in oracle.packages
        if oracle.exists(package)
        and oracle.accepts("russia", objections := oracle.objections(package))
        and oracle.accepts("usa", objections) != oracle.accepts("germany", objections)
    ]


def test_k13_some_proposal_splits_the_alliance_until_its_lines_are_agreed() -> None:
    """Each member is asked about each package that Russia would sign, by the oracle."""
    crossing = {"spheres": "recognised", "alliance_choice": "limited"}
    split = {}
    for variant in ("order_talks", "reduced_demands", "new_start"):
        split[variant] = _splitting(_oracle(variant))
    found = claims_by_id()
    assert (found["K13"].nominal, found["K13b"].nominal, found["K13c"].nominal) == (True, True, True)
    assert f"{len(split['reduced_demands']):,} packages" in found["K13"].why
    assert not split["order_talks"]
    assert not [one for one in split["new_start"] if any(one[key] == crossing[key] for key in crossing)]
    assert [one for one in split["reduced_demands"] if any(one[key] == crossing[key] for key in crossing)]
    assert _inputs("K13b") <= {
        f"blocs.nato.red_lines.{line}" for line in ("nato-free-choice", "nato-no-spheres")
    }
    # By the oracle too a smaller share of what Russia could sign splits it after a new start.
    share = {
        variant: Fraction(len(split[variant]), _signed_by_russia(variant))
        for variant in ("reduced_demands", "new_start")
    }
    assert share["new_start"] < share["reduced_demands"]
    for variant, part in share.items():
        assert f"{float(part):.1%}" in found["K13c"].why, variant
    # Without the lines that the witness names some of those packages split it again.
    base, certain = load(NAME, "new_start"), load(NAME, "new_start").nominal
    wedges = {one.name: one for one in COHESION}["wedges"]
    dropped = CertainCase(base, certain.numbers, dropped=frozenset(_inputs("K13b")))
    crossed = parse_formula("spheres is recognised or alliance_choice is limited")
    assert wedges.compute(certain, "nato", crossed) == 0
    assert wedges.compute(dropped, "nato", crossed) > 0


@pytest.mark.parametrize("variant", [None, "new_start"])
def test_the_zone_of_the_real_case_is_what_the_oracle_finds(variant: str | None) -> None:
    case = load(NAME, variant) if variant else load(NAME)
    result, oracle = bargain(case), _oracle(variant)
    assert result.zone.feasible.value == len(oracle.feasible)
    assert result.zone.signable.value == len(oracle.signable)
    assert result.negotiation.walk_away == oracle.walk_away
    found = {tuple(point.value.values()): point.packages for point in result.frontier}
    assert found == {value: len(packages) for value, packages in oracle.frontier.items()}
    picked = {
        name: {tuple(point.value.values()) for point in solution.points}
        for name, solution in result.solutions.items()
    }
    assert picked == oracle.solutions()
