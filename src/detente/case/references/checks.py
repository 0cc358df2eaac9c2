"""All checks of references, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.references.argument import check_argument
from detente.case.references.holders import check_holders
from detente.case.references.issues import check_issues
from detente.case.references.names import Names
from detente.case.references.weights import check_weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.document import Document, Path_
    from detente.case.model import CaseFile
    from detente.case.problems import Problem

__all__ = ["check_references"]


def check_references(case: CaseFile, document: Document, moved: Mapping[Path_, list[int]]) -> list[Problem]:
    """Return every reference that leads nowhere or contradicts another, with its place.

    ``moved`` gives, for lists of the document of which the case has only some items, where those stood.
    """
    names = Names(case, document, moved)
    check_holders(names)
    check_issues(names)
    check_weights(names)
    check_argument(names)
    return names.problems
