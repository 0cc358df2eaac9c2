"""Commands that write into a channel: convene, reply, say, acknowledge, and change keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.channel_options import (
    CopyFolder,
    Key,
    Moment,
    PassphraseFile,
    bytes_of,
    moment,
    passphrase_from,
    require_extra,
    seated,
    the_entry,
)
from detente.outcomes.counts_said import counted
from detente.terminal import fail, say

if TYPE_CHECKING:
    from detente.channel.exchange.delegation import Delegation, Speech
    from detente.channel.record.entry import Attached, SignedEntry
    from detente.channel.record.kinds import Kind

__all__ = [
    "channel_acknowledge",
    "channel_convene",
    "channel_reply",
    "channel_revoke",
    "channel_rotate",
    "channel_write",
]

Words = Annotated[str, typer.Argument(metavar="WORDS", help="What is said.")]
Move = Annotated[
    str | None,
    typer.Option("--move", help="The move of the procedure that this makes, by its short name."),
]
Whom = Annotated[str | None, typer.Option("--whom", help="Whom the move names, where it names somebody.")]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="ENTRY", help="The entry to which this refers, such as nato:3."),
]
Attachment = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="A text file that goes with it, such as a CSV.")
]
Only = Annotated[
    str | None,
    typer.Option(
        "--only-for",
        metavar="NAMES",
        help="Seal the words for these parties or observers, separated by commas; others see that there is"
        " such an entry, by whom, when and for whom.",
    ),
]
EvenSo = Annotated[
    bool,
    typer.Option(
        "--even-so",
        help="Put it on record also where the procedure does not allow it; it has no effect then.",
    ),
]


@app.command("channel convene")
def channel_convene(
    folder: CopyFolder,
    words: Words,
    move: Move = None,
    whom: Whom = None,
    only: Only = None,
    time: Moment = None,
    even_so: EvenSo = False,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Convene: make the move after which a meeting is held, whatever anybody fails to do.

    Where several moves convene, --move says which one.

    Example: detente channel convene ministry "We ask for a meeting on the exercise."
    """
    with require_extra():
        from detente.channel.exchange.delegation import Speech
        from detente.channel.record.kinds import Kind
    own = seated(folder, key, passphrase_file)
    state = own.holder.course.at(moment(time) or own.clock())
    able = state.convening.get(own.name, ())
    if move is None and len(able) > 1:
        fail(f"{own.name} can convene in several ways; name one with --move: {', '.join(able)}")
    if move is None and not able:
        why = "a meeting is called already" if state.called else f"it cannot do so alone in “{state.name}”"
        fail(f"{own.name} cannot convene now: {why}")
    said = Speech(words, move or able[0], whom, readers=_names(only))
    _write(own, Kind.CONVENE, said, time, even_so=even_so)


@app.command("channel reply")
def channel_reply(
    folder: CopyFolder,
    words: Words,
    about: About = None,
    move: Move = None,
    only: Only = None,
    time: Moment = None,
    even_so: EvenSo = False,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Reply to what another has said. Where `reply` is a move of the procedure that is open, this makes it.

    Example: detente channel reply ministry "It is the exercise that was announced." --about russia:4
    """
    with require_extra():
        from detente.channel.exchange.delegation import Speech
        from detente.channel.record.kinds import Kind
    own = seated(folder, key, passphrase_file)
    able = own.holder.course.at(moment(time) or own.clock()).open_moves.get(own.name, ())
    chosen = move or ("reply" if "reply" in able else None)
    entry = None if about is None else the_entry(own.holder, about)
    _write(own, Kind.REPLY, Speech(words, chosen, about=entry, readers=_names(only)), time, even_so=even_so)


@app.command("channel write")
def channel_write(
    folder: CopyFolder,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="What it is: explain, attend, minute, propose, declare, reply, convene or move.",
        ),
    ],
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS", help="What is said; may be left out with a move or a file, and by who attends."
        ),
    ] = "",
    move: Move = None,
    whom: Whom = None,
    about: About = None,
    file: Attachment = None,
    only: Only = None,
    time: Moment = None,
    even_so: EvenSo = False,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write any other entry: an explanation, attendance, minutes, a proposal, a declaration, or a bare move.

    Where `attend` is a move of the procedure that is open, attending makes it.

    Example: detente channel write ministry declare "Holdings on 1 January." --file holdings.csv
    """
    with require_extra():
        from detente.channel.exchange.delegation import Speech
    meant = _kind(kind)
    own = seated(folder, key, passphrase_file)
    able = own.holder.course.at(moment(time) or own.clock()).open_moves.get(own.name, ())
    chosen = move or (kind if kind == "attend" and "attend" in able else None)
    entry = None if about is None else the_entry(own.holder, about)
    if kind == "move" and chosen is None:
        fail(f"say which move is meant, with --move: {', '.join(able) or 'none is open now'}")
    if kind not in ("attend", "move") and not words and file is None and chosen is None:
        fail(f"say something: write WORDS after {kind!r}, or name a --file")
    said = Speech(words or None, chosen, whom, entry, _attached(file), _names(only))
    _write(own, meant, said, time, even_so=even_so)


@app.command("channel acknowledge")
def channel_acknowledge(
    folder: CopyFolder, time: Moment = None, key: Key = None, passphrase_file: PassphraseFile = None
) -> None:
    """Acknowledge the logs of the others as far as they have signed them, so that none can show another.

    Example: detente channel acknowledge ministry
    """
    with require_extra():
        own = seated(folder, key, passphrase_file)
        signed = own.acknowledge(time=moment(time))
    if signed is None:
        say("There is nothing to acknowledge that was not acknowledged before.")
        return
    for head in signed.entry.heads:
        say(f"Acknowledged: {counted(head.head.size, 'entry', 'entries')} of {head.party}.")


@app.command("channel rotate")
def channel_rotate(
    folder: CopyFolder, time: Moment = None, key: Key = None, passphrase_file: PassphraseFile = None
) -> None:
    """Change one's keys: the key file gets new ones, and the record tells from when on they sign.

    Example: detente channel rotate ministry
    """
    with require_extra():
        from detente.channel.exchange.folder import sit_down
        from detente.channel.record.key_file import write_keys
        from detente.channel.record.keys import SecretKeys
    passphrase = passphrase_from(passphrase_file, of="the key")
    own = sit_down(folder, passphrase, key)
    new, path = SecretKeys.make(), own.key_path
    own.keys = own.keys.with_new(new)
    write_keys(path, own.keys, passphrase, overwrite=True)
    signed = own.rotate(new, moment(time))
    say(f"From entry {signed.entry.number + 1} of {own.name} on, the new key signs. Back up {path}.")


@app.command("channel revoke")
def channel_revoke(
    folder: CopyFolder,
    recovery: Annotated[
        Path, typer.Option("--recovery", metavar="FILE", help="The recovery key, made with the lost one.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Write the new key to a new FILE.")],
    last_own: Annotated[
        str | None,
        typer.Option(
            "--last-own",
            metavar="ENTRY",
            help="The last entry that one has signed oneself, such as nato:12, where a thief has signed"
            " others since: those lose their effect. Without it, all of one's own log that is here stands.",
        ),
    ] = None,
    time: Moment = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take a lost or stolen key out of use with the recovery key, and put a new one in its place.

    Get everything that the others have first: what the old key signed and is not in this copy, loses its
    effect, and that shows. What was sealed for the old key can be read with the old key alone.

    Example: detente channel revoke ministry --recovery vault/nato.recovery.key --out nato-2.key
    """
    with require_extra():
        from detente.channel.exchange.delegation import Delegation
        from detente.channel.exchange.folder import holder_in, remember_key
        from detente.channel.record.key_file import KeyFile, read_keys, write_keys
        from detente.channel.record.keys import SecretKeys
    passphrase = passphrase_from(passphrase_file, of=str(recovery))
    held = read_keys(recovery, passphrase)
    new, holder = SecretKeys.make(), holder_in(folder)
    write_keys(out, KeyFile(held.name, (new,)), passphrase)
    own = Delegation(holder, KeyFile(held.name, (new,)), out)
    last = None if last_own is None else the_entry(holder, last_own)
    try:
        signed = own.revoke(new, held.keys[0], moment(time), after_own=last)
    except ValueError:
        out.unlink()
        raise
    remember_key(holder, folder, out)
    say(f"Entry {signed.entry.number} of {own.name} revokes the old key; {out} signs from now on.")


def _kind(word: str) -> Kind:
    from detente.case.problems import closest
    from detente.channel.record.kinds import Kind

    known = [str(kind) for kind in Kind if kind.speaks]
    if word not in known:
        meant = closest(word, known)
        fail(f"{word!r} is no kind of entry; " + (f"did you mean {meant!r}?" if meant else ", ".join(known)))
    return Kind(word)


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (listed or "").split(",") if one.strip())


def _attached(file: Path | None) -> Attached | None:
    from detente.channel.record.entry import Attached

    if file is None:
        return None
    try:
        return Attached(file.name, bytes_of(file).decode())
    except UnicodeDecodeError:
        fail(f"{file}: only a text file goes into an entry; send others by another way, and say their hash")
        raise  # not reached


def _write(own: Delegation, kind: Kind, said: Speech, time: str | None, *, even_so: bool) -> SignedEntry:
    """Write an entry, and say what it came to."""
    signed = own.write(kind, said, time=moment(time), even_so=even_so)
    course, holder = own.holder.course, own.holder
    steps = dict(zip(holder.copy.order, course.steps(), strict=True))
    entry = signed.entry
    say(f"{entry.party}:{entry.number} is in the record.")
    say(steps[entry.time, entry.party, entry.number, signed.leaf].says)
    say(course.at(max(own.clock(), entry.time)).sentence)
    return signed
