"""The relations index of a file of events; or everything that is wrong with the file and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import CaseError, Problem, closest, quoted
from detente.roadmap.relations.events import read_events
from detente.roadmap.relations.relations_index import relations_index, wrong_with

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.roadmap.relations.events import Events
    from detente.roadmap.relations.relations_index import RelationsIndex

__all__ = ["index_of_file"]


def index_of_file(  # noqa: PLR0913 - what it rests on is stated, each by its name
    path: str | Path,
    source: str,
    target: str,
    *,
    as_of: dt.date | str,
    half_life: float = 365,
    prior: float = 1,
    draws: int = 1000,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> RelationsIndex:
    r"""Read a file of events, and return the relations index of ``source`` towards ``target``.

    Everything is as for ``read_events`` and ``relations_index``; but a party that the file does not name,
    while it names one much like it, is taken for a slip of the pen.

    Raises ``CaseError`` with everything that is wrong with the file and with what is asked.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "events.csv"
    ...     _ = path.write_text("date,source,target,cameo\n2010-01-04,Russia,NATO,057\n", encoding="utf-8")
    ...     found = index_of_file(path, "Russia", "NATO", as_of="2010-02-01")
    >>> found.kept[0].score
    3.5
    """
    problems = wrong_with(source, target, half_life=half_life, prior=prior, draws=draws, seed=seed)
    try:
        events = read_events(path, as_of=as_of, progress=progress)
    except CaseError as error:
        raise CaseError([*problems, *error.problems]) from None
    problems += _misspelt(events, (source, target))
    if problems:
        raise CaseError(problems)
    return relations_index(events, source, target, half_life=half_life, prior=prior, draws=draws, seed=seed)


def _misspelt(events: Events, names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        meant = "" if name in events.parties else closest(name, events.parties)
        if meant:
            yield Problem(f"the file does not name {quoted(name)}", events.file, suggestion=meant)
