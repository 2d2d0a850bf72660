"""Reads out of the journal which rules are still put aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.alerts.alert import OWN_RULE
from console.alerts.rule_kind import RuleKind
from console.alerts.shelf import Shelf
from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import each
from console.paths import DataFolder


def read_shelves(folder: DataFolder) -> tuple[Shelf, ...]:
    """Those that no later entry ended.

    Raises:
        Problem: the journal cannot be read.
    """
    entries = list(each(folder, Query(kinds=(Kind.RULE_SHELVED, Kind.RULE_RESTORED))))
    ended = {entry.body.get("seq") for entry in entries if entry.kind is Kind.RULE_RESTORED}
    said = [entry for entry in entries if entry.kind is Kind.RULE_SHELVED and entry.seq not in ended]
    shelves = (shelf_of(entry.seq, entry.body) for entry in said)
    return tuple(shelf for shelf in shelves if shelf is not None)


def shelf_of(seq: int, body: Mapping[str, Any]) -> Shelf | None:
    """The rule of such an entry; None where the entry was erased, or is of a later version."""
    stored = body.get("rule")
    try:
        # A zone that stands for a camera's own rule has the default one.
        rule = RuleKind.PERSON_IN_ZONE if stored == OWN_RULE else RuleKind(stored)
    except ValueError:
        return None
    zone_id = body.get("zone_id")
    if not isinstance(zone_id, str):
        return None
    said = {key: value for key, value in body.items() if key not in ("salt", "until_utc", "why")}
    return Shelf((str(body.get("camera_id")), zone_id, rule), seq, said)
