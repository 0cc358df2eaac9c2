"""Packages in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import issue_name, option_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.model import CaseFile

__all__ = ["package_says"]


def package_says(case: CaseFile, package: Mapping[str, str], today: Mapping[str, str] | None = None) -> str:
    """Return a package in words; with ``today``, only what changes."""
    changed = {issue: option for issue, option in package.items() if today is None or today[issue] != option}
    if not changed:
        return "everything stays as it is today"
    return "; ".join(
        f"{issue_name(case, issue)}: {option_name(case, issue, option)}" for issue, option in changed.items()
    )
