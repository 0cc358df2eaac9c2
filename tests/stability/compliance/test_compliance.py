"""Who keeps what is agreed: by a direct comparison of outcomes, at the boundary, and where not known."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.case import Case, load
from detente.case.issues import Commitment
from detente.case.problems import CaseError
from detente.stability.compliance import Across, Compliance, compliance
from detente.verification.analysis import analyse as verification
from tests.small_regimes import regime_case

AMOUNTS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(any)
TENTHS = st.integers(0, 10)


def pact(kept_by: dict[str, Any] | list[str]) -> Case:
    """Return a case of two parties with one issue that they agree on, and one that somebody else decides."""
    visits = {"options": ["none", "yearly"], "today": "none", "decided_by": ["a", "b"], "kept_by": kept_by}
    talks = {"options": ["none", "held"], "today": "none", "decided_by": ["a", "b"], "kept_by": ["b"]}
    quiet = {"options": ["none", "held"], "today": "none", "decided_by": ["a", "b"]}
    return Case.from_mapping(
        {
            "detente": 1,
            "title": "A pact",
            "as_of": "2010-02-01",
            "parties": {"a": {"name": "The Alphas"}, "b": {}},
            "issues": {"visits": visits, "talks": talks, "quiet": quiet},
        }
    )


PACT = pact(["a"])


def alone(said: dict[str, Any]) -> Case:
    """Return that case with one commitment on the first issue, without reading it as a file again."""
    visits = PACT.issues["visits"].model_copy(update={"kept_by": {"a": Commitment.model_validate(said)}})
    return PACT.model_copy(update={"issues": {**PACT.issues, "visits": visits}})


def keeps(chance: Fraction, gain: Fraction, penalty: Fraction, *, keeps_gain: bool) -> bool:
    """Tell whether a breach pays no more than keeping, from what it brings if detected and if not."""
    detected = gain - penalty if keeps_gain else -penalty
    return chance * detected + (1 - chance) * gain <= 0


def judged(found: Compliance) -> dict[tuple[str, str], str]:
    return {(one.issue, one.party): str(one.verdict) for one in found.commitments}


@given(AMOUNTS, TENTHS, st.booleans())
def test_a_commitment_is_kept_just_where_a_breach_pays_no_more(
    amounts: tuple[int, int], tenths: int, keeps_gain: bool
) -> None:
    gain, penalty = map(Fraction, amounts)
    said = {"gain": amounts[0], "penalty": amounts[1], "detection": tenths / 10, "keeps_gain": keeps_gain}
    [one] = compliance(alone(said), {"visits": "yearly"}).commitments

    def kept_at(chance: Fraction) -> bool:
        return keeps(chance, gain, penalty, keeps_gain=keeps_gain)

    assert (str(one.verdict) == "kept") == kept_at(Fraction(tenths, 10))
    assert one.across is (Across.ALWAYS if kept_at(Fraction(tenths, 10)) else Across.NEVER)
    assert (one.threshold is None) == (not kept_at(Fraction(1)))
    if one.threshold is not None:
        assert kept_at(one.threshold)
        assert not one.threshold or not kept_at(one.threshold - Fraction(1, 10**9))


@pytest.mark.parametrize(
    ("said", "chance"),
    [
        ({"gain": 3, "penalty": 1}, 0.75),
        ({"gain": 1, "penalty": 4}, 0.2),
        ({"gain": 3, "penalty": 4, "keeps_gain": True}, 0.75),
        ({"gain": 2, "penalty": 2, "keeps_gain": True}, 1),
        ({"gain": 1, "penalty": 0}, 1),
        ({"gain": 0, "penalty": 1}, 0),
    ],
)
def test_at_the_threshold_itself_it_is_kept_and_below_it_not(said: dict[str, Any], chance: float) -> None:
    """Expected: gain / (gain + penalty), and gain / penalty where the gain is kept."""
    for below, verdict in ((0, "kept"), (0.000001, "breached")):
        if chance - below >= 0:
            case = pact({"a": {**said, "detection": round(chance - below, 6)}})
            [one] = compliance(case, {"visits": "yearly"}).commitments
            assert str(one.verdict) == verdict
            assert one.threshold == Fraction(str(chance))


def test_at_a_threshold_of_a_third_a_regime_that_notices_a_third_suffices() -> None:
    """One object of three is looked at, and a breach shows at one: neither has a finite decimal."""
    issue = {"options": ["o", "p"], "today": "o", "decided_by": ["a", "b"]}
    kept_by = {"a": {"gain": 1, "penalty": 2, "detection": "treaty"}}
    case = regime_case(
        {"issues": {"x": {**issue, "kept_by": kept_by}}},
        inspected={"a": {"objects": 3, "inspections": 1, "breach": 1}},
    )
    [one] = compliance(case).commitments
    assert one.number("detection") == one.threshold == Fraction(1, 3)
    assert str(one.verdict) == "kept"


RANGES = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted)


@given(RANGES, RANGES, RANGES, st.booleans())
def test_over_its_ranges_it_is_kept_always_sometimes_or_never_as_at_their_corners(
    gain: list[int], penalty: list[int], fifths: list[int], keeps_gain: bool
) -> None:
    """Worth is monotone in each number, so the corners tell; the middle of each edge is looked at as well."""
    penalty[1] += not (gain[1] or penalty[1])
    detection = [fifth / 5 for fifth in fifths]
    said = {"gain": gain, "penalty": penalty, "detection": detection, "keeps_gain": keeps_gain}
    [one] = compliance(alone(said), {"visits": "yearly"}).commitments
    corners = [
        keeps(Fraction(p, 10), Fraction(g, 2), Fraction(c, 2), keeps_gain=keeps_gain)
        for g, c, p in product(*({2 * low, low + high, 2 * high} for low, high in (gain, penalty, fifths)))
    ]
    expected = Across.ALWAYS if all(corners) else Across.SOMETIMES if any(corners) else Across.NEVER
    assert one.across is expected
    middle = (Fraction(sum(ends), 2) for ends in (gain, penalty))
    nominal = keeps(Fraction(sum(fifths), 10), *middle, keeps_gain=keeps_gain)
    assert str(one.verdict) == ("kept" if nominal else "breached")


PARTS = {"gain": 3, "penalty": 1, "detection": 0.9}


@pytest.mark.parametrize("left", [part for part in product((True, False), repeat=3) if not all(part)])
def test_nothing_is_judged_where_something_is_missing_and_what_is_missing_is_told(
    left: tuple[bool, bool, bool],
) -> None:
    said = {field: PARTS[field] for field, is_left in zip(PARTS, left, strict=True) if is_left}
    found = compliance(pact({"a": said}), {"visits": "yearly"})
    [one] = found.commitments
    assert (str(one.verdict), one.across, one.deterrence) == ("untold", None, None)
    assert one.missing == tuple(field for field in PARTS if field not in said)
    assert one.has_threshold is (left[0] and left[1])
    assert one.threshold == (Fraction(3, 4) if left[0] and left[1] else None)
    assert found.enforces_itself is None


def test_what_a_package_changes_is_judged_and_nothing_else() -> None:
    case = pact({"a": PARTS, "b": None})
    changed = compliance(case, {"visits": "yearly", "talks": "none"})
    assert judged(changed) == {("visits", "a"): "kept", ("visits", "b"): "untold"}
    assert {one.option for one in changed.commitments} == {"yearly"}
    everything = compliance(case)
    assert judged(everything) == {**judged(changed), ("talks", "b"): "untold"}
    assert {one.option for one in everything.commitments} == {None}
    unbreached: list[dict[str, str]] = [{}, {"visits": "none"}, {"quiet": "held"}]
    for nothing in unbreached:
        assert compliance(case, nothing).commitments == ()
        assert compliance(case, nothing).enforces_itself is True


@pytest.mark.parametrize(
    ("package", "says"),
    [
        ({"vistis": "yearly"}, "unknown issue 'vistis'; did you mean 'visits'"),
        ({"visits": "yaerly"}, "unknown option of 'visits': 'yaerly'; did you mean 'yearly'"),
    ],
)
def test_a_package_that_cannot_be_is_told(package: dict[str, str], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        compliance(pact(["a"]), package)


@pytest.mark.parametrize(("of_b", "expected"), [(PARTS, True), ({**PARTS, "gain": 30}, False), (None, None)])
def test_a_package_enforces_itself_if_every_commitment_does(of_b: object, expected: bool | None) -> None:
    assert compliance(pact({"a": PARTS, "b": of_b}), {"visits": "yearly"}).enforces_itself is expected


@given(st.integers(1, 50))
def test_the_unit_of_gain_and_penalty_changes_nothing(times: int) -> None:
    said: dict[str, list[float]] = {"gain": [1, 3], "penalty": [1, 4], "detection": [0.2, 0.9]}
    scaled = {
        field: ends if field == "detection" else [times * end for end in ends] for field, ends in said.items()
    }
    [one], [other] = (compliance(alone(of)).commitments[:1] for of in (said, scaled))
    assert (one.verdict, one.across, one.threshold) == (other.verdict, other.across, other.threshold)
    assert one.threshold_within == other.threshold_within == (Fraction(1, 5), Fraction(3, 4))


def test_names_and_the_order_of_parties_change_nothing() -> None:
    said = {"a": PARTS, "b": {**PARTS, "gain": 30}}
    turned = compliance(pact({"b": said["b"], "a": said["a"]}), {"visits": "yearly"})
    assert judged(compliance(pact(said), {"visits": "yearly"})) == judged(turned)


def test_under_regimes_a_breach_is_noticed_and_deterred_as_the_verification_finds() -> None:
    """Gain and penalty of arms control are those under its regimes, so that the answers must be the same."""
    case = load("nato-russia-2010")
    found = {one.party: one for one in compliance(case, {"arms_control": "regime"}).commitments}
    sides = {one.side: one for one in verification(case)["cfe_revived"].sides if one.design is None}
    assert found.keys() == sides.keys()
    for party, one in found.items():
        side = sides[party]
        assert side.deterrence is not None
        assert one.number("detection") == side.detection
        assert one.within("detection") == side.within
        assert one.threshold == side.deterrence.threshold
        assert (str(one.verdict) == "kept") == side.deterrence.deters


@pytest.mark.parametrize(("objects", "exactness"), [([100, 200], "exact"), ([100, 5000], "bounded")])
def test_it_is_told_where_a_range_of_detection_may_be_wider_than_it_is(
    objects: list[int], exactness: str
) -> None:
    """Quotas are looked at one by one for at most 1,000 different numbers of objects."""
    issue = {"options": ["o", "p"], "today": "o", "decided_by": ["a", "b"]}
    case = regime_case(
        {"issues": {"x": {**issue, "kept_by": {"a": {"gain": 1, "penalty": 1, "detection": "treaty"}}}}},
        quotas=[{"id": "sites", "article": "III", "share": 0.1, "confidence": "confirmed"}],
        inspected={"a": {"objects": objects, "quota": "sites", "breach": 2}},
    )
    assert compliance(case).exactness == exactness
