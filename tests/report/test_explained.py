from __future__ import annotations

from typing import TYPE_CHECKING

import detente
from detente.bargaining import zone
from detente.bargaining.counting import counting
from detente.report.explained import explained

if TYPE_CHECKING:
    import pytest


def test_a_number_of_packages_that_is_an_estimate_is_called_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where packages are too many to be written out, and their values to be counted."""
    monkeypatch.setattr(zone, "listed", lambda *_: None)
    monkeypatch.setattr(counting, "MOST_STEPS", 0)
    found = explained(detente.load("panama-canal"), "duration is usa")
    assert found.feasible is not None
    said = " ".join(found.summary())
    assert f"It holds in {found.feasible} of the {found.possible} packages" in said
    assert said.count("(estimated; ") == 4
    low, high = found.to_json()["feasible_interval"]
    assert low <= found.to_json()["feasible"] <= high
