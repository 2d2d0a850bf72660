"""The real library: on its output that throws all away, and on a machine without any."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial

import miniaudio
import pytest

from console.sound import device
from console.sound.device import NoLibraryError, SoundError
from console.sound.tones import Sound, samples

_LOOK = """
from console.sound import device
try: print(device.backend())
except device.SoundError as e: print("E", e)
"""


@pytest.fixture
def thrown_away(monkeypatch):
    """The library's own output that nobody hears, which keeps time as a real one does."""
    made = []

    class Thrown(miniaudio.PlaybackDevice):
        def __init__(self, **how) -> None:
            super().__init__(backends=[miniaudio.Backend.NULL], **how)
            self.backend = "thrown away"
            made.append(self)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", Thrown)
    return made


def test_a_sound_is_played_to_its_end_and_the_output_is_given_back(thrown_away):
    device.play(samples(Sound.PRIORITY_3), threading.Event())
    device.play(samples(Sound.PRIORITY_3), threading.Event())
    assert [output._device for output in thrown_away] == [None, None]  # closed


def test_every_sample_reaches_the_output(thrown_away):
    wave, ended = samples(Sound.PRIORITY_1), threading.Event()
    feed = device._feed(wave, ended)
    got = b""
    while not ended.is_set():
        try:
            got += feed.send(441).tobytes()
        except StopIteration:
            break
    assert got == wave.tobytes()


def test_stopping_does_not_wait_for_the_end(thrown_away):
    stop = threading.Event()
    stop.set()
    playing = threading.Thread(target=partial(device.play, samples(Sound.PRIORITY_1).repeat(100), stop))
    playing.start()
    playing.join(20)
    assert not playing.is_alive()


def test_an_output_that_takes_nothing_is_told(thrown_away, monkeypatch):
    monkeypatch.setattr(miniaudio.PlaybackDevice, "start", lambda _self, _feed: None)
    with pytest.raises(SoundError, match="does not answer"):
        device.play(samples(Sound.PRIORITY_3)[:441], threading.Event())


def test_one_that_throws_away_is_no_output_by_itself(monkeypatch):
    null = partial(miniaudio.PlaybackDevice, backends=[miniaudio.Backend.NULL])
    monkeypatch.setattr(miniaudio, "PlaybackDevice", null)
    with pytest.raises(SoundError, match="no sound device"):
        device.backend()


def test_where_the_library_is_missing_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    device._library.cache_clear()
    with pytest.raises(NoLibraryError, match="the sound library is missing"):
        device.backend()
    device._library.cache_clear()


def test_a_look_ends_in_one_line_and_leaves_the_terminal_clean():
    done = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
