"""The inputs of regimes for which evidence can be given: what is inspected, other designs, and sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.case.case import Case

__all__ = ["regime_paths"]

INSPECTED = "What is inspected, and what is seen"
_FIELDS = (
    "objects",
    "quota",
    "inspections",
    "breach",
    "seen",
    "other_means",
    "harm",
    "gain",
    "penalty",
    "cost",
)


def regime_paths(case: Case) -> Iterator[tuple[str, str]]:
    """Yield where each input of a regime stands, and of what kind it is.

    Limits, thresholds and quotas are left out: each says by itself where it stands and how sure it is. What a
    design changes is supposed, and needs no evidence.
    """
    for key, regime in case.regimes.items():
        for part in ("inspected", "sites"):
            for name, one in getattr(regime, part).items():
                written = (field for field in _FIELDS if field in one.model_fields_set)
                yield from ((f"regimes.{key}.{part}.{name}.{field}", INSPECTED) for field in written)
