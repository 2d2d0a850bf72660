"""The form records in seconds and without a mouse: found by typing, Enter records, Esc goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.alerts.zone import Zone
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Kind
from console.journal.offences import load_offences
from console.journal.violation import ViolationForm
from console.language import use_language
from tests.fakes.fake_clock import FakeClock
from tests.fakes.made_up import SCHOOL, make_alert, make_camera
from tests.ui.keys import type_text
from ui.alerts.confirm_form import ConfirmForm
from ui.violations.measure import Measure


@pytest.fixture
def form(qapp):
    form = ConfirmForm(load_offences(), clock=FakeClock(), cameras=[make_camera("0402", place=SCHOOL)])
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
    type_text(form._fields.offence.lineEdit(), "мелкое ХУЛ")
    assert form._fields.offence.offence().code == "koap-434"


def test_offence_is_found_by_its_article(form):
    type_text(form._fields.offence.lineEdit(), "434-2")
    assert form._fields.offence.offence().code == "koap-434-2"


def test_what_could_mean_several_offences_is_not_recorded(form):
    type_text(form._fields.offence.lineEdit(), "434")
    QApplication.activePopupWidget().hide()
    form.submit()
    assert form.heard == []
    assert form._complaint.isVisible()


def test_whole_form_without_a_mouse(form):
    focus = QApplication.focusWidget
    form._fields.offence.choose("koap-440")
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
    assert form.heard == [("alert-0402", expected, None)]


@pytest.mark.parametrize(
    "field", ["offence", "persons", "vehicles", "measure", "kui", "note", "erdr", "erap"]
)
def test_enter_records_from_every_field(form, field):
    form._fields.offence.choose("koap-434")
    widget = getattr(form._fields, field)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Enter)
    assert len(form.heard) == 1


def test_counts_can_be_read(form):
    for counter in (form._fields.persons, form._fields.vehicles):
        assert counter.lineEdit().width() > 40


def test_enter_on_back_goes_back(form):
    left = []
    form.left.connect(lambda: left.append(True))
    form._back.setFocus()
    QTest.keyClick(form._back, Qt.Key.Key_Escape)
    assert left == [True]
    assert form.heard == []


def test_offence_used_last_stands_first(form):
    form._fields.offence.choose("koap-448")
    form.submit()
    assert form._fields.offence.offence().code == "koap-448"
    form.sent(ref="r")
    form.open_alert(make_alert())
    assert form._fields.offence.currentText() == ""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert marked(form)[0][0].endswith("art. 448")


def test_what_was_typed_of_the_offence_stands_there_until_it_is_sent(form):
    type_text(form._fields.offence.lineEdit(), "434-2")
    QApplication.activePopupWidget().hide()
    form.submit()
    assert len(form.heard) == 1
    assert form._fields.offence.currentText() == "434-2"


def test_another_alert_opens_an_empty_form(form):
    form._fields.note.setText("earlier")
    form._fields.measure.setCurrentIndex(2)
    form.open_alert(make_alert("0403"))
    assert (form._fields.note.text(), form._fields.measure.currentIndex()) == ("", 0)
    assert not form._empty.isVisible()
    assert QApplication.focusWidget() in (form._fields.offence, form._fields.offence.lineEdit())


def test_form_that_was_closed_opens_as_it_was_left(form):
    form._fields.note.setText("half a no")
    form._fields.kui.setText("1204")
    type_text(form._fields.offence.lineEdit(), "434")
    QApplication.activePopupWidget().hide()
    form.hide()
    form.open_alert(make_alert("0403"))
    form.hide()
    form.open_alert(make_alert())
    assert (form._fields.note.text(), form._fields.kui.text()) == ("half a no", "1204")
    assert form._fields.offence.currentText() == "434"
    form._empty.click()
    assert (form._fields.note.text(), form._fields.kui.text()) == ("", "")
    assert not form._empty.isVisible()


def test_what_the_journal_refused_stands_in_the_form_again(form):
    form.open_without_camera()
    form._fields.place.setText("ул. Абая, 5")
    form._fields.offence.choose("koap-434")
    form.submit()
    form.sent(ref="r1")
    form.open_without_camera()
    assert form._fields.place.text() == ""
    form.hide()
    assert form.refused("r1") == ""
    assert form.refused("r1") is None
    form.open_without_camera()
    assert form._fields.place.text() == "ул. Абая, 5"
    assert "begun at 23:00" in form._title.text()
    form._clock.advance(3600)
    before = form.opened_ns
    form._empty.click()
    assert form.opened_ns == before + 3600 * 10**9, "the moment of before goes with the words"
    assert form._title.text() == "Record without a camera"
    form._fields.place.setText("ул. Абая, 5")
    form._fields.offence.choose("koap-434")
    form.submit()
    form.sent(ref="r2")
    assert form.written("r2")
    assert not form.written("r2")
    form.open_without_camera()
    assert form._fields.place.text() == ""


def test_what_was_typed_goes_with_its_alert(form):
    form._fields.note.setText("of an alert that expires")
    form.hide()
    form.forget_all_but(["alert-0403"])
    form.open_alert(make_alert())
    assert form._fields.note.text() == ""


def test_numbers_of_the_registers_are_recorded_apart(form):
    form._fields.offence.choose("koap-434")
    for field, number in (("kui", "1204"), ("erdr", " 261900031000123 "), ("erap", "26-881")):
        getattr(form._fields, field).setText(number)
    form.submit()
    [(_alert_id, recorded, _camera)] = form.heard
    assert recorded.body()["case_numbers"] == {"kui": "1204", "erdr": "261900031000123", "erap": "26-881"}


def told(form, **typed):
    """A record without a camera's alert, filled in and submitted."""
    form.open_without_camera()
    form._fields.offence.choose("koap-434")
    for field, text in typed.items():
        getattr(form._fields, field).setText(text)
    form.submit()
    return form.heard[-1] if form.heard else None


def test_place_is_completed_from_those_that_the_desk_knows(form):
    form.open_without_camera()
    type_text(form._fields.place, "шко")
    completer = form._fields.place.completer()
    assert [completer.completionModel().index(0, 0).data()] == ["Школа №1"]
    QApplication.activePopupWidget().hide()


@pytest.mark.parametrize(
    ("typed", "at_utc"),
    [
        # The clock stands at 23:00 of 23 November, UTC+5.
        ("", None),
        ("22:15", (23, 17, 15)),
        ("2315", (22, 18, 15)),
        ("22.11 2:05", (21, 21, 5)),
    ],
)
def test_it_may_have_happened_earlier(form, typed, at_utc):
    _alert_id, recorded, _camera = told(form, place="ул. Абая, 5", when=typed)
    expected = at_utc and datetime(2026, 11, *at_utc, tzinfo=UTC)
    assert (recorded.place, recorded.at_utc) == ("ул. Абая, 5", expected)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"place": ""}, "where"),
        ({"place": "x", "when": "at night"}, "Say when"),
        ({"place": "x", "when": "24.11.2026 02:15"}, "still to come"),
        ({"place": "x", "camera_number": "9999"}, "no camera 9999"),
    ],
)
def test_what_cannot_be_meant_is_said_and_stays(form, typed, said):
    assert told(form, **typed) is None
    assert said in form._complaint.text()
    for field, text in typed.items():
        assert getattr(form._fields, field).text() == text


def test_camera_that_is_named_gives_the_place(form):
    _alert_id, recorded, camera = told(form, camera_number="0402")
    assert (recorded.place, camera.number) == ("", "0402")


def test_language_changes_without_losing_what_was_filled_in(form):
    form._fields.offence.choose("koap-434")
    form._fields.note.setText("note")
    form._fields.measure.setCurrentIndex(1)
    use_language("kk")
    form.retranslate()
    assert form._fields.offence.offence().code == "koap-434"
    assert form._fields.offence.currentText().startswith("Ұсақ бұзақылық")
    assert (form._fields.note.text(), form._fields.measure.currentIndex()) == ("note", 1)


def marked(form):
    """The rows of the list that is open, and the one that Enter takes."""
    rows = form._fields.offence._rows
    assert rows is QApplication.activePopupWidget()
    found = [rows.model().index(row, 0).data() for row in range(rows.model().rowCount())]
    return found, rows.currentIndex().row()


def test_down_shows_every_offence_and_enter_takes_the_marked_one_without_recording(form):
    form._fields.offence.use_first("koap-440")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    found, row = marked(form)
    assert len(found) == len(load_offences())
    assert row == 0
    assert form._fields.offence.currentText() == ""
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert form._fields.offence.offence().code == "koap-440"
    assert form._fields.offence.lineEdit().cursorPosition() == 0
    assert form.heard == []


def test_what_was_used_last_goes_before_what_fits_better(form):
    use_language("ru")
    form.retranslate()
    type_text(form._fields.offence.lineEdit(), "хулиган")
    assert marked(form)[0][0].startswith("Хулиганство")
    QApplication.activePopupWidget().hide()
    form._fields.offence.use_first("koap-434")
    form._fields.offence.choose("")
    type_text(form._fields.offence.lineEdit(), "хулиган")
    assert marked(form)[0][0].startswith("Мелкое хулиганство")


def test_those_of_the_alert_are_counted_and_nobody_who_passes_by(form):
    boxes = tuple(Box("person", Kind.PERSON, 0.9, x, 100, x + 40, 200) for x in (20, 70, 500))
    corner = Zone("z", "cam", "yard", Polygon(((0.0, 0.0), (0.3, 0.0), (0.3, 1.0), (0.0, 1.0))))
    alert = replace(make_alert(), id="a7", boxes=boxes, cause=boxes[0], zone=corner)
    form.open_alert(alert)
    assert form._fields.persons.value() == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Up])
def test_no_step_takes_an_offence_unseen(form, key):
    QTest.keyClick(QApplication.focusWidget(), key)
    assert marked(form)[1] == 0
    assert form._fields.offence.currentText() == ""


@pytest.mark.parametrize("typed", ["вандализм", "dfylfk", "вондал", "vandal", "294"])
def test_typed_in_any_language_layout_or_with_a_slip_it_is_offered(form, typed):
    use_language("ru")
    form.retranslate()
    type_text(form._fields.offence.lineEdit(), typed)
    found, _row = marked(form)
    assert "Вандализм · УК ст. 294" in found


def test_what_no_offence_has_in_it_is_named(form):
    type_text(form._fields.offence.lineEdit(), "zzzz")
    assert QApplication.activePopupWidget() is None
    form.submit()
    assert "No offence has “zzzz” in it" in form._complaint.text()
