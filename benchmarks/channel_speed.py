"""How long a channel of many entries takes: to add one, to check all of them, and to say where it stands.

    python benchmarks/channel_speed.py [--entries 100000]

Two parties convene and attend in turn; every third entry is a move of the procedure.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from detente.case.case import load
from detente.channel.exchange.checking import check_record
from detente.channel.exchange.delegation import Delegation, Speech
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.record.copy import Copy
from detente.channel.record.entry import Entry, SignedEntry
from detente.channel.record.key_file import KeyFile
from detente.channel.record.keys import PublicKeys, SecretKeys
from detente.channel.record.kinds import Kind
from detente.channel.record.moment import after, read_moment
from detente.channel.record.opening import Opening
from detente.channel.record.rules_alone import rules_alone
from detente.garbage import look_rarely
from detente.processes import processors, sharing

PARTIES = ("nato", "russia")
MINUTE = 60_000
APPENDED = 200


def opened() -> tuple[Opening, dict[str, SecretKeys]]:
    """Return the opening of a channel, and the keys of its parties."""
    keys = {party: SecretKeys.make() for party in PARTIES}
    public = {
        party: PublicKeys(one.public.sign, one.public.seal, SecretKeys.make().public.sign)
        for party, one in keys.items()
    }
    rules = rules_alone(load("nato-russia-2010"), "council_formal")
    return Opening("Speed", read_moment("2010-02-01"), rules, "council_formal", public, {}), keys


def filled(opening: Opening, keys: dict[str, SecretKeys], count: int) -> list[SignedEntry]:
    """Return so many signed entries, each of which has seen all before it."""
    copy, moment, made = Copy(opening, check_signatures=False), opening.opened, []
    for index in range(count):
        party, moment = PARTIES[index % 2], after(moment, MINUTE)
        branch = copy.logs[party].longest
        other = copy.logs[PARTIES[1 - index % 2]].longest
        moves = index % 3 == 0 and len(branch) > 0
        kind = Kind.OPEN if not len(branch) else Kind.CONVENE if moves else Kind.EXPLAIN
        entry = Entry(
            opening.id,
            party,
            len(branch),
            moment,
            kind,
            branch.head().root,
            {PARTIES[1 - index % 2]: other.head()} if len(other) else {},
            move="ask" if moves else None,
            says=f"Entry {index}, with a sentence or two, as they are written at a table of two sides." * 2,
        )
        signed = entry.sign(keys[party])
        copy.add(signed)
        made.append(signed)
    return made


def main() -> None:
    """Print the table."""
    look_rarely()  # as the command line does
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--entries", type=int, default=100_000, help="how many there are before anything is timed"
    )
    count = parser.parse_args().entries
    opening, keys = opened()
    entries = filled(opening, keys, count)
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "channel.sqlite")
        store.admit(opening)
        store.append(opening.id, entries)
        lines = [one.line for one in entries]

        begin = time.perf_counter()
        with sharing(processors()) as executor:
            check = check_record(opening, lines, executor=executor)
        verified = time.perf_counter() - begin
        assert check.entries == count

        begin = time.perf_counter()
        holder = Holder(store, opening)
        loaded = time.perf_counter() - begin

        begin = time.perf_counter()
        holder.course.at(after(entries[-1].entry.time, MINUTE))
        first_state = time.perf_counter() - begin

        moment = entries[-1].entry.time
        own = Delegation(holder, KeyFile("nato", (keys["nato"],)), Path(folder) / "nato.key", lambda: moment)
        times = []
        for _ in range(APPENDED):
            moment = after(moment, MINUTE)
            begin = time.perf_counter()
            own.write(Kind.EXPLAIN, Speech("One more."))
            times.append(time.perf_counter() - begin)

        begin = time.perf_counter()
        holder.course.at(after(moment, MINUTE))
        state = time.perf_counter() - begin
    print(f"{count:,} entries")
    median, most = statistics.median(times) * 1000, max(times) * 1000
    print(f"  append one:            {median:.2f} ms, at most {most:.1f} ms")
    print(f"  check all:             {verified:.1f} s")
    print(f"  open the copy:         {loaded:.1f} s")
    print(f"  its state, first:      {first_state:.2f} s")
    print(f"  its state, afterwards: {state * 1000:.2f} ms")


if __name__ == "__main__":
    main()
