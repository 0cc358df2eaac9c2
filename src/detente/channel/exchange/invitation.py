"""From a case and the parties' cards to the opening of a channel, and what its procedure lets one side do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.problems import closest
from detente.channel.problems import ChannelError
from detente.channel.record.bundle import Bundle, read_bundle
from detente.channel.record.moment import now
from detente.channel.record.opening import Opening
from detente.channel.record.rules_alone import rules_alone
from detente.institutions.procedures.analysis import analyse_procedure
from detente.institutions.procedures.machine import procedure_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.case.case import Case
    from detente.channel.record.cards import Card

__all__ = ["audited", "opened", "read_opening"]


def opened(
    case: Case, cards: Sequence[Card], *, procedure: str | None, title: str | None, time: str | None
) -> Opening:
    """Return the opening of a channel under a procedure of a case, for those whose cards these are.

    Raises ``ChannelError`` where a party's card is missing, or somebody's is there twice, and ``CaseError``
    where the case has no such procedure.
    """
    if procedure is None:
        if len(case.procedures) != 1:
            listed = ", ".join(case.procedures) or "none"
            raise ChannelError(f"say under which procedure, with --procedure; the case has {listed}")
        procedure = next(iter(case.procedures))
    players = procedure_named(case, procedure).parties
    held = {card.name: card for card in cards}
    if len(held) < len(cards):
        raise ChannelError("two of the cards are of one name")
    missing = [party for party in players if party not in held]
    if missing:
        meant = closest(missing[0], [name for name in held if name not in players])
        hint = f"; is the card of {meant!r} meant?" if meant else ""
        raise ChannelError(f"the cards of {', '.join(missing)} are missing{hint}")
    bare = [party for party in players if not held[party].keys.recovery]
    if bare:
        raise ChannelError(f"the card of {bare[0]} is an observer's: a party's card has a recovery key")
    found = Opening(
        title or case.procedures[procedure].name or procedure,
        time or now(),
        rules_alone(case, procedure),
        procedure,
        {party: held[party].keys for party in players},
        {name: card.keys for name, card in held.items() if name not in players and not card.keys.recovery},
    )
    strangers = [name for name, card in held.items() if name not in players and card.keys.recovery]
    if strangers:
        raise ChannelError(
            f"{strangers[0]!r} takes no part in {procedure}; an observer's card is made with"
            " 'detente channel key NAME --observer'"
        )
    found.check()
    return found


def audited(opening: Opening) -> list[str]:
    """Say what the procedure lets each side do alone, as ``detente institutions`` finds it."""
    return analyse_procedure(opening.machine.case, opening.procedure).summary()


def read_opening(text: bytes) -> Bundle:
    """Return an opening as a bundle: one without entries and heads, where it comes alone.

    Raises ``RecordError`` where the text is neither an opening nor a bundle.
    """
    if text.startswith(b'{"channel"'):
        return read_bundle(text)
    return Bundle(Opening.read(text.removesuffix(b"\n")), (), ())
