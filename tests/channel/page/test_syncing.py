"""Syncing with hosts beside the page."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import httpx
import pytest

from detente.channel.exchange.delegation import Speech
from detente.channel.keeping.holder import Taken
from detente.channel.page.serving import page_served, serve_page
from detente.channel.page.syncing import Syncing, Watched
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind
from tests.channel.delegations import table
from tests.channel.page.visitor import CODE, entered

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Scripted:
    """A host that does what a test says."""

    does: Callable[[], Taken]
    url: str = "http://host.example"
    asked: Event = field(default_factory=Event)

    def sync(self) -> Taken:
        self.asked.set()
        return self.does()


def refuses() -> Taken:
    raise ChannelError("the host does not answer")


def breaks() -> Taken:
    raise TypeError


def test_a_host_that_does_not_answer_is_told_of_since_when() -> None:
    times = iter(["2010-03-01T12:00:00.000Z", "2010-03-01T12:05:00.000Z"])
    host = Scripted(Taken)
    one = Watched(host, lambda: next(times), "2010-03-01T11:00:00.000Z")
    assert one.says == "Is being asked for the first time."
    host.does = refuses
    one.sync()
    assert one.says == "Has not answered since 2010-03-01 11:00:00 UTC: the host does not answer."
    host.does = Taken
    one.sync()
    assert one.says == "Last synced 2010-03-01 12:00:00 UTC."
    host.does = breaks
    one.sync()
    one.sync()
    assert one.says == "Has not answered since 2010-03-01 12:00:00 UTC: syncing failed (TypeError)."


def test_a_host_that_hangs_keeps_no_other_waiting_and_the_end_neither() -> None:
    never, answered = Event(), Event()

    def hangs() -> Taken:
        never.wait(30)
        return Taken()

    def answers() -> Taken:
        answered.set()
        return Taken(new=3)

    syncing = Syncing([Scripted(hangs), Scripted(answers)], lambda: "2010-03-01T12:00:00.000Z", every=60)
    syncing.start()
    assert answered.wait(10)
    answered.clear()
    syncing.now()
    assert answered.wait(10)
    never.set()
    syncing.stop()
    assert syncing.watched[1].told[0].startswith("3 new")


def test_the_page_names_its_hosts_and_how_they_do(tmp_path: Path) -> None:
    sides = table(tmp_path)
    page = entered(sides["nato"], (Scripted(refuses),))
    desk = page.app.state.desk
    desk.syncing.watched[0].sync()
    page.get()
    text = page.text()
    assert (
        "http://host.example ! Has not answered since 2010-02-01 00:00:00 UTC: the host does not answer."
        in text
    )
    page.post("/sync")
    assert "Sync now" in page.text()


def test_reading_and_syncing_at_once_never_clash(tmp_path: Path) -> None:
    """A host brings entries one by one while the page is read."""
    sides = table(tmp_path)
    sides.clock.set("2010-03-01")
    arriving = []
    for number in range(150):
        sides.clock.on()
        arriving.append(sides["russia"].write(Kind.EXPLAIN, Speech(f"Number {number}.")))
    sides.clock.on()
    left, done = list(arriving), Event()

    def brings() -> Taken:
        if not left:
            done.set()
            return Taken()
        sides["nato"].holder.take_head(sides["russia"].head())
        return sides["nato"].holder.take([left.pop(0)])

    page = entered(sides["nato"], (Scripted(brings),))
    syncing = page.app.state.desk.syncing
    syncing.every = 0
    syncing.start()
    statuses = set()
    while not done.is_set():
        statuses.add(page.get().status_code)
    syncing.stop()
    page.get()
    assert statuses <= {200}
    assert not syncing.watched[0].problem
    assert "of 152" in page.text()


SERVED = """
import sys
from pathlib import Path
from detente.channel.page.serving import serve_page
from tests.channel.delegations import table

delegation = table(Path(sys.argv[1]))["nato"]
serve_page(delegation, code=sys.argv[2], announce=print, ready=lambda address: print(address, flush=True))
print("ended")
"""


def test_ctrl_c_ends_the_page_and_no_log_has_codes_or_cookies(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVED, str(tmp_path), CODE]
    with subprocess.Popen(
        command,
        text=True,
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        address = program.stdout.readline().strip()
        with httpx.Client(base_url=address, timeout=20) as browser:
            for code, status in (("WRONG", 403), (CODE, 303)):
                token = re.findall(r'name="token" value="(\w+)"', browser.get("/enter").text)[0]
                assert browser.post("/enter", data={"token": token, "code": code}).status_code == status
                browser.get(f"/nothing?{code}")
            assert browser.get("/").status_code == 200
            secret = next(iter(browser.cookies.values()))
            program.send_signal(signal.SIGINT)
            told, logged = program.communicate(timeout=30)
    assert program.returncode == 0
    assert told.splitlines()[-1] == "ended"
    assert logged == ""
    assert CODE not in told
    assert secret not in told


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    sides = table(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ChannelError, match=f"port {port} of this machine cannot be had"):
            serve_page(sides["nato"], code=CODE, port=port)
    with pytest.raises(ChannelError, match="port 70000"):
        serve_page(sides["nato"], code=CODE, port=70_000)


def test_the_page_is_served_on_loopback_and_syncs_until_it_ends(tmp_path: Path) -> None:
    sides = table(tmp_path)
    host = Scripted(Taken)
    with page_served(sides["nato"], code=CODE, hosts=[host]) as address:
        assert address.startswith("http://127.0.0.1:")
        found = httpx.get(f"{address}enter", timeout=10)
        assert found.status_code == 200
        assert "server" not in found.headers
        assert host.asked.wait(10)
    host.asked.clear()
    assert not host.asked.wait(0.2)
