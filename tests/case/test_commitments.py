"""What keeps parties to what is agreed: as written, drawn, derived from regimes, and told where wrong."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest

from detente.case.case import Case
from detente.case.free_inputs import FreeNumbers, free_inputs
from detente.case.problems import CaseError
from detente.case.uncertainty import inputs
from detente.claims.audit.given import inputs_of
from detente.outcomes.inputs_said import input_says
from detente.outcomes.published import numbers_of_values

TEXT = """\
detente: 1
title: A pact on visits
as_of: 2010-02-01
parties: {north: {name: The North}, south: {}, east: {}}
camps: {shore: {members: [south]}}
issues:
  visits:
    name: Visits
    options: [none, yearly]
    today: none
    decided_by: [north, south]
    kept_by:
      north: {gain: [2, 6], penalty: 5, detection: treaty, keeps_gain: true, says: Visits are put off.}
      south: {gain: {low: 1, mode: 2, high: 6}, detection: [0.2, 0.6]}
      east: {penalty: 3, detection: treaty}
  talks: {options: [none, held], today: none, decided_by: [north, south], kept_by: [south, north]}
regimes:
  treaty:
    states: {north: , south: }
    inspected:
      north: {objects: 6, inspections: [1, 3], breach: 2}
      south: {objects: 6, inspections: 1, breach: 1}
  bare: {states: {north: }}
variants:
  dearer: {issues: {talks: {kept_by: {north: {penalty: [1, 2]}}}}}
  nobody: {issues: {visits: {kept_by: {east: null}}}}
  listed: {issues: {visits: {kept_by: south}}}
evidence:
  - {for: issues.visits.kept_by.north, basis: expert}
  - {for: issues.visits.kept_by.south.gain, basis: document}
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.from_text(TEXT)


def test_a_list_of_names_says_that_nothing_more_is_known(case: Case) -> None:
    assert case.issues["talks"].kept_by == ("south", "north")
    known = case.issues["talks"].commitments
    assert list(known) == ["south", "north"]
    assert all(one.model_fields_set == set() and not one.keeps_gain for one in known.values())


def test_ranges_are_drawn_from_end_to_end_on_their_grid(case: Case) -> None:
    draws = list(case.draw(200, 3))
    for field, low, high, steps in (("gain", 1, 6, 100), ("detection", 0.2, 0.6, 10_000)):
        drawn = [one.number(f"issues.visits.kept_by.south.{field}") for one in draws]
        assert min(drawn) < low + 0.3 * (high - low) < high - 0.3 * (high - low) < max(drawn)
        assert all(low <= one <= high and (one * steps).denominator == 1 for one in drawn)
    assert case.nominal.number("issues.visits.kept_by.south.gain") == 2


def test_every_number_is_an_input_and_every_range_is_free(case: Case) -> None:
    paths = [one.path for one in inputs(case) if one.path.startswith("issues.")]
    beginning = "issues.visits.kept_by."
    assert [path.removeprefix(beginning) for path in paths] == [
        "north.gain",
        "north.penalty",
        "south.gain",
        "south.detection",
        "east.penalty",
    ]
    free = [one.path for one in free_inputs(case) if one.path.startswith("issues.")]
    assert [path.removeprefix(beginning) for path in free] == ["north.gain", "south.gain", "south.detection"]


def noticed(objects: int, showing: int, inspections: int) -> Fraction:
    """Return the share of all samples in which one of the first so many objects is."""
    samples = list(combinations(range(objects), inspections))
    return Fraction(sum(any(one < showing for one in sample) for sample in samples), len(samples))


def test_a_breach_is_noticed_as_one_by_that_party_is_under_the_regime(case: Case) -> None:
    """Of the North two of six objects show it; of the East nothing is inspected, so that the least counts."""
    north, east = (f"issues.visits.kept_by.{party}.detection" for party in ("north", "east"))
    free, nothing = FreeNumbers(case), frozenset[str]()
    for found, inspections in (
        (case.nominal.number(north), 2),
        (free.least(north, nothing), 1),
        (free.most(north, nothing), 3),
    ):
        assert found == round(noticed(6, 2, inspections), 6)
    assert case.nominal.number(east) == round(noticed(6, 1, 1), 6)
    assert free.inputs([north]) == ("regimes.treaty.inspected.north.inspections",)


def test_in_a_draw_detection_follows_from_the_inspections_drawn(case: Case) -> None:
    drawn = {one.number("issues.visits.kept_by.north.detection") for one in case.draw(30, 1)}
    assert drawn == {round(noticed(6, 2, inspections), 6) for inspections in (1, 2, 3)}


@pytest.mark.parametrize("name", ["talks", "nobody"])
def test_what_was_read_comes_back_the_same(case: Case, name: str) -> None:
    again = case if name == "talks" else case.with_variant(name)
    assert Case.from_text(again.to_yaml()).issues == again.issues
    assert Case.from_mapping(again.model_dump(by_alias=True, exclude_unset=True)).issues == again.issues


def test_a_variant_says_more_of_one_party_takes_one_away_or_says_anew_who_there_is(case: Case) -> None:
    dearer = case.with_variant("dearer").issues["talks"].commitments
    assert list(dearer) == ["south", "north"]
    assert str(dearer["north"].penalty) == "1 to 2"
    assert list(case.with_variant("nobody").issues["visits"].commitments) == ["north", "south"]
    assert case.with_variant("listed").issues["visits"].kept_by == ("south",)


def test_a_variant_says_more_of_the_only_one_named() -> None:
    alone = TEXT.replace("[south, north]}", "north}")
    dearer = Case.from_text(alone).with_variant("dearer").issues["talks"].commitments
    assert {party: str(one.penalty) for party, one in dearer.items()} == {"north": "1 to 2"}


def test_what_keeps_a_party_has_words_and_rests_on_its_evidence(case: Case) -> None:
    found = {
        one.path.removeprefix("issues.visits.kept_by."): (input_says(case, one.path), one.basis)
        for one in inputs_of(case).given
        if one.path.startswith("issues.visits.kept_by.")
    }
    on = "what is agreed on “Visits”"
    assert found == {
        "north.gain": (f"what a breach of {on} would bring the North", "expert"),
        "north.penalty": (f"what a detected breach of {on} would cost the North", "expert"),
        "north.detection": (f"the probability that a breach by the North of {on} is noticed", "expert"),
        "south.gain": (f"what a breach of {on} would bring south", "document"),
        "south.detection": (f"the probability that a breach by south of {on} is noticed", "no evidence"),
        "east.penalty": (f"what a detected breach of {on} would cost east", "no evidence"),
        "east.detection": (f"the probability that a breach by east of {on} is noticed", "no evidence"),
    }


def test_values_of_packages_do_not_turn_on_what_a_breach_brings(case: Case) -> None:
    beginnings = tuple(f"{one}." for one in numbers_of_values(case))
    left = [one.path for one in inputs(case) if not f"{one.path}.".startswith((*beginnings, "regimes."))]
    assert left == [one.path for one in inputs(case) if ".kept_by." in one.path]


SLIPS = [
    ("gain: [2, 6], penalty", "gani: [2, 6], penalty", "gani", "unknown key 'gani'; did you mean 'gain'?"),
    ("      south: {gain", "      suoth: {gain", "suoth", "unknown party 'suoth'; did you mean 'south'?"),
    ("      east: {pen", "      shore: {pen", "shore", "'shore' is a camp, and a camp has no vote"),
    ("3, detection: treaty", "3, detection: traety", "traety", "regime 'traety'; did you mean 'treaty'?"),
    ("3, detection: treaty", "3, detection: bare", "bare", "'bare' does not say what is inspected"),
    ("[0.2, 0.6]", "[0.2, 1.6]", "[0.2, 1.6]", "a probability goes from 0 (never) to 1 (certain)"),
    ("gain: [2, 6]", "gain: [-2, 6]", "[-2, 6]", "cannot be negative, and -2 is"),
    ("penalty: 5", "penalty: -5", "-5", "cannot be negative, and -5 is"),
    ("{penalty: 3", "{gain: 0, penalty: 0", "{gain: 0, penalty: 0", "brings nothing and costs nothing"),
    ("keeps_gain: true", "keeps_gain: maybe", "maybe", "is needed here, not 'maybe'"),
    ("{penalty: 3, detection: treaty}", "[3]", "[3]", "a mapping of keys and values is needed here"),
    ("[south, north]", "[south, nroth]", "nroth", "unknown party 'nroth'; did you mean 'north'?"),
]


@pytest.mark.parametrize(("right", "wrong", "at", "message"), SLIPS)
def test_a_slip_is_told_where_it_stands(right: str, wrong: str, at: str, message: str) -> None:
    assert TEXT.count(right) == 1
    text = TEXT.replace(right, wrong).split("variants:")[0]
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    [problem] = told.value.problems
    assert message in str(problem)
    before = text[: text.index(wrong) + wrong.index(at)] if at in wrong else ""
    assert (problem.place.line, problem.place.column) == (
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
    )


def test_slips_are_told_all_at_once() -> None:
    text = TEXT.split("variants:", maxsplit=1)[0]
    for right, wrong, _, _ in (SLIPS[1], SLIPS[3], SLIPS[6], SLIPS[11]):
        text = text.replace(right, wrong)
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    assert len(told.value.problems) == 4
