"""Looking at many signatures ahead of time, beside the work on the entries themselves."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from os import cpu_count
from typing import TYPE_CHECKING

from detente.channel.problems import RecordError
from detente.channel.record.canonical import read_canonical
from detente.channel.record.keys import signed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from detente.channel.record.entry import SignedEntry

__all__ = ["Checked", "looked_ahead"]

Checked = dict[tuple[bytes, str], str]
"""By the mark of an entry, whose text is canonical, the key with which its signature was found good."""
_CHUNK = 500
_AHEAD = 8
"""Chunks that are looked at before the first of them is worked on."""


def looked_ahead(
    entries: Iterable[SignedEntry], likely: Callable[[SignedEntry], str | None], executor: Executor | None
) -> Iterator[tuple[list[SignedEntry], Checked]]:
    """Yield entries in chunks, each with those of its signatures that were found good.

    ``likely`` gives the key that will most likely be in force, or None where nothing is to be looked at.
    Processes of an executor do this at the same time; without one, threads do it in between.
    """
    waiting: deque[tuple[list[SignedEntry], list[Future[Checked]]]] = deque()
    entries, most = iter(entries), _AHEAD if executor else 0
    with ThreadPoolExecutor(cpu_count() or 1) as threads:
        while chunk := list(islice(entries, _CHUNK)):
            items = [(one.mark, key, one.line, one.canonical) for one in chunk if (key := likely(one))]
            parts = 1 if executor else cpu_count() or 1
            pool = executor or threads
            several = len(items) > 1
            looking = [pool.submit(_good, items[start::parts]) for start in range(parts) if several]
            waiting.append((chunk, looking))
            if len(waiting) > most:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(
    waiting: deque[tuple[list[SignedEntry], list[Future[Checked]]]],
) -> tuple[list[SignedEntry], Checked]:
    chunk, looking = waiting.popleft()
    return chunk, {mark: key for part in looking for mark, key in part.result().items()}


def _good(items: list[tuple[tuple[bytes, str], str, bytes, bool]]) -> Checked:
    return {mark: key for mark, key, line, canonical in items if _is_good(key, line, canonical=canonical)}


def _is_good(key: str, line: bytes, *, canonical: bool) -> bool:
    signature, _, text = line.partition(b" ")
    if not canonical:
        try:
            read_canonical(text)
        except RecordError:
            return False
    return signed_by(key, "entry", text, signature.decode("latin-1"))
