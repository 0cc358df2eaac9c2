"""Whether the names in a case exist and fit together; shapes have been checked before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from detente.case.formula import Formula, Is
from detente.case.language import Call, position_of, walk
from detente.case.problems import Problem, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from detente.case.document import Document, Path_
    from detente.case.issues import Issue, Stance
    from detente.case.model import CaseFile
    from detente.case.written import Written

__all__ = ["MISSING", "check_references"]

MISSING = "_"
"""Stands in for a name that the analyst left out; the omission has been reported, so nothing refers to it."""


def check_references(case: CaseFile, document: Document) -> list[Problem]:
    """Return every reference that leads nowhere or contradicts another, with its place."""
    return _References(case, document).checked()


class _References:
    """The names a case defines, and the checks of what refers to them."""

    def __init__(self, case: CaseFile, document: Document) -> None:
        self.case, self.document = case, document
        self.problems: list[Problem] = []
        # Names come from the tree, so that an entry whose shape is wrong still counts as defined.
        self.parties = self._keys("parties")
        self.blocs = self._keys("blocs")
        self.camps = self._keys("camps")
        self.issues = self._keys("issues")
        self.sources = self._keys("sources")
        self.variants = self._keys("variants")
        self.deciders = self.parties | self.blocs
        self.holders = self.deciders | self.camps
        self.options = {issue: self._keys("issues", issue, "options") for issue in self.issues}

    def checked(self) -> list[Problem]:
        self._holders()
        self._negotiation()
        for key, issue in self.case.issues.items():
            self._issue(key, issue)
        self._weights()
        for index, rule in enumerate(self.case.rules):
            self._formula(rule.require, ("rules", index, "require"))
        self._trust()
        self._ladder()
        self._claims()
        self._evidence()
        self._unique_ids()
        return self.problems

    # names

    def _keys(self, *path: str) -> frozenset[str]:
        node: Any = self.document.tree
        for key in path:
            node = node.get(key) if isinstance(node, dict) else None
        if isinstance(node, list):
            return frozenset(map(str, node))
        return frozenset(node) if isinstance(node, dict) else frozenset()

    def _problem(self, path: Path_, message: str, *, at_key: bool = False, **rest: Any) -> None:
        self.problems.append(self.document.problem(path, message, at_key=at_key, **rest))

    def _known(  # noqa: PLR0913 - a word, what it may be, and where it stands
        self,
        word: str,
        known: Iterable[str],
        kind: str,
        path: Path_,
        *,
        at_key: bool = False,
        offset: int | None = None,
    ) -> bool:
        if word in (known := frozenset(known)) or word == MISSING:
            return word != MISSING
        message = f"unknown {kind} {word!r}"
        self._problem(path, message, at_key=at_key, offset=offset, suggestion=closest(word, sorted(known)))
        return False

    def _each_known(self, words: Iterable[str], known: Iterable[str], kind: str, path: Path_) -> None:
        for index, word in enumerate(words):
            self._known(word, known, kind, self._item(path, index))

    def _item(self, path: Path_, index: int) -> Path_:
        """Return the path of a list's item, or of the value itself where it is written without a list."""
        return (*path, index) if (*path, index) in self.document.spots else path

    def _formula(self, written: Written[Formula] | None, path: Path_) -> None:
        if written is not None:
            self._meaning(written.meaning, written.text, path)

    def _meaning(self, formula: Formula, text: str, path: Path_) -> None:
        for atom in _atoms(formula):
            offset = position_of(atom.issue, text)
            if self._known(atom.issue, self.issues, "issue", path, offset=offset):
                for option in sorted(atom.options - self.options[atom.issue]):
                    self._known(
                        option, self.options[atom.issue], f"option of {atom.issue!r}:", path,
                        offset=position_of(option, text),
                    )  # fmt: skip

    # sections

    def _holders(self) -> None:
        for section, kind in (("blocs", "a party"), ("camps", "a party or a bloc")):
            taken = self.parties if section == "blocs" else self.deciders
            for key in self._keys(section) & taken:
                self._problem((section, key), f"{key!r} is already the name of {kind}", at_key=True)
        for section in ("parties", "blocs", "camps"):
            for key, holder in getattr(self.case, section).items():
                for index, line in enumerate(holder.red_lines):
                    path: Path_ = (section, key, "red_lines", index)
                    self._formula(line.never, (*path, "never"))
                    self._formula(line.require, (*path, "require"))
                    self._agreed(line.agreed_by, key, (*path, "agreed_by"))
                for index, interaction in enumerate(holder.worth):
                    self._formula(interaction.when, (section, key, "worth", index, "when"))
        self._blocs()
        self._camps()

    def _blocs(self) -> None:
        for key, bloc in self.case.blocs.items():
            self._each_known(bloc.members, self.deciders, "party", ("blocs", key, "members"))
            self._repeated(
                bloc.members, ("blocs", key, "members"), f"stands twice among the members of {key!r}"
            )
            if bloc.decides_by != "consensus":
                rule = bloc.decides_by
                path: Path_ = ("blocs", key, "decides_by")
                self._each_known(rule.including, bloc.members, f"member of {key!r}:", (*path, "including"))
                for member in rule.weights:
                    self._known(
                        member, bloc.members, f"member of {key!r}:", (*path, "weights", member), at_key=True
                    )
                if rule.at_least is not None and rule.at_least > len(bloc.members):
                    message = f"{rule.at_least} must accept, but {key!r} has {len(bloc.members)} members"
                    self._problem((*path, "at_least"), message)
            circle = self._circle(key)
            if circle:
                self._problem(("blocs", key, "members"), f"blocs contain each other: {' → '.join(circle)}")

    def _circle(self, start: str) -> list[str]:
        """Return the way from a bloc through its members back to itself, if there is one."""
        stack = [[start]]
        seen: set[str] = set()
        while stack:
            way = stack.pop()
            bloc = self.case.blocs.get(way[-1])
            for member in bloc.members if bloc else ():
                if member == start:
                    return [*way, start]
                if member not in seen:
                    seen.add(member)
                    stack.append([*way, member])
        return []

    def _camps(self) -> None:
        camp_of: dict[str, str] = {}
        for key, camp in self.case.camps.items():
            path: Path_ = ("camps", key, "members")
            known_bloc = camp.of is None or self._known(camp.of, self.blocs, "bloc", ("camps", key, "of"))
            for index, member in enumerate(camp.members):
                here = self._item(path, index)
                if not self._known(member, self.parties, "party", here):
                    continue
                if member in camp_of:
                    message = f"{member!r} is in two camps: {camp_of[member]!r} and {key!r}"
                    self._problem(here, message)
                camp_of.setdefault(member, key)
                bloc = self.case.blocs.get(camp.of) if camp.of and known_bloc else None
                if bloc and member not in bloc.members:
                    self._problem(here, f"{member!r} is no member of {camp.of!r}, whose camp this is")

    def _agreed(self, bloc: str | None, holder: str, path: Path_) -> None:
        if bloc is None or not self._known(bloc, self.blocs, "bloc", path):
            return
        members = self.case.blocs[bloc].members if bloc in self.case.blocs else ()
        camp = self.case.camps.get(holder)
        if holder != bloc and holder not in members and not (camp and set(camp.members) & set(members)):
            self._problem(
                path, f"{holder!r} does not belong to {bloc!r}, so {bloc!r} cannot have agreed its red line"
            )

    def _negotiation(self) -> None:
        negotiation = self.case.negotiation
        self._each_known(negotiation.issues or (), self.issues, "issue", ("negotiation", "issues"))
        self._deciders(negotiation.signatories or (), ("negotiation", "signatories"))

    def _deciders(self, names: Iterable[str], path: Path_) -> None:
        names = tuple(names)
        for index, word in enumerate(names):
            here = self._item(path, index)
            if word in self.camps:
                self._problem(
                    here, f"{word!r} is a camp, and a camp has no vote; name its bloc or its members"
                )
            else:
                self._known(word, self.deciders, "party", here)
        self._repeated(names, path, "is named twice")

    def _repeated(self, names: Iterable[str], path: Path_, words: str) -> None:
        for word, times in Counter(names).items():
            if times > 1:
                self._problem(path, f"{word!r} {words}")

    def _issue(self, key: str, issue: Issue) -> None:
        path: Path_ = ("issues", key)
        options = self.options[key]
        self._known(issue.today, options, f"option of {key!r}:", (*path, "today"))
        self._deciders(issue.decided_by, (*path, "decided_by"))
        self._deciders(issue.kept_by, (*path, "kept_by"))
        for name, option in issue.options.items():
            self._deciders(option.decided_by or (), (*path, "options", name, "decided_by"))
        for index, move in enumerate(issue.moves):
            here: Path_ = (*path, "moves", index)
            self._known(move.from_, options, f"option of {key!r}:", (*here, "from"))
            self._known(move.to, options, f"option of {key!r}:", (*here, "to"))
            self._deciders(move.decided_by, (*here, "decided_by"))
        for holder, stance in issue.stances.items():
            self._known(holder, self.holders, "party, bloc or camp", (*path, "stances", holder), at_key=True)
            self._stance(key, holder, stance, (*path, "stances", holder))

    def _stance(self, key: str, holder: str, stance: Stance, path: Path_) -> None:
        options, kind = self.options[key], f"option of {key!r}:"
        if stance.order is not None:
            order, at = (
                stance.order.text,
                (*path, "order") if (*path, "order") in self.document.spots else path,
            )
            for name in stance.order.meaning.names:
                self._known(name, options, kind, at, offset=position_of(name, order))
            self._complete(stance.order.meaning.names, options, holder, at)
        if stance.points is not None:
            for name in stance.points:
                self._known(name, options, kind, (*path, "points", name), at_key=True)
            self._complete(stance.points, options, holder, (*path, "points"))
        self._each_known(stance.never, options, kind, (*path, "never"))
        if stance.demands is not None:
            at = (
                (*path, "demands", "option")
                if (*path, "demands", "option") in self.document.spots
                else (*path, "demands")
            )
            self._each_known(stance.demands.option, options, kind, at)
            self._each_known(stance.demands.links, self.issues, "issue", (*path, "demands", "links"))
        self._agreed(stance.agreed_by, holder, (*path, "agreed_by"))

    def _complete(self, names: Iterable[str], options: frozenset[str], holder: str, path: Path_) -> None:
        missing = sorted(options - set(names))
        if missing:
            word = "option" if len(missing) == 1 else "options"
            self._problem(path, f"the stance of {holder!r} omits the {word} {', '.join(map(repr, missing))}")

    def _weights(self) -> None:
        """Check ranked weights against stances, and that no holder gives weight to nothing."""
        stances: dict[str, list[tuple[str, Stance]]] = {}
        for key, issue in self.case.issues.items():
            for holder, stance in issue.stances.items():
                stances.setdefault(holder, []).append((key, stance))
        for section in ("parties", "blocs", "camps"):
            for key, holder in getattr(self.case, section).items():
                self._holder_weights(section, key, holder.weights, dict(stances.get(key, ())))

    def _holder_weights(self, section: str, key: str, weights: Any, stances: Mapping[str, Stance]) -> None:
        own = {issue: stance.weight for issue, stance in stances.items() if stance.weight is not None}
        zero = [issue for issue, weight in own.items() if not isinstance(weight, str) and weight.high == 0]
        if stances and len(zero) == len(stances):
            path: Path_ = ("issues", zero[0], "stances", key, "weight")
            self._problem(path, f"all weights of {key!r} are zero, so it could not prefer anything")
        if weights is None:
            return
        path = (section, key, "weights")
        for issue in weights.meaning.names:
            offset = position_of(issue, weights.text)
            if self._known(issue, self.issues, "issue", path, offset=offset) and issue not in stances:
                self._problem(path, f"{key!r} weighs {issue!r} but has no stance on it", offset=offset)
        for issue in stances:
            if issue not in weights.meaning.names:
                self._problem(
                    path, f"{key!r} has a stance on {issue!r}, which its rank order of weights omits"
                )
        for issue in own:
            message = f"{key!r} ranks its weights, so this stance cannot have a weight of its own"
            self._problem(("issues", issue, "stances", key, "weight"), message)
        if weights.meaning.beyond:
            self._problem(path, "a rank order of weights has no red line (|)")

    def _trust(self) -> None:
        for index, entry in enumerate(self.case.trust):
            self._known(entry.from_, self.deciders, "party", ("trust", index, "from"))
            self._known(entry.to, self.deciders, "party", ("trust", index, "to"))

    def _ladder(self) -> None:
        for rung_index, rung in enumerate(self.case.ladder):
            for step_index, step in enumerate(rung.steps):
                path: Path_ = ("ladder", rung_index, "steps", step_index)
                if step.issue is None:
                    if step.option is not None:
                        self._problem((*path, "option"), "an option needs its issue")
                elif (
                    self._known(step.issue, self.issues, "issue", (*path, "issue"))
                    and step.option is not None
                ):
                    kind = f"option of {step.issue!r}:"
                    self._known(step.option, self.options[step.issue], kind, (*path, "option"))

    def _claims(self) -> None:
        steps = {step.id for rung in self.case.ladder for step in rung.steps}
        for index, claim in enumerate(self.case.claims):
            path: Path_ = ("claims", index)
            self._each_known(claim.about, steps | self.issues, "step or issue", (*path, "about"))
            if claim.variant is not None:
                self._known(claim.variant, self.variants, "variant", (*path, "variant"))
            if claim.holds_if is not None:
                text, at = claim.holds_if.text, (*path, "holds_if")
                walk(claim.holds_if.meaning, lambda call, text=text, at=at: self._call(call, text, at))  # type: ignore[misc]

    def _call(self, call: Call, text: str, path: Path_) -> None:
        for argument in call.arguments:
            if isinstance(argument, Formula):
                self._meaning(argument, text, path)
        for option, value in call.options:
            if option == "variant":
                self._known(value, self.variants, "variant", path, offset=position_of(value, text))

    def _evidence(self) -> None:
        for index, entry in enumerate(self.case.evidence):
            if entry.source is not None:
                self._known(entry.source, self.sources, "source", ("evidence", index, "source"))
            for number, path in enumerate(entry.for_):
                if not _leads_somewhere(path, self.document.tree):
                    here = self._item(("evidence", index, "for"), number)
                    self._problem(here, f"there is nothing in the case at {path!r}")

    def _unique_ids(self) -> None:
        listed: list[tuple[str, Path_]] = [
            (line.id, (section, key, "red_lines", index, "id"))
            for section in ("parties", "blocs", "camps")
            for key, holder in getattr(self.case, section).items()
            for index, line in enumerate(holder.red_lines)
        ]
        listed += [
            (rule.id, ("rules", i, "id")) for i, rule in enumerate(self.case.rules) if rule.id is not None
        ]
        claims = [(claim.id, ("claims", index, "id")) for index, claim in enumerate(self.case.claims)]
        steps = [
            (step.id, ("ladder", i, "steps", j, "id"))
            for i, rung in enumerate(self.case.ladder)
            for j, step in enumerate(rung.steps)
        ]
        for group in (listed, claims, steps):
            seen: set[str] = set()
            for id_, path in group:
                if id_ in seen:
                    self._problem(path, f"the id {id_!r} is used twice")
                seen.add(id_)


def _atoms(formula: Formula) -> Iterator[Is]:
    if isinstance(formula, Is):
        yield formula
    for part in formula.parts_of():
        yield from _atoms(part)


def _leads_somewhere(path: str, tree: Any) -> bool:
    """Tell whether a dotted path leads to an entry; items of lists go by their ``id`` or their number."""
    node = tree
    for key in path.split("."):
        if isinstance(node, dict):
            node = node.get(key, _NOTHING)
        elif isinstance(node, list):
            found = [item for item in node if isinstance(item, dict) and str(item.get("id")) == key]
            node = (
                found[0]
                if found
                else node[int(key)]
                if key.isdecimal() and int(key) < len(node)
                else _NOTHING
            )
        else:
            return False
        if node is _NOTHING:
            return False
    return True


_NOTHING = object()
