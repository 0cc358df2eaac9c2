"""A page as a browser would build it, read with the parser of the standard library alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Element", "read_page"]

APART = {"dt", "dd", "li", "p", "td", "th", "div"}
"""Elements that stand apart from the text around them."""
VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Element:
    """An element with its attributes, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    content: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything in it, in the order of the page."""
        yield self
        for part in self.content:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements with a tag and with attributes; ``class_`` asks for one class among several."""
        return [one for one in self.walk() if tag in {"", one.tag} and one.has(**attributes)]

    def only(self, tag: str = "", **attributes: str) -> Element:
        """Return the one element there is."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def has(self, **attributes: str) -> bool:
        """Tell whether the element has attributes with these values."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        chosen = wanted.pop("class", None)
        classes = self.attributes.get("class", "").split()
        return (chosen is None or chosen in classes) and all(
            self.attributes.get(name) == value for name, value in wanted.items()
        )

    @property
    def text(self) -> str:
        """The text that a reader sees, with single spaces."""
        return " ".join("".join(_texts(self)).split())


def _texts(element: Element) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield part
        else:
            apart = " " if part.tag in APART else ""
            yield apart
            yield from _texts(part)
            yield apart


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read_page(html: str) -> Element:
    """Return the page; raises ``AssertionError`` where elements are not closed in their order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], [one.tag for one in builder.open]
    return builder.root
