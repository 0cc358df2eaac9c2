"""Checks of the ladder, the claims and the evidence, and that no id is used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.language import MentionKind
from detente.case.problems import closest, quoted
from detente.case.references.names import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.document import Path_, Tree
    from detente.case.references.names import Names

__all__ = ["SHORT", "check_argument", "leads_somewhere"]


def check_argument(names: Names) -> None:
    """Check that steps, claims and evidence speak of what there is."""
    _check_ladder(names)
    _check_claims(names)
    _check_evidence(names)
    _check_ids(names)


def _check_ladder(names: Names) -> None:
    for rung_index, rung in enumerate(names.case.ladder):
        for step_index, step in enumerate(rung.steps):
            path: Path_ = ("ladder", rung_index, "steps", step_index)
            if step.issue is None:
                if step.option is not None:
                    names.problem((*path, "option"), "an option needs its issue")
            elif names.known(step.issue, names.issues, "issue", (*path, "issue")) and step.option is not None:
                names.known_option(step.option, step.issue, (*path, "option"))
            if step.block is not None:
                names.known(step.block, names.keys("blocks"), "block", (*path, "block"))


def _check_claims(names: Names) -> None:
    steps = frozenset(step.id for rung in names.case.ladder for step in rung.steps)
    for index, claim in enumerate(names.case.claims):
        path: Path_ = ("claims", index)
        names.each_known(claim.about, steps | names.issues, "step or issue", (*path, "about"))
        if claim.variant is not None:
            names.known(claim.variant, names.variants, "variant", (*path, "variant"))
        if claim.test is None:
            continue
        names.formula(claim.test, (*path, claim.test_key), blocks=True)
        for mention in claim.test.mentions:
            if mention.kind is MentionKind.SETTING and mention.of == "variant":
                names.known(
                    mention.word, names.variants, "variant", (*path, claim.test_key), offset=mention.offset
                )


def _check_evidence(names: Names) -> None:
    """Check paths of evidence, in a variant also against what the variant takes away."""
    base = names.document.base
    trees = [names.document.tree, base.tree] if base else [names.document.tree]
    for index, entry in enumerate(names.case.evidence):
        if entry.source is not None:
            names.known(entry.source, names.sources, "source", ("evidence", index, "source"))
        for number, path in enumerate(entry.for_):
            if path != MISSING and not any(leads_somewhere(path, tree) for tree in trees):
                here = names.item(("evidence", index, "for"), number)
                message = f"there is nothing in the case at {quoted(path)}"
                names.problem(here, message, suggestion=_path_meant(path, trees[0]))


def _check_ids(names: Names) -> None:
    """Red lines, clauses and rules share one space of ids, as results name them side by side."""
    case = names.case
    listed: list[tuple[str, Path_]] = [
        (line.id, (section, key, "red_lines", index, "id"))
        for section in ("parties", "blocs", "camps")
        for key, holder in getattr(case, section).items()
        for index, line in enumerate(holder.red_lines)
    ]
    listed += [(power.id, ("powers", i, "id")) for i, power in enumerate(case.powers)]
    listed += [(rule.id, ("rules", i, "id")) for i, rule in enumerate(case.rules) if rule.id is not None]
    _check_unique(names, listed)
    _check_unique(names, ((claim.id, ("claims", index, "id")) for index, claim in enumerate(case.claims)))
    steps = (
        (step.id, ("ladder", i, "steps", j, "id"))
        for i, rung in enumerate(case.ladder)
        for j, step in enumerate(rung.steps)
    )
    _check_unique(names, steps)


def _check_unique(names: Names, ids: Iterable[tuple[str, Path_]]) -> None:
    seen: set[str] = set()
    for id_, path in ids:
        if id_ in seen and id_ != MISSING:
            names.problem(path, f"the id {quoted(id_)} is used twice")
        seen.add(id_)


_NOTHING = object()
SHORT = {"order", "name", "option"}
"""Keys that are understood where a stance, an option or a demand is written as a text."""


def leads_somewhere(path: str, tree: Tree) -> bool:
    """Tell whether a dotted path leads to an entry; items of lists go by their ``id`` or their number."""
    node = tree
    *_, last = keys = path.split(".")
    for key in keys:
        if isinstance(node, str) and key in SHORT and key is last:
            continue
        if isinstance(node, dict):
            node = node.get(key, _NOTHING)
        elif isinstance(node, list):
            node = _item(node, key)
        else:
            return False
        if node is _NOTHING:
            return False
    return True


def _path_meant(path: str, tree: Tree) -> str:
    """Return the path with its first wrong part replaced by the closest there is, if that leads somewhere."""
    keys = path.split(".")
    for depth, key in enumerate(keys):
        if not leads_somewhere(".".join(keys[: depth + 1]), tree):
            meant = closest(key, _keys_at(keys[:depth], tree))
            changed = ".".join([*keys[:depth], meant, *keys[depth + 1 :]])
            return changed if meant and leads_somewhere(changed, tree) else ""
    return ""


def _keys_at(keys: list[str], tree: Tree) -> list[str]:
    """Return the keys, or the ids of the items, of what stands at a path."""
    node = tree
    for key in keys:
        node = (
            node.get(key) if isinstance(node, dict) else _item(node, key) if isinstance(node, list) else None
        )
    if isinstance(node, list):
        return [str(item["id"]) for item in node if isinstance(item, dict) and "id" in item]
    return list(node) if isinstance(node, dict) else []


def _item(items: list[Tree], key: str) -> Tree:
    by_id = (item for item in items if isinstance(item, dict) and str(item.get("id")) == key)
    if key.isascii() and key.isdecimal() and len(key) <= len(str(len(items))) and int(key) < len(items):
        return next(by_id, items[int(key)])
    return next(by_id, _NOTHING)
