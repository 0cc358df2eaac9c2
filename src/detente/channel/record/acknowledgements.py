"""Who has acknowledged how far, kept up as the record grows: what was read once is not read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.channel.record.copy import Copy

__all__ = ["Acknowledgements"]


@dataclass
class Acknowledgements:
    """By party, and by who acknowledged it, the largest size of its log that was acknowledged."""

    copy: Copy
    _read: dict[tuple[str, int], int] = field(default_factory=dict)
    _sizes: dict[str, dict[str, int]] = field(default_factory=dict)

    def sizes(self) -> dict[str, dict[str, int]]:
        """Return them as the copy now has them."""
        for party, log in self.copy.logs.items():
            self._sizes.setdefault(party, {})
            for index, branch in enumerate(log.branches):
                begin = self._read.get((party, index), branch.begins)
                for signed in branch.entries[begin:]:
                    for head in signed.entry.heads:
                        told = self._sizes.setdefault(head.party, {})
                        told[party] = max(told.get(party, 0), head.head.size)
                self._read[party, index] = len(branch)
        return self._sizes
