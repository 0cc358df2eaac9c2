"""Results that rest on draws show themselves in a notebook as those of the nominal case do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente import bargaining, claims, cohesion
from detente.bargaining.ensemble import with_draws as bargained
from detente.case.case import load
from detente.cohesion.ensemble import with_draws as split

if TYPE_CHECKING:
    from collections.abc import Callable

CASE = load("island-airport")
SHOWN: dict[str, Callable[[], object]] = {
    "claims": lambda: claims.analyse(CASE, draws=3),
    "bargaining": lambda: bargained(bargaining.analyse(CASE), 3, 0),
    "cohesion": lambda: split(cohesion.analyse(load("nato-russia-2010")), 3, 0),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_sentence_is_shown(name: str) -> None:
    result: Any = SHOWN[name]()
    shown = result._repr_html_()
    assert shown.count("<li>") == len(result.summary())
    assert ("<table" in shown) == (name != "claims")
