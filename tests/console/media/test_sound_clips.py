"""The sound of a camera for which that is set stands in its clips; of no other camera a sound is kept."""

from __future__ import annotations

import time

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.media.host import Host
from console.outbox import Outbox
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import Peer, wait_until
from tests.peers.pitch import pitch_hz
from tests.peers.rtp_sound import TONE_HZ

S = 1_000_000_000


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    clip = encode(tmp_path_factory.mktemp("clips") / "h264.mp4", moving(320, 180, 30))
    feeds = [f"--feed={name}={clip}" for name in ("kept", "other", "mute")]
    with Peer("tests.peers.rtsp_server", *feeds, "--sound=kept", "--sound=other") as started:
        yield started


@pytest.fixture(scope="module")
def host(peer):
    """With a few seconds of each camera."""
    made = Host(
        clock=SystemClock(), outbox=Outbox(), processes=1, keeps_sound=lambda camera: camera != "other"
    )
    made.start()
    feeds = [
        made.open(name, Address.parse(f"rtsp://127.0.0.1:{peer.port}/{name}"))
        for name in ("kept", "other", "mute")
    ]
    what = "the rings hold too little"
    wait_until(lambda: all(f.counters().ring_span_ns > 3 * S for f in feeds), within_s=40, what=what)
    yield made
    made.stop()


def clip_of(host, name, folder):
    now_ns = time.monotonic_ns()
    file = folder / f"{name}.mp4"
    return host.save_clip(name, from_ns=now_ns - 2 * S, to_ns=now_ns, file=file).result(20)


def test_a_clip_has_the_sound_of_its_pictures(host, tmp_path):
    made = clip_of(host, "kept", tmp_path)
    assert made.has_sound
    with av.open(str(made.file)) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        assert (sound.codec_context.name, sound.rate) == ("aac", 16_000)
        pictures = [float(frame.pts * video.time_base) for frame in container.decode(video=0)]
    with av.open(str(made.file)) as container:
        frames = list(container.decode(audio=0))
    samples = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)[0]
    begins, ends = float(frames[0].pts * frames[0].time_base), len(samples) / 16_000
    assert len(pictures) == made.frames
    assert begins < 0.2 and abs(begins + ends - pictures[-1]) < 0.3
    assert abs(pitch_hz(samples[4000:-4000], 16_000) - TONE_HZ) < 5
    assert np.abs(samples).max() > 0.1


@pytest.mark.parametrize("name", ["other", "mute"])  # one that is not set, one that sends none
def test_a_clip_without_sound_is_as_ever(host, tmp_path, name):
    made = clip_of(host, name, tmp_path)
    assert not made.has_sound
    with av.open(str(made.file)) as container:
        assert [stream.type for stream in container.streams] == ["video"]


def test_it_is_kept_as_well_once_somebody_listened(host, tmp_path, eventually):
    live = host.sounds.open("kept")
    eventually(lambda: live.phase.value == "ready")
    live.close()
    now_ns = time.monotonic_ns()
    file = tmp_path / "after.mp4"
    made = host.save_clip("kept", from_ns=now_ns, to_ns=now_ns + 2 * S, file=file).result(20)
    with av.open(str(made.file)) as container:
        frames = list(container.decode(audio=0))
    assert float(frames[-1].pts * frames[-1].time_base) > 1.5
