"""The verdicts on a procedure as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from detente.institutions.procedures.verdicts import ProcedureVerdicts

__all__ = ["frames"]


def frames(result: ProcedureVerdicts) -> dict[str, pd.DataFrame]:
    """Return the verdicts by party, the powers, what absence blocks, and the findings."""
    verdicts = [
        {
            "property": str(name),
            "party": party,
            "holds": holds,
            "counterexample": one.counterexamples[party].story if party in one.counterexamples else "",
        }
        for name, one in result.properties.items()
        for party, holds in one.by_party.items()
    ]
    powers = [
        {
            "aim": str(aim),
            "power": kind,
            "coalition": ", ".join(witness.parties),
            "strategy": " ".join(witness.strategy),
        }
        for aim, one in result.powers.items()
        for kind, witnesses in (("enables", one.enabling), ("blocks", one.blocking))
        for witness in witnesses
    ]
    absences = [
        {
            "absent": ", ".join(one.parties),
            "no meeting from": ", ".join(one.states),
            "moves": ", ".join(one.moves),
        }
        for one in result.absences
    ]
    findings = [{"kind": one.kind, "about": one.about, "finding": one.says} for one in result.findings]
    return {
        "verdicts": pd.DataFrame(verdicts, columns=["property", "party", "holds", "counterexample"]),
        "powers": pd.DataFrame(powers, columns=["aim", "power", "coalition", "strategy"]),
        "absences": pd.DataFrame(absences, columns=["absent", "no meeting from", "moves"]),
        "findings": pd.DataFrame(findings, columns=["kind", "about", "finding"]),
    }
