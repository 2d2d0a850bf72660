"""The forms at the door: what they ask, that a wait counts down, that nothing typed stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.fakes.fake_clock import FakeClock
from tests.ui.keys import send_key, type_text
from ui.operators.first_form import FirstForm
from ui.operators.lock_strip import Lock, LockStrip
from ui.operators.sign_in_form import SignInForm

ENTER = 36


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def sign_in(qapp, clock):
    form = SignInForm(clock)
    form.open()
    form.activateWindow()
    qapp.processEvents()
    return form


@pytest.fixture
def strip(qapp, clock):
    strip = LockStrip(clock)
    strip.open(Lock("D. Akhmetov", clock.now_utc(), clock.monotonic_ns()))
    yield strip
    strip.close_lock()


def heard_of(signal):
    heard = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def test_enter_asks_once_and_the_password_is_gone(sign_in):
    asked = heard_of(sign_in.asked)
    type_text(sign_in.name, "  D. Akhmetov ")
    type_text(sign_in.password.edit, "correct horse")
    for _twice in range(2):
        send_key(sign_in.password.edit, ENTER, "\r")
    assert asked == [("D. Akhmetov", "correct horse")]
    assert sign_in.password.edit.text() == ""


def test_who_signed_in_last_is_suggested_but_what_is_typed_stays(sign_in):
    sign_in.suggest("D. Akhmetov")
    assert sign_in.name.text() == "D. Akhmetov"
    assert sign_in.password.edit.hasFocus()
    sign_in.suggest("B. Serikova")
    assert sign_in.name.text() == "D. Akhmetov"


def test_a_wait_counts_down_and_nothing_is_asked_meanwhile(sign_in, clock):
    asked = heard_of(sign_in.asked)
    sign_in.suggest("D. Akhmetov")
    sign_in.refuse("Wrong.", wait_s=4)
    assert sign_in._complaint.text() == "Too many wrong tries. Try again in 4 seconds."
    type_text(sign_in.password.edit, "correct horse")
    send_key(sign_in.password.edit, ENTER, "\r")
    assert asked == []
    clock.advance(2.5)
    sign_in._countdown.tick()
    assert "in 2 seconds" in sign_in._complaint.text()
    clock.advance(1.5)
    sign_in._countdown.tick()
    assert sign_in._complaint.text() == "You can try again now."
    send_key(sign_in.password.edit, ENTER, "\r")
    assert asked == [("D. Akhmetov", "correct horse")]


@pytest.mark.parametrize(
    ("name", "password", "again", "said"),
    [
        ("", "", "", "Say who you are."),
        ("Admin", "", "", "Choose a password."),
        ("Admin", "correct horse", "correct house", "The two passwords differ; type it once more."),
    ],
)
def test_first_administrator_lacks_something(qapp, clock, name, password, again, said):
    form = FirstForm(clock)
    asked = heard_of(form.asked)
    form.open()
    for field, text in ((form.name, name), (form.password.edit, password), (form.again.edit, again)):
        type_text(field, text)
    send_key(form.again.edit, ENTER, "\r")
    assert asked == []
    assert form._complaint.text() == said


def test_first_administrator_is_asked_for(qapp, clock):
    form = FirstForm(clock)
    asked = heard_of(form.asked)
    form.open()
    for field, text in (
        (form.name, "Админ"),
        (form.password.edit, "correct horse"),
        (form.again.edit, "correct horse"),
    ):
        type_text(field, text)
    send_key(form.again.edit, ENTER, "\r")
    assert asked == [("Админ", "correct horse")]
    assert form.password.edit.text() == form.again.edit.text() == ""


def test_the_strip_says_who_locked_and_since_when(strip, clock):
    assert "Locked by D. Akhmetov since 23:00" in strip.text
    clock.advance(180)
    strip._age.timeout.emit()
    assert "since 23:00 · 3 minutes" in strip.text


def test_a_hostile_name_is_no_markup(qapp, strip, clock):
    strip.open(Lock("<img src=x><b>D</b>", clock.now_utc(), clock.monotonic_ns()))
    assert strip._title.textFormat() == Qt.TextFormat.PlainText
    form = SignInForm(clock)
    form.open(replaces="<b>D</b>")
    assert form._lead.textFormat() == Qt.TextFormat.PlainText


def test_the_strip_asks_by_enter_and_waits_as_told(strip, clock):
    asked = heard_of(strip.asked)
    type_text(strip.password.edit, "wrong")
    send_key(strip.password.edit, ENTER, "\r")
    strip.refuse("Wrong.", wait_s=2)
    type_text(strip.password.edit, "right")
    send_key(strip.password.edit, ENTER, "\r")
    assert asked == [("wrong",)]
    clock.advance(2)
    strip._countdown.tick()
    send_key(strip.password.edit, ENTER, "\r")
    assert asked == [("wrong",), ("right",)]


def test_a_name_of_eighty_letters_widens_no_form(strip, clock):
    strip.open(Lock("D. Akhmetov", clock.now_utc(), clock.monotonic_ns()))
    usual = strip.minimumSizeHint().width()
    strip.open(Lock("Ж" * 80, clock.now_utc(), clock.monotonic_ns()))
    assert strip.minimumSizeHint().width() < usual + 400
