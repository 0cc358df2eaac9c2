"""What an analyst writes: the shape of a case file as a whole.

The models check shapes only; whether a name exists is checked in ``references``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from detente.case.arguments import Claim, Defaults, Evidence, Rung, Source
from detente.case.fields import Name, Section, Text
from detente.case.issues import Issue, Negotiation, Rule
from detente.case.numbers import Level, Points, parse_range
from detente.case.parties import Bloc, Camp, Party
from detente.case.written import text

__all__ = ["CaseFile", "Horizon", "Period", "Scales", "Trust"]


class Trust(Section):
    """How far one party trusts another, from 0 to 1."""

    from_: Name = Field(alias="from", description="Who trusts.")
    to: Name = Field(description="Who is trusted.")
    level: Level = Field(description="From 0 (none) to 1 (full).")


_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?")


def _period(value: Any) -> str:
    written = str(value)
    if not _PERIOD.fullmatch(written):
        raise ValueError(
            f"{written!r} is no period: write a year (2010), a quarter (2010-Q1) or a month (2010-01)"
        )
    return written


Period = Annotated[str, BeforeValidator(_period)]


class Horizon(Section):
    """The time under study; the form of its periods is the clock."""

    from_: Period = Field(
        alias="from", description="First period: a year, a quarter such as 2010-Q1, or a month."
    )
    to: Period = Field(description="Last period, in the same form.")

    @model_validator(mode="after")
    def _forward(self) -> Horizon:
        if len(self.from_) != len(self.to) or ("Q" in self.from_) != ("Q" in self.to):
            raise ValueError("'from' and 'to' must be periods of the same kind")
        if self.from_ > self.to:
            raise ValueError(f"the horizon ends ({self.to}) before it begins ({self.from_})")
        return self


class Scales(Section):
    """What the words for weights stand for."""

    vital: Points = Field(
        default_factory=lambda: _default(60, 100), description="Range of a vital issue's weight."
    )
    important: Points = Field(
        default_factory=lambda: _default(30, 60), description="Range of an important one's."
    )
    minor: Points = Field(default_factory=lambda: _default(5, 30), description="Range of a minor one's.")


def _default(low: int, high: int) -> Points:
    return parse_range([low, high])


class CaseFile(Section):
    """A case: parties, issues, red lines, and the claims of a paper about them."""

    detente: Literal[1] = Field(description="Version of the format: 1.")
    title: Text = Field(description="Title of the case.")
    as_of: Annotated[str, BeforeValidator(text), Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = Field(
        description="Date of what is known, such as 2010-02-01."
    )
    parties: dict[Name, Party] = Field(min_length=1, description="The parties, by short name.")
    blocs: dict[Name, Bloc] = Field(default_factory=dict, description="Parties that decide together.")
    camps: dict[Name, Camp] = Field(default_factory=dict, description="Members who share stances.")
    horizon: Horizon | None = Field(None, description="The time under study.")
    scales: Scales = Field(default_factory=Scales, description="What the words for weights stand for.")
    issues: dict[Name, Issue] = Field(default_factory=dict, description="What is to be settled.")
    negotiation: Negotiation = Field(
        default_factory=Negotiation, description="What is on the table, and who signs."
    )
    rules: tuple[Rule, ...] = Field((), description="What every package must satisfy to exist.")
    trust: tuple[Trust, ...] = Field((), description="Who trusts whom how far.")
    ladder: tuple[Rung, ...] = Field((), description="The paper's building blocks in its order.")
    claims: tuple[Claim, ...] = Field((), description="Sentences to be tested.")
    variants: dict[Name, dict[str, Any]] = Field(
        default_factory=dict,
        description="Named patches of this case; `says` describes one, `extends` names others.",
    )
    sources: dict[Name, Source] = Field(default_factory=dict, description="Where inputs come from.")
    defaults: Defaults = Field(
        default_factory=Defaults, description="What holds where an input says nothing."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Where each input comes from.")

    @field_validator("detente", mode="before")
    @classmethod
    def _version(cls, value: Any) -> Any:
        return int(value) if isinstance(value, Decimal) and value == int(value) else value

    @field_validator("parties", mode="before")
    @classmethod
    def _unnamed_parties(cls, value: Any) -> Any:
        return {key: item or {} for key, item in value.items()} if isinstance(value, dict) else value
