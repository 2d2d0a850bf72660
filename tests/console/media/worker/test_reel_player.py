"""Each frame of a reel, forward and back, exactly once and in its order, whatever codec it has."""

from __future__ import annotations

import numpy as np
import pytest

from console.media.worker import reel_player
from console.media.worker.codec import Codec, Filtering
from console.media.worker.reel import Reel
from console.media.worker.reel_player import ReelPlayer
from console.media.worker.stream import open_stream
from tests.console.media.worker.ring_peers import FRAME_NS, S, fill, made_up, made_up_track, new_ring

COUNT = 75
_X265 = "keyint=15:log-level=none"
CODECS = {
    "plain": ("libx264", {"preset": "ultrafast", "g": "15", "bf": "0"}),
    "b-frames": ("libx264", {"preset": "medium", "g": "15", "bf": "3", "sc_threshold": "0"}),
    "open groups": ("libx264", {"preset": "medium", "g": "15", "bf": "2", "x264-params": "open-gop=1"}),
    "long group": ("libx264", {"preset": "ultrafast", "g": "500", "sc_threshold": "0"}),
    "hevc": ("libx265", {"preset": "ultrafast", "x265-params": _X265}),
    "mjpeg": ("mjpeg", {"q": "3"}),
}


@pytest.fixture(params=CODECS)
def film(request, tmp_path, encode_clip):
    codec, options = CODECS[request.param]
    suffix = ".avi" if codec == "mjpeg" else ".mp4"
    return encode_clip(tmp_path / f"film{suffix}", COUNT, width=160, height=90, codec=codec, **options)


def decoded(path):
    """Every picture of the file, as a decoder with its full loop filter shows them."""
    with open_stream(str(path), kind="file") as stream:
        codec = Codec(stream.parameters, filtering=Filtering.FULL)
        frames = [frame for packet in stream.packets() for frame in codec.decode(packet)]
        return [frame.to_ndarray() for frame in frames]


def player_of(path):
    ring, _row = new_ring()
    fill(ring, path, begin_ns=S)
    player = ReelPlayer(Reel(ring))
    assert player.seek(0)
    return player


def shown(player):
    return player.current.picture.to_ndarray()


def forward_all(player):
    pictures, stamps = [shown(player)], [player.current.at_ns]
    while player.forward():
        pictures.append(shown(player))
        stamps.append(player.current.at_ns)
    return pictures, stamps


def same(one, other):
    return len(one) == len(other) and all(map(np.array_equal, one, other))


def test_forward_shows_every_frame_as_decoding_the_file_does(film):
    pictures, stamps = forward_all(player_of(film))
    assert len(pictures) > COUNT - 5
    assert same(pictures, decoded(film))
    assert len(set(stamps)) == len(stamps)


@pytest.mark.parametrize("kept_bytes", [48_000_000, 60_000], ids=["all kept", "two kept"])
def test_back_shows_the_same_frames_the_other_way_round(film, monkeypatch, kept_bytes):
    monkeypatch.setattr(reel_player, "_BEHIND_BYTES", kept_bytes)
    player = player_of(film)
    pictures, stamps = forward_all(player)
    backwards, stamps_back = [shown(player)], [player.current.at_ns]
    while player.back():
        backwards.append(shown(player))
        stamps_back.append(player.current.at_ns)
    assert stamps_back[::-1] == stamps
    assert same(backwards[::-1], pictures)
    again, stamps_again = forward_all(player)
    assert stamps_again == stamps
    assert same(again, pictures)


def test_a_moment_is_the_newest_frame_that_had_come_by_then(film):
    player = player_of(film)
    pictures, stamps = forward_all(player)
    for number in (0, 14, 15, 16, 31, 44, 70):
        assert player.seek(stamps[number] + FRAME_NS // 2)
        assert player.current.at_ns == stamps[number]
        assert np.array_equal(shown(player), pictures[number])
        assert player.forward()
        assert np.array_equal(shown(player), pictures[number + 1])


def test_moments_grow_evenly_however_the_network_hurries(tmp_path, encode_clip):
    path = encode_clip(tmp_path / "film.mp4", COUNT)
    ring, _row = new_ring()
    with open_stream(str(path), kind="file") as stream:
        for number, packet in enumerate(stream.packets()):
            late_ns = (number * 7 % 5) * FRAME_NS // 10
            ring.put(packet, stream.track, captured_at_ns=S + number * FRAME_NS + late_ns)
    player = ReelPlayer(Reel(ring))
    player.seek(0)
    moments = [player.current.moment_ns]
    while player.forward():
        moments.append(player.current.moment_ns)
    assert len(moments) == COUNT
    steps = np.diff(moments)
    assert abs(steps - FRAME_NS).max() < 1_000_000


def test_it_goes_on_over_another_connection_and_back(tmp_path, encode_clip):
    first = encode_clip(tmp_path / "first.mp4", 20)
    second = encode_clip(tmp_path / "second.mp4", 20, width=64, height=48)
    ring, _row = new_ring()
    _stream, at_ns = fill(ring, first, begin_ns=S)
    fill(ring, second, begin_ns=at_ns + 5 * S)
    player = ReelPlayer(Reel(ring))
    player.seek(0)
    pictures, stamps = forward_all(player)
    assert same(pictures, decoded(first) + decoded(second))
    for number in range(len(pictures) - 2, -1, -1):
        assert player.back()
        assert player.current.at_ns == stamps[number]


def test_an_empty_ring_shows_nothing():
    ring, _row = new_ring()
    player = ReelPlayer(Reel(ring))
    assert not player.seek(0)
    assert not player.forward()
    assert not player.back()


def test_what_is_no_video_shows_nothing():
    ring, _row = new_ring()
    ring.put(made_up(b"nonsense", key=True, pts=0), made_up_track(), captured_at_ns=S)
    assert not ReelPlayer(Reel(ring)).seek(S)
