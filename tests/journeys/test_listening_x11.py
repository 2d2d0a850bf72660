"""A camera is heard and seen through libVLC on a real X server; its password is in its decoder alone."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.journeys.test_clip_player_x11 import has_libvlc
from tests.journeys.x_display import XDisplay, x_server
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import Peer
from tests.peers.pitch import pitch_hz
from tests.peers.rtp_sound import TONE_HZ

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "s3cret-Planted"
BOUND_S = 150


@pytest.fixture(scope="module")
def cameras(tmp_path_factory):
    clip = encode(tmp_path_factory.mktemp("clips") / "clip.mp4", moving(640, 360, 60))
    feeds = [f"--feed=loud={clip}", f"--feed=mute={clip}", "--sound=loud"]
    guard = ["--auth=digest", "--user=admin", f"--password={PASSWORD}"]
    with Peer("tests.peers.rtsp_server", *feeds, *guard) as peer:
        yield peer


class Desk:
    """The desk as a process of its own, that asks and tells."""

    def __init__(self, display, folder, cameras):
        self.folder, self.heard = folder / "desk", folder / "heard.wav"
        self._said = (folder / "stderr").open("w+")
        script = Path(__file__).with_name("x11_listening.py")
        arguments = [str(self.folder), str(cameras.port), str(self.heard)]
        environment = display.environment | {"PYTHONPATH": str(ROOT), "MUNARA_LANGUAGE": "en"}
        self.process = subprocess.Popen(
            [sys.executable, str(script), *arguments],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        self.told = []
        self._guard = threading.Timer(BOUND_S, self.process.kill)
        self._guard.start()
        self.answer(PASSWORD)  # no argument: those of every process are looked at

    def asks(self, what):
        line = self.process.stdout.readline()
        self.told.append(line)
        assert line == what + "\n", f"{line}{self.said()}"

    def answer(self, line=""):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def result(self):
        line = self.process.stdout.readline()
        self.told.append(line)
        assert self.process.wait(60) == 0, self.said()
        return json.loads(line)

    def said(self):
        self._said.seek(0)
        return self._said.read()

    def end(self):
        self._guard.cancel()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)
        for pipe in (self.process.stdin, self.process.stdout, self._said):
            pipe.close()


@pytest.fixture
def desk(tmp_path, cameras):
    if not has_libvlc():
        pytest.skip("libVLC is not installed here: apt-get install libvlc5 vlc-plugin-base")
    with x_server("1200x800") as name:
        made = Desk(XDisplay(name), tmp_path, cameras)
        yield made
        made.end()


def children(pid):
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in tasks for child in each.read_text().split()]


def heard_tone(file):
    """What libVLC gave to the loudspeaker: how long, how loud, and the pitch of its loudest tone (Hz)."""
    with wave.open(str(file)) as opened:
        rate, channels = opened.getframerate(), opened.getnchannels()
    # Its length stands in the header only once libVLC has closed it.
    samples = np.frombuffer(file.read_bytes()[44:], np.int16)[::channels].astype(float)
    return len(samples) / rate, np.abs(samples).max(), pitch_hz(samples[len(samples) // 2 :], rate)


def test_a_camera_is_heard_and_seen_and_its_password_is_nowhere(desk, cameras):
    desk.asks("look")
    lines = [
        Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (desk.process.pid, *children(desk.process.pid))
    ]
    desk.answer()
    desk.asks("lose")
    cameras.tell("loud down")
    desk.answer()
    desk.asks("bring back")
    cameras.tell("loud well")
    desk.answer()
    told = desk.result()
    entries = told.pop("entries")
    titles = told.pop("titles")
    assert told == {
        "live": True,
        "asked": "Camera 401: its sound is being looked for…",
        "heard": True,
        "covered": True,
        "moves": True,
        "band": "LIVE, WITH SOUND",
        "clear of the palette": True,
        "covered again": True,
        "lost": True,
        "why": "Camera 401: the connection ended, and the sound with it. Alt+L listens again.",
        "tile": True,
        "back": True,
        "anew": True,
        "ends with the choice": True,
        "other live": True,
        "silent": True,
        "first live": True,
        "gave up": True,
        "gave up line": "Camera 401: libVLC gave up. The picture goes on without sound. Alt+L listens again.",
        "live after": True,
        "unmasked": True,
        "masked": True,
        "masked line": True,
        "masked still": True,
        "left": True,
    }
    assert entries == [["sound", "401", False], ["sound", "401", True]] * 4
    seconds, loudness, pitch = heard_tone(desk.heard)  # the last time that it was listened to
    assert (seconds > 0.3, loudness > 1000) == (True, True)
    assert abs(pitch - TONE_HZ) < 20
    files = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert any(path.name == "munara.log" for path in files)
    written = [path.read_bytes() for path in files]
    said = ["".join(desk.told), desk.said(), *titles]
    assert not [each for each in (*lines, *written) if PASSWORD.encode() in each]
    assert not [each for each in said if PASSWORD in each]
    assert "rtsp://" not in desk.said()
