"""NegMAS in a process of its own: started with its own Python, asked in JSON, ended at a time-out."""

from __future__ import annotations

import json
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solving import LONG, Times, repeated

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from detente.outcomes.domain import Domain

__all__ = ["NegmasProcess", "Peer"]

WORKER = Path(__file__).with_name("negmas_worker.py")

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Peer:
    """What NegMAS answered in one way, and the seconds it took; ``parts`` are those of the median run.

    Where it was not done in time, ``timed_out`` is true, the times are the time-out, and there are no
    answers.
    """

    way: str
    times: Times
    parts: dict[str, float]
    frontier: list[Vector]
    solutions: dict[str, set[Vector]]
    timed_out: bool = False


class NegmasProcess:
    """A worker that is started when first asked, and again after a time-out.

    Used in a ``with`` statement, which ends it. ``python``: of the environment that holds NegMAS;
    ``timeout``: seconds for one run.
    """

    def __init__(self, python: str, timeout: float) -> None:
        self.timeout = timeout
        self.version = "unknown"
        self._python = python
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def solve(self, domain: Domain, way: str, repeats: int) -> Peer:
        """Ask in one way so many times, by the same rule as Détente is run: see `repeated`."""
        runs: list[dict[str, Any]] = []
        while repeated([sum(run["wall"].values()) for run in runs], repeats):
            run = self._ask(domain, way, answers=not runs)
            if run is None:
                return Peer(way, Times((self.timeout,), (self.timeout,)), {}, [], {}, timed_out=True)
            runs.append(run)
        ordered = sorted(runs, key=lambda run: sum(run["wall"].values()))
        return Peer(
            way,
            Times(
                tuple(sum(run["wall"].values()) for run in runs),
                tuple(sum(run["processor"].values()) for run in runs),
            ),
            ordered[len(ordered) // 2]["wall"],
            list(map(tuple, runs[0]["frontier"])),
            {name: set(map(tuple, points)) for name, points in runs[0]["solutions"].items()},
        )

    def _ask(self, domain: Domain, way: str, *, answers: bool) -> dict[str, Any] | None:
        if self._process is None:
            self._start()
        job = {
            "options": domain.sizes,
            "points": [points.tolist() for points in domain.points],
            "reserved": domain.floors.tolist(),
            "way": way,
            "answers": answers,
        }
        return self._exchange(json.dumps(job), self.timeout)

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [self._python, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        greeting = self._exchange(None, LONG)
        if greeting is None:
            raise RuntimeError(f"NegMAS was not imported within {LONG:g} seconds")
        self.version = greeting["version"]

    def _exchange(self, line: str | None, timeout: float) -> dict[str, Any] | None:
        """Write a line, and return the answer to it; None, and the process ended, at the time-out."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("the process of NegMAS is not running")
        if line is not None:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        if not select.select([process.stdout], [], [], timeout)[0]:
            self._end()
            return None
        said = process.stdout.readline()
        if not said:
            raise RuntimeError(f"NegMAS, run by {self._python}, ended with status {process.wait()}")
        result: dict[str, Any] = json.loads(said)
        return result

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
