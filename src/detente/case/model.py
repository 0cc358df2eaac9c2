"""What an analyst writes: the shape of a case file.

The models check shapes only; whether a name exists is checked in ``references``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from detente.case.agreements import Agreement
from detente.case.arguments import Claim, Defaults, Evidence, Rung, Source
from detente.case.blocks import Block, Roadmap
from detente.case.conflict import Conflict
from detente.case.decision_rules import Body
from detente.case.fields import Section, as_a_whole
from detente.case.forms import ReadBy, ShortForm
from detente.case.issues import Issue, Negotiation, Rule
from detente.case.numbers import Level, Range, Scale, parse_range
from detente.case.parties import Bloc, Camp, Party
from detente.case.powers import Power
from detente.case.problems import quoted
from detente.case.procedures import Procedure
from detente.case.regimes import Regime
from detente.case.threats import Assessment
from detente.case.written import NAME_SCHEMA, TEXT_SCHEMA, Date, Name, Period, Text

__all__ = ["CaseFile", "Horizon", "Period", "Scales", "Trust"]


class Horizon(Section):
    """The time under study; the form of its periods is the clock."""

    from_: Period = Field(
        alias="from", description="First period: a year, a quarter such as 2010-Q1, or a month."
    )
    to: Period = Field(description="Last period, in the same form.")

    @as_a_whole
    def _forward(self) -> None:
        if len(self.from_) != len(self.to) or ("Q" in self.from_) != ("Q" in self.to):
            raise ValueError("'from' and 'to' must be periods of the same kind")
        if self.from_ > self.to:
            raise ValueError(f"the horizon ends ({self.to}) before it begins ({self.from_})")


def _range(low: int, high: int) -> Range:
    return parse_range([low, high])


class Scales(Section):
    """What the words for weights stand for."""

    vital: Scale = Field(
        default_factory=lambda: _range(60, 100), description="Range of a vital issue's weight."
    )
    important: Scale = Field(
        default_factory=lambda: _range(30, 60), description="Range of an important one's."
    )
    minor: Scale = Field(default_factory=lambda: _range(5, 30), description="Range of a minor one's.")


class Trust(Section):
    """How far one party trusts another, from 0 to 1."""

    from_: Name = Field(alias="from", description="Who trusts.")
    to: Name = Field(description="Who is trusted.")
    level: Level = Field(description="From 0 (none) to 1 (full).")


def _version(value: object) -> Literal[1]:
    if value is None:
        raise ValueError("nothing is written here; it is 1")
    if isinstance(value, bool) or value != 1:
        raise ValueError(f"this program reads format 1 of a case file, not {quoted(value)}")
    return 1


def _party(value: object) -> object:
    return {} if value is None else value


def _block(value: object) -> object:
    return {} if value is None else value


def _patch(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError(f"a mapping of keys and values is needed here, not {quoted(value)}")  # noqa: TRY004 - pydantic reads ValueError
    extended = value.get("extends")
    names = extended if isinstance(extended, list) else [extended]
    if extended is not None and not all(isinstance(name, str) for name in names):
        raise ValueError("'extends' names the variants to start from: extends: [first, second]")
    return value


_PATCH = {
    "type": "object",
    "properties": {
        "says": {**TEXT_SCHEMA, "description": "The variant in words."},
        "extends": {
            "anyOf": [NAME_SCHEMA, {"type": "array", "items": NAME_SCHEMA}],
            "description": "The variants to start from.",
        },
    },
}


class CaseFile(Section):
    """A case: parties, issues, red lines, and the claims of a paper about them."""

    detente: Annotated[Literal[1], ReadBy(_version, {"const": 1})] = Field(
        description="Version of the format: 1."
    )
    title: Text = Field(description="Title of the case.")
    as_of: Date = Field(description="Date of what is known, such as 2010-02-01; or `undated`.")
    parties: dict[Name, Annotated[Party, ShortForm(_party, {"type": "null"})]] = Field(
        min_length=1, description="The parties, by short name."
    )
    blocs: dict[Name, Bloc] = Field(default_factory=dict, description="Parties that decide together.")
    bodies: dict[Name, Body] = Field(
        default_factory=dict, description="Bodies that vote, whether or not they sign anything."
    )
    camps: dict[Name, Camp] = Field(default_factory=dict, description="Members who share stances.")
    horizon: Horizon | None = Field(None, description="The time under study.")
    scales: Scales = Field(default_factory=Scales, description="What the words for weights stand for.")
    issues: dict[Name, Issue] = Field(default_factory=dict, description="What is to be settled.")
    negotiation: Negotiation = Field(
        default_factory=Negotiation, description="What is on the table, and who signs."
    )
    rules: tuple[Rule, ...] = Field((), description="What every package must satisfy to exist.")
    conflict: Conflict | None = Field(
        None,
        description="The graph model of the conflict: on which issues moves are made, or states and moves.",
    )
    trust: tuple[Trust, ...] = Field((), description="Who trusts whom how far.")
    powers: tuple[Power, ...] = Field(
        (), description="Powers over the moves of others that the clauses of a draft grant."
    )
    blocks: dict[Name, Annotated[Block, ShortForm(_block, {"type": "null"})]] = Field(
        default_factory=dict, description="Building blocks of a roadmap, by short name."
    )
    roadmap: Roadmap | None = Field(
        None, description="The goal of the roadmap, and what holds for all its blocks."
    )
    agreements: dict[Name, Agreement] = Field(
        default_factory=dict, description="Who is bound with whom, and by which rule, by short name."
    )
    procedures: dict[Name, Procedure] = Field(
        default_factory=dict, description="Consultation mechanisms, by short name."
    )
    regimes: dict[Name, Regime] = Field(
        default_factory=dict,
        description="Arms control: limits, declarations, notifications and inspections, by short name.",
    )
    threats: Assessment | None = Field(
        None, description="A joint assessment of threats: threats, experts, scales, and their answers."
    )
    ladder: tuple[Rung, ...] = Field((), description="The paper's building blocks in its order.")
    claims: tuple[Claim, ...] = Field((), description="Sentences to be tested.")
    variants: dict[Name, Annotated[dict[str, Any], ReadBy(_patch, _PATCH)]] = Field(
        default_factory=dict,
        description="Named patches of this case; `says` describes one, `extends` names others.",
    )
    sources: dict[Name, Source] = Field(default_factory=dict, description="Where inputs come from.")
    defaults: Defaults = Field(
        default_factory=Defaults, description="What holds where an input says nothing."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Where each input comes from.")
