"""What parties, blocs, camps and issues are called, also where they appear as voices behind a signatory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.naming import spaced
from detente.outcomes.holders import VOICE
from detente.outcomes.signing import as_a_bloc, asking

if TYPE_CHECKING:
    from detente.case.model import CaseFile
    from detente.case.parties import Bloc, Camp, Party

__all__ = ["holders_of", "name_of"]


def name_of(case: CaseFile, key: str) -> str:
    """Return what somebody or an issue is called: a party, bloc, camp, or a voice of several.

    The key comes back as it is where the case has no such thing.
    """
    if voice := VOICE.fullmatch(key):
        count = int(voice["count"])
        return f"{name_of(case, voice['first'])} and {count} {'other' if count == 1 else 'others'} like it"
    key = key.removesuffix(as_a_bloc("")).partition(asking("", ""))[0]
    known = holders_of(case).get(key) or case.issues.get(key) or case.bodies.get(key)
    return key if known is None else known.name or spaced(key)


def holders_of(case: CaseFile) -> dict[str, Party | Bloc | Camp]:
    """Return everybody who may have a stance, by short name."""
    return {**case.parties, **case.blocs, **case.camps}
