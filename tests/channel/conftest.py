"""Stores for tests: each test of a store runs with a file of SQLite, and with a PostgreSQL server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from detente.channel.keeping.stores import open_store
from tests.channel.postgresql import MISSING, Server, programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.channel.keeping.store import Store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Start a server when a test first asks for it; with DETENTE_POSTGRESQL=required none is skipped."""
    found = programs()
    if found is None:
        if os.environ.get("DETENTE_POSTGRESQL") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with Server(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name where a new store is to be: a file, or the URL of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "kept.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """Open an empty store."""
    found = open_store(place, make=True)
    yield found
    found.close()
