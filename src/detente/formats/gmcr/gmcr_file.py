"""What stands in a .gmcr file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.case.document import LARGEST_FILE
from detente.stability.options.option_form import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.problems import Problem
    from detente.formats.json_file import Json
    from detente.formats.json_tokens import Path_
    from detente.stability.options.option_form import OptionForm

__all__ = ["DIRECTION", "DIRECTIONS", "KIND", "LARGEST", "GmcrFile"]

KIND = "a .gmcr file"

LARGEST = LARGEST_FILE
"""Bytes, as for a case file. A file past this is refused before it is parsed."""
DIRECTION = "permittedDirection"
DIRECTIONS = {"both": Direction.BOTH, "fwd": Direction.FORWARD, "back": Direction.BACK}
"""By the words of the file."""


@dataclass(frozen=True)
class GmcrFile:
    """A conflict in option form, and what else a .gmcr file holds.

    ``besides``: what the analysis does not use, kept for writing back, by the keys and places that lead to
    it: coalitions, unknown keys of the file, of options and of decision makers, and those preferences that
    others come before. ``warnings``: what may not be meant, with places; they do not count in comparisons.
    """

    form: OptionForm
    title: str = ""
    description: str = ""
    besides: Mapping[Path_, Json] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
