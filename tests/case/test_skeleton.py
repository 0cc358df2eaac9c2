"""The skeleton of a new case is a case, and shows each part of the format once."""

from __future__ import annotations

import detente
from detente.case.case import Case
from detente.case.model import CaseFile
from detente.case.skeleton import SKELETON
from detente.case.warnings import warnings_of

LATER = {
    "blocs",
    "bodies",
    "camps",
    "horizon",
    "negotiation",
    "powers",
    "blocks",
    "roadmap",
    "agreements",
    "procedures",
    "ladder",
    "regimes",
    "threats",
    "conflict",
    "defaults",
}
"""Sections that a first case does without."""


def test_the_skeleton_passes_the_check_without_a_warning() -> None:
    case = Case.from_text(SKELETON)
    case.check_variants()
    assert warnings_of(case) == []


def test_the_skeleton_shows_the_sections_of_a_first_case() -> None:
    case = Case.from_text(SKELETON)
    assert case.model_fields_set == set(CaseFile.model_fields) - LATER
    stances = [stance for issue in case.issues.values() for stance in issue.stances.values()]
    assert any(stance.order and stance.order.meaning.beyond for stance in stances)
    assert any(stance.points for stance in stances)
    assert any(stance.demands for stance in stances)


def test_every_section_of_the_skeleton_is_explained_in_a_remark() -> None:
    lines = SKELETON.splitlines()
    for index, line in enumerate(lines):
        if line and line[0].isalpha() and not line.startswith(("title", "trust", "evidence")):
            assert lines[index - 1].startswith("#") or "#" in line


def test_the_skeleton_has_an_agreement_and_a_reason_for_what_is_not_in_it() -> None:
    """A newcomer sees something happen: some packages can be signed, and not all."""
    case = Case.from_text(SKELETON)
    result = detente.bargaining.analyse(case).to_json()
    assert 0 < result["signable"] < result["feasible"]
    assert result["conflicts"] == []
    without = detente.bargaining.analyse(case.with_variant("patience")).to_json()
    assert without["signable"] > result["signable"]
