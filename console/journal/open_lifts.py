"""Reads out of the journal which masks were lifted and never told to be filled in again."""

from __future__ import annotations

from console.journal.entry import Kind
from console.journal.query import Query
from console.journal.search import FoundEntry, each
from console.paths import DataFolder


def open_lifts(folder: DataFolder, *, until_seq: int) -> tuple[FoundEntry, ...]:
    """Of each camera the last "mask lifted" that no entry up to that number ended.

    Raises:
        Problem: the journal cannot be read.
    """
    found = dict[str, FoundEntry]()
    for entry in each(folder, Query(kinds=(Kind.MASK_LIFTED, Kind.MASK_FILLED)), among=(0, until_seq)):
        lift = found.get(entry.camera_id)
        if entry.kind is Kind.MASK_LIFTED:
            found[entry.camera_id] = entry
        elif lift is not None and entry.body.get("lifted_seq", lift.seq) == lift.seq:
            del found[entry.camera_id]
    return tuple(entry for entry in found.values() if not entry.erased)
