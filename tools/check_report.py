"""Look at a report as its readers will: in a browser, on a telephone and on a desk, and on paper.

The report is opened from disk in headless Chromium at 390 and at 1280 pixels, folded as it opens and with
everything unfolded. What a reader would stumble over is said in a sentence each, and makes the exit status
1: a request that leaves the file, an error in the page, a page wider than the screen, a breach of WCAG 2 A or
AA that axe-core finds, in light or in dark colours. Pictures of every view and the printed pages are kept.

    python tools/check_report.py report.html --pictures build/report
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page, Request

WIDTHS = {390: 844, 1280: 900}
"""The width of each screen, and its height, in pixels."""
PATIENCE = 180_000
"""Milliseconds that a picture of a whole page may take: unfolded, a page is long."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OWN_SCHEMES = ("data:", "blob:", "about:")

SETTLED = """() => new Promise(settled => {
    const quiet = () => setTimeout(() => { watcher.disconnect(); settled(true) }, 400)
    const watcher = new MutationObserver(() => { clearTimeout(timer); timer = quiet() })
    let timer = quiet()
    watcher.observe(document, {subtree: true, childList: true, attributes: true})
})"""
UNFOLD = "() => document.querySelectorAll('details').forEach(part => { part.open = true })"
HINTS = """() => [...document.querySelectorAll('link[rel~=preconnect], link[rel~=dns-prefetch], [ping]')]
    .map(element => element.getAttribute('ping') || element.getAttribute('href'))"""
PROTRUDING = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return null
    const named = element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '')
    const widest = [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > width + 1)
        .sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)
    return [document.documentElement.scrollWidth, widest.slice(0, 3).map(named).join(', ')]
}"""
AUDIT = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"


class MissingBrowserError(Exception):
    """There is no Chromium to look with."""


def find_chromium() -> str:
    """Return the path of Chromium: what CHROMIUM names, else the first one on the path."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        found = shutil.which(named)
        if found is None:
            raise MissingBrowserError(f"CHROMIUM={named} is no program: give the path of Chromium.")
        return found
    for browser in BROWSERS:
        found = shutil.which(browser)
        if found is not None:
            return found
    raise MissingBrowserError(
        "Chromium is missing: install it (on Debian and Ubuntu: apt-get install chromium), or name it with "
        "make check-report CHROMIUM=/path/to/chromium."
    )


def check(report: Path, pictures: Path) -> list[str]:
    """Open a report in every view, keep pictures, and return a sentence for each fault, in order of view.

    The browser is offline, so a faulty report reaches nobody while it is checked.
    """
    chromium = find_chromium()
    from playwright.sync_api import sync_playwright

    pictures.mkdir(parents=True, exist_ok=True)
    faults: dict[str, None] = {}  # in order, each once
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        try:
            for width, height in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, offline=True)
                _listen(page, report, faults)
                page.goto(report.resolve().as_uri())
                _look(page, f"at {width} px", pictures / f"{width}.png", faults)
                page.evaluate(UNFOLD)
                _look(page, f"at {width} px, unfolded", pictures / f"{width}-unfolded.png", faults)
                if width == max(WIDTHS):
                    page.emulate_media(color_scheme="dark")
                    _look(page, "in dark colours, unfolded", pictures / "dark.png", faults)
                    _print(page, pictures)
                page.close()
        finally:
            browser.close()
    return list(faults)


def _listen(page: Page, report: Path, faults: dict[str, None]) -> None:
    own = report.resolve().as_uri()

    def leaves(request: Request) -> bool:
        return request.url.split("#")[0] != own and not request.url.startswith(OWN_SCHEMES)

    def record(request: Request) -> None:
        if leaves(request):
            faults[f"A request leaves the file: {request.url[:200]}"] = None

    page.on("request", record)
    page.on("websocket", lambda socket: faults.update({f"A request leaves the file: {socket.url}": None}))
    page.on("pageerror", lambda error: faults.update({f"A script of the page fails: {error}": None}))
    page.on(
        "console",
        lambda said: faults.update(
            {f"The page reports an error: {said.text}": None} if said.type == "error" else {}
        ),
    )


def _look(page: Page, view: str, picture: Path, faults: dict[str, None]) -> None:
    page.evaluate(SETTLED)
    page.screenshot(path=picture, full_page=True, timeout=PATIENCE)
    faults.update({f"The page prepares a connection to {address}": None for address in page.evaluate(HINTS)})
    protruding = page.evaluate(PROTRUDING)
    if protruding:
        wide, elements = protruding
        faults[f"The page is wider than the screen {view}: {wide} px; what protrudes: {elements}"] = None
    faults.update(dict.fromkeys(audit(page, view)))


def audit(page: Page, view: str) -> list[str]:
    """Return a sentence for each breach of WCAG that axe-core finds in a page as it stands."""
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(AUDIT, list(TAGS))
    for undecided in found["incomplete"]:
        print(f"note: axe cannot decide {undecided['id']} {view} ({len(undecided['nodes'])} places)")
    return [
        f"{broken['help']} ({broken['id']}, {broken['impact']}) {view}: {len(broken['nodes'])} places, "
        f"first {broken['nodes'][0]['target'][-1]}"
        for broken in found["violations"]
    ]


def _print(page: Page, pictures: Path) -> None:
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate(SETTLED)
    page.screenshot(path=pictures / "print.png", full_page=True, timeout=PATIENCE)
    page.pdf(path=pictures / "print.pdf", format="A4")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the report that the command line names, and say what was found; 0 means nothing, 2 no browser."""
    parser = argparse.ArgumentParser(description="Look at a report in headless Chromium.")
    parser.add_argument("report", type=Path)
    parser.add_argument("--pictures", type=Path, default=Path("build/report"), help="folder for the pictures")
    chosen = parser.parse_args(arguments)
    if not chosen.report.is_file():
        print(f"There is no report at {chosen.report}.", file=sys.stderr)
        return 2
    try:
        faults = check(chosen.report, chosen.pictures)
    except MissingBrowserError as missing:
        print(missing, file=sys.stderr)
        return 2
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    number = f"{len(faults) or 'no'} fault{'s' * (len(faults) != 1)}"
    print(f"{chosen.report}: {number}; pictures and the printed pages are in {chosen.pictures}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
