"""How a shift's entries read in the journal's list."""

from __future__ import annotations

import pytest

from console.journal.entry import Kind
from console.journal.wording import summary

CLOSED = {"operator": "Anna", "handed_to": "Berik", "document": {"note": "quiet"}}


@pytest.mark.parametrize(
    ("kind", "body", "line"),
    [
        (Kind.SHIFT_OPENED, {"operator": "Anna", "role": "dispatcher", "from": ""}, "dispatcher"),
        (Kind.SHIFT_OPENED, {"role": "shift lead", "from": "Anna"}, "shift lead · taken over from Anna"),
        (
            Kind.SHIFT_OPENED,
            {"role": "steward", "from": "Anna", "mended": True},
            "steward · taken over from Anna · after the desk broke off in the hand-over",
        ),
        (Kind.SHIFT_CLOSED, CLOSED, "shift of Anna · handed over to Berik · quiet"),
        (
            Kind.SHIFT_CLOSED,
            CLOSED | {"handed_to": "", "left_open": True, "document": None},
            "shift of Anna · it had been left open · nobody took over",
        ),
        (
            Kind.SHIFT_CLOSED,
            CLOSED | {"operator": "\u202eגבי\u202c\nx"},
            "shift of גבי x · handed over to Berik · quiet",
        ),
        (Kind.ALERT_HANDED_OVER, {"alert_id": "a1", "to": "Berik"}, "handed over to Berik"),
        (Kind.BULLETIN, {"text": "a boy, 7", "topic": "missing child"}, "Missing child · a boy, 7"),
        (Kind.BULLETIN, {"text": "older than topics"}, "older than topics"),
        (
            Kind.REFUSED,
            {"what": "close_shift", "why": "the shift of another"},
            "close a shift · the shift of another",
        ),
        (Kind.SHIFT_CLOSED, {}, ""),
    ],
)
def test_one_line(kind, body, line):
    assert summary(body, kind) == line
