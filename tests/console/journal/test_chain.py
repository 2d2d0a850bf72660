"""Canonical bytes: one value, one text, one hash; and what can never be recorded."""

import hashlib
import json

import pytest

from console.journal.chain import (
    GENESIS,
    BadBodyError,
    Header,
    body_bytes,
    canonical_json,
    entry_hash,
    salted,
)


def test_canonical_json_is_that_of_rfc_8785():
    value = {"b": [True, None, -1, 2**53 - 1], "a": 'қ\u2028\u0007\n"\\/\x7f', "A": {"z": 1, "y": ()}}
    assert (
        canonical_json(value).decode()
        == '{"A":{"y":[],"z":1},"a":"қ\u2028\\u0007\\n\\"\\\\/\x7f","b":[true,null,-1,9007199254740991]}'
    )


def test_the_order_of_keys_does_not_matter():
    assert canonical_json({"a": 1, "b": 2}) == canonical_json({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"speed": 1.0}, "body.speed: a float"),
        ({"count": 2**53}, "2^53"),
        ({"count": -(2**53)}, "2^53"),
        ({"note": "half \ud83d"}, "lone surrogate"),
        ({"орын": 1}, "not ASCII"),
        ({1: "a"}, "not ASCII"),
        ({"still": b"raw"}, "body.still: a bytes"),
        ({"list": [{"deep": {1, 2}}]}, "body.list[0].deep: a set"),
    ],
)
def test_what_can_never_be_recorded_is_refused_by_name(value, says):
    with pytest.raises(BadBodyError) as refused:
        canonical_json(value)
    assert says in str(refused.value)


def test_a_body_nested_without_end_is_refused():
    body: dict = {}
    body["itself"] = body
    with pytest.raises(BadBodyError, match="nested"):
        canonical_json(body)


def test_a_body_of_over_a_megabyte_is_refused():
    assert body_bytes({"note": "a" * 1_000_000})
    with pytest.raises(BadBodyError, match="megabyte"):
        body_bytes({"note": "a" * 1_100_000})


def test_two_equal_bodies_have_different_salts():
    one, two = salted({"a": 1}), salted({"a": 1})
    assert len(bytes.fromhex(one["salt"])) == 16
    assert one["salt"] != two["salt"]


@pytest.mark.parametrize("actor", ["Әсел", "", 'a"b\\c/', "\0\n\t\x1f\x7f", "\u2028 \U0001f693 \u202e"])
def test_an_outsider_computes_the_same_hash_from_the_design_alone(actor):
    fields = {
        "seq": 1,
        "at_utc": "2026-11-23T18:00:00.000000Z",
        "utc_offset_min": 300,
        "desk": "desk-1",
        "actor": actor,
        "kind": "bulletin",
    }
    body_hash = hashlib.sha256(b"{}").digest()
    text = json.dumps(
        fields | {"body_hash": body_hash.hex()}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    wanted = hashlib.sha256(bytes(32) + text.encode()).digest()
    assert entry_hash(GENESIS, Header(**fields, body_hash=body_hash)) == wanted
