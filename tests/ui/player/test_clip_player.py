"""The player's face: its keys, its end, what it says of sound."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from console.evidence.proved_file import NotReadError, ProvedFile, TooLargeError
from console.journal.evidence import file_sha256
from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from tests.ui.player.test_replay_view import GREY, FakeReplay
from tests.ui.waiting import wait_until
from ui.player import clip_player
from ui.player.clip_player import ClipPlayer, Sound
from ui.player.clip_view import ClipCaption
from ui.player.past import Past

S = 1_000_000_000
BEGAN = 1_795_000_000 * S  # 2026-11-18 11:06:40 UTC
CAPTION = ClipCaption("0402", "School", 300, QSize(640, 360))


class Bench:
    def __init__(self, qapp, file=None):
        self.replay = FakeReplay()
        self.replay.now = ReplayState(ReplayPhase.PLAYING, BEGAN, BEGAN, BEGAN + 12 * S)
        past = Past(lambda _from_ns, _to_ns: [])
        self.player = ClipPlayer(
            self.replay, file=file or ProvedFile(Path("clip.mp4"), ""), caption=CAPTION, past=past
        )
        self.player.resize(960, 600)
        self.player.show()
        qapp.processEvents()
        self._polls = 0

    def put(self, at_s):
        (shown,) = self.replay.pictures.values()
        self._polls += 1
        at_ns = BEGAN + int(at_s * S)
        shown.put(GREY, number=self._polls, sequence=self._polls, captured_at_ns=at_ns)
        self.player.grab()
        self.poll()

    def poll(self):
        self._polls += 1
        self.player.poll(self._polls * S)


@pytest.fixture
def bench(qapp):
    return Bench(qapp)


def test_keys_steer_it_as_they_steer_a_replay(bench):
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_Space):
        QTest.keyClick(bench.player, key)
    QTest.keyClick(bench.player, Qt.Key.Key_Equal)
    asked = [("by", -5 * S), ("by", 5 * S), ("step", 1), ("step", -1), ReplaySpeed.NORMAL, ReplaySpeed.DOUBLE]
    assert bench.replay.asked == asked


def test_times_are_those_of_the_desk_when_it_was_recorded(bench):
    assert bench.player.view.band_title() == "The clip is being checked…"
    bench.put(1.5)
    view = bench.player.view
    assert view.band_title() == "RECORDED"
    assert view.band_texts() == ("1×", "16:06:41.5", "0402", "School")
    texts = view.strip_texts()
    assert (texts.left, texts.right) == ("16:06:40", "16:06:52")


def test_at_its_end_it_stands_and_space_begins_anew(bench):
    ended = []
    bench.player.ended.connect(ended.append)
    bench.replay.now = ReplayState(ReplayPhase.CAUGHT_UP, BEGAN + 12 * S, BEGAN, BEGAN + 12 * S)
    bench.poll()
    assert not ended
    assert bench.player.view.band_texts()[0] == "end"
    QTest.keyClick(bench.player, Qt.Key.Key_Space)
    assert bench.replay.asked == [("to", BEGAN)]


@pytest.mark.parametrize("phase", [ReplayPhase.CHANGED, ReplayPhase.EMPTY, ReplayPhase.LOST])
def test_it_tells_why_nothing_can_be_shown(bench, phase):
    ended = []
    bench.player.ended.connect(ended.append)
    bench.replay.now = ReplayState(phase)
    bench.poll()
    assert ended == [phase]


def test_a_clip_without_sound_says_so(bench):
    bench.player.offer_sound(recorded=False)
    assert bench.player._line.text() == "Silent: this clip was recorded without sound."
    assert not bench.player._button.isEnabled()


def test_where_there_are_no_native_windows_it_stays_silent_and_says_so(bench):
    bench.player.offer_sound(recorded=True)
    bench.player._button.click()
    assert bench.player.sound is Sound.NO_WINDOWS
    assert bench.player._line.text().startswith("No sound: this display has no window")
    QTest.keyClick(bench.player, Qt.Key.Key_Period)
    assert bench.replay.asked == [("step", 1)]


def test_where_libvlc_is_missing_it_stays_silent_and_says_so(bench, monkeypatch):
    monkeypatch.setattr(clip_player, "has_native_windows", lambda: True)
    monkeypatch.setitem(sys.modules, "vlc", None)
    bench.player.offer_sound(recorded=True)
    bench.player._button.click()
    assert wait_until(lambda: bench.player.sound is Sound.NO_LIBRARY)
    assert "libVLC is not installed" in bench.player._line.text()
    assert bench.player.view.isVisible()


class SlowLibrary:
    """Stands for libVLC and for what comes of it: there when it is told so."""

    def __init__(self, there, calls):
        self.there, self.calls = there, calls

    def Instance(self, *_options):
        self.there.wait(5)
        return self

    def media_player_new(self):
        return self

    def media_new_fd(self, descriptor):
        self.calls.append(os.pread(descriptor, 99, 0))
        return self

    def set_media(self, _media):
        pass

    def stop(self):
        self.calls.append("stop")

    def release(self):
        self.calls.append("release")


@pytest.fixture
def library(monkeypatch):
    made = SlowLibrary(threading.Event(), [])
    monkeypatch.setattr(clip_player, "has_native_windows", lambda: True)
    monkeypatch.setitem(sys.modules, "vlc", made)
    return made


def recorded(folder, content):
    path = folder / "clip.mp4"
    path.write_bytes(content)
    return ProvedFile(path, file_sha256(path))


def test_muted_before_libvlc_is_there_it_leaves_nothing_of_it_behind(qapp, tmp_path, library):
    bench = Bench(qapp, recorded(tmp_path, b"proved"))
    bench.player.offer_sound(recorded=True)
    bench.player._button.click()
    assert bench.player.sound is Sound.COMING
    bench.player.mute()
    library.there.set()
    assert wait_until(lambda: library.calls == [b"proved", "stop", "release", "release", "release"])
    assert bench.player.sound is Sound.OFF


def test_libvlc_is_not_given_a_file_that_was_swapped_after_it_was_proved(qapp, tmp_path, library):
    file = recorded(tmp_path, b"proved")
    bench = Bench(qapp, file)
    bench.player.offer_sound(recorded=True)
    file.path.write_bytes(b"sWapped")  # the silent player has read it by now, and plays on
    bench.player._button.click()
    library.there.set()
    assert wait_until(lambda: bench.player.sound is Sound.CHANGED)
    assert bench.player._line.text().startswith("No sound: the file is no longer what was recorded.")
    assert bench.player.view.isVisible()
    assert wait_until(lambda: library.calls == ["stop", "release", "release"])


@pytest.mark.parametrize(
    ("error", "sound", "line"),
    [
        (NotReadError("no room"), Sound.UNREADABLE, "No sound: the file cannot be read now."),
        (TooLargeError(), Sound.TOO_LARGE, "No sound: the file is too large for it."),
    ],
)
def test_of_a_file_that_cannot_be_read_nobody_says_that_it_was_changed(
    qapp, tmp_path, library, monkeypatch, error, sound, line
):
    bench = Bench(qapp, recorded(tmp_path, b"proved"))
    bench.player.offer_sound(recorded=True)
    library.there.set()
    with monkeypatch.context() as refuses:
        refuses.setattr(ProvedFile, "open", lambda _self: (_ for _ in ()).throw(error))
        bench.player._button.click()
        assert wait_until(lambda: bench.player.sound is sound)
    assert bench.player._line.text().startswith(line)
    assert bench.player.view.isVisible()
    assert bench.player._button.isEnabled() == (sound is Sound.UNREADABLE), "it may be tried again"
    bench.player.toggle_sound()
    assert (bench.player.sound is Sound.COMING) == (sound is Sound.UNREADABLE)
    bench.player.mute()
    assert wait_until(lambda: library.calls.count("stop") == (2 if sound is Sound.UNREADABLE else 1))
