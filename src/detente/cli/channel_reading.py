"""Commands that read a channel: where it stands, its record, and whether that is sound."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.app import app
from detente.cli.channel_options import (
    CopyFolder,
    Key,
    Moment,
    PassphraseFile,
    bytes_of,
    moment,
    read_file,
    require_extra,
    seated,
    the_entry,
)
from detente.harmless import harmless
from detente.options import AsJson, CsvFolder, Out, Workers, writable_file
from detente.processes import processors, sharing
from detente.terminal import emit, fail, say, show, working

__all__ = ["channel_prove", "channel_record", "channel_state", "channel_verify"]

NO_BUNDLE = "name the folder of a copy, a bundle, or the proof of an entry"


@app.command("channel state")
def channel_state(
    folder: CopyFolder,
    time: Moment = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Where does the channel stand: its state, the deadlines that run, and who must do what by when.

    All of it follows from the record and the clock; --time asks for another moment than now.

    Example: detente channel state ministry
    """
    with require_extra(), working("the channel"):
        from detente.channel.exchange.folder import holder_in
        from detente.channel.record.moment import now

        found = holder_in(folder).course.at(moment(time) or now())
    emit(found, as_json=as_json, csv=csv, out=out)


@app.command("channel record")
def channel_record(
    folder: CopyFolder,
    last: Annotated[
        int | None, typer.Option("--last", min=1, help="Show the last so many entries only.")
    ] = None,
    attached: Annotated[
        str | None,
        typer.Option(
            "--attached", metavar="ENTRY", help="Show the text that goes with an entry, such as nato:3."
        ),
    ] = None,
    unseal: Annotated[
        bool, typer.Option("--unseal", help="Open the key, to read also what is sealed for its owner.")
    ] = False,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """What has been said and done: every entry, what it came to under the procedure, and what time brought.

    Example: detente channel record ministry --last 20
    """
    with require_extra():
        from detente.channel.exchange.folder import holder_in
        from detente.channel.exchange.listing import listed, open_words
    own = seated(folder, key, passphrase_file) if unseal else None
    with working("the record"):
        holder = own.holder if own else holder_in(folder)
        words = own.words if own else open_words
        found = listed(holder.course, last, words)
    if attached is None:
        emit(found, as_json=as_json, csv=csv, out=out)
        return
    text = words(the_entry(holder, attached)).attached
    if text is None:
        fail(f"no text that can be read goes with entry {attached}")
    else:
        show(harmless(text.text) if out is None and sys.stdout.isatty() else text.text, out)


@app.command("channel verify")
def channel_verify(
    source: Annotated[
        Path,
        typer.Argument(metavar="SOURCE", help="The folder of a copy, a bundle, or the proof of one entry."),
    ],
    workers: Workers = None,
    as_json: AsJson = False,
    csv: CsvFolder = None,
    out: Out = None,
) -> None:
    """Is the record sound: check every signature and hash, and say what it proves and what it cannot.

    Needs no key and no network. Exit status 1 where something is wrong with the record.

    Example: detente channel verify ministry
    """
    with require_extra():
        from detente.channel.exchange.checking import check_kept, check_record
        from detente.channel.exchange.checking_one import check_entry
        from detente.channel.exchange.folder import holder_in
        from detente.channel.record.bundle import read_bundle
        from detente.channel.record.shown_alone import PROOF, ShownAlone
    with working("the record"), sharing(workers or processors()) as executor:
        if source.is_dir():
            found = check_kept(holder_in(source), executor)
        elif (text := bytes_of(source)).startswith(PROOF):
            found = check_entry(ShownAlone.read(text.removesuffix(b"\n")))
        else:
            bundle = read_file(source, read_bundle, NO_BUNDLE)
            found = check_record(bundle.opening, bundle.lines, bundle.heads, executor)
    emit(found, as_json=as_json, csv=csv, out=out)
    if not found.sound:
        raise typer.Exit(1)


@app.command("channel prove")
def channel_prove(
    folder: CopyFolder,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry to show, such as russia:3.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", callback=writable_file, help="Write the proof to FILE.")
    ],
) -> None:
    """Show one entry alone: a file that proves to anybody that a party signed it, and shows nothing else.

    Example: detente channel prove ministry russia:3 --out their-reply.proof
    """
    with require_extra():
        from detente.case.writing import write_whole
        from detente.channel.exchange.folder import holder_in
        from detente.channel.record.shown_alone import shown_alone

        holder = holder_in(folder)
        proof = shown_alone(holder.copy, the_entry(holder, entry))
        write_whole(out, proof.to_bytes() + b"\n")
    say(f"Wrote {out}. 'detente channel verify {out}' checks it, without anything else.")
