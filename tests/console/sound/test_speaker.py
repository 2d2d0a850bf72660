"""Sounds are played one at a time on a thread of their own; that nothing is heard is told once."""

from __future__ import annotations

import threading
import time

import pytest

from console.outbox import Outbox
from console.sound.device import SoundError
from console.sound.speaker import SoundBack, SoundLost, Speaker
from console.sound.tones import Sound, samples

PATIENCE_S = 10


class Output:
    """Stands for the loudspeaker."""

    def __init__(self) -> None:
        self.heard: list[int] = []  # lengths
        self.gone = ""
        self.free = threading.Event()  # whether what plays ends at once
        self.free.set()
        self.playing = 0

    def play(self, wave, stop) -> None:
        if self.gone:
            raise SoundError(self.gone)
        self.playing += 1
        assert self.playing == 1
        self.heard.append(len(wave))
        while not stop.is_set() and not self.free.is_set():
            self.free.wait(0.01)
        self.playing -= 1

    def look(self) -> None:
        if self.gone:
            raise SoundError(self.gone)


@pytest.fixture
def output():
    return Output()


@pytest.fixture
def speaker(output):
    made = Speaker(Outbox(), play=output.play, look=output.look)
    yield made
    made.stop()
    assert not made._thread.is_alive()


def wait(holds) -> bool:
    end = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < end:
        time.sleep(0.002)
    return bool(holds())


def length(sound: Sound) -> int:
    return len(samples(sound))


def test_it_never_waits_and_of_those_that_come_meanwhile_the_newest_is_heard(speaker, output):
    speaker.start()
    output.free.clear()
    speaker.say(Sound.PRIORITY_3)
    assert wait(lambda: output.heard == [length(Sound.PRIORITY_3)])
    speaker.say(Sound.PRIORITY_2)
    speaker.say(Sound.PRIORITY_1)
    assert output.heard == [length(Sound.PRIORITY_3)]
    output.free.set()
    assert wait(lambda: output.heard == [length(Sound.PRIORITY_3), length(Sound.PRIORITY_1)])


def test_that_there_is_no_output_is_told_once_before_any_sound_and_its_return_once(speaker, output):
    output.gone = "no sound device"
    speaker.start()
    told = []
    assert wait(lambda: told.extend(speaker._outbox.drain()) or told)
    for _again in range(3):
        speaker.say(Sound.PRIORITY_1)
        assert wait(lambda: speaker._next is None)
    output.gone = ""
    speaker.say(Sound.PRIORITY_1)
    assert wait(lambda: told.extend(speaker._outbox.drain()) or len(told) == 2)
    speaker.say(Sound.PRIORITY_1)
    assert wait(lambda: len(output.heard) == 2)
    assert told + speaker._outbox.drain() == [SoundLost("no sound device"), SoundBack()]


def test_stopping_cuts_off_what_plays(speaker, output):
    speaker.start()
    output.free.clear()
    speaker.say(Sound.PRIORITY_1)
    assert wait(lambda: output.playing)
    speaker.stop()
    assert output.playing == 0


def test_one_that_was_never_started_stops(speaker):
    speaker.stop()
