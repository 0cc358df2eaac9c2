"""Checks of ranked weights against stances, and that no holder gives weight to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.case.document import Path_
    from detente.case.issues import Stance
    from detente.case.language import Ranking
    from detente.case.model import CaseFile
    from detente.case.parties import Bloc, Camp
    from detente.case.references.names import Names
    from detente.case.written import Written

__all__ = ["check_weights"]


def check_weights(names: Names) -> None:
    """Check the weights of every holder."""
    stances: dict[str, dict[str, Stance]] = {}
    for issue, settled in names.case.issues.items():
        for holder, stance in settled.stances.items():
            stances.setdefault(holder, {})[issue] = stance
    groups: dict[str, Bloc | Camp] = {**names.case.blocs, **names.case.camps}
    # A member takes the stances of its camp or bloc where it has none.
    lent = {member for key, group in groups.items() if key in stances for member in group.members}
    for section in ("parties", "blocs", "camps"):
        for key, holder in getattr(names.case, section).items():
            own = stances.get(key, {})
            if key not in lent:
                _check_positive(names, key, own)
            if holder.weights is not None:
                _check_ranked(names, (section, key, "weights"), holder.weights, own)


def _check_positive(names: Names, key: str, stances: Mapping[str, Stance]) -> None:
    """Check that not all weights of a holder are zero: it could prefer nothing."""
    if stances and all(_is_zero(names.case, stance) for stance in stances.values()):
        path = ("issues", next(iter(stances)), "stances", key, "weight")
        names.problem(path, f"all weights of {key!r} are zero, so it could not prefer anything")


def _is_zero(case: CaseFile, stance: Stance) -> bool:
    if stance.weight is None:
        return False
    weight = getattr(case.scales, stance.weight) if isinstance(stance.weight, str) else stance.weight
    return bool(weight.high == 0)


def _check_ranked(
    names: Names, path: Path_, weights: Written[Ranking], stances: Mapping[str, Stance]
) -> None:
    key = path[1]
    for mention in names.ranked(weights):
        known = names.known(mention.word, names.issues, "issue", path, offset=mention.offset)
        if known and mention.word not in stances:
            message = f"{key!r} weighs {mention.word!r} but has no stance of its own on it"
            names.problem(path, message, offset=mention.offset)
    ranked = set(weights.meaning.names)
    for issue, stance in stances.items():
        if issue not in ranked:
            names.problem(path, f"{key!r} has a stance on {issue!r}, which its rank order of weights omits")
        if stance.weight is not None:
            message = f"{key!r} ranks its weights, so this stance cannot have a weight of its own"
            names.problem(("issues", issue, "stances", str(key), "weight"), message)
    if weights.meaning.beyond:
        names.problem(path, "a rank order of weights has no red line (|)", offset=weights.text.index("|"))
