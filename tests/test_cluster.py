"""A cluster of separate processes: one is killed in mid-run, and what is found is the same."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente import cluster
from detente.case.problems import CaseError
from detente.claims import analyse, over_draws
from detente.claims.over_draws import _judged
from detente.cluster import _places, _Workers, on_cluster
from tests.claims.treaty import CASE

if TYPE_CHECKING:
    from detente.claims.stretches import Judged, Stretch
    from detente.roadmap.known_chances import KnownChances

DRAWS = 120


def _stuck_once(packed: bytes, stretch: Stretch) -> tuple[Judged, KnownChances]:
    """Wait until this process is killed, if it is the first that is asked; else test claims in draws."""
    begun = Path(os.environ["BEGUN"])
    try:
        with begun.open("x", encoding="utf-8") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        return _judged(packed, stretch)
    time.sleep(600)
    raise AssertionError("nobody killed this process")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as on Unix")
def test_a_worker_that_is_killed_in_mid_run_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The same as alone; the cluster is asked by its address, as one on other machines is."""
    begun = tmp_path / "begun"
    monkeypatch.setenv("BEGUN", str(begun))
    monkeypatch.setattr(over_draws, "_judged", _stuck_once)
    killed: list[int] = []

    def kill(_: str) -> None:
        until = time.monotonic() + 60
        while not killed and time.monotonic() < until:
            time.sleep(0.02)
            if begun.exists() and (pid := begun.read_text(encoding="utf-8")):
                killed.append(int(pid))
                os.kill(killed[0], signal.SIGKILL)

    with on_cluster("local:2") as started:
        address = started._client.scheduler.address  # type: ignore[attr-defined]  # noqa: SLF001
        with on_cluster(address) as executor:
            found = analyse(CASE, draws=DRAWS, executor=executor, progress=kill)
            assert executor._max_workers == 2  # type: ignore[attr-defined]  # noqa: SLF001
            assert executor.submit(os.getpid).result() not in {os.getpid(), *killed}
    assert len(killed) == 1
    alone = analyse(CASE, draws=DRAWS)
    assert found.to_json() == alone.to_json()
    assert [one.draws for one in found.claims] == [20, DRAWS, 20]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nowhere", "nowhere: no cluster answers there (missing port number in address 'nowhere')"),
        ("", "no cluster answers there"),
        ("ftp://here:1", "ftp://here:1: no cluster answers there (unknown address scheme 'ftp'"),
        ("tcp://here:there", "tcp://here:there: no cluster answers there"),
        ("tls://127.0.0.1:0", "tls://127.0.0.1:0: no cluster answers there"),
        ("local:", "'local:' is followed by a number of workers, from 1 to 256, as in 'local:2'"),
        ("local:0", "'local:' is followed by a number of workers"),
        ("local:two", "'local:' is followed by a number of workers"),
        ("local:1000", "'local:' is followed by a number of workers"),
    ],
)
def test_where_there_is_no_cluster_that_is_said(where: str, said: str) -> None:
    with pytest.raises(CaseError) as error, on_cluster(where):
        pass
    assert said in str(error.value)


def test_where_nobody_listens_that_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    begun = time.monotonic()
    with pytest.raises(CaseError, match="no cluster answers there"), on_cluster(f"tcp://127.0.0.1:{port}"):
        pass
    assert time.monotonic() - begun < cluster.PATIENCE / 2


def test_who_never_answers_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(CaseError) as error, on_cluster(address):
            pass
    assert str(error.value) == f"{address}: no cluster answers there (not within 0.5 seconds)"


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CaseError) as error, on_cluster("local:2"):
        pass
    assert str(error.value) == "a cluster needs Dask: pip install 'detente[cluster]'"


class _Client:
    """A client of a cluster whose workers say what they are told to."""

    def __init__(self, workers: dict[str, Any]) -> None:
        self.workers = workers

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 2)

    def run(self, _: object) -> dict[str, Any]:
        for one in self.workers.values():
            if isinstance(one, Exception):
                raise one
        return self.workers

    def scheduler_info(self) -> dict[str, Any]:
        return {"workers": {}}

    def get_executor(self, *, pure: bool) -> _Client:
        assert not pure
        return self

    def shutdown(self, *, wait: bool) -> None:
        assert not wait
        self.workers["given up"] = True


@pytest.mark.parametrize(
    ("workers", "said"),
    [
        ({}, "this cluster has no workers; start some with `dask worker`"),
        ({"a": "0.0.1"}, "workers of this cluster have Détente 0.0.1, and this is"),
        ({"a": ModuleNotFoundError("No module named 'detente'")}, "cannot load Détente (No module named"),
    ],
)
def test_workers_that_are_no_help_are_refused(workers: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError) as error:
        _places(_Client(workers), "tcp://there:8786")
    assert str(error.value).startswith("tcp://there:8786: ")
    assert said in str(error.value)


def test_a_cluster_that_has_lost_all_its_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "MOMENT", 0.001)
    client = _Client({"a": version("detente")})
    _Workers(client, _places(client, "there"))
    until = time.monotonic() + 60
    while "given up" not in client.workers and time.monotonic() < until:
        time.sleep(0.01)
    assert client.workers["given up"]
