"""Commands for hosts of channels, for the way to them, and for keeping what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.channel_options import (
    CopyFolder,
    Key,
    PassphraseFile,
    passphrase_from,
    read_file,
    require_extra,
    seated,
)
from detente.harmless import in_a_line
from detente.outcomes.counts_said import counted
from detente.terminal import fail, say, working

if TYPE_CHECKING:
    from detente.channel.record.keys import SecretKeys

__all__ = [
    "channel_admit",
    "channel_backup",
    "channel_demo",
    "channel_page",
    "channel_serve",
    "channel_sync",
    "channel_transfer",
]

HOST_PORT, PAGE_PORT = 8470, 8471

StoreName = Annotated[
    str,
    typer.Argument(
        metavar="STORE", help="A file, the folder of a copy, or a database: postgresql://user@host/name."
    ),
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port to answer on; 0 takes a free one.")
]


@app.command("channel sync")
def channel_sync(
    folder: CopyFolder,
    hosts: Annotated[list[str], typer.Argument(metavar="URLS...", help="Addresses of hosts of the channel.")],
    recovery: Annotated[
        Path | None,
        typer.Option(
            "--recovery",
            metavar="FILE",
            help="Log in with the recovery key, right after a revocation that the host does not know yet.",
        ),
    ] = None,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Bring hosts what they lack, and take in what is new there, after checking it.

    Exit status 1 where a host did not answer, or something was refused; the others are asked all the same.

    Example: detente channel sync ministry https://council.example.org
    """
    with require_extra():
        from detente.channel.hosting.client import Host
        from detente.channel.problems import ChannelError
        from detente.channel.record.key_file import read_keys
    own = seated(folder, key, passphrase_file)
    more: list[SecretKeys] = []
    if recovery is not None:
        more += read_keys(recovery, passphrase_from(passphrase_file, of=str(recovery))).keys
    wrong = False
    for url in hosts:
        host = Host(url, own, more_keys=more)
        try:
            with working("the host"):
                done = host.sync()
        except ChannelError as error:
            say(str(error), err=True)
            wrong = True
            continue
        finally:
            host.close()
        for sentence in done.summary():
            say(in_a_line(sentence))
        wrong = wrong or bool(done.refused_here or done.refused_there)
    if wrong:
        raise typer.Exit(1)


@app.command("channel admit")
def channel_admit(
    store: StoreName,
    openings: Annotated[
        list[Path],
        typer.Argument(metavar="OPENINGS...", help="Openings, or bundles, of the channels to host."),
    ],
) -> None:
    """Let a host take in channels, of which it serves no others; makes the store where it is not there.

    Example: detente channel admit council.sqlite council.opening
    """
    with require_extra():
        from detente.channel.exchange.invitation import read_opening
        from detente.channel.keeping.holder import Holder
        from detente.channel.keeping.stores import open_store
        from detente.channel.record.cards import fingerprint
    found = [
        read_file(path, read_opening, "name an opening, or a bundle of the channel") for path in openings
    ]
    with require_extra():
        held = open_store(store, make=True)
    for bundle in found:
        opening = bundle.opening
        new = held.admit(opening)
        taken = Holder(held, opening).take_bundle(bundle)
        what = "Admitted" if new else "Admitted already"
        brought = f", with {counted(taken.new, 'entry', 'entries')}" if taken.new else ""
        say(f"{what}{brought}: “{opening.title}”, fingerprint {fingerprint(opening.id)}")
    held.close()


@app.command("channel serve")
def channel_serve(
    store: StoreName,
    address: Annotated[
        str, typer.Option("--address", help="The address to answer on; by default this machine's own alone.")
    ] = "127.0.0.1",
    port: Port = HOST_PORT,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="A name by which clients reach this host: logins are then good for it alone, so that no"
            " other host can pass them on. For every host that is reached from elsewhere. May be repeated.",
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="A TLS certificate with its chain, as PEM."),
    ] = None,
    private_key: Annotated[
        Path | None,
        typer.Option("--private-key", metavar="FILE", help="The private key of that certificate."),
    ] = None,
) -> None:
    """Serve the channels of a store until Ctrl-C: take in what parties have signed, and hand it out.

    Example: detente channel serve council.sqlite --port 8470
    """
    import logging

    with require_extra():
        from detente.channel.hosting.serving import Certificate, serve
        from detente.channel.keeping.stores import open_store
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("detente.channel.host").setLevel(logging.INFO)
    if (certificate is None) != (private_key is None):
        fail("a certificate needs its private key, and the other way round")
    pair = Certificate(certificate, private_key) if certificate and private_key else None
    with require_extra():
        held = open_store(store)
    try:
        serve(held, address=address, port=port, names=tuple(names or ()), certificate=pair, tell=say)
    finally:
        held.close()


@app.command("channel page")
def channel_page(
    folder: CopyFolder,
    hosts: Annotated[
        list[str] | None,
        typer.Option(
            "--host", metavar="URL", help="A host to exchange with every few seconds. May be repeated."
        ),
    ] = None,
    port: Port = PAGE_PORT,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Serve the channel as a page, on this machine alone, until Ctrl-C: its state, its record, its forms.

    Example: detente channel page ministry --host https://council.example.org
    """
    with require_extra():
        from detente.channel.hosting.client import Host
        from detente.channel.page.access import new_code
        from detente.channel.page.serving import serve_page
    own = seated(folder, key, passphrase_file)
    code = new_code()

    def ready(where: str) -> None:
        say(f"{own.name}’s page: {where}  Its code: {code}")
        if open_it:
            typer.launch(where)

    def next_code(fresh: str) -> None:
        say(f"The code was used. For another browser: {fresh}")

    exchanged = [Host(url, own) for url in hosts or ()]
    with require_extra():
        serve_page(own, code=code, port=port, hosts=exchanged, announce=next_code, ready=ready)


@app.command("channel transfer")
def channel_transfer(
    source: StoreName,
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="Another store, made where it is a new file.")
    ],
) -> None:
    """Copy the channels of a store to another one, such as from a file to PostgreSQL; may be repeated.

    Example: detente channel transfer council.sqlite postgresql://host@localhost/channels
    """
    with require_extra():
        from detente.channel.keeping.stores import open_store
        from detente.channel.keeping.transfer import transfer
    with require_extra():
        read, written = open_store(source), open_store(target, make=True)
    with working("the channels"):
        told = transfer(read, written)
    for sentence in told or ["There are no channels to copy."]:
        say(sentence)
    read.close()
    written.close()


@app.command("channel backup")
def channel_backup(
    store: StoreName,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The new file to write; it is itself a store.")],
) -> None:
    """Copy a store, or one's own copy, to a file while it is in use: all that has been confirmed, whole.

    Example: detente channel backup ministry copy-of-today.sqlite
    """
    with require_extra():
        from detente.channel.keeping.backup import backup
        from detente.channel.keeping.stores import open_store
    with require_extra():
        held = open_store(store)
    with working("the copy"):
        backup(held, out)
    say(f"Wrote {out}.")
    held.close()


@app.command("channel demo")
def channel_demo(
    page: Annotated[
        bool, typer.Option("--page", help="Then show the channel in the pages of both parties, until Ctrl-C.")
    ] = False,
) -> None:
    """See two parties and a host on this machine: one side would close, goes silent, and the host is killed.

    Everything lies in a folder of its own that is removed in the end; the clock is moved on by hand.

    Example: detente channel demo --page
    """
    with require_extra():
        from detente.channel.demo.story import Story
        from detente.channel.demo.table import set_table
    with set_table() as table:
        Story(table, say).tell()
        if page:
            from detente.channel.demo.pages import show

            show(table, say)
