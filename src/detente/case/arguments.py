"""What a paper argues and what the case rests on: its claims, its ladder of steps, sources and evidence."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field

from detente.case.fields import Section, Texts, as_a_whole, one_of
from detente.case.numbers import WholeNumber
from detente.case.written import ExpressionText, Name, Text

__all__ = ["Basis", "Claim", "Defaults", "Evidence", "Origin", "Rung", "Source", "Step"]


class Basis(Enum):
    """What an input rests on, from the strongest to the weakest (its pedigree)."""

    DOCUMENT = "document"
    DATA = "data"
    EXPERT = "expert"
    JUDGEMENT = "judgement"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


class Origin(Enum):
    """Whose claim it is."""

    PAPER = "paper"
    ANALYST = "analyst"

    def __str__(self) -> str:
        """Return the word an analyst writes."""
        return self.value


_Basis = Annotated[Basis, BeforeValidator(one_of(basis.value for basis in Basis))]
_Origin = Annotated[Origin, BeforeValidator(one_of(origin.value for origin in Origin))]


class Claim(Section):
    """A sentence of the paper, or of the analyst, and the test it must pass."""

    id: Text = Field(description="Short name by which results refer to the claim.")
    says: Text = Field(description="The claim in words.")
    origin: _Origin = Field(Origin.PAPER, description="`paper` or `analyst`.")
    about: Texts = Field((), description="Steps of the ladder, or issues, that the claim concerns.")
    holds_if: ExpressionText | None = Field(None, description="Expression over published quantities.")
    enough_if: ExpressionText | None = Field(
        None,
        description="Instead of `holds_if`: an expression that is enough for the claim to hold. Where it"
        " fails, the claim still waits for what `waits_for` names.",
    )
    read_as: Text | None = Field(
        None, description="How the expression reads the claim, and what of the claim it does not test."
    )
    variant: Name | None = Field(None, description="Variant of the case in which the expression is tested.")
    waits_for: Texts = Field((), description="Analyses that the claim needs and that do not exist yet.")

    @as_a_whole
    def _one_test(self) -> None:
        if self.holds_if is not None and self.enough_if is not None:
            raise ValueError("a claim has either 'holds_if' or 'enough_if', not both")
        if self.enough_if is not None and not self.waits_for:
            raise ValueError("'enough_if' needs 'waits_for': where it fails, what would settle the claim?")

    @property
    def test(self) -> ExpressionText | None:
        """The expression, whether it is the whole test or only enough."""
        return self.holds_if or self.enough_if

    @property
    def test_key(self) -> str:
        """Under which key the expression stands."""
        return "enough_if" if self.enough_if is not None else "holds_if"


class Step(Section):
    """A building block as the paper orders it."""

    id: Text = Field(description="Short name, such as S1.")
    name: Text = Field(description="Name shown on the ladder.")
    issue: Name | None = Field(None, description="The issue it would settle.")
    option: Name | None = Field(None, description="The option it would settle the issue at.")
    block: Name | None = Field(
        None,
        description="The building block of the roadmap that takes it; where not given, every block that"
        " settles its issue so.",
    )
    says: Text | None = Field(None, description="What the paper says of it.")


class Rung(Section):
    """A rung of the ladder of building blocks."""

    rung: WholeNumber = Field(description="Number of the rung, from the ground up.")
    name: Text = Field(description="Name of the rung.")
    steps: tuple[Step, ...] = Field((), description="The building blocks on this rung.")


class Source(Section):
    """Where something can be read."""

    cite: Text = Field(description="The reference as it is cited.")
    url: Text | None = Field(None, description="Where it can be found; never fetched.")


class Defaults(Section):
    """What holds where an input says nothing."""

    basis: _Basis = Field(Basis.JUDGEMENT, description="Basis of inputs that no evidence names.")


class Evidence(Section):
    """Where one or more inputs come from."""

    for_: Texts = Field(
        alias="for", min_length=1, description="Path of the input, such as `issues.veto.stances.russia`."
    )
    source: Name | None = Field(None, description="A key of `sources`.")
    at: Text | None = Field(None, description="The place in the source, such as a page.")
    basis: _Basis = Field(description="`document`, `data`, `expert` or `judgement`.")
    note: Text | None = Field(None, description="How the input follows from the source.")
