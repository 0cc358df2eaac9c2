"""Work in pieces that this process makes one after the other, and an executor beside it, if there is one."""

from __future__ import annotations

from collections import deque
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

__all__ = ["Shared"]

_Piece = TypeVar("_Piece")
_Found = TypeVar("_Found")


class Shared(Generic[_Piece, _Found]):
    """Pieces of work, each of which may be made ``here`` or ``elsewhere``, with the same outcome.

    With an executor some are begun at once, only as many as it makes at a time; this process takes some too
    when it comes to ``finish``, and whatever the executor does not bring to an end. Without one they are all
    made then. What is found is told to ``keep``, whoever found it.
    """

    def __init__(
        self,
        pieces: Iterable[_Piece],
        here: Callable[[_Piece], _Found],
        elsewhere: Callable[[Executor, _Piece], _Found],
        executor: Executor | None = None,
        keep: Callable[[_Piece, _Found], None] | None = None,
    ) -> None:
        """Begin the work, in the order of the pieces."""
        self._waiting, self._here, self._elsewhere, self._keep = deque(pieces), here, elsewhere, keep
        self._found: dict[_Piece, _Found] = {}
        self._threads: list[Thread] = []
        if executor is not None:
            # Nothing is handed out that may have to be taken back: executors whose processes are killed,
            # by a system short of memory say, stumble over what was cancelled, and then answer no more.
            for _ in range(min(_at_a_time(executor), len(self._waiting))):
                thread = Thread(target=self._hand_out, args=(executor,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def finish(self, progress: Callable[[_Piece], None]) -> dict[_Piece, _Found]:
        """Return what was found of each piece; ``progress`` is told before one is made in this process."""
        try:
            self._make_here(progress)
            for thread in self._threads:
                thread.join()
            self._make_here(progress)
        finally:
            self._waiting.clear()  # nobody begins more where this was interrupted
        return self._found

    @property
    def found(self) -> dict[_Piece, _Found]:
        """What was found so far, while more may be."""
        return self._found.copy()

    def _make_here(self, progress: Callable[[_Piece], None]) -> None:
        while self._waiting:
            try:
                piece = self._waiting.popleft()
            except IndexError:  # taken in between by a thread
                return
            progress(piece)
            self._take(piece, self._here(piece))

    def _hand_out(self, executor: Executor) -> None:
        """Let an executor make one piece after the other, as long as it does and any waits."""
        while self._waiting:
            try:
                piece = self._waiting.popleft()
            except IndexError:
                return
            try:
                self._take(piece, self._elsewhere(executor, piece))
            except Exception:  # noqa: BLE001 - whatever went wrong there, the piece is still to be made
                self._waiting.append(piece)
                return

    def _take(self, piece: _Piece, found: _Found) -> None:
        if self._keep is not None:
            self._keep(piece, found)
        self._found[piece] = found


def _at_a_time(executor: Executor) -> int:
    """Return how many calls an executor makes at a time; one where it does not say."""
    return int(getattr(executor, "_max_workers", 1))
