"""Signatures: as the RFC has them, the same by both libraries, and good for one purpose only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from detente.channel.problems import RecordError
from detente.channel.record import keys as module
from detente.channel.record.keys import PublicKeys, SecretKeys, is_key, signed_by

KNOWN = YAML(typ="safe").load(Path(__file__).parents[2] / "catalog" / "rfc8032_vectors.yaml")["vectors"]
ORDER = (1 << 252) + 27742317777372353535851937790883648493
"""Of the group: RFC 8032, 5.1."""
SEEDS = st.binary(min_size=64, max_size=64)


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one["message"] or "nothing")
def test_signatures_are_those_of_the_rfc(known: dict[str, Any]) -> None:
    """Expected: RFC 8032, 7.1; here without a purpose before the message."""
    secret = SecretKeys.from_bytes(bytes.fromhex(known["secret"]) + bytes(32))
    message, signature = bytes.fromhex(known["message"]), known["signature"]
    assert secret.public.sign == known["public"]
    assert secret._sign.sign(message).hex() == signature  # noqa: SLF001 - what signs, without a purpose
    module._public(known["public"]).verify(message, bytes.fromhex(signature))  # noqa: SLF001 - what checks
    assert not signed_by(known["public"], "entry", message, signature)


@given(SEEDS, st.binary(max_size=100), st.sampled_from(["entry", "head", "keys"]))
def test_what_one_library_signs_the_other_finds_good(seed: bytes, message: bytes, purpose: str) -> None:
    secret = SecretKeys.from_bytes(seed)
    signature = secret.signature(purpose, message)
    assert signed_by(secret.public.sign, purpose, message, signature)
    assert SecretKeys.from_bytes(secret.to_bytes()).signature(purpose, message) == signature
    for other in {"entry", "head", "keys"} - {purpose}:
        assert not signed_by(secret.public.sign, other, message, signature)
    assert not signed_by(secret.public.sign, purpose, message + b"\0", signature)


@given(SEEDS, st.integers(0, 511))
def test_no_altered_signature_is_good(seed: bytes, bit: int) -> None:
    secret = SecretKeys.from_bytes(seed)
    raw = int(secret.signature("entry", b"words"), 16)
    assert not signed_by(secret.public.sign, "entry", b"words", f"{raw ^ 1 << bit:0128x}")


def test_a_signature_has_one_form() -> None:
    """Adding the order of the group to the second half is the known way to another form (RFC 8032, 8.4)."""
    secret = SecretKeys.from_bytes(bytes(range(64)))
    raw = bytes.fromhex(secret.signature("entry", b"words"))
    other = int.from_bytes(raw[32:], "little") + ORDER
    forged = raw[:32] + other.to_bytes(32, "little")
    assert not signed_by(secret.public.sign, "entry", b"words", forged.hex())


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ff" * 32, "ed" + "ff" * 30 + "7f"])
def test_keys_of_small_order_and_of_no_point_check_nothing(key: str) -> None:
    for signature in ("00" * 64, "01" + "00" * 63, key + "00" * 32):
        assert not signed_by(key, "entry", b"words", signature)


@pytest.mark.parametrize("signature", ["", "0", "00" * 63, "00" * 65, "zz" * 64, "é"])
def test_what_is_no_signature_is_not_good(signature: str) -> None:
    assert not signed_by(SecretKeys.from_bytes(bytes(64)).public.sign, "entry", b"", signature)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"sign": "0" * 64},
        {"sign": "0" * 64, "seal": "0" * 63},
        {"sign": "0" * 64, "seal": "0" * 63 + "A"},
        {"sign": "0" * 64, "seal": "0" * 64 + "\n"},
        {"sign": "0" * 64, "seal": 1},
        {"sign": "0" * 64, "seal": "0" * 64, "recovery": "0" * 64},
    ],
)
def test_what_is_no_pair_of_keys_is_refused(value: object) -> None:
    with pytest.raises(RecordError):
        PublicKeys.from_json(value)


def test_secret_keys_do_not_show() -> None:
    secret = SecretKeys.make()
    shown = f"{secret} {secret!r}"
    assert secret.to_bytes()[:32].hex() not in shown
    assert secret.to_bytes()[32:].hex() not in shown
    assert is_key(secret.public.sign)
