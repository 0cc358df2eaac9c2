"""A case in memory: how it is made, compared, copied and found."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from detente.case.case import Case, bundled, load
from detente.case.document import Document
from detente.case.model import CaseFile
from detente.case.problems import CaseError
from detente.case.skeleton import SKELETON

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """\
detente: 1
title: A quarrel
as_of: 2010-02-01
parties: {a: {name: The first}, b: }
blocs: {both: {members: [a, b]}}
issues:
  land:
    name: The land
    options: {mine: Mine, ours: }
    today: mine
    decided_by: both
variants: {later: {as_of: 2011-02-01}, again: {extends: later, title: Once more}}
"""


@pytest.fixture
def small() -> Case:
    return Case.from_text(SMALL, "small.yaml")


def test_cases_that_say_the_same_are_equal_wherever_they_were_read(small: Case) -> None:
    assert Case.from_text(f"# a word before\n{SMALL}", "other.yaml") == small
    assert Case.from_text(SMALL.replace("A quarrel", "Another")) != small
    assert small != SMALL


def test_a_variant_knows_what_it_is_a_variant_of(small: Case) -> None:
    again = small.with_variant("again")
    assert (again.variant, again.title, again.as_of) == ("again", "Once more", "2011-02-01")
    assert again.base is small
    assert (small.variant, small.base) == (None, small)
    assert again.with_variant("later").title == "A quarrel"


def test_a_case_travels_between_processes(small: Case) -> None:
    _ = small.nominal
    again = pickle.loads(pickle.dumps(small.with_variant("later")))  # noqa: S301 - our own
    assert again == small.with_variant("later")
    assert again.to_yaml() == small.with_variant("later").to_yaml()


def test_errors_travel_between_processes() -> None:
    with pytest.raises(CaseError) as caught:
        Case.from_text("detente: 1\n")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own


def test_a_changed_copy_says_what_it_says(small: Case) -> None:
    """The text of the file would say what the case says no longer."""
    _ = small.nominal
    copy = small.model_copy(update={"title": "Changed"})
    assert copy.nominal.case is copy
    assert Case.from_text(copy.to_yaml()) == copy
    assert small.model_copy().to_yaml() == SMALL


def test_a_case_made_of_models_has_a_text(small: Case) -> None:
    made = Case.model_validate(CaseFile.model_validate(small.document.tree).model_dump(by_alias=True))
    assert isinstance(made.document, Document)
    assert Case.from_text(made.to_yaml()) == small


def test_a_mapping_is_placed_in_the_text_that_would_be_written() -> None:
    mapping = {"detente": 1, "title": "A", "as_of": "2010-02-01", "parties": {"a": None}, "rulse": []}
    with pytest.raises(CaseError) as caught:
        Case.from_mapping(mapping)
    assert str(caught.value).splitlines()[0].endswith(":6:1: unknown key 'rulse'; did you mean 'rules'?")


def test_a_file_is_preferred_to_a_bundled_case_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load("harbour").title == "The harbour sport park"
    (tmp_path / "harbour").write_text(SMALL, encoding="utf-8")
    assert load("harbour").title == "A quarrel"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("harbor", "no file and no bundled case 'harbor'; did you mean 'harbour'?"),
        ("xyz", "no file and no bundled case 'xyz'; see `detente cases`"),
        ("missing.yaml", "missing.yaml: there is no such file"),
        (".", ".: this is a folder, not a case file"),
        ("a\0b.yaml", "a\0b.yaml: the file cannot be read: embedded null byte"),
    ],
)
def test_what_cannot_be_loaded_is_said(
    source: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CaseError) as caught:
        load(source)
    assert str(caught.value) == said


def test_every_bundled_case_and_the_skeleton_are_equal_to_themselves_read_again() -> None:
    for text in [SKELETON, *(path.read_text(encoding="utf-8") for path in bundled().values())]:
        assert Case.from_text(Case.from_text(text).to_yaml()) == Case.from_text(text)


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("detente.case", ["pydantic", "lark", "ruamel", "numpy"]),
        ("detente.case.formula", ["pydantic", "lark", "ruamel", "numpy"]),
        ("detente.case.case", ["lark", "ruamel", "numpy", "pandas"]),
    ],
)
def test_nothing_is_imported_before_it_is_needed(module: str, absent: list[str]) -> None:
    script = f"import sys, {module}; print(*[name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_face_of_the_folder_offers_what_it_names() -> None:
    import detente.case

    assert detente.case.load is load
    assert all(getattr(detente.case, name) for name in detente.case.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = detente.case.nothing
