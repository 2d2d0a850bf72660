"""The whole application is heard, and muted by one key, with the time left in the top line."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.operators.roles import Role
from console.sound.speaker import SoundBack, SoundLost
from console.sound.tones import Sound
from tests.ui.window_desk import WindowDesk
from ui.actions import ActionId


class Listener:
    """In place of the speaker."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []

    def say(self, sound: Sound) -> None:
        self.heard.append(sound)

    def stop(self) -> None:
        pass


@pytest.fixture
def desk(qapp, tmp_path):
    made = WindowDesk(tmp_path / "desk", qapp)
    made.app.sound._speaker = Listener()
    yield made
    made.stop()


def heard(desk):
    QApplication.processEvents()
    return desk.app.sound._speaker.heard


def test_an_alert_is_heard_as_soon_as_it_comes_and_no_more_once_taken(desk):
    alert_id = desk.alert()
    assert heard(desk) == [Sound.PRIORITY_1]
    desk.app.alert_panel.queue.choose(alert_id)
    desk.key(ActionId.TAKE)
    desk.settle()
    desk.clock.advance(60)
    desk.app.sound.listen()
    assert heard(desk) == [Sound.PRIORITY_1]


def test_an_escalation_is_heard(desk):
    desk.come(Role.DISPATCHER)
    alert_id = desk.alert()
    desk.clock.advance(10)
    desk.app.alert_panel.queue.choose(alert_id)
    desk.key(ActionId.ESCALATE)
    desk.settle()
    assert heard(desk)[-1] is Sound.ESCALATED


def test_one_key_mutes_shows_the_time_left_and_ends_it(desk):
    chip = desk.app.sound.chip
    assert not chip.isVisible()
    desk.key(ActionId.MUTE)
    desk.settle()
    assert chip.isVisible() and chip.words.text() == "muted 10:00"
    assert desk.said == "The sound is muted for 10 min. Ctrl+M ends it."
    desk.clock.advance(61)
    desk.app.sound.listen()
    assert chip.words.text() == "muted 8:59"
    desk.alert()
    assert heard(desk) == []
    desk.key(ActionId.MUTE)
    desk.settle()
    assert not chip.isVisible()
    assert desk.said == "The sound is on again."
    assert heard(desk) == [Sound.PRIORITY_1]  # nobody has it yet


def test_it_ends_by_itself(desk):
    desk.key(ActionId.MUTE)
    desk.settle()
    desk.clock.advance(600)
    desk.engine.tick()
    desk.app.sound.listen()
    assert not desk.app.sound.chip.isVisible()
    desk.alert()
    assert heard(desk) == [Sound.PRIORITY_1]


def test_a_mute_that_the_journal_does_not_take_is_none_and_says_so(desk, monkeypatch):
    monkeypatch.setattr("console.muting.MOST_MIN", "ten")
    desk.key(ActionId.MUTE)
    desk.settle()
    assert not desk.app.sound.chip.isVisible()
    assert desk.said.startswith("The sound is not muted: ")
    desk.alert()
    assert heard(desk) == [Sound.PRIORITY_1]


def test_a_lock_silences_nothing(desk):
    desk.come("locked")
    desk.alert()
    assert heard(desk) == [Sound.PRIORITY_1]


def test_that_nothing_can_be_heard_stands_in_the_top_line_and_the_journal_and_all_else_goes_on(desk):
    desk.facts.clear()
    desk.engine.outbox.put(SoundLost("no sound device"))
    desk.settle()
    chip = desk.app.sound.chip
    assert chip.isVisible() and chip.words.text() == "no sound"
    assert "no sound device" in chip.toolTip()
    noted = [
        f.entry for f in desk.facts if getattr(getattr(f, "entry", None), "kind", "") is Kind.FAULT_NOTED
    ]
    assert [each.body["what"] for each in noted] == ["no sound at the desk"]
    desk.alert()
    assert len(desk.engine.inbox) == 1
    desk.engine.outbox.put(SoundBack())
    desk.settle()
    assert not chip.isVisible()
