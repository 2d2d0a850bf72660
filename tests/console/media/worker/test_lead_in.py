"""A camera called to a tile shows the right picture without waiting for the next keyframe."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest

from console.media.decode_mode import DecodeMode
from console.media.messages import OpenFeed
from console.media.worker.backlog import Backlog
from console.media.worker.codec import Codec, Filtering
from console.media.worker.demand import Demand
from console.media.worker.demux import Demux
from console.media.worker.lead_in import lead_in
from console.media.worker.packet_queue import Arrival, PacketQueue
from console.media.worker.stream import open_stream
from tests.console.media.worker.ring_peers import FRAME_NS, made_up_track, new_ring


@pytest.fixture
def clip(tmp_path, encode_clip):
    return encode_clip(tmp_path / "long-group.mp4", 200, g="170", sc_threshold="0", bf="0")


def _read(clip, count):
    """A ring with the clip's first packets, the stream, and the packet that comes next."""
    ring, _row = new_ring()
    with open_stream(str(clip), kind="file") as stream:
        packets = stream.packets()
        for number, packet in zip(range(count), packets, strict=False):
            ring.put(packet, stream.track, captured_at_ns=number * FRAME_NS)
        return ring, stream, next(packets)


def _pixels(codec, packets):
    return [frame.to_ndarray() for packet in packets for frame in codec.decode(packet)]


def test_the_picture_after_it_is_the_one_that_decoding_all_along_gives(clip):
    ring, stream, following = _read(clip, 100)
    arrivals = lead_in(ring, stream, now_ns=0)
    assert len(arrivals) == 100
    assert not any(arrival.is_shown for arrival in arrivals)
    codec = Codec(stream.parameters, filtering=Filtering.FULL)
    shown = _pixels(codec, [*(arrival.packet for arrival in arrivals), following])[-1]
    with open_stream(str(clip), kind="file") as again:
        straight = Codec(again.parameters, filtering=Filtering.FULL)
        expected = _pixels(straight, [packet for packet, _ in zip(again.packets(), range(101), strict=False)])
    assert len(expected) == 101
    assert np.array_equal(shown, expected[-1])
    assert codec.damaged == 0


def test_it_begins_with_the_last_keyframe_of_a_group_that_has_several(tmp_path, encode_clip):
    clip = encode_clip(tmp_path / "short-groups.mp4", 40, g="10", sc_threshold="0", bf="0")
    ring, stream, _following = _read(clip, 14)
    arrivals = lead_in(ring, stream, now_ns=7)
    assert [arrival.packet.is_keyframe for arrival in arrivals] == [True, False, False, False]
    assert {arrival.captured_at_ns for arrival in arrivals} == {7}


def test_a_group_that_takes_too_long_is_left_out(clip):
    ring, stream, _following = _read(clip, 160)
    assert lead_in(ring, stream, now_ns=0) == []


def test_what_another_connection_left_is_none(clip):
    ring, stream, _following = _read(clip, 20)
    with open_stream(str(clip), kind="file") as another:
        assert lead_in(ring, another, now_ns=0) == []
    assert lead_in(ring, stream, now_ns=0)
    assert ring.newest(made_up_track()) is None


def test_the_queue_takes_the_next_packet_behind_it_although_that_is_no_keyframe(clip):
    ring, stream, following = _read(clip, 20)
    queue = PacketQueue(Backlog(), Demand(Backlog()).share())
    assert queue.put(Arrival(stream, following, 1)) == 1, "nothing to build on"
    queue.lead_in([])
    assert queue.is_waiting
    queue.lead_in(lead_in(ring, stream, now_ns=2))
    assert not queue.is_waiting
    assert queue.put(Arrival(stream, following, 2)) == 0
    taken = [queue.take() for _number in range(21)]
    assert [arrival.is_shown for arrival in taken] == [False] * 20 + [True]
    assert queue.take() is None


class FullDecoder:
    """Has no room for the first two that ask."""

    def __init__(self):
        self.asked = 0

    def has_room(self):
        self.asked += 1
        return self.asked > 2

    def put(self, _feed):
        pass


def test_who_finds_no_room_asks_again_with_the_next_packet(clip):
    ring, row = new_ring()
    queue, decoder, mode = (
        PacketQueue(Backlog(), Demand(Backlog()).share()),
        FullDecoder(),
        [DecodeMode.PACKETS],
    )
    feed = SimpleNamespace(
        camera_id="c1",
        ring=ring,
        row=row,
        queue=queue,
        mode=lambda _now_ns: mode[0],
        report_video=Mock(),
        sound=None,
        keeps_sound=False,
    )
    demux = Demux(feed, OpenFeed(1, 0, "c1", "", "file", 0, False, ""), names=None, decoder=decoder)
    with open_stream(str(clip), kind="file") as stream:
        for number, packet in enumerate(stream.packets()):
            if number == 20:
                mode[0] = DecodeMode.EVERY_FRAME
            demux._take(packet, stream)
            if number == 24:
                break
    assert decoder.asked == 3, "it asks until it had its turn, and no more"
    shown = []
    while (arrival := queue.take()) is not None:
        shown.append(arrival.is_shown)
    assert shown == [False] * 22 + [True] * 3
