"""Moving channels from one store to another: from a file to a PostgreSQL server, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detente.channel.keeping.holder import HEADS, Holder
from detente.channel.keeping.store import StoreError
from detente.channel.problems import ChannelError
from detente.channel.record.entry import SignedEntry
from detente.channel.record.statements import SignedHead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.channel.keeping.store import Row, Store

__all__ = ["transfer"]

_AT_ONCE = 1_000
"""Entries that are kept together: a transfer that breaks off goes on after the last that were."""


def transfer(source: Store, target: Store, channels: Iterable[str] | None = None) -> list[str]:
    """Copy channels with all that belongs to them, and say what came over; all of them where none is named.

    The order of arrival stays, so that parties go on with the new host where they were with the old one. What
    is there already is not copied again. The source is only read.

    Raises ``ChannelError`` where a channel is not in the source, or has gone its own way in the target, and
    ``StoreError`` where a store cannot be used; what had been copied by then is kept.
    """
    names = source.channels() if channels is None else list(channels)
    return [_transferred(source, target, name) for name in names]


def _transferred(source: Store, target: Store, channel: str) -> str:
    opening = source.opening(channel)
    if opening is None:
        raise ChannelError(f"the store to copy from holds no channel {channel[:16]}")
    target.admit(opening)
    begun, _ = target.last(channel)
    _require_same_beginning(source, target, channel)
    while rows := source.rows(channel, target.last(channel)[0], _AT_ONCE):
        with target.alone(channel):
            target.append(channel, _entries(rows))
            if target.last(channel) != (rows[-1].seq, rows[-1].chain):
                raise StoreError(
                    f"channel {channel[:16]}: what came over is not what is kept here after {rows[-1].seq:,}"
                    " entries; stop the hosts of both stores, and begin again"
                )
    _copy_notes(source, Holder(target, opening))
    count, _ = target.last(channel)
    told = f"{count:,} entries" if not begun else f"{count:,} entries, of which {begun:,} were there"
    return f"{opening.title} ({channel[:16]}): {told}."


def _entries(rows: Iterable[Row]) -> Iterator[SignedEntry]:
    for row in rows:
        try:
            yield SignedEntry.kept(row.line)
        except ValueError as error:
            raise StoreError(
                f"the store to copy from is damaged: the {row.seq:,}. entry that arrived is none"
            ) from error


def _copy_notes(source: Store, holder: Holder) -> None:
    """Copy the notes of a channel; heads are added to those that are known, for they are evidence."""
    for name, value in source.notes(holder.opening.id, "").items():
        if name == HEADS:
            for head in json.loads(value):
                holder.take_head(SignedHead.from_json(head))
        else:
            holder.store.put_note(holder.opening.id, name, value)


def _require_same_beginning(source: Store, target: Store, channel: str) -> None:
    count, chain = target.last(channel)
    if source.chain_at(channel, count) != chain:
        raise ChannelError(
            f"channel {channel[:16]}: the store to copy to has entries that did not arrive in this order in"
            " the other one; copy to an empty store, and bring the rest as a bundle"
        )
