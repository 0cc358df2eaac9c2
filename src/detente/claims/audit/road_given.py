"""The inputs of a roadmap for which evidence can be given: of its building blocks, and of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.case.blocks import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.case.case import Case
    from detente.case.fields import Section

__all__ = ["road_paths"]

ORDER = "What comes first"
LIFTED = "What building blocks lift"
NEEDED = "Trust that is needed"
CHANGES = "How trust changes"
TIME = "How long, and when"
CHANCES = "How likely it is"
ROOM = "Room and cost"
GOALS = "Goals"

_OF_BLOCK = {
    "decided_by": "Who decides, and how",
    "after": ORDER,
    "lifts": LIFTED,
    "needs": NEEDED,
    "lasts": TIME,
    "window": TIME,
    "delivers": CHANCES,
    "breach": CHANCES,
    "detection": CHANCES,
    "earns": CHANGES,
    "loses": CHANGES,
    "loses_if_breached": CHANGES,
    "takes": ROOM,
    "cost": ROOM,
}
_OF_ROADMAP = {"goal": GOALS, "lesser_goals": GOALS, "starts": TIME, "capacity": ROOM}
_OF_WINDOW = {"from": TIME, "to": TIME, "open": TIME, "opens": CHANCES, "closes": CHANCES}
_OF_SHOCK = {"chance": CHANCES, "loses": CHANGES}
_NUMBER = {"needs": "level", "earns": "by", "loses": "by", "loses_if_breached": "by"}


def road_paths(case: Case) -> Iterator[tuple[str, str]]:
    """Yield where each input of a roadmap stands, and of what kind it is.

    Only what is written counts: nothing can be said of where a default comes from. Words, what a block
    settles and the settings of the method are left out, as they say what is meant and not how things are. A
    list of pairs is one input for each pair.
    """
    for key, block in case.blocks.items():
        yield from _written(f"blocks.{key}", block, _OF_BLOCK)
    roadmap = case.roadmap
    if roadmap is None:
        return
    if case.horizon is not None:
        yield from ((f"horizon.{end}", TIME) for end in ("from", "to"))
    yield from _written("roadmap", roadmap, _OF_ROADMAP)
    if roadmap.decay is not None:
        yield from _written("roadmap.decay", roadmap.decay, {"by": CHANGES, "towards": CHANGES})
    for key, shock in roadmap.shocks.items():
        yield from _written(f"roadmap.shocks.{key}", shock, _OF_SHOCK)
    for index, strain in enumerate(roadmap.strains):
        yield from _written(f"roadmap.strains.{index}", strain, {"loses": CHANGES})
    for key, window in roadmap.windows.items():
        yield from _written(f"roadmap.windows.{key}", window, _OF_WINDOW)


def _written(path: str, section: Section, kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a section says of some keys, in the order of these."""
    names = {field.alias or name: name for name, field in type(section).model_fields.items()}
    for key, kind in kinds.items():
        if names[key] not in section.model_fields_set:
            continue
        given = getattr(section, names[key])
        if isinstance(given, Window):
            yield from _written(f"{path}.{key}", given, _OF_WINDOW)
        elif isinstance(given, dict):
            yield from ((f"{path}.{key}.{name}", kind) for name in given)
        elif isinstance(given, tuple) and key in _NUMBER:
            yield from ((f"{path}.{key}.{index}.{_NUMBER[key]}", kind) for index in range(len(given)))
        else:
            yield f"{path}.{key}", kind
