"""Shares in sentences about claims: none is rounded to all or nothing."""

from __future__ import annotations

__all__ = ["share_said"]


def share_said(share: float) -> str:
    """Return a share in whole per cent.

    >>> [share_said(share) for share in (0, 0.001, 0.5, 0.996, 1)]
    ['0%', 'under 1%', '50%', 'over 99%', '100%']
    """
    written = f"{share:.0%}"
    if share not in {0, 1} and written in {"0%", "100%"}:
        return "under 1%" if written == "0%" else "over 99%"
    return written
