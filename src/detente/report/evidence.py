"""The sources of an input, as a reader meets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.grounds import evidence_for

if TYPE_CHECKING:
    from detente.case.arguments import Basis, Evidence
    from detente.case.case import Case

__all__ = ["Reference", "references_of"]


@dataclass(frozen=True)
class Reference:
    """One source of an input as a reader meets it.

    ``source`` is its key, empty where the evidence names none; ``cite`` the full reference with the place in
    it; ``label`` the short form in brackets.
    """

    source: str
    label: str
    cite: str
    basis: Basis
    note: str


def references_of(case: Case, path: str) -> tuple[Reference, ...]:
    """Return the sources of an input; where there is no evidence, the basis that holds by default."""
    entries = evidence_for(case, path)
    if not entries:
        return (Reference("", "no evidence given", "no evidence given", case.defaults.basis, ""),)
    return tuple(_reference(case, entry) for entry in entries)


def _reference(case: Case, entry: Evidence) -> Reference:
    note = entry.note or ""
    if entry.source is None:
        return Reference("", f"{entry.basis}", "no source", entry.basis, note)
    at = f", {entry.at}" if entry.at else ""
    cite = case.sources[entry.source].cite.rstrip(".")
    return Reference(entry.source, f"{entry.source}{at}", f"{cite}{at}", entry.basis, note)
