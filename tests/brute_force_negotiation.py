"""What one negotiation of a case holds, found by going through every package.

The other half of the oracle of the tests of whole cases; ``brute_force_case`` reads who holds what.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.brute_force_case import many
from tests.brute_force_language import holds, nominal_number
from tests.brute_force_solutions import Value, solutions_of, undominated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.brute_force_case import CaseOracle, Line, Package

__all__ = ["Item", "NegotiationOracle"]


@dataclass(frozen=True)
class Item:
    """One thing that stands in the way: a line or a floor (``path``) as ``holder`` holds it."""

    kind: str
    path: str
    holder: str


class NegotiationOracle:
    """One negotiation of a case, answered by going through every package."""

    def __init__(
        self,
        case: CaseOracle,
        *,
        issues: Iterable[str] | None = None,
        signatories: Iterable[str] | None = None,
        today: Package | None = None,
    ) -> None:
        """Set the table and the signatories, by default as the case says."""
        self.case = case
        self.today = dict(case.today if today is None else today)
        given = case.mapping.get("negotiation", {})
        named = given.get("issues") if issues is None else list(issues)
        if named is None:
            named = [
                issue for issue, option in case.changes() if len(case.deciders_from_today(issue, option)) > 1
            ]
        self.table = tuple(issue for issue in case.issues if issue in set(many(named)))
        signing = given.get("signatories") if signatories is None else list(signatories)
        if signing is None:
            deciding = {
                key
                for issue, option in case.changes()
                if issue in self.table
                for key in case.deciders_from_today(issue, option)
            } | {key for issue in self.table for key in many(case.issues[issue]["decided_by"])}
            signing = [key for key in (*case.parties, *case.blocs) if key in deciding]
        self.signatories = tuple(dict.fromkeys(many(signing)))

    @cached_property
    def behind(self) -> frozenset[str]:
        """All parties behind the signatories."""
        return frozenset(leaf for key in self.signatories for leaf in self.case.leaves(key))

    @cached_property
    def packages(self) -> list[dict[str, str]]:
        """Every package: what is on the table in every combination, the rest as today."""
        choices = [self.case.options(issue) for issue in self.table]
        return [
            {**self.today, **dict(zip(self.table, chosen, strict=True))}
            for chosen in itertools.product(*choices)
        ]

    def exists(self, package: Package) -> bool:
        """Tell whether the rules let a package exist."""
        return not self.broken(package)

    def broken(self, package: Package) -> list[str]:
        """Return the rules that do not let a package exist."""
        return [rule for rule in self.case.rules if not holds(rule, package)]

    @cached_property
    def feasible(self) -> list[dict[str, str]]:
        """The packages that the rules let exist."""
        return [package for package in self.packages if self.exists(package)]

    @cached_property
    def walk_away(self) -> dict[str, Fraction]:
        """The value of no agreement to each signatory."""
        return {key: self.case.walk_away(key, self.today) for key in self.signatories}

    @cached_property
    def _floors(self) -> dict[str, Fraction]:
        floors = {party: self.case.walk_away(party, self.today) for party in self.case.parties}
        declared = (key for key, bloc in self.case.blocs.items() if bloc.get("walk_away") is not None)
        return floors | {key: self.case.walk_away(key, self.today) for key in declared}

    @cached_property
    def _lines(self) -> dict[str, list[Line]]:
        """By party and bloc, every red line and demand by which it judges itself, or as a member."""
        agreed = {key: self.case.agreed_lines(key) for key in self.case.blocs}
        found = {key: agreed[key] + self.case.demands_of_bloc(key) for key in self.case.blocs}
        for party in self.case.parties:
            shared = [line for key in self.case.around(party) for line in agreed[key]]
            found[party] = self.case.own_lines(party) + shared
        return found

    def objections(self, package: Package) -> dict[str, list[Item]]:
        """Return, for every party and bloc that matters, what stands in its way as it judges itself."""
        judged = {
            key: self._objections(key, package) for key in {*self._voices.values(), *self._blocs_behind}
        }
        return judged | {party: judged[voice] for party, voice in self._voices.items()}

    def _objections(self, key: str, package: Package) -> list[Item]:
        table = frozenset(self.table)
        crossed = [line for line in self._lines[key] if not line.respected(package, table)]
        found = [self._item(key, line) for line in crossed]
        if key in self._floors and self.case.value(key, package) < self._floors[key]:
            found.append(Item("floor", "", self.voice_of(key)))
        return found

    @cached_property
    def _blocs_behind(self) -> tuple[str, ...]:
        """The signatories that are blocs, and the blocs within them."""
        found: dict[str, None] = {}
        waiting = list(self.signatories)
        while waiting:
            key = waiting.pop()
            if key in self.case.blocs:
                found[key] = None
                waiting += many(self.case.blocs[key]["members"])
        return tuple(found)

    def accepts(self, key: str, objections: Mapping[str, Sequence[object]]) -> bool:
        """Tell whether a party, or a bloc by its rule, signs where these stand in the way."""
        if objections[key]:
            return False
        if key in self.case.parties:
            return True
        bloc = self.case.blocs[key]
        members = many(bloc["members"])
        willing = [member for member in members if self.accepts(member, objections)]
        rule = bloc.get("decides_by", "consensus")
        if rule == "consensus" or "silence" in rule:
            return len(willing) == len(members)
        if not willing or not set(many(rule.get("including"))) <= set(willing):
            return False
        if "at_least" in rule:
            return len(willing) >= int(rule["at_least"])
        votes = sum(
            (nominal_number(rule["weights"][one]) for one in willing if one in rule["weights"]), Fraction(0)
        )
        return votes >= nominal_number(rule["quota"])

    def signs(self, package: Package) -> bool:
        """Tell whether every signatory signs a package."""
        objections = self.objections(package)
        return self.exists(package) and all(self.accepts(key, objections) for key in self.signatories)

    @cached_property
    def signable(self) -> list[dict[str, str]]:
        """The packages that exist and that every signatory signs."""
        return [package for package in self.feasible if self.signs(package)]

    def on_table(self, package: Package) -> dict[str, str]:
        """Return the part of a package that is on the table."""
        return {issue: package[issue] for issue in self.table}

    def value(self, package: Package) -> Value:
        """Return what a package is worth to each signatory."""
        return tuple(self.case.value(key, package) for key in self.signatories)

    # frontier and solutions

    @cached_property
    def reached(self) -> dict[Value, list[dict[str, str]]]:
        """The signable packages by their value to the signatories."""
        return self._by_value(self.signable)

    def _by_value(self, packages: Iterable[Package]) -> dict[Value, list[dict[str, str]]]:
        found: dict[Value, list[dict[str, str]]] = {}
        for package in packages:
            found.setdefault(self.value(package), []).append(self.on_table(package))
        return found

    @cached_property
    def frontier(self) -> dict[Value, list[dict[str, str]]]:
        """The undominated values of the signable packages, with all the packages that reach each."""
        return undominated(self.reached)

    def solutions(self, without: Iterable[Item] = ()) -> dict[str, set[Value]]:
        """Return the values that each solution picks, among packages that leave nobody below no agreement.

        ``without``: items that do not count, so that more packages may be signed.
        """
        signed = self.signable if not without else [one for one in self.feasible if self.opens(without, one)]
        gains = {
            value: tuple(one - self.walk_away[key] for key, one in zip(self.signatories, value, strict=True))
            for value in self._by_value(signed)
        }
        return solutions_of({value: gain for value, gain in gains.items() if all(one >= 0 for one in gain)})

    def losers(self, package: Package) -> tuple[str, ...]:
        """Return the parties that lose against today without a part in the decision."""
        return tuple(
            party
            for party in self.case.parties
            if party not in self.behind
            and self.case.value(party, {**self.today, **package}) < self.case.value(party, self.today)
        )

    def best_for_outsiders(self, packages: Iterable[Package]) -> Package:
        """Return the package whose least gain of an outsider is greatest, then the next least, and so on.

        Of equals the one that changes the fewest issues, then the first by the names of issues and options.
        """
        outside = [party for party in self.case.parties if party not in self.behind]
        return self._best_for(outside, packages)

    def best_for_everybody(self, packages: Iterable[Package]) -> Package:
        """Return the same for the gains of every party."""
        return self._best_for(list(self.case.parties), packages)

    def _best_for(self, parties: Sequence[str], packages: Iterable[Package]) -> Package:
        def rank(package: Package) -> tuple[list[Fraction], int, list[tuple[str, str]]]:
            whole = {**self.today, **package}
            gains = (self.case.value(one, whole) - self.case.value(one, self.today) for one in parties)
            changes = sum(whole[issue] != option for issue, option in self.today.items())
            return [-gain for gain in sorted(gains)], changes, sorted(package.items())

        return min(packages, key=rank)

    # what collides

    def voice_of(self, key: str) -> str:
        """Return one name for all parties that want the same and sign through the same signatories."""
        return key if key in self.case.blocs else self._voices[key]

    @cached_property
    def _voices(self) -> dict[str, str]:
        names: dict[Any, str] = {}
        return {party: names.setdefault(self._wants(party), party) for party in sorted(self.behind)}

    def _wants(self, party: str) -> Any:  # noqa: ANN401 - anything that is equal for parties that want the same
        case = self.case
        agreeing = frozenset(key for key in case.around(party) if case.agreed_lines(key))
        return (
            frozenset(key for key in self.signatories if party in case.leaves(key)),
            tuple(case.stance_of(party, issue) for issue in case.issues),
            frozenset(line.path for line in self._lines[party]),
            agreeing,
            case._nearest(party, "worth"),  # noqa: SLF001 - its own class, split for length
            case.walk_away_holder(party),
        )

    @cached_property
    def consensual(self) -> bool:
        """Whether nothing is signed where anybody behind the signatories refuses."""
        everybody = (*self.behind, *self._blocs_behind)
        voices = {self.voice_of(key) for key in everybody if key in self.case.parties or self._judges(key)}
        return not any(self._sign_without(voice, everybody) for voice in voices)

    def _judges(self, bloc: str) -> bool:
        return self.case.blocs[bloc].get("walk_away") is not None or bool(self.case.demands_of_bloc(bloc))

    def _sign_without(self, voice: str, everybody: Iterable[str]) -> bool:
        refusing = {key: [voice] if self.voice_of(key) == voice else [] for key in everybody}
        return all(self.accepts(key, refusing) for key in self.signatories)

    def _item(self, key: str, line: Line) -> Item:
        """Return a line as an item: one for the case under consensus, one for each voice without."""
        kind = "demand" if line.demand else "red line"
        if self.consensual:
            return Item(kind, line.path, "")
        mine = [bloc for bloc in self.case.blocs if key == bloc or key in self.case.leaves(bloc)]
        agreed = next((bloc for bloc in mine if line in self.case.agreed_lines(bloc)), None)
        if line.demand and line.holder in self._blocs_behind:
            agreed = line.holder
        return Item(kind, line.path, agreed or self.voice_of(key))

    @cached_property
    def corrections(self) -> set[frozenset[Item]]:
        """All minimal sets of red lines, demands and floors without which some package would be signed."""
        found: set[frozenset[Item]] = set()
        for package in self.feasible:
            objections = self.objections(package)
            items = sorted({item for those in objections.values() for item in those}, key=repr)
            for size in range(len(items) + 1):
                for chosen in map(frozenset, itertools.combinations(items, size)):
                    if any(smaller <= chosen for smaller in found):
                        continue
                    left = {
                        key: [item for item in those if item not in chosen]
                        for key, those in objections.items()
                    }
                    if all(self.accepts(key, left) for key in self.signatories):
                        found.add(chosen)
        return minimal(found)

    def concessions(self, *, red_lines: bool = False) -> set[frozenset[Item]]:
        """Return the minimal sets of demands, and of red lines if asked, that are enough to drop."""
        kinds = {"demand", "red line"} if red_lines else {"demand"}
        return {one for one in self.corrections if {item.kind for item in one} <= kinds}

    def conflicts(self) -> set[frozenset[Item]]:
        """Return the minimal sets that no package satisfies: those that meet every correction."""
        if not self.corrections or frozenset() in self.corrections:
            return set()
        found = {frozenset[Item]()}
        for correction in sorted(self.corrections, key=len):
            found = minimal(
                {one if one & correction else one | {item} for one in found for item in correction}
            )
        return found

    def opens(self, dropped: Iterable[Item], package: Package) -> bool:
        """Tell whether a package on the table is signed once some items are dropped."""
        whole = {**self.today, **package}
        gone = set(dropped)
        left = {
            key: [item for item in those if item not in gone] for key, those in self.objections(whole).items()
        }
        return self.exists(whole) and all(self.accepts(key, left) for key in self.signatories)

    # obstacles

    def outside_moves(self) -> list[tuple[str, str]]:
        """Return the changes from today that one alone decides on, or somebody who does not sign."""
        return [
            (issue, option)
            for issue, option in self.case.changes()
            for deciding in [self.case.deciders_from_today(issue, option)]
            if len(deciding) == 1 or any(not set(self.case.leaves(key)) <= self.behind for key in deciding)
        ]

    def combinations(self, without: str) -> set[tuple[tuple[str, str], ...]]:
        """Return the signable packages with one issue left out."""
        kept = [issue for issue in self.table if issue != without]
        return {tuple((issue, package[issue]) for issue in kept) for package in self.signable}

    def after(self, issue: str, option: str) -> NegotiationOracle:
        """Return the same negotiation once an issue is fixed elsewhere and off the table."""
        return NegotiationOracle(
            self.case,
            issues=[one for one in self.table if one != issue],
            signatories=self.signatories,
            today={**self.today, issue: option},
        )

    def joint_gain(self) -> Fraction | None:
        """Return the greatest sum of gains of a signable package; None without one."""
        floor = sum(self.walk_away.values(), Fraction(0))
        return max((sum(value, Fraction(0)) - floor for value in self.reached), default=None)

    # what harms nobody

    def changes_for_parties(self, package: Package) -> list[Fraction]:
        """Return the gain over today of every party."""
        return [self.case.value(one, package) - self.case.value(one, self.today) for one in self.case.parties]

    def harmless_steps(self) -> set[tuple[str, str]]:
        """Return the single changes that their deciders would take, that harm nobody and serve somebody."""
        found = set()
        for issue, option in self.case.changes():
            gains = self.changes_for_parties({**self.today, issue: option})
            if self.taken(issue, option) and min(gains) >= 0 and max(gains) > 0:
                found.add((issue, option))
        return found

    def taken(self, issue: str, option: str) -> bool:
        """Tell whether those who decide on a single change from today would make it."""
        deciding = self.case.deciders_from_today(issue, option)
        alone = NegotiationOracle(self.case, issues=[issue], signatories=deciding, today=self.today)
        return alone.signs({**self.today, issue: option})

    def harmless_packages(self) -> dict[Value, list[dict[str, str]]]:
        """Return the frontier of the signable packages that harm nobody and serve somebody."""
        gains = ((package, self.changes_for_parties(package)) for package in self.signable)
        return undominated(self._by_value(one for one, gain in gains if min(gain) >= 0 and max(gain) > 0))


def minimal(sets: Iterable[frozenset[Item]]) -> set[frozenset[Item]]:
    """Return the sets that contain no other of them."""
    listed = set(sets)
    return {one for one in listed if not any(other < one for other in listed)}
