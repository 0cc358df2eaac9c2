"""What is wrong with a regime is told all at once, each with its place and what was meant."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.case.problems import CaseError

GOOD = """\
detente: 1
title: A treaty
as_of: 2010-02-01
parties: {usa: {}, russia: {}}
issues:
  arms: {options: [none, treaty], today: none, decided_by: [usa, russia], stances: {usa: treaty > none}}
regimes:
  treaty:
    under: {arms: treaty}
    states: {usa: , russia: }
    groups: {both: {members: [usa, russia]}}
    categories: {tank: , light: {within: tank}}
    zones: {area: , north: {within: area}}
    exclusions: {export: {article: III, categories: [light], confidence: confirmed}}
    limits:
      - {id: all, article: IV, on: [usa, both], zone: area, at_most: {tank: 9}, confidence: confirmed}
      - {id: each, article: V, on: [both], each_member: true, at_most: {tank: 9}, confidence: confirmed}
    thresholds:
      - {id: notify, article: VI, asks: notify, from: {tank: 250}, days_before: 42, confidence: recalled}
    objects: {usa: 10}
    declared_every: 366
    suspended: [{by: usa, from: 2010-01-01, until: 2010-01-31}]
    declarations:
      - {by: usa, as_of: 2010-01-01, holdings: [{zone: north, category: light, count: 3, excluded: export}]}
    changes:
      - {by: usa, on: 2010-01-02, category: tank, count: 1, from_zone: north}
    activities:
      - {id: exercise, by: usa, begins: 2010-03-01, ends: 2010-03-02, of: {tank: 300}}
    inspected:
      usa: {by: [russia], objects: 10, inspections: 3, breach: 2}
    designs: {more: {of: [usa], inspections: 5}}
    sites: {base: {of: usa, harm: 1, gain: 1, penalty: 1}}
    inspectors: {russia: {inspections: 3}}
    calendar: {from: 2010-01-01, to: 2010-12-31}
"""

SLIPS = [
    ("under: {arms: treaty}", "under: {arms: treety}", "unknown option of 'arms': 'treety'"),
    ("under: {arms: treaty}", "under: {amrs: treaty}", "unknown issue 'amrs'; did you mean 'arms'?"),
    ("members: [usa, russia]", "members: [usa, rusia]", "unknown state 'rusia'; did you mean 'russia'?"),
    ("groups: {both", "groups: {usa", "'usa' is already the name of a state"),
    ("within: tank", "within: tnak", "unknown category 'tnak'; did you mean 'tank'?"),
    ("within: tank", "within: light", "would be a part of itself"),
    ("within: area", "within: aera", "unknown zone 'aera'; did you mean 'area'?"),
    ("categories: [light]", "categories: [ligth]", "unknown category 'ligth'; did you mean 'light'?"),
    ("on: [usa, both]", "on: [usa, boht]", "unknown state or group 'boht'; did you mean 'both'?"),
    ("on: [usa, both]", "on: [usa, usa]", "'usa' is named twice"),
    ("on: [both], each", "on: [usa], each", "unknown group 'usa'"),
    ("zone: area, at_most", "zone: aera, at_most", "unknown zone 'aera'; did you mean 'area'?"),
    ("zone: area, at_most: {tank: 9}", "zone: area, at_most: {tnak: 9}", "unknown category 'tnak'"),
    ("zone: area, at_most: {tank: 9}", "zone: area, at_most: {tank: -9}", "a limit is 0 or more"),
    (
        "at_most: {tank: 9}, confidence: confirmed}\n    thr",
        "at_most: {}, confidence: confirmed}\n    thr",
        "at_most",
    ),
    ("{id: each", "{id: all", "the id 'all' is used twice"),
    ("from: {tank: 250}", "from: {tnak: 250}", "unknown category 'tnak'; did you mean 'tank'?"),
    ("from: {tank: 250}", "from: {tank: -1}", "the numbers of a threshold are 0 or more"),
    ("from: {tank: 250}, days_before: 42", "days_before: 42", "'from' which numbers on it is reached"),
    ("days_before: 42", "days_before: 0", "'years' and 'days_before' are 1 or more"),
    (", days_before: 42", "", "'days_before' is missing"),
    ("confidence: recalled", "confidence: sure", "'confirmed', 'recalled' or 'unsure'"),
    ("objects: {usa: 10}", "objects: {uas: 10}", "unknown state 'uas'; did you mean 'usa'?"),
    ("objects: {usa: 10}", "objects: {usa: -10}", "nobody holds -10 items"),
    ("declared_every: 366", "declared_every: 0", "for one day at least"),
    ("suspended: [{by: usa", "suspended: [{by: uas", "unknown state 'uas'"),
    ("{by: usa, as_of", "{by: uas, as_of", "unknown state 'uas'; did you mean 'usa'?"),
    ("as_of: 2010-01-01", "as_of: 2010-02-30", "there is no such day as 2010-02-30"),
    ("zone: north, category", "zone: nroth, category", "unknown zone 'nroth'; did you mean 'north'?"),
    ("category: light, count", "category: ligth, count", "unknown category 'ligth'; did you mean 'light'?"),
    ("category: light, count", "category: tank, count", "'export' does not apply to 'tank'"),
    ("count: 3", "count: -3", "nobody holds -3 items: a number of items is 0 or more"),
    ("count: 3", "count: 2.5", "items are counted: write whole numbers"),
    ("count: 3", "count: [5, 3]", "5"),
    ("excluded: export", "excluded: exprot", "unknown exclusion 'exprot'; did you mean 'export'?"),
    ("{by: usa, on", "{by: uas, on", "unknown state 'uas'"),
    (", from_zone: north", "", "items come into a zone ('to_zone'), go out of one ('from_zone'), or both"),
    ("from_zone: north", "from_zone: nroth", "unknown zone 'nroth'"),
    ("ends: 2010-03-02", "ends: 2010-02-02", "the activity ends (2010-02-02) before it begins (2010-03-01)"),
    ("of: {tank: 300}", "of: {tnak: 300}", "unknown category 'tnak'"),
    ("of: {tank: 300}", "of: {tank: -300}", "nobody holds -300 items"),
    ("      usa: {by: [russia]", "      uas: {by: [russia]", "unknown party, state or group 'uas'"),
    ("{by: [russia], objects", "{by: [rusia], objects", "unknown party, state or group 'rusia'"),
    ("designs: {more: {of: [usa]", "designs: {more: {of: [russia]", "unknown inspected side 'russia'"),
    ("of: [usa], inspections: 5", "quota: nosuch", "unknown quota 'nosuch'"),
    (
        "of: [usa], inspections: 5",
        "quota: sites, inspections: 5",
        "how many inspections there are is said by 'quota' or by 'inspections': by one",
    ),
    ("base: {of: usa", "base: {of: uas", "unknown state 'uas'"),
    ("inspectors: {russia", "inspectors: {rusia", "unknown state 'rusia'; did you mean 'russia'?"),
    ("to: 2010-12-31", "to: 2009-12-31", "the calendar ends (2009-12-31) before it begins (2010-01-01)"),
]


def problems(text: str) -> list[str]:
    with pytest.raises(CaseError) as told:
        Case.from_text(text)
    assert all(problem.place.line for problem in told.value.problems)
    return [str(problem) for problem in told.value.problems]


def test_the_case_here_is_good() -> None:
    assert Case.from_text(GOOD).regimes["treaty"].limits


@pytest.mark.parametrize(("right", "wrong", "message"), SLIPS)
def test_a_slip_is_told_on_its_line(right: str, wrong: str, message: str) -> None:
    assert GOOD.count(right) == 1 or right in {"confidence: recalled", "as_of: 2010-01-01"}
    text = GOOD.replace(right, wrong, 1)
    told = problems(text)
    assert any(message in one for one in told), told


def test_slips_of_one_kind_are_told_all_at_once_with_their_places() -> None:
    text = GOOD
    for right, wrong in (
        ("members: [usa, russia]", "members: [usa, rusia]"),
        ("zone: area, at_most: {tank: 9}", "zone: aera, at_most: {tnak: 9}"),
        ("{by: usa, as_of", "{by: uas, as_of"),
        ("zone: north, category: light", "zone: nroth, category: ligth"),
        ("from_zone: north", "from_zone: nroth"),
        ("of: {tank: 300}", "of: {tnak: 300}"),
    ):
        text = text.replace(right, wrong)
    told = problems(text)
    places = {
        (number, line.index(word) + 1)
        for number, line in enumerate(text.splitlines(), start=1)
        for word in ("rusia", "aera", "tnak", "uas", "nroth", "ligth")
        if word in line
    }
    assert len(told) == 8
    with pytest.raises(CaseError) as error:
        Case.from_text(text)
    assert {(one.place.line, one.place.column) for one in error.value.problems} == places


def test_wrong_counts_are_told_all_at_once() -> None:
    text = (
        GOOD.replace("count: 3", "count: -3")
        .replace("count: 1,", "count: 1.5,")
        .replace("usa: 10}", "usa: many}")
    )
    told = "\n".join(problems(text))
    assert "nobody holds -3 items" in told
    assert "items are counted" in told
    assert "many" in told


def test_an_entry_that_stands_twice_is_told_and_not_added_up() -> None:
    holding = "{zone: north, category: light, count: 3, excluded: export}"
    change = "{by: usa, on: 2010-01-02, category: tank, count: 1, from_zone: north}"
    spelt_out = holding.replace("}", ", status: unknown}")
    twice = GOOD.replace(holding, f"{holding}, {spelt_out}").replace(
        f"- {change}", f"- {change}\n      - {change}"
    )
    told = problems(twice)
    assert len(told) == 2
    assert all("the same entry stands here twice" in one for one in told)
    apart = [holding.replace("}", f", unit: {unit}}}") for unit in ("1st", "2nd")]
    assert (
        len(
            Case.from_text(GOOD.replace(holding, ", ".join(apart))).regimes["treaty"].declarations[0].holdings
        )
        == 2
    )


def test_a_file_of_regimes_alone_is_a_case_of_their_states() -> None:
    text = "regimes:" + GOOD.split("regimes:")[1].replace("    under: {arms: treaty}\n", "")
    case = Case.from_text(text)
    assert set(case.parties) == {"usa", "russia"}
    assert case.as_of == "undated"
    assert case.title == "treaty"
