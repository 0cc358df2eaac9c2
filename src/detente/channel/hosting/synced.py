"""What became of an exchange with a host, in numbers and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from detente.outcomes.counts_said import counted

__all__ = ["Synced"]


@dataclass(frozen=True)
class Synced:
    """What an exchange with a host did.

    ``sent``: entries that were new to the host. ``received``: entries that were new here; ``waiting``: those
    here that wait for others. ``refused_there`` and ``refused_here`` say why entries or heads were not
    taken. ``restarted``: why everything was compared from the start; ``lost``: how many entries the host had
    confirmed before, and had no more. ``hidden``: entries that it confirmed and does not show. ``forks``: how
    many proofs that a party signed two logs have come to light.
    """

    url: str
    sent: int = 0
    received: int = 0
    waiting: int = 0
    refused_there: tuple[str, ...] = ()
    refused_here: tuple[str, ...] = ()
    restarted: str = ""
    lost: int = 0
    hidden: int = 0
    forks: int = 0

    def summary(self) -> list[str]:
        """Return it in sentences."""
        told = [f"{self.url}: {_entries(self.sent)} sent, {_entries(self.received)} received."]
        if self.waiting:
            wait = "waits" if self.waiting == 1 else "wait"
            told.append(f"{_entries(self.waiting)} here {wait} for others that have not arrived.")
        if self.restarted:
            told.append(f"Everything was compared from the start: {self.restarted}.")
        if self.lost:
            sent = "it was" if self.lost == 1 else "they were"
            told.append(f"The host had lost {_entries(self.lost)} that it had confirmed; {sent} sent again.")
        if self.hidden:
            told.append(
                f"The host confirmed {_entries(self.hidden)} that it does not show; use another host too."
            )
        if self.forks:
            proofs, have = counted(self.forks, "proof"), "has" if self.forks == 1 else "have"
            told.append(f"{proofs} that a party has signed two logs {have} come to light: verify says whose.")
        told += [f"Refused by the host: {one}." for one in self.refused_there]
        return told + [f"Refused here: {one}." for one in self.refused_here]


def _entries(count: int) -> str:
    return counted(count, "entry", "entries")
