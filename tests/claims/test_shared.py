"""Work in pieces: each is made and kept, whoever makes it, and whatever goes wrong elsewhere."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Event

import pytest

from detente.claims.shared import Shared

PIECES = tuple(range(12))


def _square(piece: int) -> int:
    return piece * piece


def _elsewhere(executor: Executor, piece: int) -> int:
    return executor.submit(_square, piece).result()


def _failing(executor: Executor, piece: int) -> int:
    """Be of no use after the third piece."""
    if piece > 2:
        raise RuntimeError("a process was killed")
    return _elsewhere(executor, piece)


@pytest.mark.parametrize("elsewhere", [None, _elsewhere, _failing])
def test_every_piece_is_found_and_kept_once(elsewhere: object) -> None:
    kept: list[tuple[int, int]] = []
    with ThreadPoolExecutor(3) as threads:
        shared = Shared(
            PIECES,
            _square,
            _failing if elsewhere is _failing else _elsewhere,
            None if elsewhere is None else threads,
            lambda piece, found: kept.append((piece, found)),
        )
        found = shared.finish(lambda _: None)
    assert found == {piece: piece * piece for piece in PIECES} == shared.found
    assert sorted(kept) == sorted(found.items())


def test_others_begin_at_once_and_as_many_pieces_as_they_make_at_a_time() -> None:
    begun, go_on = [Event() for _ in PIECES], Event()

    def waiting(_: Executor, piece: int) -> int:
        begun[piece].set()
        assert go_on.wait(30)
        return -piece

    with ThreadPoolExecutor(2) as threads:
        shared = Shared(PIECES, _square, waiting, threads)
        assert all(one.wait(30) for one in begun[:2])
        assert not any(one.is_set() for one in begun[2:])
        said: list[int] = []

        def say(piece: int) -> None:
            said.append(piece)
            if piece == PIECES[-1]:
                go_on.set()

        assert shared.finish(say) == {0: 0, 1: -1} | {piece: piece * piece for piece in PIECES[2:]}
    assert said == list(PIECES[2:])


def test_an_executor_that_does_not_say_how_much_it_does_is_given_one_piece_at_a_time() -> None:
    asked: list[int] = []

    def elsewhere(_: Executor, piece: int) -> int:
        asked.append(piece)
        raise RuntimeError("nobody is there")

    assert Shared(PIECES, _square, elsewhere, Executor()).finish(lambda _: None).keys() == set(PIECES)
    assert len(asked) == 1


def test_what_cannot_be_kept_ends_the_work() -> None:
    def full(_: int, __: int) -> None:
        raise OSError("the disk is full")

    with ThreadPoolExecutor(2) as threads:
        shared = Shared(PIECES, _square, _elsewhere, threads, full)
        with pytest.raises(OSError, match="the disk is full"):
            shared.finish(lambda _: None)
    assert not shared.found


def test_nobody_begins_more_once_it_is_interrupted() -> None:
    made: list[int] = []

    def here(piece: int) -> int:
        made.append(piece)
        if len(made) == 3:
            raise KeyboardInterrupt
        return piece

    shared = Shared(PIECES, here, _elsewhere)
    with pytest.raises(KeyboardInterrupt):
        shared.finish(lambda _: None)
    assert shared.finish(lambda _: None) == {0: 0, 1: 1}
    assert made == [0, 1, 2]
