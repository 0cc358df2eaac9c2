"""Commands that carry a channel: bundles by mail or stick, and hosts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.app import app
from detente.cli.channel_options import CopyFolder, bytes_of, require_extra
from detente.harmless import in_a_line
from detente.options import writable_file
from detente.outcomes.counts_said import counted
from detente.terminal import fail, say, working

if TYPE_CHECKING:
    from detente.channel.record.bundle import Bundle

__all__ = ["channel_export", "channel_import"]


@app.command("channel export")
def channel_export(
    folder: CopyFolder,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", callback=writable_file, help="Write the bundle to FILE.")
    ],
    lacking: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="Only what this party has not shown to have."),
    ] = None,
) -> None:
    """Write a bundle: entries in a file, to be sent by mail or carried on a stick. It can be read on the way.

    Words that are sealed stay sealed in it.

    Example: detente channel export ministry --for russia --out for-russia.bundle
    """
    with require_extra(), working("the bundle"):
        from detente.case.writing import write_whole
        from detente.channel.exchange.folder import holder_in
        from detente.channel.record.bundle import lacking as lacks
        from detente.channel.record.bundle import write_bundle

        holder = holder_in(folder)
        if lacking is not None and lacking not in holder.opening.parties:
            fail(f"{lacking!r} is no party of this channel: {', '.join(holder.opening.parties)}")
        entries = lacks(holder.copy, lacking)
        write_whole(out, write_bundle(holder.opening, entries, holder.copy.heads.values()))
    say(f"Wrote {counted(len(entries), 'entry', 'entries')} to {out}.")


@app.command("channel import")
def channel_import(
    folder: CopyFolder,
    bundles: Annotated[list[Path], typer.Argument(metavar="BUNDLES...", help="Bundles that were received.")],
) -> None:
    """Take in bundles, in any order, also more than once: every entry is checked, and what is new is kept.

    Example: detente channel import ministry from-russia.bundle
    """
    with require_extra():
        from detente.channel.exchange.folder import holder_in
    holder = holder_in(folder)
    wrong = False
    for path in bundles:
        bundle = _bundle(path)
        if bundle.opening.id != holder.opening.id:
            fail(f"{path}: this is a bundle of another channel, “{bundle.opening.title}”")
        with working("the bundle"):
            taken = holder.take_bundle(bundle)
        for sentence in taken.summary():
            say(f"{path}: {in_a_line(sentence)}")
        wrong = wrong or bool(taken.refused)
    for proof in holder.copy.forks():
        say(f"{holder.opening.name(proof.party)} has signed two logs: see 'detente channel verify'.")
    if wrong:
        raise typer.Exit(1)


def _bundle(path: Path) -> Bundle:
    from detente.channel.problems import RecordError
    from detente.channel.record.bundle import read_bundle

    try:
        return read_bundle(bytes_of(path))
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from error
