"""What people search by, taken out of an entry: its subject and its words. Can be made again at any time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from console.journal.body import RESERVED
from console.journal.offences import find_offence

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Text as it is compared: case-folded, and ё like е, as people type it."""
    return text.casefold().replace("ё", "е")


def query_words(text: str) -> list[str]:
    """The folded words of what somebody typed; each finds every word that begins with it."""
    return _WORD.findall(fold(text))


def read_body(stored: object) -> dict[str, Any]:
    """The body as it was recorded; empty where it was erased or can no longer be read."""
    try:
        body = json.loads(stored) if isinstance(stored, str | bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def subject(body: Mapping[str, Any]) -> tuple[str, str, str]:
    """(camera id, camera number, place) of an entry, "" where it names none."""
    return tuple(str(body.get(key) or "") for key in ("camera_id", "camera_number", "place"))  # type: ignore[return-value]


def words(actor: str, body: Mapping[str, Any]) -> str:
    """Everything of an entry that its reader may remember."""
    texts = [actor]
    for key, value in sorted(body.items()):  # the order of canonical JSON: made again, it is the same text
        if key not in RESERVED:
            texts.extend(_texts(value))
    offence = find_offence(str(body.get("offence", "")))
    if offence is not None:
        texts.extend(offence.names.values())
    return fold("\n".join(texts))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for _key, item in sorted(value.items()):
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
