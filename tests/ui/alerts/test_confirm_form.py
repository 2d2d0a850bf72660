"""The form records in seconds and without a mouse: found by typing, Enter records, Esc goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.duty import ViolationForm
from console.journal.offences import load_offences
from console.language import use_language
from tests.fakes.made_up import make_alert
from tests.ui.keys import type_text
from ui.alerts.confirm_form import ConfirmForm, Measure


@pytest.fixture
def form(qapp):
    form = ConfirmForm(load_offences())
    form.heard = []
    form.recorded.connect(lambda *what: form.heard.append(what))
    form.show()
    form.activateWindow()
    qapp.processEvents()
    form.open_alert(make_alert())
    return form


def test_offence_is_found_by_a_part_of_its_name_in_any_case(form):
    use_language("ru")
    form.retranslate()
    type_text(form._offence.lineEdit(), "мелкое ХУЛ")
    assert form._offence.offence().code == "koap-434"


def test_offence_is_found_by_its_article(form):
    type_text(form._offence.lineEdit(), "434-2")
    assert form._offence.offence().code == "koap-434-2"


def test_what_could_mean_several_offences_is_not_recorded(form):
    type_text(form._offence.lineEdit(), "434")
    QApplication.activePopupWidget().hide()
    form.submit()
    assert form.heard == []
    assert form._complaint.isVisible()


def test_whole_form_without_a_mouse(form):
    focus = QApplication.focusWidget
    form._offence.choose("koap-440")
    for fill in ("3", "2"):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        QTest.keyClicks(focus(), fill)
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    for fill in ("1234/26", "ушёл к рынку"):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        focus().insert(fill)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    expected = ViolationForm(
        "koap-440", 3, 2, action=Measure.PATROL_SENT.value, case_number="1234/26", note="ушёл к рынку"
    )
    assert form.heard == [("alert-0402", expected, "")]


@pytest.mark.parametrize("field", ["_offence", "_persons", "_vehicles", "_measure", "_case_number", "_note"])
def test_enter_records_from_every_field(form, field):
    form._offence.choose("koap-434")
    widget = getattr(form, field)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Enter)
    assert len(form.heard) == 1


def test_counts_can_be_read(form):
    for counter in (form._persons, form._vehicles):
        assert counter.lineEdit().width() > 40


def test_enter_on_back_goes_back(form):
    left = []
    form.left.connect(lambda: left.append(True))
    form._back.setFocus()
    QTest.keyClick(form._back, Qt.Key.Key_Escape)
    assert left == [True]
    assert form.heard == []


def test_offence_used_last_stands_first(form):
    form._offence.choose("koap-448")
    form.submit()
    form.open_alert(make_alert())
    assert form._offence.currentText() == ""
    assert form._offence._offences[0].code == "koap-448"
    assert form._offence.itemText(0).endswith("art. 448")


def test_form_opens_empty_each_time(form):
    form._note.setText("earlier")
    form._case_number.setText("1")
    form._measure.setCurrentIndex(2)
    form.open_alert(make_alert())
    assert (form._note.text(), form._case_number.text(), form._measure.currentIndex()) == ("", "", 0)
    assert QApplication.focusWidget() in (form._offence, form._offence.lineEdit())


def test_language_changes_without_losing_what_was_filled_in(form):
    form._offence.choose("koap-434")
    form._note.setText("note")
    form._measure.setCurrentIndex(1)
    use_language("kk")
    form.retranslate()
    assert form._offence.offence().code == "koap-434"
    assert form._offence.currentText().startswith("Ұсақ бұзақылық")
    assert (form._note.text(), form._measure.currentIndex()) == ("note", 1)
