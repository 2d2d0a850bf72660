"""A shift log from the window: its span, its file, its progress, its reason; called off; refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.shift_log import ShiftLogDone, ShiftLogProgress
from console.operators.permissions import Intent
from tests.ui.shift.shift_bench import ANNA, BERIK, CAMERAS, ESC, LEAD
from ui.actions import ActionId
from ui.fields.save_dialog import SaveDialog
from ui.shift.shift_log_form import Format, Span

THREE = 12


@pytest.fixture
def window(bench):
    """A shift lead's, whose shift it is."""
    bench.sit(LEAD)
    bench.open()
    press_k(bench)
    return bench.windows.shift_log


def press_k(bench):
    bench.key(ActionId.SHIFT_LOG, "л")
    bench.wait(bench.windows.shift_log.isActiveWindow)


def said(window):
    return window.form._complaint.text()


def choose(window, *, span=None, as_what=None):
    if span:
        window.form._span.setCurrentIndex([*Span].index(span))
    if as_what:
        window.form._format.setCurrentIndex([*Format].index(as_what))


def save(bench, window, file: Path):
    window.form._span.setFocus()
    bench.enter()
    [dialog] = [each for each in window.findChildren(SaveDialog) if each.isVisible()]
    dialog.fileSelected.emit(str(file))
    dialog.close()
    window.activateWindow()  # as a window manager does


@pytest.mark.parametrize("as_what", Format)
def test_this_shift_as_a_file_with_head_and_fingerprint(bench, window, tmp_path, as_what):
    choose(window, as_what=as_what)
    file = tmp_path / f"log.{as_what.value}"
    save(bench, window, file)
    assert not window.form._do.isEnabled()
    bench.wait(lambda: window._told.isVisible(), seconds=60)
    assert window._told.text() == f"1 entry written to {file}"
    assert file.stat().st_size > 100
    (made,) = bench.written(Kind.EXPORT_MADE)()
    assert made.actor == LEAD.name and made.body["shift_seq"] == bench.shifts.standing.open.seq
    assert window._proof.text().startswith(f"Journal's head {made.body['head']}\nKey ")
    assert window.form._do.isEnabled() and not window._bar.isVisible()


def test_progress_has_a_number_and_it_can_be_called_off(bench, window, tmp_path):
    orders, called_off = [], []
    window._duty = type("Duty", (), {"shift_log": staticmethod(lambda order: orders.append(order) or True)})
    window._cancel_ref = called_off.append
    save(bench, window, tmp_path / "log.pdf")
    ref = orders[0].ref
    window.hear(ShiftLogProgress(ref, 450, 1000))
    window.hear(ShiftLogProgress("another's", 9, 10))
    assert window._share.text() == "45 %" and window._bar.value() == 450
    window._cancel.click()
    assert called_off == [ref]
    window.hear(ShiftLogDone(ref, tmp_path / "log.pdf", cancelled=True))
    assert window._told.text() == "Called off: nothing was written."
    assert not window._proof.isVisible() and not window._cancel.isVisible()


def test_a_childrens_place_asks_why_by_one_key(bench, window, tmp_path):
    bench.shifts.note_fault("the lens is wet", camera=CAMERAS["cam-0402"])
    bench.wait(bench.written(Kind.FAULT_NOTED))
    file = tmp_path / "log.csv"
    choose(window, as_what=Format.CSV)
    save(bench, window, file)
    bench.wait(lambda: QApplication.focusWidget() is window._reasons, seconds=60)
    assert not window.form.isVisible() and not file.exists()
    bench.press(ESC, "\x1b")
    assert said(window) == "Not exported: no reason was given." and window.isVisible()
    assert not window._reasons.isVisible() and not window._told.isVisible()
    save(bench, window, file)
    bench.wait(lambda: QApplication.focusWidget() is window._reasons, seconds=60)
    bench.press(THREE, "3")
    bench.wait(lambda: window._told.isVisible(), seconds=60)
    assert window.form.isVisible() and file.exists()
    (looked,) = bench.written(Kind.LOOKED_AT)()
    assert (looked.actor, looked.body["reason"]) == (LEAD.name, LookReason.INVESTIGATORS.value)


def test_a_failure_is_told(bench, window, tmp_path):
    save(bench, window, tmp_path / "no such folder" / "log.pdf")
    bench.wait(lambda: window._told.isVisible(), seconds=60)
    assert "the shift log cannot be written" in window._told.text()
    assert not window._proof.isVisible()


def test_each_span(bench, window, tmp_path):
    wanted = []
    window.form.wanted.disconnect()
    window.form.wanted.connect(wanted.append)
    for span in (Span.THIS_SHIFT, Span.LAST_DAY, Span.TYPED):
        choose(window, span=span)
        window.form._since.setText("22.11.2026 20:00")
        window.form._until.setText("21:30")
        window.form._words.setText(" 0402 ")
        window.form.submit()
    shift, day, typed = wanted
    assert shift.shift_seq == bench.shifts.standing.open.seq
    assert (day.shift_seq, day.query.since_utc) == (0, datetime(2026, 11, 22, 18, 0, tzinfo=UTC))
    assert typed.query.since_utc == datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    assert typed.query.until_utc == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert {each.query.words for each in wanted} == {"0402"}
    assert {each.language for each in wanted} == {"en"}


def test_the_shift_before_is_known_by_whose_it_was(bench, window):
    document = bench.document()
    assert bench.shifts.hand_over(document, by=LEAD, to=BERIK)
    bench.settle()
    choose(window, span=Span.LAST_SHIFT)
    assert window.form._which.text() == "the shift of Lead"
    wanted = []
    window.form.wanted.disconnect()
    window.form.wanted.connect(wanted.append)
    window.form.submit()
    (closed,) = bench.written(Kind.SHIFT_CLOSED)()
    assert wanted[0].shift_seq == closed.seq


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("25:99", "", "Type a time, or a day and a time, as in 2026-11-22 23:00."),
        ("", "", "Type a time, or a day and a time, as in 2026-11-22 23:00."),
        ("22:00", "завтра", "Type a time, or a day and a time, as in 2026-11-23 23:00."),
        ("22:00", "21:00", "It ends before it begins."),
    ],
)
def test_what_is_no_span_is_told(bench, window, since, until, told):
    choose(window, span=Span.TYPED)
    window.form._since.setText(since)
    window.form._until.setText(until)
    window.form.submit()
    assert said(window) == told
    assert not window.findChildren(SaveDialog)


def test_where_no_shift_is_it_starts_on_the_last_day_and_no_log_of_one_can_be_saved(bench):
    bench.sit(LEAD)
    press_k(bench)
    form = bench.windows.shift_log.form
    assert form._chosen() is Span.LAST_DAY and form._do.isEnabled()
    titles = [form._span.itemText(row) for row in range(form._span.count())]
    assert titles[:2] == ["this shift – none is open", "the shift before – there was none"]
    assert [form._span.model().item(row).isEnabled() for row in range(4)] == [False, False, True, True]
    for span, told in (
        (Span.THIS_SHIFT, "No shift is open."),
        (Span.LAST_SHIFT, "There was no shift before."),
    ):
        choose(bench.windows.shift_log, span=span)
        assert not form._do.isEnabled() and form._which.text() == told
        form.submit()
        assert said(bench.windows.shift_log) == told


def test_it_starts_on_the_shift_that_is_open_else_on_the_one_before(bench):
    bench.sit(LEAD)
    bench.open()
    press_k(bench)
    window = bench.windows.shift_log
    assert window.form._chosen() is Span.THIS_SHIFT and window.form._do.isEnabled()
    assert bench.shifts.close()
    bench.settle()
    assert window.form._chosen() is Span.THIS_SHIFT and not window.form._do.isEnabled()  # under one's eyes
    window.open()
    assert window.form._chosen() is Span.LAST_SHIFT and window.form._do.isEnabled()


def test_a_dispatcher_is_refused_by_the_engine_and_told(bench):
    bench.open()
    press_k(bench)
    window = bench.windows.shift_log
    bench.enter()
    bench.wait(bench.refusals)
    assert said(window) == "Not for your role: export a shift log."
    assert bench.refusals() == [(ANNA.name, Intent.SHIFT_LOG.key, "role dispatcher")]
    assert not window.findChildren(SaveDialog)


def test_esc_closes_the_dialog_first(bench, window):
    window.form._span.setFocus()
    bench.enter()
    [dialog] = window.findChildren(SaveDialog)
    bench.wait(dialog.isVisible)
    dialog.activateWindow()
    bench.wait(dialog.isActiveWindow)
    bench.press(ESC, "\x1b")
    assert not dialog.isVisible() and window.isVisible()
    window.activateWindow()
    bench.wait(window.isActiveWindow)
    bench.press(ESC, "\x1b")
    assert not window.isVisible()
