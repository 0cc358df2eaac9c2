"""Read, write, read: nothing is lost, comments and layout included."""

from __future__ import annotations

import datetime as dt
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.case import Case, bundled, load
from detente.case.document import read_document
from detente.case.problems import CaseError
from detente.case.skeleton import SKELETON
from detente.case.writing import as_text, write_whole
from tests.case_strategies import case_mappings

VARIANTS = [(name, variant) for name in bundled() for variant in load(name).variants]


@pytest.mark.parametrize("name", bundled())
def test_a_case_that_was_read_comes_back_letter_by_letter(name: str, tmp_path: Path) -> None:
    path = tmp_path / "again.yaml"
    load(name).write(path)
    assert path.read_bytes() == bundled()[name].read_bytes()
    assert load(path).model_dump() == load(name).model_dump()


def test_a_byte_order_mark_and_the_ends_of_lines_come_back(tmp_path: Path) -> None:
    """Some editors of Windows write both; what they read next must be what they wrote."""
    path, again = tmp_path / "case.yaml", tmp_path / "again.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + bundled()["harbour"].read_bytes().replace(b"\n", b"\r\n"))
    load(path).write(again)
    assert again.read_bytes() == path.read_bytes()
    assert load(again) == load("harbour")
    marked = "\ufeff" + SKELETON
    assert Case.from_text(marked).with_variant("patience").to_yaml().startswith("\ufeff# A case")


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_variant_comes_back_as_the_case_it_stands_for(name: str, variant: str) -> None:
    case = load(name, variant=variant)
    again = Case.from_text(case.to_yaml())
    about_variants = {"variants", "claims", "evidence"}
    assert again.model_dump(exclude=about_variants) == case.model_dump(exclude=about_variants)
    assert not again.variants
    alone = [
        claim.id for claim in case.claims if claim.variant is None and "variant" not in repr(claim.holds_if)
    ]
    assert [claim.id for claim in again.claims] == alone
    paths = {path for entry in case.evidence for path in entry.for_ if not path.startswith("variants.")}
    dropped = {f"claims.{claim.id}" for claim in case.claims} - {f"claims.{id_}" for id_ in alone}
    kept = {path for path in paths if _is_there(case, path)} - dropped
    assert {path for entry in again.evidence for path in entry.for_} == kept


def _is_there(case: Case, path: str) -> bool:
    """Tell whether a case still has the entry that a path names, which a variant may take away."""
    section, *keys = path.split(".")
    held = getattr(case, section)
    return not keys or not isinstance(held, dict) or keys[0] in held


def test_a_variant_keeps_the_comments_of_what_it_leaves_alone() -> None:
    text = Case.from_text(SKELETON).with_variant("patience").to_yaml()
    comments = [line.strip() for line in SKELETON.splitlines() if line.strip().startswith("#")]
    kept = [comment for comment in comments if comment in text]
    assert len(kept) >= len(comments) - 2
    assert "upland: {name: Upland}" in text
    assert "demands" not in text.split("claims:")[0].split("issues:")[1].replace("A demand", "")


def test_what_an_alias_repeats_is_written_out_where_a_variant_changes_it() -> None:
    text = (
        "detente: 1\ntitle: Twice\nas_of: 2024-01-01\nparties: {one: {}, other: {}}\n"
        "issues:\n  veto:\n    options: [no, yes]\n    today: no\n    decided_by: [one, other]\n"
        "    stances:\n      one: &same {order: no > yes, weight: 3}\n      other: *same\n"
        "variants:\n  it: {issues: {veto: {stances: {one: {weight: 5}}}}}\n"
    )
    again = Case.from_text(Case.from_text(text).with_variant("it").to_yaml())
    weights = {holder: str(stance.weight) for holder, stance in again.issues["veto"].stances.items()}
    assert weights == {"one": "5", "other": "3"}


@given(case_mappings())
@settings(max_examples=60)
def test_a_mapping_reads_as_the_file_that_says_the_same(mapping: dict[str, Any]) -> None:
    case = Case.from_mapping(mapping)
    again = Case.from_text(case.to_yaml())
    assert again.model_dump(by_alias=True) == case.model_dump(by_alias=True)


@given(case_mappings())
@settings(max_examples=60)
def test_the_dump_of_a_case_is_the_case(mapping: dict[str, Any]) -> None:
    """What the model holds is enough to build the case anew."""
    case = Case.from_mapping(mapping)
    dumped = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
    again = Case.from_mapping(dumped)
    assert again.model_dump(mode="json", by_alias=True) == case.model_dump(mode="json", by_alias=True)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
TRICKY = st.sampled_from(
    [
        "",
        "~",
        "null",
        "true",
        "False",
        "yes",
        "no",
        "on",
        "1",
        "-0",
        "007",
        "1_000",
        "1e3",
        ".5",
        "0x1F",
        "0:0",
        ":0",
        "a:",
        "?0",
        "0?",
        "2010-02-01",
        "a: b",
        "# a",
        "- a",
        "<<",
        "=",
        "&a",
        "*a",
        "a\nb",
        " a ",
        "'",
        '"',
        "é",
        "1:30",
        ".inf",
        "\x85",
        "\u2028",
    ]
)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=6))
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, TRICKY),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(WORDS, TRICKY), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(TRICKY, TREES, min_size=1, max_size=3))
@settings(max_examples=200)
def test_whatever_stands_in_a_mapping_is_read_as_it_was(mapping: dict[str, Any]) -> None:
    mapping = {key: value for key, value in mapping.items() if key != "<<"}
    text = as_text(mapping)
    if mapping and "'<<'" not in repr(mapping):
        assert read_document("case.yaml", text=text).tree == mapping


def test_python_values_with_one_meaning_are_written() -> None:
    text = as_text({"a": dt.date(2024, 1, 2), "b": Fraction(1, 4), "c": (1, 2), "d": Fraction(3)})
    assert text == "a: 2024-01-02\nb: 0.25\nc: [1, 2]\nd: 3\n"


def test_python_values_without_a_meaning_are_refused() -> None:
    with pytest.raises(CaseError, match="a case is made of mappings, lists, texts and numbers"):
        Case.from_mapping({"detente": 1, "title": object()})


def test_a_mapping_in_itself_is_refused() -> None:
    mapping: dict[str, Any] = {"detente": 1}
    mapping["parties"] = mapping
    with pytest.raises(CaseError, match="contains itself"):
        Case.from_mapping(mapping)


def test_a_mapping_is_checked_like_a_file() -> None:
    with pytest.raises(CaseError, match="the case lacks the key 'title'"):
        Case.from_mapping({"detente": 1, "as_of": "2024-01-01", "parties": {"one": {}}})


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "case.yaml"
    with pytest.raises(CaseError) as caught:
        write_whole(path, "text")
    assert str(caught.value) == f"{path}: cannot be written (No such file or directory)"
    with pytest.raises(CaseError, match="this is a folder; name a file to write"):
        write_whole(tmp_path, "text")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CaseError, match="cannot be written \\(No space left on device\\)"):
        write_whole(path, "after")
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("before")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "after")
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_written_file_has_the_permissions_of_its_folder_s_owner_or_keeps_its_own(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        path = tmp_path / "case.yaml"
        write_whole(path, "one")
        assert path.stat().st_mode & 0o777 == 0o644
        path.chmod(0o600)
        write_whole(path, "two")
        assert (path.stat().st_mode & 0o777, path.read_text()) == (0o600, "two")
    finally:
        os.umask(mask)
