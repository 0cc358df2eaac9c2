"""Files that hold only bodies and their rules: a case all the same, without parties who want anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.written import MISSING, UNDATED, is_name

if TYPE_CHECKING:
    from detente.case.document import Tree

__all__ = ["with_parties_of_bodies"]


def with_parties_of_bodies(tree: Tree) -> Tree:
    """Return the tree of a case with what a file of bodies leaves out; any other tree comes back as it is.

    The parties are those who vote in the bodies. Nothing else is known of them.

    >>> tree = with_parties_of_bodies({"bodies": {"council": {"members": ["a", "b"]}}})
    >>> tree["parties"], tree["as_of"]
    ({'a': None, 'b': None}, 'undated')
    """
    if not isinstance(tree, dict) or "bodies" not in tree or "parties" in tree:
        return tree
    bodies = tree["bodies"] or {}
    if not isinstance(bodies, dict) or ("issues" in tree and not bodies):
        return tree
    groups = {**bodies, **_mapping(tree.get("blocs"))}
    listed = (_mapping(body).get("members") for body in groups.values())
    named = (name for names in listed for name in (names if isinstance(names, list) else [names]))
    # What is no name is told where it stands as a member.
    parties = {name: None for name in named if is_name(name) and name not in groups}
    # Where nobody votes, that is what is wrong, and not that there are no parties.
    parties = parties or {MISSING: None}
    return {"detente": 1, "title": _title(bodies), "as_of": UNDATED, "parties": parties, **tree}


def _mapping(value: Tree) -> dict[str, Tree]:
    return value if isinstance(value, dict) else {}


def _title(bodies: dict[str, Tree]) -> str:
    names = [_mapping(body).get("name") or str(key) for key, body in bodies.items()]
    return f"How {names[0]} decides" if len(names) == 1 else f"How {len(names)} bodies decide"
