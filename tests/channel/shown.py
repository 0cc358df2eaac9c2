"""Channels that between them have everything that the commands about one can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.channel.exchange.delegation import Delegation, Speech
from detente.channel.exchange.folder import holder_in
from detente.channel.keeping.holder import Holder
from detente.channel.keeping.sqlite_store import SqliteStore
from detente.channel.record.entry import Attached
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["channels"]


def channels(folder: Path) -> dict[str, Path]:
    """Make the channels; return the folders of their copies by name."""
    return {"talking": _talking(folder / "talking"), "forked": _forked(folder / "forked")}


def _talking(folder: Path) -> Path:
    """Make one in which everything is said that can be, and one party has not opened its log."""
    folder.mkdir()
    sides = table(folder, joined=False)
    store = SqliteStore(folder / "channel.sqlite")
    nato = sides.sit("nato", store)
    nato.write(Kind.OPEN)
    sides.clock.set("2010-03-01")
    asked = nato.write(Kind.CONVENE, Speech("We ask.", "ask"))
    nato.write(Kind.MOVE, Speech(move="conclude"), even_so=True)
    nato.write(Kind.MOVE, Speech(move="ask", whom="russia"), even_so=True)
    nato.write(
        Kind.DECLARE, Speech("Holdings.", about=asked, attached=Attached("holdings.csv", "tanks\n10\n"))
    )
    nato.write(Kind.EXPLAIN, Speech("Between us.", readers=("russia",)))
    sides.clock.set("2010-03-20")
    nato.write(Kind.CONVENE, Speech("Once more.", "ask"))
    nato.write(Kind.EXPLAIN, Speech("It was held."))
    store.close()
    return folder


def _forked(folder: Path) -> Path:
    """Make one in which a party has signed two logs, and the head of a third."""
    folder.mkdir()
    sides = table(folder)
    held = sides["nato"].holder
    entries = [*held.copy.entries()]
    others = []
    for name in ("first", "second", "third"):
        store = SqliteStore(folder / f"{name}.sqlite")
        store.admit(sides.opening)
        other = Delegation(
            Holder(store, sides.opening), sides["russia"].keys, folder / f"{name}.key", sides.clock
        )
        other.holder.take(entries)
        other.write(Kind.EXPLAIN, Speech(f"The {name}."))
        others.append(other)
    store = SqliteStore(folder / "channel.sqlite")
    store.admit(sides.opening)
    store.close()
    holder = holder_in(folder)
    holder.take([*entries, *others[0].holder.copy.entries(), *others[1].holder.copy.entries()])
    holder.take_head(others[2].head())
    holder.store.close()
    return folder
