"""Who can block what, as questions and answers that can be compared between variants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import joined, spaced, together, within
from detente.case.powers import PowerKind
from detente.outcomes.holders import members
from detente.outcomes.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.model import CaseFile
    from detente.institutions.result import Institutions

__all__ = ["blocking"]


def blocking(found: Institutions, named: CaseFile) -> dict[str, str]:
    """Return by each question about powers, procedures and agreements the answer, both in words.

    Names are those of the case ``named``, so that a variant that calls somebody otherwise is not thought to
    say something else.
    """
    return dict([*_powers(found, named), *_procedures(found, named), *_gatekeepers(found, named)])


def _powers(found: Institutions, case: CaseFile) -> Iterator[tuple[str, str]]:
    for key, one in found.powers.items():
        holders = one.by(PowerKind.BLOCK)
        in_blocs = {party for holder in holders if holder in case.blocs for party in members(case, holder)}
        by = together(within(name_of(case, holder)) for holder in holders if holder not in in_blocs)
        who = f", by {by}" if by else ""
        asked = f"moves of {within(name_of(case, key))} that others can now block"
        yield asked, f"{len(one.blockable)} of {len(one.moves)}{who}"


def _procedures(found: Institutions, case: CaseFile) -> Iterator[tuple[str, str]]:
    for key, one in found.procedures.items():
        procedure = (case.procedures[key].name or spaced(key)) if key in case.procedures else one.name
        for name, verdict in one.properties.items():
            fails = [name_of(case, key) for key, holds in verdict.by_party.items() if not holds]
            but = f", for {joined(map(within, fails))}" if fails else ""
            yield f"{procedure}: {spaced(str(name))}", "yes" if verdict.holds else f"no{but}"


def _gatekeepers(found: Institutions, case: CaseFile) -> Iterator[tuple[str, str]]:
    for bloc, one in found.gatekeeping.items():
        keepers = together(within(name_of(case, key)) for key in one.greatest)
        partner = within(name_of(case, one.partner))
        shared = " alike" if len(one.greatest) > 1 else ""
        asked = f"gatekeeper of {within(name_of(case, bloc))} towards {partner}"
        yield asked, f"{keepers}{shared}" if keepers else "nobody"
