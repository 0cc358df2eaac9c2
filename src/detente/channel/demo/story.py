"""The story that the demonstration tells, each step done for real and its outcome read from the copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.channel.exchange.checking import check
from detente.channel.exchange.delegation import NotAllowedError, Speech
from detente.channel.hosting.client import Host
from detente.channel.problems import ChannelError
from detente.channel.record.bundle import lacking, read_bundle, write_bundle
from detente.channel.record.kinds import Kind
from detente.outcomes.counts_said import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.channel.course.state import State
    from detente.channel.demo.table import HostProcess, Table

__all__ = ["Story"]


@dataclass
class Story:
    """What happens at a table, told as it happens."""

    table: Table
    say: Callable[[str], object]

    def tell(self) -> None:
        """Do everything, in order, and say what came of it."""
        host = self._opened()
        self._would_close(host)
        self._goes_silent(host)
        self._loses_its_host(host)
        self._in_the_end()

    # The four parts.

    def _opened(self) -> HostProcess:
        self.say(
            "NATO and Russia open a channel under a formal consultation mechanism: whoever asks has a meeting"
        )
        self.say(
            "within 14 days. Each has a key and a copy of its own; a host on this machine carries entries."
        )
        host = self.table.start_host()
        for side in self.table.sides.values():
            self.table.clock.on(1)
            side.write(Kind.OPEN)
        self._sync(host)
        self._state()
        return host

    def _would_close(self, host: HostProcess) -> None:
        self._head("1  One side would close the channel")
        nato, russia = self.table.sides["nato"], self.table.sides["russia"]
        self.table.clock.to("2010-03-01T09:00")
        self._says(
            "Russia", russia.write(Kind.MOVE, Speech("We regard this channel as closed.", "close")).entry.says
        )
        self._sync(host)
        self._state()
        self.say("Closing takes both. NATO asks for a meeting, and needs nobody's leave for that:")
        self.table.clock.to("2010-03-01T12:00")
        self._says("NATO", nato.write(Kind.CONVENE, Speech("We ask for a meeting.", "ask")).entry.says)
        self._sync(host)
        self._state()
        self.table.clock.to("2010-03-02T09:00")
        try:
            russia.write(Kind.MOVE, Speech("We close it all the same.", "close"))
        except NotAllowedError as refused:
            self.say(f"  Russia tries to close it alone. Its own program refuses to sign: {refused}")
        russia.write(Kind.MOVE, Speech("We close it all the same.", "close"), even_so=True)
        self.say("  It insists, so it goes on record, and has no effect.")
        self._sync(host)
        self._state()

    def _goes_silent(self, host: HostProcess) -> None:
        self._head("2  It goes silent")
        nato = self.table.sides["nato"]
        self.say("Russia answers nothing any more. Nobody has to do anything about that; the clock does.")
        self.table.clock.to("2010-03-16T09:00")
        self._state("nato")
        self._says("NATO", nato.write(Kind.ATTEND, Speech("Our delegation is here.", "attend")).entry.says)
        self._sync(host, "nato")
        self.table.clock.to("2010-03-19T09:00")
        nato.write(Kind.MINUTE, Speech("The meeting was held. Russia did not attend."))
        for step in nato.holder.course.steps()[-2:]:
            for event in step.before:
                self.say(f"  {event.says}")
        self._sync(host, "nato")
        self._state("nato")

    def _loses_its_host(self, host: HostProcess) -> None:
        self._head("3  The host is killed")
        nato, russia = self.table.sides["nato"], self.table.sides["russia"]
        host.kill()
        self.table.clock.to("2010-04-01T09:00")
        self._says("NATO", nato.write(Kind.CONVENE, Speech("We ask for another meeting.", "ask")).entry.says)
        try:
            self._sync(host, "nato")
        except ChannelError as error:
            self.say(f"  {error}")
        carried = write_bundle(self.table.opening, lacking(nato.holder.copy, "russia"), [nato.head()])
        taken = russia.holder.take_bundle(read_bundle(carried))
        found = counted(taken.new, "entry that is", "entries that are")
        self.say(f"  NATO sends a file by mail instead: {len(carried):,} bytes, {found} new to Russia.")
        self._state("russia")
        self.say("Russia comes back, acknowledges NATO's log, and answers; another host carries it.")
        self.table.clock.to("2010-04-02T09:00")
        russia.acknowledge()
        self.table.clock.on(1)
        self._says("Russia", russia.write(Kind.REPLY, Speech("We will come.")).entry.says)
        self._sync(self.table.start_host())

    def _in_the_end(self) -> None:
        self._head("In the end")
        nato, russia = (side.holder.copy for side in self.table.sides.values())
        same = "the same" if nato.order == russia.order else "NOT the same"
        self.say(f"Both copies hold {same} {len(nato)} entries, in the same order. The check of the record:")
        for sentence in check(nato).summary():
            self.say(f"  {sentence}" if sentence else "")

    # What they all do.

    def _sync(self, host: HostProcess, *names: str) -> None:
        """Let parties exchange with a host: first each brings what it has, then each gets the others'."""
        for _ in range(2):
            for name, side in self.table.sides.items():
                if not names or name in names:
                    way = Host(host.url, side)
                    try:
                        way.sync()
                    finally:
                        way.close()

    def _state(self, *names: str) -> None:
        """Say where the channel stands by the clock, in each of some copies, or of all."""
        told = {name: self._at(name).sentence for name in names or self.table.sides}
        if len(set(told.values())) == 1:
            whose = "In both copies" if len(told) > 1 else f"In the copy of {self._name(next(iter(told)))}"
            self.say(f"  {self.table.clock()[:16]}Z  {whose}: {next(iter(told.values()))}")
        else:
            for name, sentence in told.items():
                self.say(f"  {self.table.clock()[:16]}Z  In the copy of {self._name(name)}: {sentence}")

    def _at(self, name: str) -> State:
        return self.table.sides[name].holder.course.at(self.table.clock())

    def _name(self, party: str) -> str:
        return self.table.opening.name(party)

    def _says(self, name: str, words: str | None) -> None:
        self.say(f"  {name}: “{words}”")

    def _head(self, words: str) -> None:
        self.say("")
        self.say(words)
