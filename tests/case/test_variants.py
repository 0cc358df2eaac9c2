from __future__ import annotations

from typing import Any

import pytest

from detente.case.case import Case, bundled, load
from detente.case.problems import CaseError
from detente.case.validation import validate
from detente.case.variants import apply_variant

BASE = """\
detente: 1
title: A river
as_of: 2024-01-01
parties:
  up:
    red_lines:
      - {id: first, never: dam is large}
      - {id: second, never: dam is small}
      - {id: third, never: flow is full}
  down: {}
issues:
  dam:
    options: {none: No dam, small: Small, large: {name: Large, decided_by: up}}
    today: none
    decided_by: [up, down]
    stances:
      up: large > small > none
      down: {points: {none: 5, small: 3, large: 0}, weight: 2, demands: none}
  flow: {options: [free, full], today: free, decided_by: [up, down]}
trust:
  - {from: up, to: down, level: 0.5}
sources: {book: {cite: A book}}
evidence:
  - {for: issues.dam.stances.down.demands, source: book, basis: data}
variants:
"""


def variant(patch: str) -> Case:
    return Case.from_text(
        BASE + "  it:\n" + "".join(f"    {line}\n" for line in patch.splitlines())
    ).with_variant("it")


def test_mappings_merge_and_what_is_not_named_stays() -> None:
    case = variant("issues: {dam: {stances: {down: {weight: 7}}}}")
    stance = case.issues["dam"].stances["down"]
    assert stance.weight is not None
    assert str(stance.weight) == "7"
    assert stance.demands is not None
    assert case.title == "A river"
    assert case.variant == "it"
    assert case.base.variant is None


def test_null_deletes() -> None:
    case = variant("issues: {dam: {stances: {down: {demands: null}}}}")
    assert case.issues["dam"].stances["down"].demands is None


def test_evidence_on_what_a_variant_deletes_stays_sound() -> None:
    """The base case still holds what the evidence is about."""
    variant("issues: {dam: {stances: {down: null}}}").check_variants()


def test_evidence_that_a_variant_adds_must_lead_somewhere() -> None:
    with pytest.raises(CaseError, match=r"there is nothing in the case at 'issues\.dom'"):
        variant("evidence: [{for: issues.dom, basis: data}]")


def test_a_list_with_ids_merges_by_id() -> None:
    case = variant(
        "parties: {up: {red_lines: [{id: second, never: dam is none}, {id: new, never: flow is free}]}}"
    )
    lines = {line.id: line.never.text for line in case.parties["up"].red_lines if line.never}
    assert lines == {
        "first": "dam is large",
        "second": "dam is none",
        "third": "flow is full",
        "new": "flow is free",
    }


def test_a_list_with_ids_is_changed_and_thinned_by_a_mapping() -> None:
    case = variant("parties: {up: {red_lines: {first: null, third: {says: Never}}}}")
    assert [(line.id, line.says) for line in case.parties["up"].red_lines] == [
        ("second", None),
        ("third", "Never"),
    ]


def test_places_move_with_the_items_of_a_thinned_list() -> None:
    """The problem lies in the third line, which is the second of the list once the first is gone."""
    text = BASE.replace("never: flow is full", "never: flow is full and dam is small")
    text += (
        "  it:\n    parties: {up: {red_lines: {first: null}}}\n    issues: {flow: {options: {full: null}}}\n"
    )
    with pytest.raises(CaseError) as caught:
        Case.from_text(text).with_variant("it")
    problem = caught.value.problems[0]
    assert (problem.place.line, problem.place.column) == (9, 36)
    assert problem.message == "in the variant 'it', unknown option of 'flow': 'full' (options: free)"


@pytest.mark.parametrize(
    ("patch", "written"),
    [
        ("{stances: {up: none > small > large}}", "none > small > large"),
        ("{stances: {up: {weight: 3}}}", "large > small > none"),
        ("{stances: {down: {points: null, order: small > none > large}}}", "small > none > large"),
    ],
)
def test_short_and_long_stances_patch_each_other(patch: str, written: str) -> None:
    case = variant(f"issues: {{dam: {patch}}}")
    orders = {stance.order.text for stance in case.issues["dam"].stances.values() if stance.order}
    assert written in orders


def test_a_short_stance_replaces_the_order_and_keeps_the_weight() -> None:
    text = BASE.replace("points: {none: 5, small: 3, large: 0}", "order: none > small > large")
    text += "  it: {issues: {dam: {stances: {down: none > large > small}}}}\n"
    case = Case.from_text(text).with_variant("it")
    stance = case.issues["dam"].stances["down"]
    assert stance.order is not None
    assert (stance.order.text, str(stance.weight)) == ("none > large > small", "2")


def test_a_short_option_keeps_its_deciders() -> None:
    case = variant("issues: {dam: {options: {large: Very large}}}")
    option = case.issues["dam"].options["large"]
    assert (option.name, option.decided_by) == ("Very large", ("up",))


def test_a_short_demand_keeps_its_links() -> None:
    text = BASE.replace("demands: none}", "demands: {option: none, links: [flow]}}")
    case = Case.from_text(text + "  it: {issues: {dam: {stances: {down: {demands: small}}}}}\n").with_variant(
        "it"
    )
    demand = case.issues["dam"].stances["down"].demands
    assert demand is not None
    assert (demand.option, demand.links) == (("small",), ("flow",))


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ("{at_least: 1, including: [b]}", "{lead: a}", "{lead: a}"),
        ("{at_least: 1, including: [b]}", "{at_least: 2}", "{at_least: 2, including: [b]}"),
        ("{at_least: 1, including: [b]}", "{including: [a]}", "{at_least: 1, including: [a]}"),
        ("{at_least: 1, including: [b]}", "{at_least: null, lead: a}", "{lead: a, including: [b]}"),
        ("{quota: 1, weights: {a: 1}}", "{weights: {b: 2}}", "{quota: 1, weights: {a: 1, b: 2}}"),
        ("{unless: {lead: a}}", "{unless: {at_least: 2}}", "{unless: {at_least: 2}}"),
        ("majority", "{lead: a}", "{lead: a}"),
        ("{lead: a}", "majority", "majority"),
    ],
)
def test_a_rule_of_another_form_replaces_the_rule(before: str, patch: str, after: str) -> None:
    """A rule has one form; in the same one it is merged as any mapping is."""

    def bodies(rule: str) -> str:
        return f"bodies: {{x: {{members: [a, b], rule: {rule}}}}}\n"

    case = Case.from_text(f"{bodies(before)}variants:\n  it: {{bodies: {{x: {{rule: {patch}}}}}}}\n")
    assert case.with_variant("it").bodies == Case.from_text(bodies(after)).bodies


def test_a_list_without_ids_is_replaced() -> None:
    case = variant("trust: [{from: down, to: up, level: 0.1}]\nissues: {dam: {decided_by: [up]}}")
    assert [entry.from_ for entry in case.trust] == ["down"]
    assert case.issues["dam"].decided_by == ("up",)


def test_a_stance_a_holder_did_not_have_is_added() -> None:
    case = variant("issues: {flow: {stances: {up: free > full}}}")
    assert list(case.issues["flow"].stances) == ["up"]


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ("parties: {third: {}}", "parties has no 'third' to change"),
        ("issues: {rain: {today: none}}", "issues has no 'rain' to change"),
        (
            "issues: {dam: {options: {smal: Small}}}",
            "issues.dam.options has no 'smal' to change; did you mean 'small'?",
        ),
        ("sources: {bok: {cite: x}}", "sources has no 'bok' to change; did you mean 'book'?"),
        ("horizon: null", "the case has no 'horizon' to change"),
        ("issues: {dam: {stances: {up: {wieght: 3}}}}", "unknown key 'wieght'; did you mean 'weight'?"),
        (
            "parties: {up: {red_lines: {firt: null}}}",
            "there is no item with the id 'firt' to change; did you mean 'first'?",
        ),
        (
            "parties: {up: {red_lines: {first: 3}}}",
            "an item of this list is changed by a mapping, or deleted by null",
        ),
        ("issues: {dam: {today: nome}}", "unknown option of 'dam': 'nome'; did you mean 'none'?"),
        ("parties: null", "the case lacks the key 'parties'"),
    ],
)
def test_a_path_that_does_not_fit_is_told(patch: str, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        variant(patch)
    assert any(said in str(problem).splitlines()[0] for problem in caught.value.problems)


def test_what_is_missing_as_a_variant_deletes_it_is_told_where_that_is_deleted() -> None:
    patch = "parties: {up: {red_lines: {first: {never: null}}}}"
    with pytest.raises(CaseError) as caught:
        variant(patch)
    [problem] = caught.value.problems
    assert problem.message == "a red line has either 'never' or 'require'"
    assert problem.excerpt.strip() == patch
    assert problem.excerpt[problem.place.column - 1 :].startswith("null")


def test_a_variant_extends_others_in_turn() -> None:
    text = BASE + (
        "  one: {issues: {dam: {stances: {down: {weight: 3}}}}, title: One}\n"
        "  two: {title: Two, issues: {dam: {today: small}}}\n"
        "  both: {extends: [one, two], as_of: 2025-01-01}\n"
    )
    case = Case.from_text(text).with_variant("both")
    assert (case.title, case.issues["dam"].today, case.as_of) == ("Two", "small", "2025-01-01")
    assert str(case.issues["dam"].stances["down"].weight) == "3"


def test_variants_that_extend_each_other_are_told() -> None:
    text = BASE + "  one: {extends: two}\n  two: {extends: one}\n"
    with pytest.raises(CaseError, match="the variant 'one' extends itself"):
        Case.from_text(text).with_variant("one")


def test_an_unknown_variant_is_told_which_is_meant() -> None:
    with pytest.raises(CaseError, match="unknown variant 'clam'; did you mean 'calm'"):
        Case.from_text(BASE + "  calm: {title: Calm}\n").with_variant("clam")


def test_a_variant_of_a_variant_starts_from_the_case() -> None:
    case = Case.from_text(BASE + "  one: {title: One}\n  two: {as_of: 2025-01-01}\n")
    assert case.with_variant("one").with_variant("two").title == "A river"


@pytest.mark.parametrize(
    "patches",
    [
        "it: {parties: {up: {red_lines: {first: null}}}}",
        "it: {parties: {up: {red_lines: [{id: second, cost: 2}, {id: new, never: flow is free}]}}}",
        "it: {issues: {flow: {options: {full: {name: Full}}}}}",
        "it: {issues: {dam: {stances: {up: {weight: 3}}, options: {small: {decided_by: up}}}}}",
        "it: {issues: {dam: {stances: {down: {demands: {links: flow}}}}}}",
        "one: {sources: {book: {url: a}}, evidence: []}\n  it: {extends: one, sources: {book: {url: b}}}",
    ],
)
def test_the_case_and_its_variants_stay_as_they_were(patches: str) -> None:
    case = Case.from_text(BASE + f"  {patches}\n")
    tree: Any = case.document.tree
    before = repr(tree)
    case.with_variant("it")
    assert repr(tree) == before


@pytest.mark.parametrize("name", bundled())
def test_what_a_variant_leaves_as_it_is_reads_the_same_whether_read_again_or_not(name: str) -> None:
    case = load(name)
    for one in case.variants:
        document, misfits = apply_variant(case.document, one)
        anew, once = validate(document, Case), validate(document, Case, base=case)
        assert misfits == []
        assert anew.problems == once.problems == ()
        assert anew.case == once.case


def test_what_only_looks_alike_is_read_again() -> None:
    """For Python, 1 and true are equal."""
    with pytest.raises(CaseError, match="this program reads format 1 of a case file, not 'true'"):
        variant("detente: true")
