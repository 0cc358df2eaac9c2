"""Who shares the work of a command, and where what is done of it is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from detente.stopping import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    from detente.claims.run_folder import RunFolder

__all__ = ["helpers", "keeping"]


def helpers(workers: int | None, cluster: str | None) -> AbstractContextManager[Executor | None]:
    """Give the executor of those who share the work: of a cluster, where one is named, or processes."""
    if cluster is None:
        from detente.processes import processors, sharing

        return sharing(workers or processors())
    if workers is not None:
        raise typer.BadParameter(
            "is for processes beside this one, and a cluster is named", param_hint="--workers"
        )
    from detente.cluster import on_cluster

    return on_cluster(cluster)


@contextmanager
def keeping(folder: Path | None) -> Iterator[RunFolder | None]:
    """Give the folder in which what is done is kept, and say so where the command is stopped."""
    from detente.claims.run_folder import run_folder

    with run_folder(folder) as kept:
        if kept is not None:
            Stop.said = f"stopped; no answer was written, but what was done is kept in {folder}\n"
        yield kept
