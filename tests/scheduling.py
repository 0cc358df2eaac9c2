"""Which tests share a process where several run them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer

__all__ = ["InGroups", "group_of"]

TOGETHER = ("tests/report", "tests/claims/test_nato_russia")
"""Beginnings of paths: all that read the pages of bundled cases, and all that ask about one large study."""


def group_of(nodeid: str) -> str:
    """Return the name that a test has in common with all that are run in the same process.

    >>> group_of("tests/report/test_page.py::test_it"), group_of("tests/case/test_draws.py::test_it[a::b]")
    ('tests/report', 'tests/case/test_draws.py')
    """
    file = nodeid.partition("::")[0]
    return next((start for start in TOGETHER if file.startswith(start)), file)


class InGroups(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types
    """Gives each process whole files, or several that belong together, in the order of collection.

    What takes long to make is then made once. Files with few tests may be long ones, and the last that are
    collected are short, so that the processes end together.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        config.option.loadscopereorder = False  # which would take those with the most tests first
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
