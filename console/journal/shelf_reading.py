"""Reads out of the journal which rules are still put aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from console.alerts.rule_kind import RuleKind
from console.alerts.shelf import Shelf
from console.journal.database import JournalDatabase
from console.journal.entry import Kind
from console.journal.projection import read_body
from console.paths import DataFolder

_ENTRIES = "select seq, cast(body as blob) from entry where kind = ? order by seq"


def read_shelves(folder: DataFolder) -> tuple[Shelf, ...]:
    """Those that no later entry ended.

    Raises:
        Problem: the journal cannot be read.
    """
    with JournalDatabase.open_for_reading(folder) as database:
        ended = {body.get("seq") for _seq, body in _each(database, Kind.RULE_RESTORED)}
        said = [each for each in _each(database, Kind.RULE_SHELVED) if each[0] not in ended]
    shelves = (shelf_of(seq, body) for seq, body in said)
    return tuple(shelf for shelf in shelves if shelf is not None)


def shelf_of(seq: int, body: Mapping[str, Any]) -> Shelf | None:
    """The rule of such an entry; None where the entry was erased, or is of a later version."""
    try:
        rule = RuleKind(body.get("rule"))
    except ValueError:
        return None
    zone_id = body.get("zone_id")
    if not isinstance(zone_id, str):
        return None
    said = {key: value for key, value in body.items() if key not in ("salt", "until_utc", "why")}
    return Shelf((str(body.get("camera_id")), zone_id, rule), seq, said)


def _each(database: JournalDatabase, kind: Kind) -> Iterator[tuple[int, dict[str, Any]]]:
    for seq, stored in database.read(_ENTRIES, [kind.value]):
        yield int(seq), read_body(stored)
