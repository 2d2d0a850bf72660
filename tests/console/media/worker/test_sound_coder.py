"""A camera's sound encoded anew: whatever form it takes within one stream."""

from __future__ import annotations

import av
import av.error
import numpy as np
import pytest

from console.media.worker.sound_mux import SoundMux
from tests.peers.pitch import pitch_hz
from tests.peers.spoken import TONE_HZ, parameters, spoken

MS = 1_000_000


def heard(path, packets, *, step_ns, ahead_ns=lambda _index: 0):
    """(samples, their rate) of what a player hears of mp3 that begins as mono of 44.1 kHz."""
    parts = []
    mux = SoundMux(parts.append, sound=parameters(44_100), track=None, begins_ns=0)
    for index, packet in enumerate(packets):
        mux.put_sound(packet, at_ns=index * step_ns + ahead_ns(index))
    mux.close()
    path.write_bytes(b"".join(parts))
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(frames, axis=1)[0], container.streams.audio[0].rate


@pytest.mark.parametrize(("rate_hz", "layout"), [(44_100, "stereo"), (48_000, "mono"), (24_000, "mono")])
def test_a_camera_that_is_set_to_another_form_is_heard_on(tmp_path, rate_hz, layout):
    packets = spoken(44_100) + spoken(rate_hz, layout=layout)
    samples, rate = heard(tmp_path / "heard.ts", packets, step_ns=25 * MS)
    assert len(samples) > 1.7 * rate
    for part in (samples[rate // 4 : rate * 3 // 4], samples[rate * 5 // 4 : rate * 7 // 4]):
        assert abs(pitch_hz(part, rate) - TONE_HZ) < 5


def test_a_clock_that_steps_back_is_a_moments_silence(tmp_path):
    packets = spoken(44_100, seconds=3)
    samples, rate = heard(
        tmp_path / "heard.ts", packets, step_ns=26 * MS, ahead_ns=lambda index: 900 * MS * (index < 50)
    )
    assert 1.9 * rate < len(samples) < 2.3 * rate


class Unwell:
    """In place of the encoder's stream: it encodes the first frames alone."""

    def __init__(self, stream, *, good):
        self.stream, self.good = stream, good

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def encode(self, frame):
        self.good -= 1
        if self.good < 0:
            raise av.error.InvalidDataError(1, "no")
        return self.stream.encode(frame)


def test_what_cannot_be_encoded_is_a_moments_silence():
    mux = SoundMux(lambda _part: None, sound=parameters(44_100), track=None, begins_ns=0)
    coder = mux._sound
    coder._stream = Unwell(coder._stream, good=2)
    for index, part in enumerate(spoken(44_100)):
        coder.put(part, at_ns=index)
    coder.end()
    assert coder.count <= 2
    mux.close()
