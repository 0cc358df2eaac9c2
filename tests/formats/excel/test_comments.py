"""Comments are told where they do not come along."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.formats.excel import left_behind
from detente.formats.excel.comments import comments_in

TEXTS = {
    "none": ("a: b#c\nd: 'e # f'\n", 0),
    "in a text of several lines": ("a: |\n  # no\n  b # no\nc: >-\n  # no\n", 0),
    "beside a text": ("a: 'b # no' # yes\n", 1),
    "after a text of several lines": ("a: |\n  b\n# yes\n", 1),
    "each line of a block": ("# yes\n# yes\n\n  # yes\na: 1\n", 3),
    "at the end": ("a: [1, # yes\n 2]\n# yes", 2),
}


@pytest.mark.parametrize("where", TEXTS)
def test_lines_with_comments_are_counted(where: str) -> None:
    text, count = TEXTS[where]
    assert comments_in(text) == count


def test_what_is_left_behind_is_said() -> None:
    head = "detente: 1\ntitle: A # B\nas_of: 2024-01-01\nparties: {a: {name: '#'}}"
    assert left_behind(Case.from_text(head)).startswith("1 comment is left behind: ")
    assert left_behind(Case.from_text(head.replace(" # B", ""))) == ""
