"""Who can block, in words: voting power, powers over moves, the channel, and gatekeepers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from detente.case.naming import capitalised, joined, spaced, within
from detente.institutions.power.said import members_say, power_says
from detente.institutions.powers.said import audit_says, move_says
from detente.institutions.procedures.sentences import verdict_says
from detente.institutions.procedures.verdicts import PROTOCOL
from detente.outcomes.naming import name_of
from detente.report.institutions_figures import agreements_figure, institutions_figures
from detente.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.case.case import Case
    from detente.case.model import CaseFile
    from detente.case.powers import PowerKind
    from detente.institutions.gatekeeping.result import Gatekeeping
    from detente.institutions.powers.audit import PartyPowers
    from detente.institutions.procedures.verdicts import ProcedureVerdicts
    from detente.institutions.result import Institutions
    from detente.outcomes.moves import Move
    from detente.report.pictures import Picture

__all__ = ["AuditSaid", "ChannelSaid", "InstitutionsSaid", "institutions_said"]


@dataclass(frozen=True)
class AuditSaid:
    """What clauses let others do: in the case itself, or in a variant, which is then named."""

    name: str
    says: str
    sentences: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class ChannelSaid:
    """One procedure: its verdicts with their stories, who has what power in it, findings, and its picture."""

    name: str
    says: str
    verdicts: tuple[tuple[str, str, bool], ...]
    notes: tuple[str, ...]
    powers: Table
    picture: Picture


@dataclass(frozen=True)
class GatekeepersSaid:
    """Who stands between a bloc and a partner, in the case and in variants with other agreements.

    ``variants``: the name of each, the answer and the witness. ``elsewhere``: the pictures of those in which
    other agreements are in force between them.
    """

    answer: str
    witness: str
    variants: tuple[tuple[str, str, str], ...]
    picture: Picture
    elsewhere: tuple[Picture, ...]


@dataclass(frozen=True)
class InstitutionsSaid:
    """The section in words; what a case does not have is empty."""

    power: tuple[str, ...]
    power_picture: Picture | None
    audits: tuple[AuditSaid, ...]
    channels: tuple[ChannelSaid, ...]
    protocol: str
    gatekeepers: tuple[GatekeepersSaid, ...]

    @property
    def there(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.power or self.audits or self.channels or self.gatekeepers)

    @property
    def pictures(self) -> Iterator[Picture]:
        """All pictures of the section."""
        if self.power_picture is not None:
            yield self.power_picture
        yield from (one.picture for one in self.channels)
        for gatekeepers in self.gatekeepers:
            yield gatekeepers.picture
            yield from gatekeepers.elsewhere


def institutions_said(result: Institutions, variants: Sequence[Institutions]) -> InstitutionsSaid:
    """Return the section in words; ``variants`` are those in which powers or agreements differ."""
    case, figures = result.case, institutions_figures(result)
    return InstitutionsSaid(
        power=tuple(power_says(case, key, power) for key, power in result.power.items()),
        power_picture=figures.get("power"),
        audits=tuple(_audit(one) for one in (result, *variants) if one.case.powers),
        channels=tuple(_channel(one, figures[f"procedure_{key}"]) for key, one in result.procedures.items()),
        protocol=PROTOCOL if result.procedures else "",
        gatekeepers=tuple(
            _gatekeepers(one, figures[f"agreements_{bloc}"], _elsewhere(result, variants, bloc))
            for bloc, one in result.gatekeeping.items()
        ),
    )


def _audit(result: Institutions) -> AuditSaid:
    case = result.case
    variant = _variant(result)
    rows = tuple(row for one in result.powers.values() for row in _rows(case, one))
    return AuditSaid(
        spaced(variant) if variant else "",
        str(case.variants[variant].get("says") or "") if variant else "",
        audit_says(case, result.powers),
        Table("Powers over moves, clause by clause", ("Whose move", "Move", "Power", "Of whom", "By"), rows),
    )


def _rows(case: CaseFile, one: PartyPowers) -> Iterator[tuple[str, ...]]:
    """Yield a row for each move and each other, and one for all who can block it through the same bloc."""
    holders: dict[tuple[Move, PowerKind, tuple[str, ...], tuple[str, ...], str], list[str]] = {}
    for power in sorted(one.powers, key=lambda power: bool(power.through)):
        alone = "" if power.through else power.holder
        row = (power.move, power.kind, power.clauses, power.through, alone)
        holders.setdefault(row, []).append(power.holder)
    for (move, kind, clauses, through, _), found in holders.items():
        behind = f", through {joined(within(name_of(case, key)) for key in through)}" if through else ""
        yield (
            capitalised(name_of(case, one.party)),
            capitalised(move_says(case, move)),
            str(kind),
            capitalised(members_say(case, tuple(found))) + behind,
            ", ".join(clauses) or "decides here",
        )


def _channel(result: ProcedureVerdicts, picture: Picture) -> ChannelSaid:
    verdicts = tuple(
        (verdict_says(result, one), "" if one.shortest is None else one.shortest.story, one.holds)
        for one in result.properties.values()
    )
    notes = (note for one in result.properties.values() for note in one.notes)
    rows = tuple(
        (
            capitalised(spaced(str(aim))),
            kind,
            ", ".join(capitalised(within(name_of(result.case, party))) for party in witness.parties),
            " ".join(witness.strategy),
        )
        for aim, one in result.powers.items()
        for kind, found in (("can bring it about", one.enabling), ("can prevent it", one.blocking))
        for witness in found
    )
    return ChannelSaid(
        result.name,
        result.procedure.says or "",
        verdicts,
        (*notes, *(finding.says for finding in result.findings)),
        Table("The smallest coalitions, and how", ("What", "They", "Who", "How"), rows),
        picture,
    )


def _gatekeepers(
    result: Gatekeeping, picture: Picture, elsewhere: Mapping[str, Gatekeeping]
) -> GatekeepersSaid:
    """Return who stands between in the case, and ``elsewhere``: in variants, by their names."""
    return GatekeepersSaid(
        result.answer,
        result.witness,
        tuple((spaced(variant), other.answer, other.witness) for variant, other in elsewhere.items()),
        picture,
        tuple(
            agreements_figure(other, variant)
            for variant, other in elsewhere.items()
            if other.network != result.network
        ),
    )


def _elsewhere(result: Institutions, variants: Sequence[Institutions], bloc: str) -> dict[str, Gatekeeping]:
    """Return who stands between in variants with other agreements, by the names of these."""
    return {
        _variant(other): other.gatekeeping[bloc]
        for other in variants
        if other.case.agreements != result.case.agreements and bloc in other.gatekeeping
    }


def _variant(result: Institutions) -> str:
    """Return the name of the variant that was looked at; nothing where it was the case itself."""
    return cast("Case", result.case).variant or ""
