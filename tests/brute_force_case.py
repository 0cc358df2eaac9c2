"""Who holds what in a whole case, found from its mapping with nothing but fractions and loops.

Half of the oracle of the tests of whole cases; the other half, ``brute_force_negotiation``, negotiates. It is
written from the definitions of the design, reads the mapping that an analyst writes, and shares no code with
what it checks: not the reader, not the language, not the encoding.

Words used throughout: a *package* maps every issue to an option, also those off the table; the *table* are
the issues that are negotiated; *leaves* of a bloc are the parties in it and in blocs within it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from tests.brute_force_language import holds, nominal_number, rank_points, rank_weights, ranked_classes

__all__ = ["CaseOracle", "Line", "Package", "many", "merged"]

Package = Mapping[str, str]


def many(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a list, a single thing or nothing
    return tuple(value) if isinstance(value, list | tuple) else () if value is None else (value,)


def merged(mapping: Mapping[str, Any], variant: str) -> dict[str, Any]:
    """Return the mapping with a variant merged in: mappings by key, lists with ids by id, null deletes."""
    patch = mapping["variants"][variant]
    result = dict(mapping)
    for other in many(patch.get("extends")):
        result = merged(result, other)
    told = {key: value for key, value in patch.items() if key not in ("says", "extends")}
    return _merge(result, told)  # type: ignore[no-any-return]


def _merge(base: Any, patch: Any) -> Any:  # noqa: ANN401 - any part of a mapping
    if isinstance(base, dict) and isinstance(patch, dict):
        result = dict(base)
        for key, value in patch.items():
            if value is None:
                result.pop(key, None)
            else:
                result[key] = _merge(base.get(key), value)
        return result
    with_ids = (
        isinstance(patch, list) and patch and all(isinstance(one, dict) and "id" in one for one in patch)
    )
    if isinstance(base, list) and with_ids:
        patches = {one["id"]: one for one in patch}
        kept = [_merge(one, patches.pop(one["id"], {})) for one in base]
        return kept + list(patches.values())
    return patch


@dataclass(frozen=True)
class Line:
    """A red line or a demand: where it stands, whose it is, and which packages respect it."""

    path: str
    holder: str
    agreed_by: str | None
    formula: str | None = None
    wanted: bool = False
    issue: str = ""
    options: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    cost: Fraction = Fraction(1)

    @property
    def demand(self) -> bool:
        """Whether it is a demand; else it is a red line."""
        return self.formula is None and self.wanted

    def respected(self, package: Package, table: frozenset[str]) -> bool:
        """Tell whether a package respects the red line, or meets the demand where it binds."""
        if self.formula is not None:
            return holds(self.formula, package) == self.wanted
        if self.demand:
            return not ({self.issue} | self.links) & table or package[self.issue] in self.options
        return package[self.issue] not in self.options


class CaseOracle:
    """Everything that a case says about who holds what, read from its mapping; nothing here negotiates."""

    def __init__(self, mapping: Mapping[str, Any]) -> None:
        """Read the mapping of a case, as an analyst would write it in YAML."""
        self.mapping = mapping
        self.parties: dict[str, Any] = {key: value or {} for key, value in mapping["parties"].items()}
        self.blocs: dict[str, Any] = mapping.get("blocs", {})
        self.camps: dict[str, Any] = mapping.get("camps", {})
        self.holders = {**self.parties, **self.blocs, **self.camps}
        self.issues: dict[str, Any] = mapping.get("issues", {})
        self.today = {issue: one["today"] for issue, one in self.issues.items()}
        self.rules = [rule["require"] for rule in mapping.get("rules", ())]
        self._worth: dict[tuple[str, str], dict[str, Fraction]] = {}
        self._values: dict[str, tuple[dict[str, dict[str, int]], list[tuple[str, int]], int]] = {}
        self._agreed: dict[str, list[Line]] = {}
        self._followed: dict[str, tuple[str, ...]] = {}

    def section(self, holder: str) -> str:
        """Return the part of the case in which somebody stands."""
        return "parties" if holder in self.parties else "blocs" if holder in self.blocs else "camps"

    def options(self, issue: str) -> list[str]:
        """Return the options of an issue."""
        return list(self.issues[issue]["options"])

    def stances(self, issue: str) -> dict[str, Any]:
        """Return the stances on an issue by their holder, each as a mapping."""
        given = self.issues[issue].get("stances", {})
        return {key: {"order": one} if isinstance(one, str) else one for key, one in given.items()}

    def leaves(self, key: str) -> tuple[str, ...]:
        """Return the parties behind a party or a bloc, each once."""
        if key not in self.blocs:
            return (key,)
        found = [leaf for member in many(self.blocs[key]["members"]) for leaf in self.leaves(member)]
        return tuple(dict.fromkeys(found))

    def around(self, party: str) -> tuple[str, ...]:
        """Return the blocs that a party belongs to, nearest first."""
        found: list[str] = []
        inside = {party}
        while inside:
            outer = [
                key
                for key, bloc in self.blocs.items()
                if inside & set(many(bloc["members"])) and key not in found
            ]
            found += outer
            inside = set(outer)
        return tuple(found)

    def followed(self, party: str) -> tuple[str, ...]:
        """Return whose word counts for a party: its own, its camp's, its blocs', nearest first."""
        if party not in self._followed:
            camps = [key for key, camp in self.camps.items() if party in many(camp["members"])]
            self._followed[party] = (party, *camps, *self.around(party))
        return self._followed[party]

    def stance_of(self, party: str, issue: str) -> str | None:
        """Return whose stance a party follows on an issue, if anybody's."""
        stances = self.stances(issue)
        return next((holder for holder in self.followed(party) if holder in stances), None)

    def _nearest(self, party: str, key: str) -> str | None:
        return next(
            (holder for holder in self.followed(party) if self.holders[holder].get(key) not in (None, [])),
            None,
        )

    # values

    def weight(self, holder: str, issue: str) -> Fraction:
        """Return the weight of a holder's own stance on an issue."""
        stance = self.stances(issue)[holder]
        if "weights" in self.holders[holder]:
            return rank_weights(self.holders[holder]["weights"])[issue]
        return nominal_number(stance.get("weight", 1), self.mapping.get("scales", {}))

    def worth_of_options(self, holder: str, issue: str) -> dict[str, Fraction]:
        """Return weight times points of each option of an issue in a holder's own stance."""
        if (holder, issue) not in self._worth:
            stance = self.stances(issue)[holder]
            points = dict.fromkeys(self.options(issue), Fraction(0))
            if "order" in stance:
                points = rank_points(stance["order"])
            elif "points" in stance:
                points = {option: nominal_number(one) for option, one in stance["points"].items()}
            weight = self.weight(holder, issue)
            self._worth[holder, issue] = {option: weight * one for option, one in points.items()}
        return self._worth[holder, issue]

    def _interactions(self, holder: str | None) -> list[tuple[str, Fraction]]:
        given = () if holder is None else self.holders[holder].get("worth", ())
        return [(one["when"], nominal_number(one["points"])) for one in given]

    def _parts(self, key: str) -> tuple[dict[str, dict[str, Fraction]], list[tuple[str, Fraction]]]:
        """Return what each option of each issue is worth to a party or a bloc, and its interactions."""
        if key in self.parties:
            followed = {issue: self.stance_of(key, issue) for issue in self.issues}
            points = {issue: self.worth_of_options(one, issue) for issue, one in followed.items() if one}
            return points, self._interactions(self._nearest(key, "worth"))
        leaves = self.leaves(key)
        members = [self._parts(leaf) for leaf in leaves]
        nothing = Fraction(0)
        points = {}
        for issue in self.issues:
            if key in self.stances(issue):
                points[issue] = self.worth_of_options(key, issue)
            else:
                zero = dict.fromkeys(self.options(issue), nothing)
                listed = [table.get(issue, zero) for table, _ in members]
                points[issue] = {
                    option: sum((one[option] for one in listed), nothing) / len(leaves) for option in zero
                }
        if self.blocs[key].get("worth"):
            return points, self._interactions(key)
        return points, [(when, worth / len(leaves)) for _, inherited in members for when, worth in inherited]

    def value(self, key: str, package: Package) -> Fraction:
        """Return what a package of all issues is worth to a party or a bloc."""
        if key not in self._values:
            points, interactions = self._parts(key)
            numbers = [one for options in points.values() for one in options.values()]
            unit = lcm(*(one.denominator for one in (*numbers, *(worth for _, worth in interactions))))
            # Whole multiples of one unit, as fractions would be slow to add up over every package.
            table = {
                issue: {option: int(one * unit) for option, one in options.items()}
                for issue, options in points.items()
            }
            self._values[key] = table, [(when, int(worth * unit)) for when, worth in interactions], unit
        table, worth_together, unit = self._values[key]
        total = sum(options[package[issue]] for issue, options in table.items())
        return Fraction(total + sum(worth for when, worth in worth_together if holds(when, package)), unit)

    def _declared(self, holder: str | None) -> Fraction | None:
        """Return the points of a declared walk_away; None where it is today."""
        given = None if holder is None else self.holders[holder].get("walk_away")
        return None if given in (None, "today") else nominal_number(given)

    def walk_away(self, key: str, today: Package) -> Fraction:
        """Return the value of no agreement to a party or a bloc."""
        if key in self.parties:
            declared = self._declared(self.walk_away_holder(key))
            return self.value(key, today) if declared is None else declared
        bloc = self.blocs[key]
        if bloc.get("walk_away") is not None or any(key in self.stances(issue) for issue in self.issues):
            declared = self._declared(key)
            return self.value(key, today) if declared is None else declared
        leaves = self.leaves(key)
        return sum((self.walk_away(leaf, today) for leaf in leaves), Fraction(0)) / len(leaves)

    def walk_away_holder(self, party: str) -> str | None:
        """Return whose walk_away a party goes by: a bloc's only where the party wants what the bloc wants."""
        heard = {self.stance_of(party, issue) for issue in self.issues} - {None}
        heard |= {self._nearest(party, "worth")} - {None}
        spoken = any(self.stance_of(party, issue) in self.blocs for issue in self.issues)
        for holder in self.followed(party):
            if self.holders[holder].get("walk_away") is None:
                continue
            if holder not in self.blocs or (spoken and heard == {holder}):
                return holder
        return None

    def floor_path(self, party: str) -> str | None:
        """Return where the walk_away that a party goes by is declared, if it is."""
        holder = self.walk_away_holder(party)
        return None if holder is None else f"{self.section(holder)}.{holder}.walk_away"

    # lines

    def _bar(self, holder: str, issue: str) -> Line | None:
        stance = self.stances(issue)[holder]
        beyond = (
            ranked_classes(stance["order"])[1] if "order" in stance else frozenset(many(stance.get("never")))
        )
        if not beyond:
            return None
        path = f"issues.{issue}.stances.{holder}"
        cost = nominal_number(stance.get("cost", 1))
        return Line(path, holder, stance.get("agreed_by"), issue=issue, options=beyond, cost=cost)

    def _demand(self, holder: str, issue: str) -> Line | None:
        given = self.stances(issue)[holder].get("demands")
        if given is None:
            return None
        asked = given if isinstance(given, dict) else {"option": given}
        return Line(
            f"issues.{issue}.stances.{holder}.demands",
            holder,
            None,
            wanted=True,
            issue=issue,
            options=frozenset(many(asked["option"])),
            links=frozenset(many(asked.get("links"))),
            cost=nominal_number(asked.get("cost", 1)),
        )

    def _across(self, holder: str) -> list[Line]:
        return [
            Line(
                f"{self.section(holder)}.{holder}.red_lines.{line['id']}",
                holder,
                line.get("agreed_by"),
                formula=line.get("never", line.get("require")),
                wanted="require" in line,
                cost=nominal_number(line.get("cost", 1)),
            )
            for line in self.holders[holder].get("red_lines", ())
        ]

    def all_red_lines(self) -> list[Line]:
        """Return every red line of the case, on options and across issues."""
        bars = [self._bar(holder, issue) for issue in self.issues for holder in self.stances(issue)]
        return [bar for bar in bars if bar] + [
            line for holder in self.holders for line in self._across(holder)
        ]

    def agreed_lines(self, bloc: str) -> list[Line]:
        """Return what a bloc does not table and all its members reject: its own lines and those it agreed."""
        if bloc not in self._agreed:
            self._agreed[bloc] = [
                line
                for line in self.all_red_lines()
                if line.agreed_by == bloc or (line.holder == bloc and line.agreed_by is None)
            ]
        return self._agreed[bloc]

    def own_lines(self, party: str) -> list[Line]:
        """Return the lines and demands that a party judges by, without the lines that its blocs hold."""
        found: list[Line | None] = []
        for issue in self.issues:
            holder = self.stance_of(party, issue)
            if holder is not None:
                found += [
                    self._bar(holder, issue) if holder not in self.blocs else None,
                    self._demand(holder, issue),
                ]
        across = [
            line
            for holder in self.followed(party)
            if holder not in self.blocs
            for line in self._across(holder)
        ]
        return [line for line in found if line] + across

    def demands_of_bloc(self, bloc: str) -> list[Line]:
        """Return what a bloc itself asks for now."""
        asked = (self._demand(bloc, issue) for issue in self.issues if bloc in self.stances(issue))
        return [line for line in asked if line]

    # moves

    def deciders(self, issue: str, before: str, after: str) -> tuple[str, ...]:
        """Return who decides on a change: as the move says, else its option, else the issue, and clauses."""
        deciding = self.written_deciders(issue, before, after)
        found = list(deciding)
        for clause in self.mapping.get("powers", ()):
            over = clause["over"]
            options = (over[issue] or ()) if isinstance(over, dict) and issue in over else ()
            named = issue in many(over) if not isinstance(over, dict) else issue in over
            concerned = named and (not options or after in many(options))
            of = many(clause.get("of", ()))
            if clause["grants"] == "block" and concerned and (not of or set(of) & set(deciding)):
                found += [holder for holder in many(clause["to"]) if holder not in found]
        return tuple(found)

    def written_deciders(self, issue: str, before: str, after: str) -> tuple[str, ...]:
        """Return who decides on a change without any clause."""
        one = self.issues[issue]
        for move in one.get("moves", ()):
            if (move["from"], move["to"]) == (before, after):
                return many(move["decided_by"])
        options = one["options"]
        option = options[after] if isinstance(options, dict) else None
        named = option.get("decided_by") if isinstance(option, dict) else None
        return many(named if named is not None else one["decided_by"])

    def changes(self) -> list[tuple[str, str]]:
        """Return every change of one issue from today, as issue and option."""
        return [
            (issue, option)
            for issue in self.issues
            for option in self.options(issue)
            if option != self.today[issue]
        ]

    def deciders_from_today(self, issue: str, option: str) -> tuple[str, ...]:
        """Return who decides on a change from today."""
        return self.deciders(issue, self.today[issue], option)
