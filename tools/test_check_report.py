"""The check of the report finds each fault planted in a page, and none in a sound one.

It needs Chromium, so `make check-report` runs it and `make test` does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.check_report import check, main

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title>
<meta name="viewport" content="width=device-width"><style>{style}</style>{head}</head>
<body><main><h1>Report</h1><p>Nothing wrong here.</p><details><summary>More</summary>{folded}</details>
<img alt="A dot" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="> {body}</main></body></html>"""

FAR = "http://{}.example/".format
PLANTED = {
    "what leaves the file": {
        "head": f'<link rel="stylesheet" href="beside.css"><link rel="preconnect" href="{FAR("prepared")}">',
        "style": f"@font-face {{font-family: F; src: url({FAR('font')})}} p {{font-family: F}}",
        "body": f"""<img alt="" src="{FAR("image")}"><iframe title="t" src="{FAR("frame")}"></iframe><script>
            fetch("{FAR("fetch")}").catch(() => 0)
            navigator.sendBeacon("{FAR("beacon")}", "seen")
            new WebSocket("{FAR("socket").replace("http", "ws")}")
            setTimeout(() => fetch("{FAR("late")}").catch(() => 0), 200)</script>""",
    },
    "scripts that fail": {"body": "<script>console.error('lost')</script><script>nowhere()</script>"},
    "too wide": {
        "body": '<div id="wide" style="width: 700px">.</div>',
        "folded": '<div id="wider" style="width: 1500px">.</div>',
    },
    "out of reach": {
        "style": "@media (prefers-color-scheme: dark) {body {background: #111} p {color: #333}}",
        "body": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
        "<script>document.documentElement.removeAttribute('lang')</script>",
        "folded": '<b style="color: #ccc">pale</b>',
    },
}
FOUND = {
    "what leaves the file": [
        "leaves the file: file:",
        "a connection to http://prepared.example/",
        *(f"leaves the file: {FAR(name)}" for name in ("font", "image", "frame", "fetch", "beacon", "late")),
        "leaves the file: ws://socket.example/",
    ],
    "scripts that fail": ["The page reports an error: lost", "nowhere is not defined"],
    "too wide": [
        "wider than the screen at 390 px: 7",
        "wider than the screen at 390 px, unfolded: 1",
        "wider than the screen at 1280 px, unfolded: 1",
    ],
    "out of reach": [
        "(image-alt, critical) at 390 px:",
        "(html-has-lang, serious) at 1280 px:",
        "(color-contrast, serious) at 390 px, unfolded: 1 places, first b",
        "(color-contrast, serious) in dark colours",
    ],
}


def _page(folder: Path, **parts: str) -> Path:
    page = folder / "report.html"
    page.write_text(
        SOUND.format(**({"style": "", "head": "", "folded": "", "body": ""} | parts)), encoding="utf-8"
    )
    return page


def test_a_sound_page_has_no_fault_and_leaves_its_pictures(tmp_path: Path) -> None:
    assert check(_page(tmp_path), tmp_path / "pictures") == []
    assert sorted(picture.name for picture in (tmp_path / "pictures").iterdir()) == [
        "1280-unfolded.png",
        "1280.png",
        "390-unfolded.png",
        "390.png",
        "dark.png",
        "print.pdf",
        "print.png",
    ]


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_fault_is_found(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = _page(tmp_path, **PLANTED[name])
    assert main([str(page), "--pictures", str(tmp_path / "pictures")]) == 1
    said = capsys.readouterr().err
    assert [expected for expected in FOUND[name] if expected not in said] == []


def test_a_missing_browser_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(_page(tmp_path))]) == 2
    assert capsys.readouterr().err.startswith("Chromium is missing: install it")


def test_a_missing_report_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.html")]) == 2
    assert capsys.readouterr().err.startswith("There is no report at")
