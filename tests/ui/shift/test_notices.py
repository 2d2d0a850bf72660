"""Bulletins on the desk until they are read; notes, faults and bulletins that are typed, and withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.journal.bulletins import LONGEST_TEXT, Topic
from console.journal.entry import Kind
from console.operators.permissions import Intent
from tests.ui.keys import send_key
from tests.ui.shift.shift_bench import ANNA, ENTER, ESC, LEAD, TRAINER
from ui.actions import ActionId
from ui.shift.notice_form import NoticeKind

CALLS = "Звонят от имени банка"
CHILD = "Ерасыл, 9 лет, синяя куртка"
PATROL = "Патруль 12 у школы"


@pytest.fixture
def strip(bench):
    return bench.windows.strip


@pytest.fixture
def window(bench):
    """Anna writes."""
    press_w(bench)
    return bench.windows.notices


def press_w(bench):
    bench.key(ActionId.NOTICES, "ц")
    bench.wait(bench.windows.notices.isActiveWindow)


def publish(bench, *texts, topic=Topic.FRAUD_WAVE):
    before, bench.permit.operator = bench.permit.operator, LEAD
    until = bench.clock.now_utc() + timedelta(hours=2)
    for text in texts:
        assert bench.shifts.publish(text, topic=Topic.MISSING_CHILD if text is CHILD else topic, until=until)
    bench.wait(lambda: {each.text for each in bench.shifts.bulletins} >= set(texts))
    bench.permit.operator = before
    bench.windows.show()


def said(window):
    return window.form._complaint.text()


def record(bench, window, kind, text):
    window.form.open(kind)
    bench.type(text, window.form._text)
    bench.enter()


def test_children_come_first_and_a_key_reads_one_after_the_other(bench, strip):
    publish(bench, CALLS, CHILD)
    assert strip.isVisible() and strip._text.text() == CHILD
    assert strip._topic.text() == "⚑ Missing child"
    assert strip._below.text() == "until 2026-11-24 01:00 · Lead · 1 of 2"
    bench.key(ActionId.READ_BULLETIN, "ш")
    bench.wait(lambda: strip._text.text() == CALLS)
    assert strip._below.text() == "until 2026-11-24 01:00 · Lead"
    strip._read.click()
    bench.wait(lambda: not strip.isVisible())
    read = [(entry.actor, entry.body["seq"]) for entry in bench.written(Kind.BULLETIN_READ)()]
    assert [who for who, _seq in read] == [ANNA.name, ANNA.name] and len({seq for _who, seq in read}) == 2


def test_the_strip_is_each_persons_own_and_gone_when_nobody_sits_here(bench, strip):
    publish(bench, CALLS)
    bench.key(ActionId.READ_BULLETIN, "i")
    bench.wait(lambda: not strip.isVisible())
    bench.sit(LEAD)
    bench.windows.show()
    assert strip.isVisible()  # whoever published it reads it as the others see it
    bench.sit(TRAINER)
    bench.windows.show()
    assert strip.isVisible()
    bench.attendance.sign_out()
    bench.wait(lambda: not strip.isVisible())
    bench.key(ActionId.READ_BULLETIN, "i")
    assert len(bench.written(Kind.BULLETIN_READ)()) == 1


def test_a_bulletin_ends_with_its_term(bench, strip):
    publish(bench, CALLS)
    bench.clock.advance(7201)
    bench.shifts.tick()
    bench.wait(lambda: not strip.isVisible())


def test_markup_in_a_bulletin_is_text(bench, strip):
    publish(bench, "<b>x</b> <a href='http://x'>y</a>")
    press_w(bench)
    assert strip._text.text().startswith("<b>x</b>")
    assert "<b>x</b> <a href='http://x'>y</a>" in bench.windows.notices._list.toPlainText()


@pytest.mark.parametrize("operator", [ANNA, TRAINER])
def test_a_note_is_recorded_by_enter(bench, operator):
    bench.sit(operator)
    press_w(bench)
    window = bench.windows.notices
    record(bench, window, NoticeKind.NOTE, "ворота открыты")
    bench.wait(lambda: said(window).startswith("Recorded: entry "))
    (entry,) = bench.written(Kind.NOTE)()
    assert (entry.actor, entry.body["text"]) == (operator.name, "ворота открыты")
    assert window.form._text.toPlainText() == ""


def test_a_fault_names_its_camera_or_none_that_there_is(bench, window):
    window.form.open(NoticeKind.FAULT)
    bench.type("9999", window.form._camera)
    record(bench, window, NoticeKind.FAULT, "мутнеет")
    assert said(window) == "There is no camera 9999."
    window.form._camera.setText("0402")
    bench.enter()
    bench.wait(bench.written(Kind.FAULT_NOTED))
    (entry,) = bench.written(Kind.FAULT_NOTED)()
    assert (entry.camera_number, entry.body["what"]) == ("0402", "мутнеет")


def test_nothing_typed_is_nothing_recorded_and_what_is_too_long_stays(bench, window):
    record(bench, window, NoticeKind.NOTE, "  ")
    assert said(window) == "Say what others must know."
    window.form._text.setPlainText("я" * 2001)
    window.form.submit()
    bench.wait(lambda: said(window) == "Not recorded: the text has 2001 letters; 2000 are the most.")
    assert len(window.form._text.toPlainText()) == 2001
    window.form.open(NoticeKind.BULLETIN)
    window.form.submit()
    assert said(window) == f"A bulletin has at most {LONGEST_TEXT} letters; this has 2001."
    assert bench.entries() == []


def test_a_lead_publishes_and_withdraws(bench):
    bench.sit(LEAD)
    press_w(bench)
    window = bench.windows.notices
    window.form._topic.setCurrentIndex([*Topic].index(Topic.MISSING_CHILD))
    record(bench, window, NoticeKind.BULLETIN, CHILD)
    bench.wait(lambda: [each.text for each in bench.shifts.bulletins] == [CHILD])
    (bulletin,) = bench.shifts.bulletins
    assert bulletin.topic == Topic.MISSING_CHILD.value
    assert bulletin.until_utc.startswith("2026-11-24T06:00")  # twelve hours
    window._list.anchorClicked.emit(QUrl(str(bulletin.seq)))
    assert QApplication.focusWidget() is window._why
    bench.enter()
    assert said(window) == "Say why it holds no more."
    bench.type("нашёлся")
    bench.enter()
    bench.wait(lambda: bench.shifts.bulletins == ())
    (entry,) = bench.written(Kind.BULLETIN_WITHDRAWN)()
    assert (entry.actor, entry.body["seq"], entry.body["why"]) == (LEAD.name, bulletin.seq, "нашёлся")
    assert not window._why.isVisible()


def test_a_withdrawal_by_the_keyboard_alone(bench):
    publish(bench, CALLS)
    bench.sit(LEAD)
    press_w(bench)
    window = bench.windows.notices
    window._list.setFocus()
    QTest.keyClick(window._list, Qt.Key.Key_Tab)
    send_key(window._list, ENTER, "\r")
    assert QApplication.focusWidget() is window._why


def test_a_dispatcher_neither_publishes_nor_withdraws_and_is_told(bench, window):
    publish(bench, CALLS)
    record(bench, window, NoticeKind.BULLETIN, "Всем выйти")
    assert said(window) == "Not for your role: publish a bulletin."
    assert window.form._text.toPlainText() == "Всем выйти"
    (bulletin,) = bench.shifts.bulletins
    window._choose(bulletin.seq)
    bench.type("надоело")
    bench.enter()
    bench.wait(lambda: len(bench.refusals()) == 2)
    assert said(window) == "Not for your role: publish a bulletin."
    assert set(bench.refusals()) == {(ANNA.name, Intent.PUBLISH_BULLETIN.key, "role dispatcher")}
    assert [each.text for each in bench.shifts.bulletins] == [CALLS]


def test_esc_closes_the_window_and_keeps_what_was_typed(bench, window):
    bench.type("полслова", window.form._text)
    bench.press(ESC, "\x1b")
    assert not window.isVisible()
    press_w(bench)
    assert window.form._text.toPlainText() == "полслова"
