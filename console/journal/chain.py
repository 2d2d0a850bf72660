"""How entries are chained: canonical bytes, salt and hashes (DESIGN.md section 6).

hash = SHA-256(prev_hash, 32 bytes, then the canonical JSON of the header). The first entry's prev_hash is
32 zero bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.language import _

GENESIS = bytes(32)
NO_HEAD = (0, GENESIS)  # (seq, hash) before the first entry
SALT_BYTES = 16  # so that nobody can guess a short body from its hash
_INTEGERS_BELOW = 2**53  # beyond it, other JSON readers round
_DEEPEST = 16  # levels; no body of ours has more than four
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_LARGEST_BODY = 1 << 20  # bytes; pictures belong into files


class BadBodyError(ValueError):
    """What was to be recorded can never be an entry; the text is translated."""


def plain(value: object, where: str = "body", depth: int = 0) -> Any:
    """A copy of `value` in the types that canonical JSON has, tuples as lists.

    Raises:
        BadBodyError: a float, a number too large, a key that is no ASCII text, text that is no Unicode.
    """
    if depth > _DEEPEST:
        raise BadBodyError(_("{where} is nested too deep").format(where=where[:80]))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= _INTEGERS_BELOW:
            raise BadBodyError(_("{where}: the number is 2^53 or more").format(where=where))
        return int(value)
    if isinstance(value, str):
        return _plain_text(value, where)
    if isinstance(value, Mapping):
        return {
            _plain_key(key, where): plain(item, f"{where}.{key}", depth + 1) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(item, f"{where}[{index}]", depth + 1) for index, item in enumerate(value)]
    raise BadBodyError(
        _("{where}: a {type} cannot be recorded").format(where=where, type=type(value).__name__)
    )


def _plain_text(text: str, where: str) -> str:
    if not text.isascii() and _HALF_A_CHARACTER.search(text):
        raise BadBodyError(
            _("{where}: the text holds half a character (a lone surrogate)").format(where=where)
        )
    return str.__str__(text)


def _plain_key(key: object, where: str) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise BadBodyError(_("{where}: the key {key} is not ASCII text").format(where=where, key=ascii(key)))
    return str.__str__(key)


def canonical_json(value: object) -> bytes:
    """The one way to write `value` (RFC 8785; without floats `json.dumps` alone gives it).

    Raises:
        BadBodyError: as `plain`.
    """
    return _dumped(plain(value))


def salted(body: Mapping[str, object]) -> dict[str, object]:
    """The body with a fresh salt."""
    return {**body, "salt": secrets.token_hex(SALT_BYTES)}


def body_bytes(body: Mapping[str, object]) -> bytes:
    """A salted body as it is stored and hashed.

    Raises:
        BadBodyError: as `plain`, or it is over 1 MiB.
    """
    stored = canonical_json(body)
    if len(stored) > _LARGEST_BODY:
        raise BadBodyError(_("the entry is larger than one megabyte"))
    return stored


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


@dataclass(frozen=True, slots=True)
class Header:
    """What the hash of an entry covers beside its predecessor."""

    seq: int
    at_utc: str
    utc_offset_min: int
    desk: str
    actor: str
    kind: str
    body_hash: bytes


def entry_hash(prev_hash: bytes, header: Header) -> bytes:
    """The 32 bytes that the next entry builds upon.

    Raises:
        ValueError, TypeError: a field could not have been written by us.
    """
    # As `_dumped` would write it, its keys in their order; a walk over the journal is twice as quick.
    text = (
        f'{{"actor":{_quoted(header.actor)},"at_utc":{_quoted(header.at_utc)},'
        f'"body_hash":"{header.body_hash.hex()}","desk":{_quoted(header.desk)},'
        f'"kind":{_quoted(header.kind)},"seq":{_digits(header.seq)},'
        f'"utc_offset_min":{_digits(header.utc_offset_min)}}}'
    )
    return sha256(prev_hash + text.encode())


_quoted = json.encoder.encode_basestring  # TypeError for what is no text
_digits = int.__repr__  # likewise for what is no whole number


def _dumped(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()
