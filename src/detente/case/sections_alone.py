"""Files that hold only bodies, or only regimes: cases all the same, without parties who want anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.written import MISSING, UNDATED, is_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.case.document import Tree

__all__ = ["with_parties"]


def with_parties(tree: Tree) -> Tree:
    """Return the tree of a case with what a file of bodies or regimes leaves out; else as it is.

    The parties are those who vote in the bodies, and the states of the regimes. Nothing else is known of
    them.

    >>> tree = with_parties({"bodies": {"council": {"members": ["a", "b"]}}})
    >>> tree["parties"], tree["as_of"]
    ({'a': None, 'b': None}, 'undated')
    """
    if not isinstance(tree, dict) or "parties" in tree or not {"bodies", "regimes"} & tree.keys():
        return tree
    bodies, regimes = tree.get("bodies") or {}, tree.get("regimes") or {}
    if not isinstance(bodies, dict) or not isinstance(regimes, dict):
        return tree
    if "issues" in tree and not bodies and not regimes:
        return tree
    groups = {**bodies, **_mapping(tree.get("blocs"))}
    # What is no name is told where it stands.
    named = [name for name in _voters(groups) if name not in groups]
    parties = {name: None for name in (*named, *_states(regimes)) if is_name(name)}
    # Where nobody is named, that is what is wrong, and not that there are no parties.
    parties = parties or {MISSING: None}
    if "bodies" in tree:
        title = _title(bodies, "How {} decides", "How {} bodies decide")
    else:
        title = _title(regimes, "{}", "{} regimes")
    return {"detente": 1, "title": title, "as_of": UNDATED, "parties": parties, **tree}


def _voters(groups: dict[str, Tree]) -> Iterable[Tree]:
    listed = (_mapping(group).get("members") for group in groups.values())
    return (name for names in listed for name in (names if isinstance(names, list) else [names]))


def _states(regimes: dict[str, Tree]) -> Iterable[Tree]:
    return (name for regime in regimes.values() for name in _mapping(_mapping(regime).get("states")))


def _mapping(value: Tree) -> dict[str, Tree]:
    return value if isinstance(value, dict) else {}


def _title(named: dict[str, Tree], one: str, several: str) -> str:
    names = [_mapping(value).get("name") or str(key) for key, value in named.items()]
    return one.format(names[0]) if len(names) == 1 else several.format(len(names))
