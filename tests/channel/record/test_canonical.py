"""Canonical JSON: one text for each value, and every other text refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.channel.problems import RecordError
from detente.channel.record.canonical import LARGEST_NUMBER, MOST_NESTED, canonical, read_canonical

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_keys_stand_in_the_order_of_their_code_units() -> None:
    """Expected: the sorting example of RFC 8785, 3.2.3."""
    names = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    text = canonical(names)
    assert list(json.loads(text).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]
    assert read_canonical(text) == names


def test_characters_are_escaped_as_the_rfc_does() -> None:
    """Expected: the string of the example of RFC 8785, 3.2.2, without its fractions."""
    value = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == expected.encode()
    assert canonical("\b\t\n\f\r\0\x1f\x7f\u2028") == '"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\u2028"'.encode()


@given(VALUES)
def test_what_is_written_is_read_again_and_has_no_other_text(value: object) -> None:
    text = canonical(value)
    assert read_canonical(text) == value
    assert canonical(read_canonical(text)) == text
    for other in (json.dumps(value).encode(), json.dumps(value, ensure_ascii=False).encode()):
        if other != text:
            with pytest.raises(RecordError):
                read_canonical(other)


REFUSED = {
    "a fraction": b"1.5",
    "a whole number as a fraction": b"1.0",
    "an exponent": b"1e3",
    "minus nothing": b"-0",
    "a leading zero": b"01",
    "a plus sign": b"+1",
    "no number": b"NaN",
    "infinity": b"-Infinity",
    "too large a number": str(LARGEST_NUMBER + 1).encode(),
    "too small a number": str(-LARGEST_NUMBER - 1).encode(),
    "ten thousand digits": b"9" * 10_000,
    "a key twice": b'{"a":1,"a":1}',
    "a key twice, once escaped": b'{"a":1,"\\u0061":2}',
    "keys out of order": b'{"b":1,"a":1}',
    "code points in place of code units": '{"\ufb33":1,"\U0001f600":2}'.encode(),
    "a space": b'{"a": 1}',
    "a space before": b" 1",
    "a line after": b"1\n",
    "a mark of byte order": b"\xef\xbb\xbf1",
    "another encoding": '{"a":1}'.encode("utf-16"),
    "an escape for what needs none": b'"\\u0041"',
    "a slash escaped": b'"\\/"',
    "an escape in capitals": b'"\\u000F"',
    "a long escape for a short one": b'"\\u000a"',
    "a character as a pair of escapes": b'"\\ud83d\\ude00"',
    "half of a character": b'"\\ud800"',
    "the other half": b'"\\udc00"',
    "half of a character as bytes": b'"\xed\xa0\x80"',
    "bytes that are no text": b'"\xff"',
    "a longer form of a byte": b'"\xc0\x80"',
    "a control character": b'"\x01"',
    "a comma too many": b"[1,]",
    "two values": b"1 2",
    "nothing": b"",
    "a comment": b"1/**/",
    "too deep": b"[" * (MOST_NESTED + 1) + b"]" * (MOST_NESTED + 1),
    "far too deep": b"[" * 500_000 + b"]" * 500_000,
    "never closed": b"[" * 100_000,
    "too long": b'"' + b"a" * (1 << 20) + b'"',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_every_other_text_is_refused(text: bytes) -> None:
    with pytest.raises(RecordError):
        read_canonical(text)


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), b"a", {1: 2}, {1, 2}, "\ud800", {"\ud800": 1}, LARGEST_NUMBER + 1, object()]
)
def test_what_has_no_text_is_refused(value: object) -> None:
    with pytest.raises(RecordError):
        canonical(value)


def test_as_deep_as_is_allowed_can_be_written_and_read() -> None:
    value: list[object] = []
    for _ in range(MOST_NESTED - 1):
        value = [value]
    assert read_canonical(canonical(value)) == value
    with pytest.raises(RecordError, match="deep"):
        canonical([value])
