"""What an input rests on: the evidence that covers it, and its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.arguments import Basis
from detente.case.places import variant_path_of

if TYPE_CHECKING:
    from detente.case.arguments import Evidence
    from detente.case.case import Case

__all__ = ["basis_of", "evidence_for"]


def evidence_for(case: Case, path: str) -> tuple[Evidence, ...]:
    """Return the entries that say most specifically where an input comes from; none where nothing covers it.

    An entry covers its path and everything beneath it, and the longest path wins. What a variant says is
    covered by evidence for the variant.
    """
    written = variant_path_of(case, path)
    return _covering(case, written) if written is not None else _covering(case, path)


def _covering(case: Case, path: str) -> tuple[Evidence, ...]:
    best: list[Evidence] = []
    longest = 0
    for entry in case.evidence:
        for covered in entry.for_:
            if path != covered and not path.startswith(f"{covered}."):
                continue
            if len(covered) > longest:
                best, longest = [], len(covered)
            if len(covered) == longest and entry not in best:
                best.append(entry)
    return tuple(best)


def basis_of(case: Case, path: str) -> Basis | None:
    """Return what an input rests on: the strongest basis of its evidence, or None where it has none."""
    order = list(Basis)
    return min((entry.basis for entry in evidence_for(case, path)), key=order.index, default=None)
