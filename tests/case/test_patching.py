"""A changed text keeps, character by character, what is not changed."""

from __future__ import annotations

import difflib

import pytest

from detente.case.case import bundled, load
from detente.case.document import Tree, copied, read_document
from detente.case.patching import patched

TEXT = """\
# about it
title: A quarrel        # a word
parties:
  up: {name: Up, weight: 3}      # the first
  # the second
  down:
    name: Down   # its name
    lines:
      - id: one      # the first line
        says: |
          Word for word
      # between
      - id: two
        says: Another
  third:
# after them
members: [up,
          down]   # in two lines
"""


def changed(path: tuple[str | int, ...], value: Tree) -> list[str]:
    """Return the lines that are taken out of the text (-) and put in (+) to say something else."""
    document = read_document("case.yaml", text=TEXT)
    tree = copied(document.tree)
    at = tree
    for key in path[:-1]:
        at = at[key]
    if value is Ellipsis:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    text = patched(document, tree)
    assert text is not None
    assert read_document("case.yaml", text=text).tree == tree
    delta = difflib.ndiff(TEXT.splitlines(), text.splitlines())
    return [line for line in delta if line[0] in "+-"]


def test_nothing_changed_is_the_same_text() -> None:
    document = read_document("case.yaml", text=TEXT)
    assert patched(document, copied(document.tree)) == TEXT


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("title",), "A: b", ["- title: A quarrel        # a word", "+ title: 'A: b'        # a word"]),
        (
            ("parties", "up", "name"),
            "Upper",
            [
                "-   up: {name: Up, weight: 3}      # the first",
                "+   up: {name: Upper, weight: 3}      # the first",
            ],
        ),
        (
            ("parties", "up", "name"),
            Ellipsis,
            ["-   up: {name: Up, weight: 3}      # the first", "+   up: {weight: 3}      # the first"],
        ),
        (("parties", "third"), {"name": "Third"}, ["-   third:", "+   third: {name: Third}"]),
        (("parties", "third"), Ellipsis, ["-   third:"]),
        (("parties", "fourth"), {"name": "Fourth"}, ["+   fourth:", "+     name: Fourth"]),
        (("parties", "down", "walk_away"), "today", ["+     walk_away: today"]),
        (
            ("parties", "down", "lines", 0, "says"),
            "Freely",
            ["-         says: |", "+         says: Freely", "-           Word for word"],
        ),
        (
            ("parties", "down", "lines", 0),
            Ellipsis,
            ["-       - id: one      # the first line", "-         says: |", "-           Word for word"],
        ),
        (("parties", "down", "lines", 1), Ellipsis, ["-       - id: two", "-         says: Another"]),
        (
            ("members",),
            ["down"],
            ["+ members: [down]   # in two lines", "- members: [up,", "-           down]   # in two lines"],
        ),
        (("members",), Ellipsis, ["- members: [up,", "-           down]   # in two lines"]),
    ],
)  # fmt: skip
def test_only_what_is_said_otherwise_changes(
    path: tuple[str | int, ...], value: Tree, lines: list[str]
) -> None:
    assert changed(path, value) == lines


@pytest.mark.parametrize("writing", ["{says: Plain}", "{says: Why? Because}"])
def test_items_are_listed_below_a_key_behind_which_nothing_stood(writing: str) -> None:
    """Of the second text, which only the slow parser reads, an empty value lies behind the comment."""
    text = f"# about it\na: {writing}\nb:\n  rounds:  # none yet\n"
    document = read_document("case.yaml", text=text)
    tree = copied(document.tree)
    tree["b"]["rounds"] = [{"round": 1}]
    assert patched(document, tree) == f"{text}    - {{round: 1}}\n"


def test_items_with_an_id_are_added_after_the_others() -> None:
    document = read_document("case.yaml", text=TEXT)
    tree = copied(document.tree)
    tree["parties"]["down"]["lines"].append({"id": "three", "says": "A third"})
    text = patched(document, tree)
    assert text == TEXT.replace("says: Another\n", "says: Another\n      - {id: three, says: A third}\n")


def test_an_item_that_is_long_is_added_in_lines_of_its_own() -> None:
    document = read_document("case.yaml", text=TEXT)
    tree = copied(document.tree)
    words = [
        "a long tale of what was said in all of the rooms",
        "and of what was left out of the minutes of it",
    ]
    tree["parties"]["down"]["lines"].append({"id": "three", "says": words[0], "more": {"then": words[1]}})
    text = patched(document, tree)
    added = f"      - id: three\n        says: {words[0]}\n        more:\n          then: {words[1]}\n"
    assert text == TEXT.replace("says: Another\n", f"says: Another\n{added}")


def test_an_entry_that_an_alias_repeats_is_not_changed_in_the_text() -> None:
    """It would change in both places."""
    document = read_document("case.yaml", text="a: &same {x: 1}\nb: *same\n")
    assert patched(document, {"a": {"x": 2}, "b": {"x": 1}}) is None


VARIANTS = [(name, variant) for name in bundled() for variant in load(name).variants]


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_variant_of_a_bundled_case_takes_no_comment_with_it_but_those_of_what_it_changes(
    name: str, variant: str
) -> None:
    case = load(name, variant=variant)
    text = patched(case.base.document, case.document.tree)
    assert text is not None
    assert read_document("case.yaml", text=text).tree == case.document.tree
    comments = [line for line in case.base.document.text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == comments
