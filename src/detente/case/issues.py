"""What is to be settled: issues with their options and everybody's stances, and what is on the table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from pydantic import Discriminator, Field, Tag, field_validator

from detente.case.detection import Detection
from detente.case.fields import Deciders, Names, Section, as_a_whole, listed_names
from detente.case.forms import ReadBy, ShortForm
from detente.case.numbers import Points, Weight, not_negative
from detente.case.problems import quoted
from detente.case.written import NAME_SCHEMA, TEXT_SCHEMA, FormulaText, Name, RankingText, Text, name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Commitment", "Demand", "Irreversible", "Issue", "Move", "Negotiation", "Option", "Rule", "Stance"]


def _irreversible(value: object) -> bool | tuple[str, ...]:
    listed = listed_names(value)
    if isinstance(value, bool):
        return value
    if not isinstance(listed, list | tuple):
        raise ValueError("this is `true`, or names the options to which no move leads back")  # noqa: TRY004 - pydantic reads ValueError
    return tuple(map(name, listed))


Irreversible = Annotated[
    bool | tuple[str, ...],
    ReadBy(
        _irreversible,
        {"anyOf": [{"type": "boolean"}, NAME_SCHEMA, {"type": "array", "items": NAME_SCHEMA}]},
    ),
]


class Option(Section):
    """One way in which an issue can be settled."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    decided_by: Deciders | None = Field(
        None, description="Who decides on this option, where not those of the issue."
    )
    place: Points | None = Field(
        None, description="Where it stands on a scale of the issue, such as years or per cent."
    )
    irreversible: Irreversible = Field(
        default=False,
        description="`true` where no move leaves it, or the options to which none leads back from it.",
    )


class Move(Section):
    """Who may change an issue from one option to another, where that differs from the issue's deciders."""

    from_: Name = Field(alias="from", description="Option that holds before the move.")
    to: Name = Field(description="Option that holds after it.")
    decided_by: Deciders = Field(description="Who decides on the move.")


class Demand(Section):
    """What a holder asks for now; while it is not met, nothing on the issue is signed."""

    option: Names = Field(min_length=1, description="The option asked for, or several any of which would do.")
    links: Names = Field(
        (), description="Other issues on which nothing is signed while the demand is not met."
    )
    cost: Points | None = Field(
        None, description="What dropping the demand would cost its holder; 1 where not given."
    )

    _not_negative = field_validator("cost")(not_negative)


def _demand(value: object) -> object:
    return value if isinstance(value, dict | Demand | None) else {"option": value}


def _stance(value: object) -> object:
    return {"order": value} if isinstance(value, str | list) else value


def _option(value: object) -> object:
    if isinstance(value, dict | list | Option):
        return value
    return {} if value is None else {"name": value}


def _options(value: object) -> object:
    if not isinstance(value, list):
        return value
    names = [item for item in value if isinstance(item, str)]
    if len(names) < len(value):
        raise ValueError("options are listed by their short names: [open, closed]")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"{quoted(twice[0])} is listed twice")
    return {name: {} for name in names}


class Stance(Section, json_schema_extra={"not": {"required": ["order", "points"]}}):
    """What a holder wants on one issue."""

    order: RankingText | None = Field(
        None, description="Options best first: `>` better, `=` equal, right of `|` a red line."
    )
    points: dict[Name, Points] | None = Field(None, description="Points of each option, instead of an order.")
    weight: Weight | None = Field(
        None, description="Weight of the issue: a number, a range or a word; 1 by default."
    )
    never: Names = Field((), description="Options that are red lines, where the stance is given in points.")
    demands: Annotated[
        Demand | None,
        ShortForm(_demand, {"anyOf": [NAME_SCHEMA, {"type": "array", "items": NAME_SCHEMA, "minItems": 1}]}),
    ] = Field(None, description="Option asked for now, or `{option, links, cost}`.")
    agreed_by: Name | None = Field(None, description="Bloc that has agreed the red lines of this stance.")
    cost: Points | None = Field(
        None, description="What dropping the red line would cost its holder; 1 where not given."
    )
    says: Text | None = Field(None, description="The stance in words.")

    _not_negative = field_validator("cost")(not_negative)

    @as_a_whole
    def _one_form(self) -> None:
        if self.order is not None and self.points is not None:
            raise ValueError("a stance has either 'order' or 'points', not both")
        if self.order is not None and self.never:
            raise ValueError("with 'order', red lines stand right of the bar, not under 'never'")


class Commitment(Section):
    """What keeps a party to what was agreed on an issue: what a breach would bring it, and what cost."""

    gain: Points | None = Field(None, description="What an undetected breach would bring it, in any unit.")
    penalty: Points | None = Field(None, description="What a detected breach would cost it, in the same.")
    detection: Detection | None = Field(
        None, description="Probability that a breach is noticed, or the regime from which it follows."
    )
    keeps_gain: Annotated[
        bool, Field(description="Whether it keeps the gain where the breach is detected.")
    ] = False
    says: Text | None = Field(None, description="The breach in words.")

    _not_negative = field_validator("gain", "penalty")(not_negative)

    @as_a_whole
    def _something_at_stake(self) -> None:
        amounts = [one for one in (self.gain, self.penalty) if one is not None]
        if len(amounts) > 1 and not any(one.high for one in amounts):
            raise ValueError("a breach that brings nothing and costs nothing is none: one of both is above 0")


def _commitment(value: object) -> object:
    return {} if value is None else value


def _kept_form(value: object) -> str:
    """Tell who could breach, and no more, from what each would gain and lose by it."""
    return "<mapping>" if isinstance(value, dict) else "<word>"


Kept = Annotated[
    Annotated[Names, Tag("<word>")]
    | Annotated[
        dict[
            Name,
            Annotated[
                Commitment, ShortForm(_commitment, {"type": "null", "description": "Nothing is known of it."})
            ],
        ],
        Tag("<mapping>"),
    ],
    Discriminator(_kept_form),
]


class Issue(Section):
    """A question that is settled by exactly one of its options."""

    name: Text | None = Field(None, description="Name shown in results; the key where not given.")
    says: Text | None = Field(None, description="What the issue is about.")
    options: Annotated[
        dict[
            Name,
            Annotated[
                Option,
                ShortForm(_option, {"anyOf": [TEXT_SCHEMA, {"type": "null"}], "description": "Its name."}),
            ],
        ],
        Field(min_length=1),
        ShortForm(_options, {"type": "array", "items": NAME_SCHEMA, "minItems": 1, "uniqueItems": True}),
    ] = Field(description="The ways in which it can be settled.")
    today: Name = Field(description="The option that holds today.")
    decided_by: Deciders = Field(description="One decider (a unilateral move) or several (a joint one).")
    moves: tuple[Move, ...] = Field((), description="Changes between two options that others decide on.")
    kept_by: Kept = Field(
        (), description="Who could later breach what was agreed, and what they would gain and lose by it."
    )
    stances: dict[
        Name,
        Annotated[
            Stance,
            ShortForm(
                _stance, {"type": "string", "description": "A rank order: `best > good = fair | never`."}
            ),
        ],
    ] = Field(default_factory=dict, description="What parties, camps and blocs want.")

    @property
    def commitments(self) -> Mapping[str, Commitment]:
        """What keeps each of those to the agreement who could breach it; of some nothing may be known."""
        if isinstance(self.kept_by, dict):
            return self.kept_by
        return {party: Commitment() for party in self.kept_by}

    @as_a_whole
    def _all_on_the_scale(self) -> None:
        without = [name for name, option in self.options.items() if option.place is None]
        if 0 < len(without) < len(self.options):
            raise ValueError(
                f"some options have a place on a scale, and {', '.join(map(quoted, without))} has none"
                if len(without) == 1
                else f"some options have a place on a scale, and {', '.join(map(quoted, without))} have none"
            )


class Negotiation(Section):
    """What is on the table, and who signs."""

    issues: Names | None = Field(
        None, description="Issues on the table; all jointly decided ones where not given."
    )
    signatories: Names | None = Field(
        None, description="Who signs; the deciders of those issues where not given."
    )


class Rule(Section):
    """A package that breaks a rule cannot exist."""

    id: Text | None = Field(None, description="Short name by which results refer to the rule.")
    require: FormulaText = Field(description="Formula that holds in every package that can exist.")
    says: Text | None = Field(None, description="Why, in words.")
