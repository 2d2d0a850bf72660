"""From a telephone call to a package, by keys, over the whole application and a real journal."""

from __future__ import annotations

from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.journal.search import Query, find
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId

PATIENCE_S = 60


def press(action_id: ActionId) -> None:
    action = BY_ID[action_id]
    assert holds(QApplication.focusWidget), "nothing has the keys"
    send_key(QApplication.focusWidget(), action.scan_code, "", modifiers=action.modifiers)


def escape() -> None:
    send_key(QApplication.focusWidget(), 9, "\x1b")


def write(text: str) -> None:
    QApplication.focusWidget().insert(text)


def enter() -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def holds(condition) -> bool:
    return wait_until(condition, timeout_s=PATIENCE_S)


def record_a_call(app) -> None:
    press(ActionId.RECORD)
    write("ул. Абая, 5")
    form = app.alert_panel.form
    form._fields.when.setText("00:01")
    form._fields.offence.choose("koap-434")
    enter()
    assert holds(lambda: app.alert_panel._complaint.text().startswith("Recorded"))


def choose_the_violation(app) -> None:
    window = app.journal_window
    press(ActionId.JOURNAL)
    assert holds(window.isActiveWindow)
    window._bar._kinds.setCurrentIndex(1)
    assert holds(lambda: window._view.count() == 1 and window._panel.aftermath is not None)
    window._view.setFocus()


def test_call_is_recorded_amended_voided_and_packed(app, tmp_path):
    window = app.journal_window
    record_a_call(app)
    choose_the_violation(app)
    press(ActionId.AMEND)
    window._forms._amend._fields.persons.setValue(3)
    window._forms._amend._why.setFocus()
    write("three, says the caller")
    enter()
    assert holds(lambda: window._view.count() == 2)
    assert holds(lambda: window._panel.aftermath and len(window._panel.aftermath.entries) == 2)
    press(ActionId.VOID)
    write("the wrong street")
    enter()
    assert holds(lambda: window._view.count() == 3)
    assert holds(lambda: window._panel.aftermath and len(window._panel.aftermath.entries) == 3)
    text = QTextDocumentFragment.fromHtml(window._panel._text.text()).toPlainText()
    assert "Persons: 1 → 3" in text
    assert "Voided by A. Dispatcher" in text
    rows, _total = find(app.engine.folder, Query(kinds=(Kind.VIOLATION_VOIDED,)))
    assert rows[0].body["why"] == "the wrong street"
    press(ActionId.REDACT)
    (copies,) = app.redactions.windows.values()
    assert holds(lambda: copies._line.text().startswith("entry")), "a call has no pictures"
    assert "no pictures" in copies._line.text()
    copies.close()
    assert not app.redactions.windows
    assert not (app.engine.folder.redaction / "1").exists()
    window.activateWindow()
    window._view.setFocus()
    press(ActionId.PACKAGE)
    write("the prosecutor")
    file = tmp_path / "case.zip"
    window._forms._package._file.setText(str(file))
    enter()
    assert holds(lambda: not window._forms._package._wait.isActive())
    assert window._forms._package._proof.isVisible(), window._forms._package._complaint.text()
    assert "verify.py" in ZipFile(file).namelist()


def test_search_is_kept_and_recalled(app):
    window = app.journal_window
    press(ActionId.JOURNAL)
    assert holds(window.isActiveWindow)
    window._bar._standings[next(iter(window._bar._standings))].click()
    window._bar.saved.menu().actions()[-1].trigger()
    write("corrected ones")
    enter()
    assert holds(lambda: not window._bar.saved.form.isVisible())
    window._bar._standings[next(iter(window._bar._standings))].click()
    recall = window._bar.saved.menu().actions()[0]
    assert recall.text() == "corrected ones"
    recall.trigger()
    assert window._bar._standings[next(iter(window._bar._standings))].isChecked()


def test_escape_closes_the_form_first_and_leads_to_the_desk_then(app):
    window = app.journal_window
    record_a_call(app)
    choose_the_violation(app)
    press(ActionId.VOID)
    escape()
    assert not window._forms._void.isVisible()
    assert window.isActiveWindow()
    escape()
    assert holds(app.desk.isActiveWindow)
