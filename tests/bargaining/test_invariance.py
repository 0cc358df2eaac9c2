"""What must not matter does not: names, the order of the file, and the scale of one party's points."""

from __future__ import annotations

import math
import re
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from detente.bargaining.analysis import analyse
from detente.case.case import Case
from detente.outcomes.constraints import ConstraintKind
from tests.brute_force_case import CaseOracle
from tests.brute_force_language import nominal_number
from tests.case_strategies import case_mappings, read_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from detente.bargaining.result import Bargaining
    from detente.outcomes.constraints import Constraint

MANY = settings(max_examples=300)
CHANCES = st.integers(0, 2**32 - 1).map(Random)
NAMED = re.compile(r"\b(party|bloc|camp|issue|option)(\d)\b")


def _found(result: Bargaining, renamed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return everything that was found, with names replaced and without anything that has an order."""

    def words(text: str) -> str:
        return NAMED.sub(lambda match: (renamed or {}).get(match[0], match[0]), text)

    def package(found: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        return frozenset((words(issue), words(option)) for issue, option in found.items())

    def value(worth: Mapping[str, Fraction]) -> frozenset[tuple[str, Fraction]]:
        return frozenset((words(party), points) for party, points in worth.items())

    voices = {voice.key: frozenset(map(words, voice.parties)) for voice in result.negotiation.voices}

    def constraint(one: Constraint) -> tuple[object, ...]:
        holder = voices.get(one.holder, words(one.holder))
        # Where no walk_away is declared, a floor stands under the first party of the file that it protects.
        return (one.kind, holder, "" if one.kind is ConstraintKind.FLOOR else words(one.path))

    conflicts = result.conflicts
    # Of packages that are worth the same, the one named is the first by its names.
    named = (
        {}
        if renamed is not None
        else {
            "packages": {(value(point.value), package(point.package)) for point in result.frontier},
            "picked": {
                name: {package(point.package) for point in found.points}
                for name, found in result.solutions.items()
            },
            "losers": {
                (
                    value(point.value),
                    frozenset(point.losers),
                    frozenset(point.unavoidable or ()),
                    frozenset((party, package(spared)) for party, spared in point.avoidable.items()),
                )
                for point in result.frontier
            },
            "opened": conflicts
            and {
                (frozenset(constraint(one) for one in found.drop), package(found.opens))
                for found in conflicts.concessions
            },
            "nearest": conflicts
            and {
                (
                    found.keeps_demands,
                    frozenset(zip(map(constraint, found.floors), found.points, strict=True)),
                    package(found.package),
                )
                for found in conflicts.shortfalls
            },
            "agenda in full": [
                (package(one.package), value(one.gains)) for one in result.positive_agenda.packages
            ],
        }
    )
    return named | {
        "table": {words(issue) for issue in result.negotiation.issues},
        "walk_away": value(result.negotiation.walk_away),
        "counts": (result.zone.feasible.value, result.zone.signable.value),
        "frontier": {(value(point.value), point.packages) for point in result.frontier},
        "solutions": {
            name: {value(point.value) for point in found.points} for name, found in result.solutions.items()
        },
        "conflicts": conflicts
        and {frozenset(constraint(member) for member in one.members) for one in conflicts.conflicts},
        "concessions": conflicts
        and {
            (frozenset(constraint(one) for one in found.drop), found.cost) for found in conflicts.concessions
        },
        "obstacles": {
            (
                package({one.move.issue: one.move.after}),
                frozenset(map(words, one.move.deciders)),
                (one.before, one.after, one.joint_gain_before, one.joint_gain_after),
                # Of packages that give as much together, points are told of the first by its names.
                tuple(
                    sorted(
                        (str(carrier.kind), carrier.packages, 0 if renamed is not None else carrier.points)
                        for carrier in one.carried_by
                        if carrier.packages or renamed is None
                    )
                ),
            )
            for one in result.obstacles
        },
        "steps": {
            (package({one.move.issue: one.move.after}), value(one.gains))
            for one in result.positive_agenda.steps
        },
        "agenda": sorted(one.packages for one in result.positive_agenda.packages),
    }


@MANY
@given(case_mappings(), CHANCES)
def test_names_do_not_matter(mapping: dict[str, Any], chance: Random) -> None:
    renaming: dict[str, str] = {}
    for kind, count in (("party", 5), ("bloc", 2), ("camp", 2), ("issue", 4), ("option", 4)):
        numbers = chance.sample(range(count), count)
        renaming |= {f"{kind}{old}": f"{kind}{new}" for old, new in enumerate(numbers)}
    assert _found(analyse(read_case(mapping)), renaming) == _found(
        analyse(read_case(_renamed(mapping, renaming))), {}
    )


def _renamed(part: Any, renaming: Mapping[str, str]) -> Any:  # noqa: ANN401 - any part of a mapping
    if isinstance(part, dict):
        return {_renamed(key, renaming): _renamed(value, renaming) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(item, renaming) for item in part]
    return NAMED.sub(lambda match: renaming[match[0]], part) if isinstance(part, str) else part


@MANY
@given(case_mappings(), CHANCES)
def test_the_order_of_the_file_does_not_matter(mapping: dict[str, Any], chance: Random) -> None:
    # A party in two blocs side by side follows the one that the file names first.
    assume(not _has_rival_blocs(mapping))
    shuffled = _shuffled(mapping, chance)
    event("order changed" if list(shuffled["issues"]) != list(mapping["issues"]) else "issues in order")
    assert _found(analyse(read_case(shuffled))) == _found(analyse(read_case(mapping)))


def _has_rival_blocs(mapping: Mapping[str, Any]) -> bool:
    members = [set(bloc["members"]) for bloc in mapping["blocs"].values()]
    return len(members) > 1 and bool(members[0] & members[1] & set(mapping["parties"]))


def _shuffled(part: Any, chance: Random) -> Any:  # noqa: ANN401 - any part of a mapping
    """Return the part with every mapping, and every list whose order says nothing, in another order."""
    if isinstance(part, dict):
        keys = chance.sample(list(part), len(part))
        return {key: part[key] if key == "points" else _shuffled(part[key], chance) for key in keys}
    if isinstance(part, list) and not all(isinstance(item, int) for item in part):
        return [_shuffled(item, chance) for item in chance.sample(part, len(part))]
    return part


@MANY
@given(case_mappings(alliances=False), CHANCES, st.sampled_from([2, 3, 7, 100]))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_the_scale_of_one_party(
    mapping: dict[str, Any], chance: Random, factor: int
) -> None:
    """Nash 1950 and Kalai and Smorodinsky 1975: covariance under positive affine transformations."""
    before = analyse(read_case(mapping))
    assume(before.negotiation.signatories)
    party = chance.choice(before.negotiation.signatories)
    # A file holds six decimal places: what is scaled must be whole.
    oracle = CaseOracle(mapping)
    valued = (issue for issue, one in mapping["issues"].items() if party in one["stances"])
    factor *= math.lcm(*(oracle.weight(party, issue).denominator for issue in valued))
    after = analyse(read_case(_rescaled(mapping, party, factor)))
    event(f"solutions: {len(before.solutions['nash'].points)}")
    assert after.zone.signable.value == before.zone.signable.value
    for name in ("nash", "kalai_smorodinsky"):
        scaled = {
            frozenset({**point.value, party: factor * point.value[party]}.items())
            for point in before.solutions[name].points
        }
        assert {frozenset(point.value.items()) for point in after.solutions[name].points} == scaled


def _rescaled(mapping: dict[str, Any], party: str, factor: int) -> dict[str, Any]:
    """Return the case in which everything is worth so many times as much to one party."""

    def times(number: object) -> float:
        return float(factor * nominal_number(number))

    holder = dict(mapping["parties"][party])
    ranked = holder.pop("weights", None)
    oracle = CaseOracle(mapping)
    if holder.get("walk_away", "today") != "today":
        holder["walk_away"] = times(holder["walk_away"])
    if "worth" in holder:
        holder["worth"] = [{**one, "points": times(one["points"])} for one in holder["worth"]]
    issues = {}
    for issue, one in mapping["issues"].items():
        stances = dict(one["stances"])
        if party in stances:
            weight = (
                oracle.weight(party, issue) if ranked else nominal_number(stances[party].get("weight", 1))
            )
            stances[party] = {**stances[party], "weight": float(factor * weight)}
        issues[issue] = {**one, "stances": stances}
    return {**mapping, "parties": {**mapping["parties"], party: holder}, "issues": issues}


SHIFTED = """
detente: 1
title: Two parties on one scale or two
as_of: 2010-02-01
parties: {{a: {{walk_away: 0}}, b: {{walk_away: 0}}}}
issues:
  toll:
    options: [low, middle, high]
    today: low
    decided_by: [a, b]
    stances:
      a: {{points: {{low: 6, middle: 4, high: 0}}, weight: {weight}}}
      b: {{points: {{low: 0, middle: 3, high: 8}}}}
"""


@pytest.mark.parametrize(
    ("weight", "utilitarian", "egalitarian"),
    [(1, "high", "middle"), (10, "low", "middle"), (0.1, "high", "middle")],
)
def test_the_other_two_solutions_depend_on_the_scale_and_say_so(
    weight: float, utilitarian: str, egalitarian: str
) -> None:
    """By hand, as sums of points: 6, 7, 8; 60, 43, 8; 0.6, 3.4, 8."""
    result = analyse(Case.from_text(SHIFTED.format(weight=weight)))
    assert [point.package["toll"] for point in result.solutions["utilitarian"].points] == [utilitarian]
    assert [point.package["toll"] for point in result.solutions["egalitarian"].points] == [egalitarian]
    assert any("one scale" in sentence for sentence in result.summary())


@pytest.mark.parametrize("options", list(permutations(["p", "q", "r", "z"])))
@pytest.mark.parametrize("issues", [("deal", "toll"), ("toll", "deal")])
def test_the_package_that_a_concession_opens_is_named_alike_in_every_order_of_the_file(
    options: tuple[str, ...], issues: tuple[str, ...]
) -> None:
    """By hand: without m0's demand, m0 signs q, z and r, and may sign for the pact against m1.

    The pact, the mean of both, has (1 - 9) / 2 = -4 by q and z, and -5 by r; x has 1, 1 and 5. The smallest
    gain is largest by q and z, and q comes first.
    """
    written = {
        "deal": f"""
  deal:
    options: [{", ".join(options)}]
    today: p
    decided_by: [x, pact]
    stances:
      m0: {{points: {{p: 0, q: 1, r: 1, z: 1}}, never: p}}
      m1: {{points: {{p: 0, q: -9, r: -11, z: -9}}, never: p}}
      x: {{points: {{p: 0, q: 1, r: 5, z: 1}}}}""",
        "toll": """
  toll:
    options: [no_, yes_]
    today: no_
    decided_by: [pact, x]
    stances: {m0: {points: {no_: 0, yes_: 0}, demands: yes_}, x: {points: {no_: 0, yes_: 0}, never: yes_}}""",
    }
    case = Case.from_text(
        "detente: 1\ntitle: A pact\nas_of: 2010-02-01\nparties: {x: , m0: , m1: }\n"
        "blocs: {pact: {members: [m1, m0], decides_by: {at_least: 1}}}\nissues:"
        + "".join(written[issue] for issue in issues)
        + "\n"
    )
    found = analyse(case).conflicts
    assert found is not None
    [concession] = found.concessions
    assert [one.id for one in concession.drop] == ["m0.toll.demand"]
    assert concession.opens == {"deal": "q", "toll": "no_"}


@pytest.mark.parametrize("options", list(permutations(["a", "b", "c"])))
def test_the_package_that_comes_nearest_is_named_alike_in_every_order_of_the_file(
    options: tuple[str, ...],
) -> None:
    """By hand: x needs 10 and has at most 4, by b and by c; b comes first."""
    case = Case.from_text(f"""
detente: 1
title: Too little
as_of: 2010-02-01
parties: {{x: {{walk_away: 10}}, y: }}
issues:
  deal:
    options: [{", ".join(options)}]
    today: a
    decided_by: [x, y]
    stances: {{x: {{points: {{a: 0, b: 4, c: 4}}}}, y: {{points: {{a: 0, b: 0, c: 0}}}}}}
""")
    found = analyse(case).conflicts
    assert found is not None
    assert {(int(one.points[0]), one.package["deal"]) for one in found.shortfalls} == {(6, "b")}
