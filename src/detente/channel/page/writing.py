"""What the page's forms write, and to which field of a form a refusal belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.channel.exchange.delegation import NotAllowedError, Speech
from detente.channel.page.record_shown import found_entry
from detente.channel.problems import ChannelError
from detente.channel.record.kinds import Kind

if TYPE_CHECKING:
    from detente.channel.exchange.delegation import Delegation
    from detente.channel.page.forms import Form
    from detente.channel.record.entry import SignedEntry

__all__ = ["FieldError", "convene", "speak"]


class FieldError(ChannelError):
    """A form that was not written; ``field`` names what is to be changed in it."""

    def __init__(self, field: str, says: str) -> None:
        super().__init__(says)
        self.field = field


def convene(delegation: Delegation, form: Form) -> SignedEntry:
    """Convene as a form says.

    Raises ``FieldError`` where that is not done.
    """
    move = form.one("convene_move")
    if not move:
        raise FieldError("move", "No move that convenes was chosen; nothing was written.")
    speech = Speech(_said(form.words("convene_says")), move, form.one("convene_whom") or None)
    return _write(delegation, Kind.CONVENE, speech)


def speak(delegation: Delegation, form: Form) -> SignedEntry:
    """Write an entry of any other kind as a form says.

    Raises ``FieldError`` where that is not done.
    """
    try:
        kind = Kind(form.one("speak_kind"))
    except ValueError:
        raise FieldError("kind", "Choose what kind of entry it is; nothing was written.") from None
    said, move = _said(form.words("speak_says")), form.one("speak_move") or None
    if not kind.speaks or kind is Kind.CONVENE:
        raise FieldError("kind", "An entry of this kind is not written here.")
    if kind is Kind.MOVE and move is None:
        raise FieldError("move", "Choose the move; nothing was written.")
    if said is None and move is None:
        raise FieldError("says", "Write some words, or choose a move; nothing was written.")
    about = None
    if leaf := form.one("speak_about"):
        about = found_entry(delegation, leaf)
        if about is None:
            raise FieldError("about", "The entry to which this refers is not in this copy.")
    whom = (form.one("speak_whom") or None) if move else None
    return _write(delegation, kind, Speech(said, move, whom, about, readers=form.several("speak_reader")))


def _said(words: str) -> str | None:
    return words if words.strip() else None


def _write(delegation: Delegation, kind: Kind, speech: Speech) -> SignedEntry:
    try:
        return delegation.write(kind, speech)
    except NotAllowedError as error:
        raise FieldError("move", f"Nothing was written. {_capital(str(error).partition(': ')[2])}") from error
    except ChannelError as error:
        raise FieldError("says", f"Nothing was written: {str(error).rstrip('.')}.") from error


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
