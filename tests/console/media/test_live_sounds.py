"""The live sound of a camera: taken out of the stream that is shown, and read from a pipe."""

from __future__ import annotations

import os
import threading

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.media.feed_state import Connection
from console.media.live_sound import SoundChanged
from console.media.media_error import MediaError
from console.media.sound_phase import SoundPhase, SoundPicture
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import Peer
from tests.peers.pitch import pitch_hz
from tests.peers.rtp_sound import TONE_HZ
from tests.peers.sounding_clip import sounding


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    clip = encode(folder / "h264.mp4", moving(320, 180, 30))
    motion = encode(folder / "mjpeg.mov", moving(320, 176, 15), codec="mjpeg")
    feeds = [f"--feed=loud={clip}", f"--feed=mute={clip}", f"--feed=motion={motion}"]
    with Peer("tests.peers.rtsp_server", *feeds, "--sound", "loud", "--sound", "motion") as started:
        yield started


@pytest.fixture
def opened(host, outbox, peer, eventually):
    def make(name, **more):
        feed = host.open(name, Address.parse(f"rtsp://127.0.0.1:{peer.port}/{name}"), **more)
        feed.show("tile", width_px=64, height_px=36)
        eventually(lambda: feed.status().connection is Connection.CONNECTED)
        return host.sounds.open(name)

    return make


class Reader:
    """Reads what a player would read, until it is closed."""

    def __init__(self, live, picture):
        self.descriptor = live.take_descriptor()
        self.parts = []
        live.play(picture)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        while part := os.read(self.descriptor, 65536):
            self.parts.append(part)
        os.close(self.descriptor)

    @property
    def size(self):
        return sum(map(len, self.parts))

    def tracks(self, folder):
        """(pictures, what is heard as samples, its rate)"""
        path = folder / "heard.ts"
        path.write_bytes(b"".join(self.parts))
        with av.open(str(path)) as container:
            pictures = sum(1 for _frame in container.decode(video=0)) if container.streams.video else 0
        with av.open(str(path)) as container:
            frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
            return pictures, np.concatenate(frames, axis=1)[0], container.streams.audio[0].rate


@pytest.mark.parametrize(
    ("name", "picture", "has_picture"),
    [
        ("loud", SoundPicture.WITH, True),
        ("loud", SoundPicture.WITHOUT, True),
        ("motion", SoundPicture.WITH, False),  # MPEG-TS carries no such pictures
    ],
)
def test_what_the_camera_sends_is_heard(opened, eventually, tmp_path, name, picture, has_picture):
    live = opened(name)
    eventually(lambda: live.phase is SoundPhase.READY)
    assert live.has_picture is has_picture
    reader = Reader(live, picture)
    eventually(lambda: reader.size > (120_000 if has_picture and picture is SoundPicture.WITH else 20_000))
    live.close()
    reader.thread.join(10)
    pictures, samples, rate = reader.tracks(tmp_path)
    assert (pictures > 10) is (has_picture and picture is SoundPicture.WITH)
    assert len(samples) > rate  # a second at least
    assert abs(pitch_hz(samples[rate // 4 :], rate) - TONE_HZ) < 5
    assert np.abs(samples).max() > 0.1


def test_a_file_is_heard_whatever_its_codecs(host, tmp_path, eventually):
    """H.265 and AAC, both with their headers in the file; it begins anew after two seconds."""
    options = {"preset": "ultrafast", "x265-params": "keyint=15:log-level=none"}
    tone = {"tone_hz": 1000, "rate_hz": 44_100, "layout": "stereo"}
    clip = sounding(tmp_path / "clip.mp4", 2, codec="libx265", **tone, **options)
    feed = host.open("film", Address.parse(str(clip)))
    feed.show("tile", width_px=64, height_px=36)
    eventually(lambda: feed.status().connection is Connection.CONNECTED)
    live = host.sounds.open("film")
    eventually(lambda: live.phase is SoundPhase.READY)
    reader = Reader(live, SoundPicture.WITH)
    begun = feed.counters().decoded
    eventually(lambda: feed.counters().decoded > begun + 48)  # past its end
    live.close()
    reader.thread.join(10)
    pictures, samples, rate = reader.tracks(tmp_path)
    assert pictures > 25
    assert len(samples) > 2 * rate
    assert abs(pitch_hz(samples[rate:], rate) - 1000) < 5


def test_a_stream_without_sound_says_so(opened, outbox, eventually):
    live = opened("mute")
    eventually(lambda: live.phase is SoundPhase.SILENT)
    told = [fact for fact in outbox.drain() if isinstance(fact, SoundChanged)]
    assert told == [SoundChanged("mute", live.number, SoundPhase.SILENT)]


def test_the_main_stream_is_shown_as_long_as_somebody_listens(host, opened, peer, eventually):
    live = opened("mute", sub=Address.parse(f"rtsp://127.0.0.1:{peer.port}/loud"))
    feed = host.feeds["mute"]
    eventually(lambda: live.phase is SoundPhase.SILENT)  # of the main stream: sub has a tone
    assert feed.kind.value == "main"
    assert not host._streams._holds.counts["mute"]  # sub may come back


def test_it_ends_with_the_connection_and_the_feed_goes_on(host, opened, peer, eventually):
    live = opened("loud")
    eventually(lambda: live.phase is SoundPhase.READY)
    reader = Reader(live, SoundPicture.WITH)
    eventually(lambda: reader.size)
    peer.tell("loud down")
    eventually(lambda: live.phase is SoundPhase.LOST)
    reader.thread.join(10)
    assert not reader.thread.is_alive()  # whoever plays it sees its end
    peer.tell("loud well")
    eventually(lambda: host.feeds["loud"].status().connection is Connection.CONNECTED)
    again = host.sounds.open("loud")
    eventually(lambda: again.phase is SoundPhase.READY)
    again.close()


def test_a_reader_that_does_not_read_holds_nobody_up(host, opened, eventually):
    live = opened("loud")
    eventually(lambda: live.phase is SoundPhase.READY)
    live.play(SoundPicture.WITH)
    painted = host.feeds["loud"].counters().decoded
    eventually(lambda: host.feeds["loud"].counters().decoded > painted + 45)
    live.close()
    assert live.phase is SoundPhase.CLOSED


def test_a_camera_that_is_not_there_is_not_listened_to(host):
    with pytest.raises(MediaError):
        host.sounds.open("nowhere")


def test_a_decoder_process_that_dies_ends_it(host, opened, eventually):
    live = opened("loud")
    eventually(lambda: live.phase is SoundPhase.READY)
    os.kill(live.intake.process.pid, 9)
    eventually(lambda: live.phase is SoundPhase.LOST)
