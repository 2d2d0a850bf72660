"""A violation is amended and voided by keys, with a reason; what was typed is kept until it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Entry, EntryRefused, EntryWritten, Kind
from console.journal.exposure import Exposure
from console.journal.package import PackageDone
from console.operators.facts import SignedOut
from console.operators.operator import Operator
from console.operators.roles import Role
from tests.fakes.fake_search import make_entry
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId

VIOLATION = {
    "offence": "koap-434",
    "article": "434",
    "place": "ул. Абая, 5",
    "at_utc": "2026-11-23T17:59:10.000000Z",
    "persons": 2,
    "vehicles": 0,
    "action": "",
    "case_numbers": {"kui": "1204"},
    "note": "",
    "camera_id": "",
    "camera_number": "",
}


def written(ref: str, seq: int = 9) -> EntryWritten:
    return EntryWritten(ref, Entry(seq, "", 0, "", "", Kind.VIOLATION_VOIDED, {"seq": 7}, b"", b"", b""))


def press(window, action_id: ActionId, letter: str = "") -> None:
    send_key(QApplication.focusWidget() or window, BY_ID[action_id].scan_code, letter)


def enter() -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.fixture
def chosen(window, journal):
    """The window with one violation, its aftermath read, and the keys in the table."""
    return choose(window, journal, make_entry(7, **VIOLATION))


def choose(window, journal, *entries):
    window.hear(journal.answer(entries[-1]))
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(*entries))
    window._view.setFocus()
    return window


GONE = SignedOut(Operator("D. Akhmetov", Role.DISPATCHER))


def test_what_one_operator_typed_is_not_there_for_the_next(chosen, duty, tmp_path):
    forms = chosen._forms
    for action_id, form in (
        (ActionId.VOID, forms._void),
        (ActionId.AMEND, forms._amend),
        (ActionId.PACKAGE, forms._package),
    ):
        press(chosen, action_id)
        form._why.setText("asked by the court")
        chosen.hear(GONE)
        assert not form.isVisible()
        chosen._view.setFocus()
        press(chosen, action_id)
        assert form.isVisible() and form._why.text() == ""
        forms.back()
    name = chosen._bar.saved.form
    name.open()
    name._name.setText("quarrels")
    chosen.hear(GONE)
    assert not name.isVisible() and name._name.text() == ""


def test_the_next_operator_is_not_asked_for_the_reason_of_another(chosen, duty, tmp_path):
    packing(chosen, tmp_path)
    file = tmp_path / "case.zip"
    chosen.hear(GONE)
    chosen.hear(PackageDone(file, needs_reason=True, failure="why?"))
    assert not chosen._forms._reason.isVisible()
    chosen._view.setFocus()
    press(chosen, ActionId.PACKAGE)
    assert "Being packed" not in chosen._forms._package._complaint.text()
    packing(chosen, tmp_path)
    chosen.hear(PackageDone(file, needs_reason=True, failure="why?"))
    assert chosen._forms._reason.isVisible()
    chosen.hear(GONE)
    assert not chosen._forms._reason.isVisible() and chosen._forms._unexplained is None


@pytest.mark.parametrize("letter", ["v", "м"])
def test_void_key_asks_for_a_reason_and_enter_voids(chosen, duty, letter):
    press(chosen, ActionId.VOID, letter)
    enter()
    assert duty.asked == []
    assert "why" in chosen._forms._void._complaint.text()
    QTest.keyClicks(QApplication.focusWidget(), "twice")
    enter()
    [(what, seq, why, _ref)] = duty.asked
    assert (what, seq, why) == ("void", 7, "twice")
    enter()
    assert len(duty.asked) == 1  # Enter pressed twice is one voiding


def test_amend_key_opens_the_form_as_the_violation_stands(chosen, duty):
    press(chosen, ActionId.AMEND)
    form = chosen._forms._amend
    assert form._fields.offence.offence().code == "koap-434"
    assert (form._fields.place.text(), form._fields.kui.text()) == ("ул. Абая, 5", "1204")
    assert form._fields.when.text() == "2026-11-23 22:59"
    assert not form._fields.camera_number.isVisible()
    enter()
    assert "Nothing is changed" in form._complaint.text()
    form._fields.persons.setValue(3)
    form._fields.erap.setText("26-881")
    enter()
    assert "why" in form._complaint.text()
    QTest.keyClicks(QApplication.focusWidget(), "there were three")
    enter()
    [(what, seq, said, why, _ref)] = duty.asked
    assert (what, seq, why) == ("amend", 7, "there were three")
    assert (said.persons, said.erap_number, said.case_number) == (3, "26-881", "1204")
    assert "at_utc" not in said.body()  # the field has no seconds: left alone, it takes none away


def test_time_and_place_are_amended(chosen, duty):
    press(chosen, ActionId.AMEND)
    form = chosen._forms._amend
    form._fields.place.setText("ул. Абая, 7")
    form._fields.when.setText("21:10")
    form._why.setText("misheard")
    form.submit()
    body = duty.asked[0][2].body()
    assert (body["place"], body["at_utc"]) == ("ул. Абая, 7", "2026-11-23T16:10:00.000000Z")


def test_where_a_camera_saw_it_the_place_is_not_asked(window, journal):
    entry = make_entry(7, **VIOLATION | {"camera_id": "cam-0402", "camera_number": "0402"})
    choose(window, journal, entry)
    press(window, ActionId.AMEND)
    assert not window._forms._amend._fields.place.isVisible()


def test_written_correction_closes_its_form_and_is_told(chosen, duty):
    press(chosen, ActionId.VOID)
    QTest.keyClicks(QApplication.focusWidget(), "twice")
    enter()
    chosen.hear(written("another's"))
    assert chosen._forms._void.isVisible()
    chosen.hear(written(duty.asked[0][-1]))
    assert not chosen._forms._void.isVisible()
    assert chosen._bar._count.text() == "Recorded: entry 9."
    assert QApplication.focusWidget() is chosen._view
    press(chosen, ActionId.VOID)
    assert chosen._forms._void._why.text() == ""


def test_refused_correction_keeps_the_text_and_says_why(chosen, duty):
    press(chosen, ActionId.VOID)
    QTest.keyClicks(QApplication.focusWidget(), "twice")
    enter()
    chosen.hear(EntryRefused(duty.asked[0][-1], Kind.VIOLATION_VOIDED, "voided by entry 8"))
    form = chosen._forms._void
    assert form._complaint.text() == "Not recorded: voided by entry 8."
    assert form._why.text() == "twice"


def test_refusal_is_told_where_the_form_is_away(chosen, duty):
    press(chosen, ActionId.VOID)
    QTest.keyClicks(QApplication.focusWidget(), "twice")
    enter()
    send_key(QApplication.focusWidget(), 9, "\x1b")
    chosen.hear(EntryRefused(duty.asked[0][-1], Kind.VIOLATION_VOIDED, "no room"))
    assert chosen._bar._count.text() == "Not recorded: no room."
    press(chosen, ActionId.VOID)
    assert chosen._forms._void._why.text() == "twice"


def test_role_that_may_not_is_told(chosen, duty):
    duty.refuses = True
    press(chosen, ActionId.VOID)
    QTest.keyClicks(QApplication.focusWidget(), "twice")
    enter()
    assert "role" in chosen._forms._void._complaint.text()
    enter()
    assert len(duty.asked) == 2


def test_escape_closes_the_form_and_loses_nothing(chosen):
    press(chosen, ActionId.AMEND)
    chosen._forms._amend._fields.note.setText("half a no")
    send_key(QApplication.focusWidget(), 9, "\x1b")
    assert not chosen._forms._amend.isVisible()
    assert QApplication.focusWidget() is chosen._view
    press(chosen, ActionId.VOID)
    chosen.close()
    chosen.show()
    press_amend = chosen._forms.act
    press_amend(ActionId.AMEND)
    assert chosen._forms._amend._fields.note.text() == "half a no"


def test_keys_are_letters_in_the_forms_and_in_the_search(chosen):
    chosen._bar.focus_words()
    press(chosen, ActionId.VOID, "v")
    assert not chosen._forms._void.isVisible()
    press(chosen, ActionId.AMEND, "u")
    assert chosen._bar._words.text() == "vu"


def test_key_pressed_before_the_aftermath_is_read_is_not_lost(window, journal):
    entry = make_entry(7, **VIOLATION)
    window.hear(journal.answer(entry))
    window._view.setFocus()
    press(window, ActionId.VOID)
    assert not window._forms._void.isVisible()
    assert wait_until(lambda: journal.aftermaths)
    window.hear(journal.aftermath(entry))
    assert window._forms._void.isVisible()


def test_void_violation_and_other_entries_offer_nothing(window, journal):
    voided = replace(make_entry(8, **VIOLATION | {"seq": 7, "why": "twice"}), kind=Kind.VIOLATION_VOIDED)
    choose(window, journal, make_entry(7, **VIOLATION), voided)
    enabled = [action for action, button in window._forms._buttons.items() if button.isEnabled()]
    assert enabled == [ActionId.PACKAGE, ActionId.REDACT]
    press(window, ActionId.VOID)
    assert not window._forms._void.isVisible()
    assert "voided by entry 8" in window._bar._count.text()


def test_down_leads_from_the_words_into_the_table(chosen):
    chosen._bar.focus_words()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is chosen._view


def packing(chosen, tmp_path, *, why="the court"):
    """The package's form, filled in by keys."""
    press(chosen, ActionId.PACKAGE)
    form = chosen._forms._package
    QTest.keyClicks(QApplication.focusWidget(), why)
    form._file.setText(str(tmp_path / "case.zip"))
    enter()
    return form


def test_package_is_asked_for_with_a_reason_and_a_file(chosen, duty, tmp_path):
    form = packing(chosen, tmp_path, why="")
    assert duty.asked == []
    assert "by what right" in form._complaint.text()
    QTest.keyClicks(QApplication.focusWidget(), "the court")
    enter()
    assert duty.asked == [("package", [7], tmp_path / "case.zip", "the court", Exposure.PROTECTED)]
    assert "Being packed" in form._complaint.text()
    enter()
    assert len(duty.asked) == 1


def test_package_that_is_done_shows_the_fingerprint(chosen, tmp_path):
    form = packing(chosen, tmp_path)
    file = tmp_path / "case.zip"
    chosen.hear(PackageDone(tmp_path / "another.zip", failure="not ours"))
    chosen.hear(PackageDone(file, 3, "12:ab", "0123456789abcdef" * 4))
    assert form._complaint.text() == f"3 evidence files packed into {file}"
    assert "0123 4567 89ab cdef" in form._proof.text()
    assert chosen._bar._count.text() == f"3 evidence files packed into {file}"
    assert not form._wait.isActive()


def test_package_that_failed_says_why_and_keeps_the_text(chosen, duty, tmp_path):
    form = packing(chosen, tmp_path)
    chosen.hear(PackageDone(tmp_path / "case.zip", failure="the disk is full"))
    assert form._complaint.text() == "the disk is full"
    assert not form._proof.isVisible()
    enter()
    assert len(duty.asked) == 2


def test_children_are_shown_only_where_that_is_chosen(chosen, duty, tmp_path):
    duty.refuses = True
    form = packing(chosen, tmp_path)
    assert "role" in form._complaint.text()
    form._children.setCurrentIndex(1)
    form.submit()
    assert duty.asked[-1][-1] is Exposure.AS_RECORDED


def test_package_of_a_void_violation_can_be_made(window, journal):
    voided = replace(make_entry(8, **VIOLATION | {"seq": 7, "why": "twice"}), kind=Kind.VIOLATION_VOIDED)
    choose(window, journal, make_entry(7, **VIOLATION), voided)
    press(window, ActionId.PACKAGE)
    assert window._forms._package.seq == 7
    assert window._forms._package.isVisible()


def test_one_form_is_open_at_a_time(chosen):
    for action_id in (ActionId.VOID, ActionId.AMEND, ActionId.PACKAGE, ActionId.VOID):
        chosen._forms.act(action_id)
        assert sum(form.isVisible() for form in chosen._forms._forms) == 1
