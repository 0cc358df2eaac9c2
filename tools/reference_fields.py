"""The fields of the case file's sections as tables: key, what may stand there, default, meaning."""

from __future__ import annotations

from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Tag

from detente.case.conflict import Chains, MovesWritten, Tier
from detente.case.decision_rules import DecisionRule
from detente.case.declarations import Count
from detente.case.estimates import EstimateText, Quantile
from detente.case.fields import Deciders, Name, Names, Text, Texts
from detente.case.issues import Irreversible
from detente.case.model import CaseFile, Period
from detente.case.numbers import (
    Amount,
    Duration,
    Level,
    Points,
    Probability,
    Range,
    Resting,
    Scale,
    Votes,
    Weight,
)
from detente.case.parties import WalkAway
from detente.case.written import Day, ExpressionText, FormulaText, RankingText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo

__all__ = ["fields", "sections"]

Hint = Any
"""An annotation; Python has no type for them."""

_WORDS: tuple[tuple[Hint, str], ...] = (
    (Name, "short name"),
    (Names, "list of short names"),
    (Deciders, "short name, or list of them"),
    (Text, "text"),
    (Texts, "text, or list of texts"),
    (Day, "date"),
    (FormulaText, "[formula](language.md#formulas)"),
    (RankingText, "[rank order](language.md#rank-orders)"),
    (ExpressionText, "[statement](language.md#statements)"),
    (Points, "[number](#numbers)"),
    (Weight, "[number](#numbers), or `vital`, `important`, `minor`"),
    (Scale, "[number](#numbers), not negative"),
    (Votes, "single number, not negative"),
    (Level, "[number](#numbers) from 0 to 1"),
    (Amount, "whole number, or a range of them"),
    (Count, "whole number, a range of them, or `unknown`"),
    (Probability, "[number](#numbers) from 0 to 1"),
    (EstimateText, "[estimate](#rounds-of-answers)"),
    (Quantile, "number between 0 and 1"),
    (Resting, "`today`, or a [number](#numbers) from 0 to 1"),
    (Duration, "whole number of periods, or a range of them"),
    (bool, "`true` or `false`"),
    (Irreversible, "`true`, or list of short names"),
    (Tier, "state, by name or number, or list of states"),
    (tuple[Tier, ...], "list of states, by name or number, or of lists of states"),
    (Chains, "list of such lists as a ranking is"),
    (MovesWritten, "for each party, for each state, list of states"),
    (WalkAway, "`today`, or a [number](#numbers)"),
    (Period, "period"),
    (int, "whole number"),
    (str, "text"),
    (dict[str, Any], "[patch](#variants)"),
)

_PLACES = {
    "Activity": ("activity", "activities"),
    "Answers": ("expert's answers", "rounds-of-answers"),
    "Assessment": ("assessment", "threats"),
    "Agreement": ("agreement", "agreements"),
    "Bloc": ("bloc", "blocs"),
    "Block": ("block", "blocks"),
    "Calendar": ("calendar", "sites-inspectors-and-the-calendar"),
    "Camp": ("camp", "camps"),
    "Category": ("category", "states-categories-and-zones"),
    "Change": ("change", "declarations"),
    "Claim": ("claim", "claims"),
    "Conflict": ("conflict", "conflict"),
    "Closed": ("time", "sites-inspectors-and-the-calendar"),
    "Commitment": ("commitment", "commitments"),
    "Body": ("body", "bodies"),
    "Declaration": ("declaration", "declarations"),
    "DecisionRule": ("decision rule", "decision-rules"),
    "Decay": ("decay", "decay-and-shocks"),
    "Defaults": ("defaults", "defaults"),
    "Demand": ("demand", "demands"),
    "Design": ("design", "what-is-inspected"),
    "Evidence": ("piece of evidence", "evidence"),
    "Expert": ("expert", "experts-scales-and-questions"),
    "Exclusion": ("exclusion", "states-categories-and-zones"),
    "Group": ("group", "states-categories-and-zones"),
    "Holding": ("entry", "declarations"),
    "Horizon": ("horizon", "horizon"),
    "Inspected": ("side", "what-is-inspected"),
    "Inspector": ("inspector", "sites-inspectors-and-the-calendar"),
    "Interaction": ("interaction", "interactions"),
    "Issue": ("issue", "issues"),
    "JointMove": ("joint move", "states-and-moves-written-out"),
    "Limit": ("limit", "limits"),
    "Measure": ("scale", "experts-scales-and-questions"),
    "Move": ("move", "moves"),
    "MoveRule": ("rule of a move", "who-may-move"),
    "Need": ("pair", "needs-and-amounts-of-trust"),
    "Negotiation": ("negotiation", "negotiation"),
    "OneInspector": ("rule for inspectors", "quotas"),
    "Option": ("option", "options"),
    "Party": ("party", "parties"),
    "Preference": ("preference", "preferences"),
    "Procedure": ("procedure", "procedures"),
    "ProcedureMove": ("move of a procedure", "moves-of-a-procedure"),
    "ProcedureState": ("state", "states"),
    "Roadmap": ("roadmap", "roadmap"),
    "Power": ("clause", "powers"),
    "Question": ("question", "experts-scales-and-questions"),
    "Quota": ("quota", "quotas"),
    "RedLine": ("red line", "red-lines-across-issues"),
    "Regime": ("regime", "regimes"),
    "Round": ("round", "rounds-of-answers"),
    "Rule": ("rule", "rules"),
    "Rung": ("rung", "ladder"),
    "Scales": ("scales", "scales"),
    "Shift": ("pair", "needs-and-amounts-of-trust"),
    "Silence": ("silence procedure", "silence-procedure"),
    "Shock": ("shock", "decay-and-shocks"),
    "Site": ("site", "sites-inspectors-and-the-calendar"),
    "Source": ("source", "sources"),
    "Stance": ("stance", "stances"),
    "State": ("state", "conflict"),
    "StateParty": ("state", "states-categories-and-zones"),
    "Step": ("step", "ladder"),
    "Stopping": ("rule for stopping", "experts-scales-and-questions"),
    "Strain": ("strain", "decay-and-shocks"),
    "Suspension": ("suspension", "declarations"),
    "Threat": ("threat", "threats"),
    "Threshold": ("threshold", "thresholds"),
    "Trust": ("entry", "trust"),
    "Window": ("window", "windows"),
    "Zone": ("zone", "states-categories-and-zones"),
}
"""What an entry of each section is called, and the heading under which the page explains it."""


def sections() -> dict[str, type[BaseModel]]:
    """Return the section models of a case file by name, the file itself first."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [CaseFile]
    while waiting:
        model = waiting.pop(0)
        if model.__name__ not in found:
            found[model.__name__] = model
            for hint in get_type_hints(model, include_extras=True).values():
                waiting += _models(hint)
    return found


def fields(model: type[BaseModel]) -> str:
    """Return a section's fields as a table in Markdown.

    Raises ``ValueError`` for a field without a description.
    """
    hints = get_type_hints(model, include_extras=True)
    rows = ["| key | what may stand there | without it | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        if not field.description:
            raise ValueError(f"{model.__name__}.{name} has no description")
        dated = any(hasattr(one, "pattern") for one in field.metadata)
        words = "date" if dated else _words(hints[name])
        cells = (f"`{field.alias or name}`", words, _default(field), field.description)
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def _models(hint: Hint) -> list[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [hint]
    return [model for part in get_args(hint) for model in _models(part)]


def _words(hint: Hint) -> str:
    """Say in words what an annotation lets stand."""
    known = [words for one, words in _WORDS if hint == one]
    if known or isinstance(hint, type):
        return known[0] if known else _of_class(hint)
    parts = [part for part in get_args(hint) if part is not NoneType]
    origin: object = get_origin(hint)
    if origin is Annotated:
        base, *said = parts
        kept = [one for one in said if not isinstance(one, Tag | Discriminator)]
        return _words(Annotated[base, *kept] if kept and len(kept) < len(said) else base)
    if origin is Literal:
        words = _or(f"`{value}`" for value in parts)
    elif origin in {Union, UnionType}:
        words = ", or ".join(dict.fromkeys(map(_words, parts)))
    elif origin is tuple:
        words = f"list, one {_words(parts[0])} per item"
    elif origin is dict:
        words = f"for each name one {_words(parts[1])}"
    else:
        words = _words(parts[0])
    return words


def _of_class(class_: type) -> str:
    if issubclass(class_, Enum):
        return _or(f"`{member}`" for member in class_)
    words, heading = _PLACES[class_.__name__]
    return f"[{words}](#{heading})"


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    default = field.get_default(call_default_factory=True, validated_data={})
    match default:
        case None:
            words = "–"
        case Range():
            words = str(default)
        case DecisionRule():
            words = f"`{default.named}`"
        case BaseModel():
            words = "its defaults"
        case tuple() | dict() if not default:
            words = "none"
        case tuple():
            words = ", ".join(f"`{one}`" for one in default)
        case _:
            words = f"`{default}`"
    return words
