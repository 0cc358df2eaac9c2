"""A peer in a process of its own: started with its own Python, asked in JSON, ended at a time-out."""

from __future__ import annotations

import json
import select
import subprocess
from typing import TYPE_CHECKING, Any

from solving import LONG

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["PeerProcess"]


class PeerProcess:
    """A worker that greets with what it has imported, then answers a line with a line.

    Used in a ``with`` statement, which starts and ends it; after a time-out it is started anew when next
    asked. ``name``: what it runs; ``python``: of the environment that holds it; ``timeout``: seconds for one
    answer; ``arguments``: of the worker.
    """

    def __init__(self, name: str, python: str, worker: Path, timeout: float, *arguments: str) -> None:
        self.timeout = timeout
        self.greeting: dict[str, Any] = {}
        self._name, self._command = name, [python, str(worker), *arguments]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._started()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def asked(self, job: dict[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a job; None, and the process ended, at the time-out."""
        process = self._process or self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        return self._said(process, self.timeout)

    def _started(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        greeting = self._said(self._process, LONG)
        if greeting is None:
            raise RuntimeError(f"{self._name} was not imported within {LONG:g} seconds")
        self.greeting = greeting
        return self._process

    def _said(self, process: subprocess.Popen[str], timeout: float) -> dict[str, Any] | None:
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], timeout)[0]:
            self._end()
            return None
        line = process.stdout.readline()
        if not line:
            python, status = self._command[0], process.wait()
            raise RuntimeError(f"{self._name}, run by {python}, ended with status {status}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
