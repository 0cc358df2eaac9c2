"""Commands that open a channel: keys, cards, the opening, and a copy of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.asking import read_case
from detente.cli.channel_options import (
    Moment,
    PassphraseFile,
    moment,
    passphrase_from,
    read_file,
    require_extra,
)
from detente.options import CaseName, Variant, writable_file
from detente.terminal import fail, say, show, working

if TYPE_CHECKING:
    from detente.channel.record.bundle import Bundle
    from detente.channel.record.key_file import KeyFile

__all__ = ["channel_card", "channel_join", "channel_key", "channel_open"]

NO_CARD = "name a card, such as nato.card"
NO_OPENING = "name an opening, or a bundle of the channel"


@app.command("channel key")
def channel_key(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Who will sign: a party's short name in the case.")
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="Write into DIR, which is made where it is not there."),
    ] = Path(),
    observer: Annotated[
        bool, typer.Option("--observer", help="The key of an observer, who reads only, and recovers nothing.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make the keys of a party of a channel: NAME.key, NAME.recovery.key, and NAME.card to give to others.

    The recovery key takes a lost or stolen key out of use: keep it where the other is not.

    Example: detente channel key nato --out ministry
    """
    with require_extra():
        from detente.case.writing import write_whole
        from detente.channel.record.cards import Card
        from detente.channel.record.key_file import KeyFile, write_keys
        from detente.channel.record.keys import SecretKeys
    if not name.isidentifier():
        fail(f"{name!r} is no short name of a party, such as nato")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out}: the folder cannot be made ({error.strerror})")
    files = [out / f"{name}.key", out / f"{name}.card"] + ([] if observer else [out / f"{name}.recovery.key"])
    for path in files:
        if path.exists():
            fail(f"{path}: this file is there already; a key that is written over is lost")
    passphrase = passphrase_from(passphrase_file, of=f"the new key of {name}", new=True)
    keys, recovery = SecretKeys.make(), None if observer else SecretKeys.make()
    write_keys(files[0], KeyFile(name, (keys,)), passphrase)
    if recovery is not None:
        write_keys(files[2], KeyFile(name, (recovery,)), passphrase)
    card = Card.make(name, keys, recovery)
    write_whole(files[1], card.to_bytes())
    say(f"Wrote {', '.join(map(str, files))}.")
    say(f"Fingerprint of the card of {name}: {card.fingerprint}")


@app.command("channel card")
def channel_card(
    cards: Annotated[list[Path], typer.Argument(metavar="CARDS...", help="Cards that were received.")],
) -> None:
    """Show whose cards these are, with the fingerprints to compare with their owners by telephone.

    Example: detente channel card nato.card russia.card
    """
    with require_extra():
        from detente.channel.record.cards import Card
    for path in cards:
        card = read_file(path, Card.read, NO_CARD)
        what = "a party" if card.keys.recovery else "an observer"
        say(f"{card.name}, {what}: {card.fingerprint}")


@app.command("channel open")
def channel_open(
    case: CaseName,
    cards: Annotated[
        list[Path],
        typer.Argument(
            metavar="CARDS...", help="The cards of all parties of the procedure, and of observers."
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", callback=writable_file, help="Write the opening to FILE.")
    ],
    procedure: Annotated[
        str | None,
        typer.Option("--procedure", help="The procedure of the case, where it has several."),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="What the channel is called; the procedure's name otherwise."),
    ] = None,
    time: Moment = None,
    variant: Variant = None,
) -> None:
    """Write the opening of a channel: who takes part, under which procedure of a case, with which keys.

    It holds the procedure alone, and nothing else of the case. What the procedure lets one side do is said.

    Example: detente channel open nato-russia-2010 nato.card russia.card --procedure council_formal
    --out council.opening
    """
    with require_extra(), working("the opening"):
        from detente.case.writing import write_whole
        from detente.channel.exchange.invitation import audited, opened
        from detente.channel.record.cards import Card, fingerprint

        read = read_case(case, variant)
        held = [read_file(path, Card.read, NO_CARD) for path in cards]
        opening = opened(read, held, procedure=procedure, title=title, time=moment(time))
        write_whole(out, opening.text + b"\n", overwrite=False)
        told = audited(opening)
    show("\n".join(told), None)
    say(f"Wrote {out}, the opening of channel {opening.id}.")
    say(f"Fingerprint of the channel: {fingerprint(opening.id)}")


@app.command("channel join")
def channel_join(
    opening: Annotated[
        str,
        typer.Argument(
            metavar="OPENING",
            help="The opening, or a bundle of the channel, as a file; or where a host has it:"
            " https://HOST/channels/ID.",
        ),
    ],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The new folder for one's own copy.")],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="One's own key.")],
    time: Moment = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make one's own copy of a channel in FOLDER and, as a party, accept the channel by signing its opening.

    Compare the fingerprint of the channel with the others before anything is said in it.

    Example: detente channel join council.opening ministry --key nato.key
    """
    with require_extra():
        from detente.channel.exchange.folder import make_folder, sit_down, unmake_folder
        from detente.channel.record.cards import fingerprint
        from detente.channel.record.key_file import read_keys
        from detente.channel.record.kinds import Kind
    passphrase = passphrase_from(passphrase_file, of=str(key))
    held = read_keys(key, passphrase)
    name = held.name
    bundle = _opening(opening, held)
    found = bundle.opening
    if name not in found.parties and name not in found.observers:
        fail(f"{key}: the key is of {name}, who is neither party nor observer of this channel")
    when = moment(time)
    holder = make_folder(folder, found, key)
    try:
        holder.take_bundle(bundle)
        holder.store.close()
        written = sit_down(folder, passphrase)
        if not written.observes and not len(written.holder.copy.logs[name]):
            written.write(Kind.OPEN, time=when)
    except ValueError:
        holder.store.close()
        unmake_folder(folder)
        raise
    say(f"{name} has a copy of “{found.title}” in {folder}.")
    say(f"Fingerprint of the channel: {fingerprint(found.id)}")


def _opening(source: str, held: KeyFile) -> Bundle:
    """Return the opening in a file, with what else is in its bundle; or the one that a host has."""
    from detente.channel.exchange.invitation import read_opening

    if not source.startswith(("http://", "https://")):
        return read_file(Path(source), read_opening, NO_OPENING)
    from detente.channel.hosting.client import fetch_opening
    from detente.channel.record.bundle import Bundle

    host, _, channel = source.partition("/channels/")
    if not channel:
        fail(f"{source}: write the address of the channel at the host, such as https://HOST/channels/ID")
    return Bundle(fetch_opening(host, channel, held), (), ())
