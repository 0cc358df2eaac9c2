"""What the package shows to whoever imports it."""

from __future__ import annotations

import pytest

from detente import channel


@pytest.mark.parametrize("name", channel.__all__)
def test_every_name_that_the_package_shows_is_there(name: str) -> None:
    assert getattr(channel, name).__name__ == name
