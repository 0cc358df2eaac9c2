"""The look at a channel's page finds each fault planted in it.

It needs Chromium, so `make check-channel-self` runs it and `make test` does not.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from detente.channel.page import app, templating
from tools.check_channel import check

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PLANTED = (
    ("templates/parts/speak.html.jinja", '<label for="speak-kind">Kind</label>', "Kind"),
    ("templates/parts/deadlines.html.jinja", "{{ one.away }}", "some day"),
    (
        "templates/parts/record.html.jinja",
        "{% if record.entries %}",
        '<p id="wide">.</p>{% if record.entries %}',
    ),
    ("templates/parts/fields.html.jinja", ' tabindex="-1" autofocus', ""),
    (
        "static/page.css",
        "* { box-sizing: border-box; }",
        "* { box-sizing: border-box; } #wide { width: 1500px }",
    ),
    ("static/page.js", '"use strict"', '"use strict"\nconsole.error("lost")'),
)
FOUND = (
    "The page of nato reports an error: lost",
    "The focus is not on what became of the form.",
    "russia does not see in #deadlines: in 13 days",
    "nato at 390 px, light: the page is 15",
    "(select-name, critical) russia at 1280 px, dark",
)


def test_each_planted_fault_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "page"
    shutil.copytree(templating.FOLDER, folder)
    for file, sound, faulty in PLANTED:
        text = (folder / file).read_text(encoding="utf-8")
        assert sound in text
        (folder / file).write_text(text.replace(sound, faulty), encoding="utf-8")
    for module in (app, templating):
        monkeypatch.setattr(module, "FOLDER", folder)
    templating._environment.cache_clear()  # noqa: SLF001 - its templates are others now
    faults = check(tmp_path / "pictures")
    templating._environment.cache_clear()  # noqa: SLF001 - its templates are others now
    assert all(any(words in fault for fault in faults) for words in FOUND), faults
