"""Comments of a case file, which stand nowhere in an Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

if TYPE_CHECKING:
    from detente.case.case import Case

__all__ = ["comments_in", "left_behind"]


def left_behind(case: Case) -> str:
    """Return a sentence on the comments that an Excel file of a case does not have; nothing without any."""
    count = comments_in(case.to_yaml())
    words = f"{count} comments are" if count > 1 else "1 comment is"
    return f"{words} left behind: an Excel file has no place for what stands after a #" if count else ""


def comments_in(text: str) -> int:
    """Return how many lines of a case file have a comment.

    >>> comments_in("a: 'no # comment'  # a comment")
    1
    """
    count = end = 0
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            between = text[end : token.start_mark.index]
            count += sum("#" in line for line in between.split("\n"))
            end = max(end, token.end_mark.index)
    except YAMLError:  # the parser that reads cases is not as strict with some escapes
        count += sum(line.lstrip().startswith("#") for line in text[end:].split("\n"))
    return count
