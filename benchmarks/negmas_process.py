"""NegMAS in a process of its own, solving domains."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peer_process import PeerProcess
from solving import Times, repeated

if TYPE_CHECKING:
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


class NegmasProcess(PeerProcess):
    """NegMAS, asked for the frontier and the solutions of a domain."""

    def __init__(self, python: str, timeout: float) -> None:
        super().__init__("NegMAS", python, WORKER, timeout)

    @property
    def version(self) -> str:
        """The version of NegMAS."""
        return str(self.greeting["version"])

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
        job = {
            "options": domain.sizes,
            "points": [points.tolist() for points in domain.points],
            "reserved": domain.floors.tolist(),
            "way": way,
            "answers": answers,
        }
        return self.asked(job)
