"""Which dismissals are looked at again: one in twenty, by what nobody could know before."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.journal.draw import is_drawn
from console.journal.entry import Kind
from console.journal.erasure import Erasure
from console.journal.search import Query, each
from console.journal.second_look import (
    OwnDismissalError,
    Share,
    Verdict,
    due,
    reviewed,
    share,
)
from console.problem import Problem
from tests.console.journal.conftest import tamper
from tests.console.review_desk import JPEG, ReviewDesk


@pytest.fixture
def desk(tmp_path):
    desk = ReviewDesk(tmp_path)
    yield desk
    desk.journal.stop()


def test_one_dismissal_in_twenty_is_drawn():
    hashes = [hashlib.sha256(str(number).encode()).digest() for number in range(20_000)]
    drawn = sum(map(is_drawn, hashes))
    assert 900 <= drawn <= 1100  # 1000 are due; three deviations are 92


def test_the_draw_goes_by_the_first_eight_bytes_and_ends_at_a_twentieth():
    last = (2**64 // 20).to_bytes(8, "big")
    assert is_drawn(last + bytes(24)) and is_drawn(last + b"\xff" * 24)
    assert not is_drawn((2**64 // 20 + 1).to_bytes(8, "big") + bytes(24))
    assert not is_drawn(b"\xff" * 32)


def test_sqlite_draws_what_anybody_can_draw_again(desk):
    # A bare chain is quicker than a thousand synced writes, and as good to draw from.
    desk.dismiss()
    desk.journal.stop()
    hashes = [hashlib.sha256(b"%d" % number).digest() for number in range(3000)]
    with closing(sqlite3.connect(desk.folder.journal_db)) as database, database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {name}")
        columns = "at_utc, utc_offset_min, desk, actor, kind, body, body_hash"
        database.executemany(
            f"insert into entry (seq, {columns}, prev_hash, hash) select ?, {columns}, ?, ? from entry"
            " where kind = 'alert dismissed' order by seq limit 1",
            [(10 + number, digest[::-1], digest) for number, digest in enumerate(hashes)],
        )
    found, own = due(desk.folder, by="M. Lead", most=10_000)
    wanted = {10 + number for number, digest in enumerate(hashes) if is_drawn(digest)}
    assert {item.seq for item in found if item.seq >= 10} == wanted
    assert (own, 100 <= len(wanted) <= 200) == (0, True)
    assert len(due(desk.folder, by="M. Lead", most=7)[0]) == 7
    told = share(desk.folder)
    assert (told.dismissed, told.drawn) == (3001, len(found))


def test_nobody_can_choose_whether_his_dismissal_is_drawn(desk):
    """The same alert, reason, person and moment, and another hash each time: the salt is drawn, too."""
    body = {"alert_id": "a1", "reason": "test"}
    drafts = [desk.journal._drafts.make(Kind.ALERT_DISMISSED, body, "Anna", ()) for _each in range(400)]
    bodies = {draft.entry.body["salt"] for draft in drafts}
    assert len(bodies) == 400
    assert all(replace(draft.entry, body={}) == replace(drafts[0].entry, body={}) for draft in drafts)
    entries = [desk.dismiss(f"same-{number}", still=b"") for number in range(3)]
    assert len({entry.hash for entry in entries}) == 3


def test_what_is_due_says_who_dismissed_it_why_and_shows_it(desk):
    entry = desk.dismissed(drawn=True)
    ((item,), own) = due(desk.folder, by="M. Lead")
    assert (item.seq, item.at_utc, item.utc_offset_min, own) == (entry.seq, entry.at_utc, 300, 0)
    assert (item.dismissed_by, item.reason) == ("A. Dispatcher", "nothing there")
    assert (item.camera_number, item.place, item.zone) == ("0402", "School No. 1", "yard at night")
    assert item.still is not None and item.still.read_bytes() == JPEG


def test_an_erased_picture_is_not_shown_from_another_place(desk):
    entry = desk.dismissed(drawn=True)
    raised = entry.seq - 1
    desk.journal.erase(Erasure(raised, "request of the parents"), actor="M. Lead")
    ((item,), _own) = due(desk.folder, by="M. Lead")
    assert item.still is None


def test_own_ones_wait_for_somebody_else(desk):
    entry = desk.dismissed(drawn=True, by="M. Lead")
    desk.dismissed(drawn=True)
    found, own = due(desk.folder, by="m. lead")
    assert (entry.seq in {item.seq for item in found}, len(found), own) == (False, 1, 1)


def body_of(desk, entry, **changes):
    asked = {"by": "M. Lead", "verdict": Verdict.WRONG, "why": " a boy climbs "} | changes
    return reviewed(desk.folder, entry.seq, **asked)


def test_a_verdict_names_the_dismissal_its_alert_and_why(desk):
    entry = desk.dismissed(drawn=True)
    assert body_of(desk, entry) == {
        "seq": entry.seq,
        **{key: entry.body[key] for key in ("alert_id", "camera_id", "camera_number", "place")},
        "verdict": "wrong",
        "why": "a boy climbs",
    }
    assert body_of(desk, entry, verdict=Verdict.RIGHT, why="")["verdict"] == "right"


def test_nobody_judges_his_own_dismissal_however_the_name_is_written(desk):
    entry = desk.dismissed(drawn=True, by="M. Lead")
    for name in ("M. Lead", "m. LEAD", " M. Lead "):
        with pytest.raises(OwnDismissalError):
            body_of(desk, entry, by=name)


def test_what_cannot_be_judged_says_why(desk):
    undrawn, drawn = desk.dismissed(drawn=False), desk.dismissed(drawn=True)
    with pytest.raises(Problem, match="not drawn"):
        body_of(desk, undrawn)
    with pytest.raises(Problem, match="dismissed no alert"):
        reviewed(desk.folder, drawn.seq - 1, by="M. Lead", verdict=Verdict.RIGHT, why="")
    with pytest.raises(Problem, match="only with a reason"):
        body_of(desk, drawn, why=" ")
    desk.journal.append_now(Kind.DISMISSAL_REVIEWED, body_of(desk, drawn), actor="M. Lead")
    with pytest.raises(Problem, match="again already"):
        body_of(desk, drawn, by="O. Other", verdict=Verdict.RIGHT)


def test_the_share_counts_by_when_it_was_dismissed(desk):
    now = desk.clock.now_utc()
    first = desk.dismissed(drawn=True)
    desk.clock.advance(3600)
    second, third = desk.dismissed(drawn=True), desk.dismissed(drawn=True)
    for entry, verdict in ((first, Verdict.WRONG), (second, Verdict.RIGHT)):
        desk.journal.append_now(
            Kind.DISMISSAL_REVIEWED, body_of(desk, entry, verdict=verdict), actor="M. Lead"
        )
    total = len(list(each(desk.folder, Query(kinds=(Kind.ALERT_DISMISSED,)))))
    assert share(desk.folder) == Share(total, 3, 2, 1)
    noon = now + timedelta(minutes=30)
    late = share(desk.folder, since_utc=noon)
    assert (late.drawn, late.reviewed, late.wrong) == (2, 1, 0)
    early = share(desk.folder, until_utc=noon)
    assert (early.drawn, early.reviewed, early.wrong) == (1, 1, 1)
    assert early.dismissed + late.dismissed == total
    assert share(desk.folder, since_utc=datetime(2030, 1, 1, tzinfo=UTC)) == Share()
    assert [item.seq for item in due(desk.folder)[0]] == [third.seq]


def test_a_damaged_review_does_not_hide_the_rest(desk):
    entry = desk.dismissed(drawn=True)
    desk.journal.append_now(Kind.DISMISSAL_REVIEWED, body_of(desk, entry), actor="M. Lead")
    tamper(desk.folder, "update entry set body = '{\"seq\": \"x' where kind = 'dismissal reviewed'")
    assert [item.seq for item in due(desk.folder)[0]] == [entry.seq]


def test_a_quiet_shift_gives_one_once_it_is_closed(desk, monkeypatch):
    monkeypatch.setattr("console.journal.draw._BELOW", 0)  # none is of the twentieth part
    entries = [desk.dismiss(f"quiet-{number}") for number in range(3)]
    assert due(desk.folder, by="M. Lead") == ((), 0), "the shift goes on: its next one may have the least"
    closed = {"opened_seq": 1, "operator": "Anna", "handed_to": "", "head": "1:00", "document": {}}
    desk.journal.append_now(Kind.SHIFT_CLOSED, closed, actor="Anna")
    least = min(entries, key=lambda entry: entry.hash)
    assert [item.seq for item in due(desk.folder, by="M. Lead")[0]] == [least.seq]
    desk.dismiss("the next shift's")
    assert share(desk.folder).drawn == 1
    desk.journal.append_now(Kind.SHIFT_CLOSED, closed, actor="Anna")
    assert share(desk.folder).drawn == 2
