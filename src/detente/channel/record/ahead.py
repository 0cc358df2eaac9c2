"""Looking at many signatures ahead of time, beside the work on the entries themselves."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
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
_CHUNK = 250
_AHEAD = 12
"""Chunks that are looked at before the first of them is worked on."""


_Item = tuple[tuple[bytes, str], str, bytes, bool]
"""Mark, likely key and line of an entry, and whether its text is known to be canonical."""


def looked_ahead(
    entries: Iterable[SignedEntry], likely: Callable[[SignedEntry], str | None], executor: Executor | None
) -> Iterator[tuple[list[SignedEntry], Checked]]:
    """Yield entries in chunks, each with those of its signatures that were found good.

    ``likely`` gives the key that will most likely be in force, or None where nothing is to be looked at.
    Processes of an executor do this at the same time, and this one too while it would wait for them; without
    an executor, threads do it in between.
    """
    waiting: deque[_Chunk] = deque()
    entries, most, workers = iter(entries), _AHEAD if executor else 0, cpu_count() or 1
    with ThreadPoolExecutor(workers) as threads:
        while chunk := list(islice(entries, _CHUNK)):
            items = [(one.mark, key, one.line, one.canonical) for one in chunk if (key := likely(one))]
            parts = [items] if executor else [items[start::workers] for start in range(workers)]
            pool = executor or threads
            looking = [pool.submit(_good, part) for part in parts] if len(items) > 1 else []
            waiting.append(_Chunk(chunk, items, looking))
            if len(waiting) > most:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


@dataclass
class _Chunk:
    """Entries, and who looks at their signatures."""

    entries: list[SignedEntry]
    items: list[_Item]
    looking: list[Future[Checked]]
    found: Checked = field(default_factory=dict)

    def looked_at(self) -> bool:
        return all(one.done() for one in self.looking)

    def taken_over(self) -> bool:
        """Look at the signatures here, where nobody else has begun to; tell whether that was so."""
        if len(self.looking) != 1 or not self.looking[0].cancel():
            return False
        self.found, self.looking = _good(self.items), []
        return True


def _next(waiting: deque[_Chunk]) -> tuple[list[SignedEntry], Checked]:
    """Return the first of those that wait; help with the last ones until it is ready."""
    while not waiting[0].looked_at() and any(one.taken_over() for one in reversed(waiting)):
        pass
    first = waiting.popleft()
    return first.entries, first.found | {
        mark: key for part in first.looking for mark, key in part.result().items()
    }


def _good(items: list[_Item]) -> Checked:
    return {mark: key for mark, key, line, canonical in items if _is_good(key, line, canonical=canonical)}


def _is_good(key: str, line: bytes, *, canonical: bool) -> bool:
    signature, _, text = line.partition(b" ")
    if not canonical:
        try:
            read_canonical(text)
        except RecordError:
            return False
    return signed_by(key, "entry", text, signature.decode("latin-1"))
