"""A card says what, where, how urgent, how long, how often and who has it, and shows the box."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertState
from console.alerts.inbox import OpenAlert
from tests.fakes.made_up import make_alert, make_jpeg
from tests.ui.waiting import wait_until
from ui.alerts.alert_card import AlertCard
from ui.alerts.still_image import STILL_PX, Stills, decode_still
from ui.numerals import elapsed
from ui.theme import colours

SECOND = 1_000_000_000


@pytest.fixture
def held() -> OpenAlert:
    return OpenAlert(make_alert(), b"", since_ns=5 * SECOND, free_ns=5 * SECOND)


def texts(card: AlertCard) -> list[str]:
    labels = (card._priority, card._title, card._place, card._waited, card._owner)
    return [label.text() for label in labels]


def test_card_says_all_of_it(qapp, held):
    held = replace(held, alert=replace(held.alert, count=3, taken_by="D. Akhmetov", state=AlertState.TAKEN))
    card = AlertCard(held)
    card.tick(79 * SECOND)
    assert texts(card) == [
        "▲ Urgent",
        "Person in zone: двор · ×3",
        "0402 · Школа №1, двор",
        "1:14",
        "With D. Akhmetov",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"deciding": AlertState.CONFIRMED}, "Recording the violation…"),
        ({"deciding": AlertState.DISMISSED}, "Writing the dismissal…"),
        ({"refused": "no room on the disk"}, "Not written: no room on the disk"),
    ],
)
def test_card_says_what_the_journal_does(qapp, held, changes, said):
    card = AlertCard(replace(held, **changes))
    assert card._owner.text() == said


def test_a_card_counts_down_until_it_calls_a_shift_lead(qapp, held):
    card = AlertCard(held)  # of priority 1: after a minute
    card.tick(10 * SECOND)
    assert card._owner.text() == "Calls the shift lead in 0:55"
    assert colours().quiet.name() in card._owner.styleSheet()
    card.tick(46 * SECOND)
    assert card._owner.text() == "Calls the shift lead in 0:19"
    assert colours().warning.name() in card._owner.styleSheet()
    card.show_alert(replace(held, alert=replace(held.alert, state=AlertState.ESCALATED)), now_ns=66 * SECOND)
    assert card._owner.text() == "↑ Escalated to the shift lead"


def test_what_no_time_escalates_counts_nothing_down(qapp, held):
    assert AlertCard(replace(held, quiet=True))._owner.text() == ""
    assert AlertCard(replace(held, escalating=True))._owner.text() == ""


def test_buttons_rest_while_the_journal_writes(qapp, held):
    card = AlertCard(replace(held, deciding=AlertState.CONFIRMED))
    assert not any(button.isEnabled() for button in card._buttons.values())
    card.show_alert(held, now_ns=0)
    assert all(button.isEnabled() for button in card._buttons.values())


@pytest.mark.parametrize("priority", [1, 2, 3])
def test_left_bar_has_the_colour_of_the_priority(qapp, held, priority):
    card = AlertCard(replace(held, alert=replace(held.alert, priority=priority)))
    card.resize(360, 140)
    assert card.grab().toImage().pixelColor(3, 70) == colours().priority(priority)


def test_waiting_time_in_words():
    assert elapsed(14 * SECOND) == "0:14"
    assert elapsed(3725 * SECOND) == "1:02:05"
    assert elapsed(-SECOND) == "0:00"


def test_card_grows_with_its_texts(qapp, held):
    zone = replace(held.alert.zone, name="проезжая часть перед школой и детской площадкой у перекрёстка")
    long = replace(held, alert=replace(held.alert, zone=zone))
    assert AlertCard(long).heightForWidth(330) > AlertCard(held).heightForWidth(330)


def test_still_is_decoded_beside_the_gui_thread_and_shows_the_box(qapp, held):
    stills, card = Stills(), AlertCard(held)
    stills.put("alert-0402", make_jpeg("#808080"))
    assert stills.image("alert-0402") is None
    assert wait_until(lambda: stills.image("alert-0402") is not None)
    card.show_still(stills.image("alert-0402"))
    picture = card._still.grab().toImage()
    across, down = STILL_PX.width() / 640, STILL_PX.height() / 360
    cause = held.alert.cause
    on_edge = picture.pixelColor(round(cause.x1 * across), round((cause.y1 + cause.y2) / 2 * down))
    inside = picture.pixelColor(round((cause.x1 + cause.x2) / 2 * across), round(200 * down))
    assert _near(on_edge, colours().person)
    assert _near(inside, QColor("#808080"))
    stills.close()


def test_damaged_still_leaves_the_empty_sign(qapp):
    stills = Stills()
    stills.put("alert-1", b"no picture at all")
    stills.close()
    QApplication.processEvents()
    assert stills.image("alert-1") is None
    assert decode_still(make_jpeg(width=1920, height=1080), STILL_PX).width() <= 160


def test_stills_of_gone_alerts_are_let_go(qapp):
    stills = Stills()
    for name in ("a", "b"):
        stills.put(name, make_jpeg())
    assert wait_until(lambda: stills.image("b") is not None)
    stills.keep({"b"})
    assert stills.image("a") is None
    assert stills.image("b") is not None
    stills.close()


def test_card_speaks_the_language_in_use(qapp, held, monkeypatch):
    card = AlertCard(held)
    monkeypatch.setattr("ui.alerts.wording._", lambda text: {"Urgent": "Срочно"}.get(text, text))
    QApplication.sendEvent(card, QEvent(QEvent.Type.LanguageChange))
    assert card._priority.text() == "▲ Срочно"


def _near(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs(a - b) < 40 for a, b in pairs)


def test_a_rule_that_chatters_is_told_on_the_card(qapp):
    held = replace(OpenAlert(make_alert(), b"", since_ns=0, free_ns=0), in_a_minute=4)
    card = AlertCard(held)
    assert card._folds.text() == "≡ folds itself: 4 in a minute"
    card.show_alert(replace(held, quiet=True), now_ns=0)
    assert "calls nobody" in card._folds.text()
    card.show_alert(replace(held, in_a_minute=0), now_ns=0)
    assert card._folds.isHidden()


def test_an_escalated_alert_that_somebody_has_says_who(qapp):
    held = OpenAlert(replace(make_alert(), state=AlertState.ESCALATED), b"", since_ns=0, free_ns=0)
    card = AlertCard(held)
    assert "shift lead" in card._owner.text()
    card.show_alert(replace(held, alert=replace(held.alert, taken_by="M. Lead")), now_ns=0)
    assert card._owner.text() == "With M. Lead"
