"""Look at a channel's page as two parties do, side by side, in a browser.

Each party has its own page over its own copy, in a browser of its own. What one writes comes to the other as
from a host, and directly the other way. One convenes by keyboard alone; the other sees it appear, replies,
and verifies. What a reader would stumble over is said in a sentence each, and makes the exit status 1: what
does not appear, text or focus that is lost, an error or a foreign request of the page, a page wider than the
screen, a breach of WCAG 2 A or AA that axe-core finds, at 390 and at 1280 pixels, in light and in dark
colours.

    python -m tools.check_channel --pictures build/channel
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.channel.exchange.delegation import Speech
from detente.channel.page.serving import page_served
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import Table, table
from tools.check_report import PROTRUDING, SETTLED, WIDTHS, MissingBrowserError, audit, find_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page, Request

    from detente.channel.keeping.holder import Taken
    from detente.channel.page.syncing import Syncable

__all__ = ["Looking", "Side", "at_the_table", "check", "main"]

CODE = "ABCDE-FGHJK-MNPQR"
APPEARS = 30_000
"""Milliseconds within which what another wrote has to appear: it is fetched and shown every five seconds."""
COLOURS = ("light", "dark")
REFUSED = (403, 422)
"""How the page answers a wrong code, and a form that is not written."""
HOSTILE = "<script>document.title = 'taken'</script> and \u202ereversed"
LONGEST_TAB = 40


@dataclass
class Looking:
    """What was found so far, each fault once, in order."""

    faults: dict[str, None] = field(default_factory=dict)

    def fault(self, says: str) -> None:
        """Note a fault."""
        self.faults[says] = None

    def require(self, says: str, *, holds: bool) -> None:
        """Note a fault unless something holds."""
        if not holds:
            self.fault(says)


@dataclass
class Side:
    """A party in front of its page."""

    name: str
    page: Page
    looking: Looking

    def sees(self, words: str, within: str = "main", milliseconds: int = APPEARS) -> bool:
        """Wait until words stand in the page, and note it where they do not come."""
        from playwright.sync_api import TimeoutError as TooLateError

        try:
            self.page.locator(within).get_by_text(words).first.wait_for(timeout=milliseconds)
        except TooLateError:
            self.looking.fault(f"{self.name} does not see in {within}: {words}")
            return False
        return True

    def reach(self, selector: str) -> None:
        """Go to a field with the Tab key alone."""
        for _ in range(LONGEST_TAB):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        self.looking.fault(f"{self.name} does not reach {selector} with the Tab key.")

    def focus(self) -> str:
        """Return the id of what has the focus."""
        return str(self.page.evaluate("() => document.activeElement.id"))


@dataclass
class Carrier:
    """In place of a host: it brings one party what the other has."""

    sides: Table
    source: str
    target: str
    url: str = "http://host.example/channel"

    def sync(self) -> Taken:
        """Bring all that is new."""
        source = self.sides[self.source].holder
        with source.reading():
            entries = list(source.copy.entries())
        return self.sides[self.target].holder.take(entries)


class Gone:
    """In place of a host that is gone."""

    url = "http://gone.example/channel"

    def sync(self) -> Taken:
        """Fail, as it always does."""
        raise ChannelError("the host cannot be reached")


@contextmanager
def at_the_table(browser: Browser, folder: Path, looking: Looking) -> Iterator[tuple[Table, Side, Side]]:
    """Open a channel of two parties, each with its page in a browser of its own."""
    sides = table(folder, observers=("osce",))
    sides.clock.set("2010-03-01T12:00")
    with ExitStack() as served:
        found = []
        for party in ("nato", "russia"):
            hosts: list[Syncable] = [Gone()] if party == "nato" else [Carrier(sides, "nato", party), Gone()]
            address = served.enter_context(page_served(sides[party], code=CODE, hosts=hosts))
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(APPEARS)
            page = context.new_page()
            _listen(page, address, party, looking)
            page.goto(address)
            found.append(Side(party, page, looking))
        yield sides, found[0], found[1]


def _listen(page: Page, address: str, party: str, looking: Looking) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "about:")):
            looking.fault(f"The page of {party} asks elsewhere: {request.url[:200]}")

    def said(kind: str, text: str) -> None:
        if kind == "error" and not any(f"status of {one}" in text for one in REFUSED):
            looking.fault(f"The page of {party} reports an error: {text}")

    page.on("request", asked)
    page.on("pageerror", lambda error: looking.fault(f"A script of {party}'s page fails: {error}"))
    page.on("console", lambda message: said(message.type, message.text))


def check(pictures: Path) -> list[str]:
    """Let two parties meet, keep pictures, and return a sentence for each fault, in the order found."""
    chromium = find_chromium()
    from playwright.sync_api import sync_playwright

    pictures.mkdir(parents=True, exist_ok=True)
    looking = Looking()
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium)
        try:
            with at_the_table(browser, Path(folder), looking) as (sides, nato, russia):
                for story in STORY:
                    story(sides, nato, russia, pictures)
        finally:
            browser.close()
    return list(looking.faults)


def _enter(_sides: Table, nato: Side, russia: Side, pictures: Path) -> None:
    _look(nato, pictures, "enter")
    for side in (nato, russia):
        side.looking.require(
            f"{side.name} has no focus in the field for the code.", holds=side.focus() == "code"
        )
        side.page.keyboard.type("WRONG")
        side.page.keyboard.press("Enter")
        side.sees("This is not the code")
        side.page.keyboard.type(CODE.lower())
        side.page.keyboard.press("Enter")
        side.sees("The channel is open: “Open”", "#state")


def _convene_by_keyboard(sides: Table, nato: Side, russia: Side, _pictures: Path) -> None:
    """NATO convenes with the keyboard alone, while Russia is writing."""
    russia.page.locator("#speak-says").fill("We are still thinking about")
    russia.page.locator("#speak-says").press("End")
    nato.reach(".skip")
    nato.page.keyboard.press("Enter")
    nato.reach("#convene-move")
    nato.page.keyboard.type("Ask")
    nato.reach("#convene-says")
    nato.page.keyboard.type("We ask for a meeting.")
    nato.reach("#convene-send")
    nato.page.keyboard.press("Enter")
    nato.sees("Your entry is in the record. NATO asks for a meeting.", "#convene")
    nato.looking.require("The focus is not on what became of the form.", holds=nato.focus() == "convene-done")
    nato.sees("We ask for a meeting.", "#record")
    sides.clock.set("2010-03-01T13:00")


def _see_it_appear(_sides: Table, _nato: Side, russia: Side, _pictures: Path) -> None:
    russia.sees("A meeting is asked for", "#state")
    russia.sees("in 13 days", "#deadlines")
    russia.sees("The meeting is held, whoever attends, without anybody’s act.", "#deadlines")
    russia.sees("We ask for a meeting.", "#record")
    held = russia.page.locator("#speak-says").input_value() == "We are still thinking about"
    russia.looking.require("What Russia was typing is lost when news arrives.", holds=held)
    russia.looking.require("The focus is lost when news arrives.", holds=russia.focus() == "speak-says")
    russia.page.keyboard.type(" it")
    whole = russia.page.locator("#speak-says").input_value() == "We are still thinking about it"
    russia.looking.require("The place where Russia was typing is lost when news arrives.", holds=whole)


def _reply(sides: Table, nato: Side, russia: Side, _pictures: Path) -> None:
    """Russia replies about the entry, first with a move that is no longer open."""
    russia.page.locator("#record").get_by_role("link", name="Write about it").first.click()
    russia.sees("About: entry 1 of NATO", "#speak")
    still = russia.page.locator("#speak-says").input_value() == "We are still thinking about it"
    russia.looking.require("What was typed is lost when the entry is chosen.", holds=still)
    russia.page.locator("#speak-kind").select_option("move")
    russia.page.locator("#speak-send").click()
    russia.sees("Choose the move; nothing was written.", "#speak")
    russia.looking.require("The focus is not on the field at fault.", holds=russia.focus() == "speak-move")
    still = russia.page.locator("#speak-says").input_value() == "We are still thinking about it"
    russia.looking.require("What was typed is lost with a refusal.", holds=still)
    russia.page.locator("#speak-kind").select_option("reply")
    russia.page.locator("#speak-move").select_option("agree")
    russia.page.locator("#speak-says").fill("We agree. " + HOSTILE)
    russia.page.locator("#speak-send").click()
    russia.sees("Your entry is in the record.", "#speak")
    sides.clock.set("2010-03-01T14:00")
    sides.carry("russia")
    nato.sees("We agree. <script>", "#record")
    nato.sees("⟨U+202E⟩reversed", "#record")
    nato.looking.require("A script in an entry runs.", holds=nato.page.title() != "taken")


def _keep_the_focus(sides: Table, nato: Side, _russia: Side, _pictures: Path) -> None:
    """See that a link of the record keeps the focus when the record changes."""
    link = nato.page.locator("#record").get_by_role("link", name="Write about it").first
    name = str(link.get_attribute("id"))
    link.focus()
    sides["russia"].write(Kind.EXPLAIN, Speech("For NATO alone.", readers=("nato",)))
    sides["russia"].write(Kind.MOVE, Speech(move="close"), even_so=True)
    sides.clock.set("2010-03-01T15:00")
    sides.carry("russia")
    nato.sees("For NATO alone.", "#record")
    nato.sees("not allowed, without effect", "#record")
    nato.looking.require(
        "A link of the record loses the focus when news arrives.", holds=nato.focus() == name
    )


def _hold_the_meeting(sides: Table, nato: Side, russia: Side, pictures: Path) -> None:
    sides["nato"].holder.take_head(sides["russia"].head())
    nato.page.locator("#acknowledge").click()
    nato.sees("acknowledged.", "#acknowledged")
    sides.carry("nato")
    sides.clock.set("2010-03-16T09:00")
    for side in (nato, russia):
        side.sees("The parties are called to a meeting", "#state")
        side.sees("You are awaited", "#deadlines")
        side.page.locator("#verify-now").click()
        side.sees("The record is sound", "#verify")
        side.sees("It cannot prove", "#verify")
        side.sees("Has not answered since", "#hosts")
    russia.sees("Last synced", "#hosts")
    for side in (nato, russia):
        _look(side, pictures, side.name)


def _read_one_entry(_sides: Table, nato: Side, _russia: Side, pictures: Path) -> None:
    nato.page.locator("#record").get_by_role("link", name="Entry 1 of Russia", exact=True).click()
    nato.page.wait_for_url("**/entry/**")
    _look(nato, pictures, "entry")
    nato.page.go_back()
    nato.page.locator("#leave").click()
    nato.sees("It runs on this machine")


STORY: tuple[Callable[[Table, Side, Side, Path], None], ...] = (
    _enter,
    _convene_by_keyboard,
    _see_it_appear,
    _reply,
    _keep_the_focus,
    _hold_the_meeting,
    _read_one_entry,
)
"""What happens at the table, in order."""


def _look(side: Side, pictures: Path, name: str) -> None:
    """Look at a page at every width and in both colours."""
    for width, height in WIDTHS.items():
        side.page.set_viewport_size({"width": width, "height": height})
        for colours in COLOURS:
            view = f"{name} at {width} px, {colours}"
            side.page.emulate_media(color_scheme=colours)
            side.page.evaluate(SETTLED)
            side.page.screenshot(path=pictures / f"{name}-{width}-{colours}.png", full_page=True)
            if protruding := side.page.evaluate(PROTRUDING):
                wide, elements = protruding
                side.looking.fault(f"{view}: the page is {wide} px wide; what protrudes: {elements}")
            side.looking.faults.update(dict.fromkeys(audit(side.page, view)))
    side.page.emulate_media(color_scheme="light")


def main(arguments: Sequence[str] | None = None) -> int:
    """Let two parties meet, and say what was found; 0 means nothing, 2 no browser."""
    parser = argparse.ArgumentParser(description="Look at a channel's page in headless Chromium.")
    parser.add_argument(
        "--pictures", type=Path, default=Path("build/channel"), help="folder for the pictures"
    )
    chosen = parser.parse_args(arguments)
    try:
        faults = check(chosen.pictures)
    except MissingBrowserError as missing:
        print(missing, file=sys.stderr)
        return 2
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    number = f"{len(faults) or 'no'} fault{'s' * (len(faults) != 1)}"
    print(f"Two parties at a channel: {number}; pictures are in {chosen.pictures}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
