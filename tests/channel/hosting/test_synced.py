"""What an exchange with a host says it did."""

from __future__ import annotations

from detente.channel.hosting.synced import Synced


def test_one_of_a_kind_is_told_in_the_singular() -> None:
    told = Synced("https://host.example", 1, 1, waiting=1, lost=1, hidden=1, forks=1).summary()
    assert told[0] == "https://host.example: 1 entry sent, 1 entry received."
    assert "1 entry here waits for others that have not arrived." in told
    assert "The host had lost 1 entry that it had confirmed; it was sent again." in told
    assert "1 proof that a party has signed two logs has come to light: verify says whose." in told
