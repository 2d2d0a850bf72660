"""The password field tells the layout and Caps Lock by real key events, and lets nothing be read back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.keys import type_text
from ui.fields.keyboard import Alphabet, alphabet_of, caps_lock
from ui.fields.password_field import PasswordField

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LOCKED = 0x2  # X11's and Wayland's bit of Caps Lock


def press(field, key, text, *, native=0, modifiers=NONE):
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, 54, 0, native, text, False, 1)
    QApplication.sendEvent(field.edit, event)


@pytest.fixture
def field(qapp):
    field = PasswordField()
    field.show()
    return field


@pytest.mark.parametrize(
    ("letter", "alphabet"),
    [
        ("a", Alphabet.LATIN),
        ("Ж", Alphabet.CYRILLIC),
        ("ё", Alphabet.CYRILLIC),
        ("Ә", Alphabet.KAZAKH),
        ("і", Alphabet.KAZAKH),
        ("7", Alphabet.UNKNOWN),
        ("", Alphabet.UNKNOWN),
        ("\x01", Alphabet.UNKNOWN),
    ],
)
def test_a_letter_tells_its_alphabet(letter, alphabet):
    assert alphabet_of(letter) is alphabet


def test_the_layout_shows_with_the_first_letter_and_follows_it(field):
    assert field._chip.text() == "··"
    for text, shown in (("p", "EN"), ("1", "EN"), ("з", "RU·KK"), ("ә", "KK")):
        type_text(field.edit, text)
        assert field._chip.text() == shown


def test_caps_lock_is_said_from_the_first_key_on(field):
    press(field, Qt.Key.Key_A, "A", native=LOCKED)
    assert field.caps_on
    assert field._caps.isVisible()
    press(field, Qt.Key.Key_CapsLock, "", native=LOCKED)  # the press that ends it
    assert not field.caps_on
    assert not field._caps.isVisible()
    press(field, Qt.Key.Key_CapsLock, "")  # the press that begins it
    assert field.caps_on


@pytest.mark.parametrize(
    ("text", "modifiers", "told"),
    [("A", NONE, True), ("a", SHIFT, True), ("Ф", SHIFT, False), ("7", NONE, None)],
)
def test_a_platform_without_the_bit_tells_by_the_letter(qapp, monkeypatch, text, modifiers, told):
    monkeypatch.setattr("ui.fields.keyboard.QGuiApplication.platformName", lambda: "cocoa")
    assert caps_lock(QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, text)) is told


def test_it_shows_only_while_the_button_is_held(field):
    centre = field._show.rect().center()
    QTest.mousePress(field._show, Qt.MouseButton.LeftButton, pos=centre)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    QTest.mouseRelease(field._show, Qt.MouseButton.LeftButton, pos=centre)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password


def test_what_was_taken_comes_back_by_no_key(field):
    type_text(field.edit, "correct horse")
    assert field.take() == "correct horse"
    for standard in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Paste):
        combination = QKeySequence(standard)[0]
        QTest.keyClick(field.edit, combination.key(), combination.keyboardModifiers())
    assert field.edit.text() == ""


def test_nothing_is_copied_out_of_it(field):
    QApplication.clipboard().setText("before")
    type_text(field.edit, "correct horse")
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"
