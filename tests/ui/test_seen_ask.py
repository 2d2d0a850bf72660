"""What a person sees on a camera is recorded with its clip, over real decoders and a real journal."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.journal.entry import EntryRefused, Kind
from console.journal.evidence import file_sha256
from console.operators.roles import Role
from tests.ui.test_replay_ask import ESC, S, entries, kept, key, look_back, pause, press, said
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ActionId

OFFENCE = "koap-440"


@pytest.fixture
def seen(app, monkeypatch):
    """Nobody but a person sees anything on this desk; a clip is a second to either side."""
    for module in ("console.evidence.round", "console.alerts.pins"):
        monkeypatch.setattr(f"{module}.ROUND_NS", S)
    for camera_id in app.engine.cameras:
        app.engine.pool.unwatch(camera_id)
    app.alert_panel.form._fields.offence.use_first(OFFENCE)
    app.alert_panel.form._fields.offence.choose(OFFENCE)
    camera = app.picture.camera
    assert kept(app, camera.id, 3)
    return camera


def form(app):
    return app.alert_panel.form


def record(app):
    """The offence and Enter; the violation's entry."""
    before = len(entries(app, Kind.VIOLATION_RECORDED))
    form(app)._fields.offence.choose(OFFENCE)
    form(app).submit()
    assert wait_until(lambda: len(entries(app, Kind.VIOLATION_RECORDED)) > before)
    return entries(app, Kind.VIOLATION_RECORDED)[-1]


def joined(app, seq):
    def stored():
        return [each for each in entries(app, Kind.EVIDENCE_STORED) if each.body["seq"] == seq]

    assert wait_until(stored, timeout_s=40)
    (entry,) = stored()
    return {item["role"]: item for item in entry.body["evidence"]}


def pins(app):
    return app.engine.host._rings._pins


def test_c_on_a_camera_without_an_alert_records_it_with_a_clip_that_plays_in_the_journal(app, seen):
    key(ActionId.CONFIRM)
    assert form(app).isVisible() and seen.number in form(app)._title.text()
    assert form(app)._complaint.text() == "The clip of 20 s before and after is joined."
    assert not form(app)._fields.place.isVisible(), "the camera knows where and when"
    violation = record(app)
    assert said(app, f"Recorded: entry {violation.seq}.")
    assert (violation.camera_number, violation.body["alert_id"]) == (seen.number, "")
    clip = joined(app, violation.seq)["clip"]
    file = app.engine.folder.root / clip["file"]
    assert file_sha256(file) == clip["sha256"]
    began = datetime.fromisoformat(clip["started_at_utc"])
    assert began < datetime.fromisoformat(violation.body["at_utc"])
    assert wait_until(lambda: not pins(app))

    window = app.journal_window
    window.open()
    assert wait_until(lambda: window._view.model().rowCount())
    window.act_on(violation.seq, ActionId.JOURNAL)
    panel = window._panel
    assert wait_until(lambda: panel.entry is not None and panel.entry.seq == violation.seq)
    found = panel._evidence
    assert wait_until(lambda: [file.role for file in found._files if file.role == "clip"])
    found._rows.setCurrentRow(next(n for n, file in enumerate(found._files) if file.role == "clip"))
    assert wait_until(lambda: found._finding_of(found._chosen()) is not None)
    QTest.keyClick(found._rows, Qt.Key.Key_Return)
    assert wait_until(lambda: app.clips.player is not None and app.clips.player.view.moment.at_ns)


def test_the_moment_is_that_of_a_replay_of_what_was_typed_or_of_the_camera_named(app, seen):
    _record_out_of_a_replay(app)
    _leave_and_come_back(app)
    _name_a_camera(app, seen)


def _record_out_of_a_replay(app):
    view = look_back(app, app.picture)
    pause(view)
    at_utc = app.engine.look_back.moment(view.moment.at_ns)
    key(ActionId.CONFIRM)
    violation = record(app)
    assert abs((datetime.fromisoformat(violation.body["at_utc"]) - at_utc).total_seconds()) < 0.001
    clip = joined(app, violation.seq)["clip"]
    span = [datetime.fromisoformat(clip[name]) for name in ("started_at_utc", "ended_at_utc")]
    slack = timedelta(milliseconds=5)  # two looks at the clock
    assert span[0] - slack <= at_utc < span[1]
    key(ActionId.REPLAY_LIVE)
    assert wait_until(lambda: not pins(app))


def _leave_and_come_back(app):
    """What was typed is found again with its moment; with nothing typed nothing is kept."""
    key(ActionId.CONFIRM)
    assert len(pins(app)) == 1
    press(ESC, "\x1b")
    assert not pins(app)
    key(ActionId.CONFIRM)
    began = form(app).seen
    form(app)._fields.note.setText("he has a bag")
    press(ESC, "\x1b")
    assert len(pins(app)) == 1
    app.keys.trigger(ActionId.RECORD)
    assert form(app).key == "" and form(app)._fields.note.text() == ""
    press(ESC, "\x1b")
    key(ActionId.CONFIRM)
    assert form(app)._fields.note.text() == "he has a bag"
    assert form(app).seen == began and len(pins(app)) == 1
    form(app)._empty.click()
    assert form(app).seen.at_ns > began.at_ns, "the moment of before went with the words"
    assert len(pins(app)) == 1
    press(ESC, "\x1b")
    assert not pins(app)


def _name_a_camera(app, seen):
    """In the record without one."""
    app.keys.trigger(ActionId.RECORD)
    fields = form(app)._fields
    fields.camera_number.setText("99999")
    assert not pins(app)
    fields.camera_number.setText(seen.number)
    assert len(pins(app)) == 1
    assert form(app)._complaint.text() == "The clip of 20 s before and after is joined."
    fields.camera_number.setText("")
    assert not pins(app) and not form(app)._complaint.isVisible()
    fields.camera_number.setText(seen.number)
    opened_utc = form(app)._opened_utc
    violation = record(app)
    assert datetime.fromisoformat(violation.body["at_utc"]) == opened_utc, "its clip is of then"
    assert "clip" in joined(app, violation.seq)
    app.keys.trigger(ActionId.RECORD)
    fields.camera_number.setText(seen.number)
    fields.when.setText(f"{app.engine.clock.now_utc() - timedelta(days=1):%d.%m %H:%M}")
    assert form(app)._complaint.text() == "Nothing is kept of that moment: no clip is joined."
    assert not pins(app)
    late = record(app)
    assert wait_until(lambda: not pins(app))
    assert late.body["camera_number"] == seen.number
    assert not [each for each in entries(app, Kind.EVIDENCE_STORED) if each.body["seq"] == late.seq]
    app.keys.trigger(ActionId.RECORD)
    fields.camera_number.setText(seen.number)
    assert len(pins(app)) == 1
    press(ESC, "\x1b")
    app.keys.trigger(ActionId.RECORD)
    assert form(app)._complaint.text() == "The clip of 20 s before and after is joined."
    app._close_windows()  # whoever sat here is gone
    assert not pins(app)


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.DISPATCHER) as made:
        yield made


def test_of_a_camera_of_which_nothing_is_kept_the_form_says_so_and_records(desk):
    desk.key(ActionId.CONFIRM)
    shown = desk.app.alert_panel.form
    assert shown._complaint.text() == "Nothing is kept of that moment: no clip is joined."
    shown._fields.offence.choose(OFFENCE)
    shown.submit()
    desk.settle()
    assert desk.entries(after=0)[-1].kind is Kind.VIOLATION_RECORDED


@pytest.fixture
def held(desk, monkeypatch):
    """By ref, the moments whose seconds are held."""
    kept = {}
    evidence = desk.engine.evidence
    monkeypatch.setattr(evidence, "hold_moment", lambda ref, moment: kept.update({ref: moment.at_ns}) is None)
    monkeypatch.setattr(evidence, "let_go", lambda ref: kept.pop(ref, None))
    return kept


def leave(desk):
    desk.engine.attendance.sign_out()
    desk.settle()


def test_the_next_operator_finds_no_word_and_no_moment_of_the_last(desk, held):
    shown = desk.app.alert_panel.form
    desk.key(ActionId.CONFIRM)
    began = shown.seen
    shown._fields.note.setText("he has a bag")
    assert held
    leave(desk)
    assert not shown.isVisible() and not held
    desk.clock.advance(7)
    desk.come(Role.SHIFT_LEAD)
    desk.key(ActionId.CONFIRM)
    assert shown.isVisible() and shown._fields.note.text() == ""
    assert shown.seen.at_ns == began.at_ns + 7 * S and list(held.values()) == [shown.seen.at_ns]


def test_nor_what_was_typed_without_a_camera_or_for_an_alert(desk, held):
    shown = desk.app.alert_panel.form
    alert_id = desk.chosen_alert()
    desk.key(ActionId.CONFIRM)
    shown._fields.note.setText("he climbs the fence")
    desk.app.keys.trigger(ActionId.RECORD)
    shown._fields.note.setText("a call from the school")
    shown._fields.camera_number.setText(desk.app.picture.camera.number)
    opened_ns = shown.opened_ns
    assert list(held) == ["form:"]
    leave(desk)
    assert not held
    desk.clock.advance(7)
    desk.come(Role.SHIFT_LEAD)
    desk.app.keys.trigger(ActionId.RECORD)
    assert (shown._fields.note.text(), shown.opened_ns) == ("", opened_ns + 7 * S)
    desk.app.alert_panel.queue.choose(alert_id)
    desk.key(ActionId.CONFIRM)
    assert (shown.alert_id, shown._fields.note.text()) == (alert_id, "")


def test_what_was_typed_of_a_moment_of_which_nothing_is_left_is_not_of_now(desk):
    shown = desk.app.alert_panel.form
    desk.key(ActionId.CONFIRM)  # nothing is kept of this camera
    began = shown.seen
    shown._fields.note.setText("he has a bag")
    for after_s, text in ((59, "he has a bag"), (2, "")):
        desk.app.alert_panel.back()
        desk.clock.advance(after_s)
        desk.key(ActionId.CONFIRM)
        assert shown._fields.note.text() == text
    assert shown.seen.at_ns == began.at_ns + 61 * S


def test_with_its_seconds_held_it_stays_however_long_that_takes(desk, held):
    shown = desk.app.alert_panel.form
    desk.key(ActionId.CONFIRM)
    began = shown.seen
    shown._fields.note.setText("he has a bag")
    desk.app.alert_panel.back()
    desk.clock.advance(600)
    desk.key(ActionId.CONFIRM)
    assert (shown.seen, shown._fields.note.text()) == (began, "he has a bag")
    assert list(held.values()) == [began.at_ns]


def test_refused_at_once_the_form_has_its_seconds_again(desk, held, monkeypatch):
    shown = desk.app.alert_panel.form
    desk.key(ActionId.CONFIRM)
    began = shown.seen
    shown._fields.offence.choose(OFFENCE)
    desk.clock.advance(90)  # the ring has nothing of then but what is held
    with monkeypatch.context() as refuses:
        refuses.setattr(desk.engine.duty, "record_violation", lambda *_args, **_more: False)
        shown.submit()
    assert shown.isVisible() and held == {"form:" + shown.key: began.at_ns}
    shown.submit()
    assert held == {"alert panel:2": began.at_ns}
    desk.settle()
    assert desk.entries(after=0)[-1].kind is Kind.VIOLATION_RECORDED


def test_refused_by_the_journal_what_was_typed_has_its_seconds_again(desk, held, monkeypatch):
    shown = desk.app.alert_panel.form
    desk.key(ActionId.CONFIRM)
    began = shown.seen
    shown._fields.offence.choose(OFFENCE)
    with monkeypatch.context() as waits:
        waits.setattr(desk.engine.duty, "record_violation", lambda *_args, **_more: True)
        shown.submit()
    held.clear()  # as the keeper does when it hears
    desk.engine.outbox.put(EntryRefused("alert panel:1", Kind.VIOLATION_RECORDED, "the disk is full"))
    desk.settle()
    assert held == {f"form:@{began.camera.id}": began.at_ns}
    told = desk.said
    assert told == "Not recorded: the disk is full. C shows what was typed."
    desk.key(ActionId.CONFIRM)
    assert (shown.seen, shown._fields.offence.offence().code) == (began, OFFENCE)


def test_where_an_alert_is_chosen_c_means_the_alert(desk):
    alert_id = desk.chosen_alert()
    desk.key(ActionId.CONFIRM)
    assert desk.app.alert_panel.form.alert_id == alert_id
