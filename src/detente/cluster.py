"""A cluster of Dask that shares the work of this process, on other machines or on this one.

Dask is in the extra ``cluster``, and is only loaded where a cluster is asked for.
"""

from __future__ import annotations

import logging
import socket
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from detente.case.problems import CaseError
from detente.garbage import look_rarely
from detente.processes import out_of_reach, start_tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["on_cluster"]

LOCAL = "local:"
"""What stands before a number of workers that are started on this machine, and end with this block."""
MOST_LOCAL = 256
PATIENCE = 10
"""Seconds in which the scheduler of a cluster must answer."""
MOMENT = 1.0
"""Seconds between two looks whether a cluster still has workers."""
GONE = 20
"""Looks in a row that find none, after which none is waited for: one that dies is mostly replaced sooner."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def on_cluster(where: str) -> Iterator[Executor]:
    """Give an executor with the workers of a cluster: ``local:2``, or the address of a scheduler.

    A worker that dies loses nothing: what it did is done by another, or by whoever asked for it.

    Raises ``CaseError`` where Dask is not installed, where no scheduler answers at the address, and where it
    has no workers, or some without this version of the program.
    """
    if find_spec("distributed") is None:
        raise CaseError.of("a cluster needs Dask: pip install 'detente[cluster]'")
    for name in ("distributed", "tornado"):  # whoever is lost on the way is no news to the user
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with _scheduler(where) as address, _client(address, where) as client:
        executor = _Workers(client, _places(client, where))
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def _client(address: str, where: str) -> Any:  # noqa: ANN401 - Dask has no types
    """Return a client of the scheduler at an address, to be closed by whoever asked for it."""
    import distributed

    class Client(distributed.Client):  # type: ignore[misc]  # Dask has no types
        """A client that is not waited for where it was never connected."""

        def __del__(self) -> None:
            """Do nothing."""

    connected: Future[Any] = Future()

    def connect() -> None:
        try:
            connected.set_result(Client(address, timeout=PATIENCE, set_as_default=False))
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
            connected.set_exception(error)

    try:
        # Whether anybody is there at all is found out before: a client would go on asking, or for ever.
        socket.create_connection(distributed.comm.get_address_host_port(address), PATIENCE).close()
        Thread(target=connect, daemon=True).start()
        return connected.result(PATIENCE)
    except TimeoutError:
        why = f"not within {PATIENCE:g} seconds"
    except Exception as error:  # noqa: BLE001 - whoever answers there may be no scheduler at all
        why = str(error)
    raise CaseError.of(f"no cluster answers there ({why})", where)


class _Workers(Executor):
    """The executor of a client, which also says how many calls it makes at a time.

    Calls that wait for workers, of which none is left, would wait for ever: they are given up.
    """

    def __init__(self, client: Any, places: int) -> None:  # noqa: ANN401 - Dask has no types
        # The same call may be made again where it did not come to an end before.
        self._executor, self._client, self._max_workers = client.get_executor(pure=False), client, places
        self._ended = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand out a call."""
        future: Future[_T] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in Python
        """Take no more calls; unless they are to be waited for, give up those that were handed out."""
        self._ended.set()
        self._executor.shutdown(wait=wait and not cancel_futures)

    def _watch(self) -> None:
        looks = 0
        while looks < GONE and not self._ended.wait(MOMENT):
            looks = 0 if self._client.scheduler_info()["workers"] else looks + 1
        self._executor.shutdown(wait=False)


@contextmanager
def _scheduler(where: str) -> Iterator[str]:
    """Give the address of a scheduler; that of a cluster of our own where one is to be started."""
    if not where.startswith(LOCAL):
        yield where
        return
    number = where.removeprefix(LOCAL)
    if not number.isdecimal() or not 1 <= int(number) <= MOST_LOCAL:
        message = f"'{LOCAL}' is followed by a number of workers, from 1 to {MOST_LOCAL}, as in '{LOCAL}2'"
        raise CaseError.of(message, where)
    from distributed import LocalCluster

    start_tracker()
    with out_of_reach():
        cluster = LocalCluster(
            n_workers=int(number),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
    with cluster:
        yield cluster.scheduler_address


def _places(client: Any, where: str) -> int:  # noqa: ANN401 - Dask has no types
    """Return how many calls a cluster makes at a time, all of whose workers have this version."""
    places = int(sum(client.nthreads().values()))
    if not places:
        raise CaseError.of("this cluster has no workers; start some with `dask worker`", where)
    try:
        versions = set(client.run(_get_ready).values())
    except Exception as error:  # noqa: BLE001 - whatever goes wrong there is raised here
        message = f"the workers of this cluster cannot load Détente ({error}); install it there as well"
        raise CaseError.of(message, where) from None
    others = versions - {version("detente")}
    if others:
        message = f"workers of this cluster have Détente {min(others)}, and this is {version('detente')}"
        raise CaseError.of(message, where)
    return places


def _get_ready() -> str:
    """Return which version of the program a worker has."""
    look_rarely()
    return version("detente")
