import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit

from console.language import language
from ui.qt_language import QtLanguage


@pytest.fixture
def switch(qapp):
    before = language()
    qt_language = QtLanguage(qapp)
    yield qt_language.change
    qt_language.change(before)


@pytest.mark.parametrize(("code", "cancel"), [("en", "Cancel"), ("ru", "Отмена"), ("kk", "Бас тарту")])
def test_buttons_speak_the_language(switch, code, cancel):
    switch(code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_the_file_dialog_has_no_english_left(switch, code):
    switch(code)
    dialog = QFileDialog(None, "…", filter="CSV (*.csv)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert len(texts) >= 3
    assert not [text for text in texts if any("a" <= letter.lower() <= "z" for letter in text)], texts


def test_a_fields_menu_follows_the_switch(switch):
    field = QLineEdit("x")
    switch("ru")
    russian = [action.text() for action in field.createStandardContextMenu().actions()]
    switch("kk")
    kazakh = [action.text() for action in field.createStandardContextMenu().actions()]
    assert russian != kazakh
    assert not any("Paste" in text for text in (*russian, *kazakh))


def test_the_same_language_again_reads_no_file_and_stays(switch, monkeypatch):
    switch("ru")
    read = []
    monkeypatch.setattr(switch.__self__._qt, "load", lambda *file: read.append(file))
    switch("ru")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Отмена"
    assert read == []
