"""Main and sub, over real decoder processes: the old stream paints until the new one has a picture."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import time
from contextlib import contextmanager

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.media.decode_mode import DecodeMode
from console.media.feed_state import Connection, FeedChanged, TileState
from console.media.stream_choice import StreamKind
from tests.fakes.haste import hasten

MAIN, SUB = StreamKind.MAIN, StreamKind.SUB


@pytest.fixture
def two(encode_clip, tmp_path):
    """A camera's two streams, told apart by their sizes."""
    main = encode_clip(tmp_path / "main.mp4", 60, width=640, height=360)
    sub = encode_clip(tmp_path / "sub.mp4", 60, width=320, height=180)
    return Address.parse(str(main)), Address.parse(str(sub))


@pytest.fixture
def _changes_soon(monkeypatch):
    """Main and sub may follow each other at once: how long they may not is the pure choice's to test."""
    monkeypatch.setattr("console.media.streams._AGAIN_NS", 1_000_000_000)
    monkeypatch.setattr("console.media.stream_choice._BETWEEN_NS", 1_000_000_000)


@pytest.fixture
def _idle_soon(monkeypatch, tmp_path_factory):
    """A feed that nobody wants rests after three seconds, not thirty."""
    hasten(monkeypatch, tmp_path_factory.mktemp("haste"), {"console.media.worker.feed._IDLE_NS": 3 * 10**9})


class Watcher:
    """What a tile that is always on sees: every picture's number and every state."""

    def __init__(self, feed, *, width_px, height_px):
        self.feed = feed
        self.picture = feed.show("tile", width_px=width_px, height_px=height_px)
        self.sequences, self.states, self.longest_gap_s = [], set(), 0.0
        self._last_s = None

    def look(self):
        # The first picture is there a moment before the word that the camera is connected.
        connected = self.feed.status().connection is Connection.CONNECTED
        if self._last_s is not None and (self.states or connected):
            self.states.add(self.feed.state(time.monotonic_ns()))
        shown = self.picture.claim()
        if shown and (not self.sequences or shown.sequence != self.sequences[-1]):
            now_s = time.monotonic()
            self.longest_gap_s = max(self.longest_gap_s, now_s - (self._last_s or now_s))
            self._last_s = now_s
            self.sequences.append(shown.sequence)

    def watch_until(self, condition, *, within_s=30.0):
        end = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < end, "it did not come about"
            self.look()
            time.sleep(0.005)


def _width(feed):
    return feed.status().width


@pytest.mark.usefixtures("_changes_soon")
def test_a_small_tile_has_sub_and_a_large_one_main_without_a_hole(host, outbox, two, eventually):
    main, sub = two
    feed = host.open("c1", main, sub=sub)
    tile = Watcher(feed, width_px=160, height_px=90)
    tile.watch_until(lambda: len(tile.sequences) > 20)
    assert (feed.kind, _width(feed)) == (SUB, 320)
    due = feed.counters().due

    large = Watcher(feed, width_px=960, height_px=540)
    large.watch_until(lambda: feed.kind is MAIN and len(large.sequences) > 30)
    assert _width(feed) == 640
    assert large.sequences == sorted(large.sequences)
    assert large.states == {TileState.LIVE}
    assert feed.counters().due > due  # it goes on counting, not anew
    assert feed.counters().due - due < 400
    spare = feed.spare()
    assert spare is not None
    eventually(lambda: spare.counters().mode == DecodeMode.PACKETS)
    packets, decoded = spare.counters().packets, spare.counters().decoded
    eventually(lambda: spare.counters().packets > packets + 10)
    assert spare.counters().decoded <= decoded + 1, "kept for its packets, decoded by nobody"

    outbox.drain()
    tile = Watcher(feed, width_px=160, height_px=90)  # of the same name: the large one is gone
    tile.watch_until(lambda: feed.kind is SUB and _width(feed) == 320, within_s=15)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 30)
    backwards = [after for before, after in itertools.pairwise(tile.sequences) if after < before]
    assert len(backwards) <= 1, "each stream's own numbers grow; the kept one goes on with those it had"
    assert tile.states == {TileState.LIVE}
    assert feed.spare() is None
    told = [fact.status for fact in outbox.drain() if isinstance(fact, FeedChanged)]
    assert {status.connection for status in told} <= {Connection.CONNECTED}


def test_a_picture_after_the_change_is_main_at_the_tiles_size(host, two):
    feed = host.open("c1", two[0], sub=two[1])
    tile = Watcher(feed, width_px=640, height_px=360)
    tile.watch_until(lambda: feed.kind is MAIN)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 3)
    pixels = np.frombuffer(tile.picture.claim().pixels, np.uint8).reshape(360, 640, 4)
    # The clip's blocks of 8 pixels are sharp in main; sub, enlarged, has none narrower than 16.
    inner = np.abs(np.diff(pixels[::8, :, 1].astype(int), axis=1))
    assert (inner > 30).sum() > 0.05 * inner.size


def test_a_main_stream_that_does_not_come_leaves_sub_on_the_tile(host, two, tmp_path, eventually):
    feed = host.open("c1", Address.parse(str(tmp_path / "gone.mp4")), sub=two[1])
    tile = Watcher(feed, width_px=640, height_px=360)
    tile.watch_until(lambda: host._streams._cameras["c1"].next_change_ns)  # it was tried
    tile.watch_until(lambda: not feed.is_changing)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 15)
    assert (feed.kind, tile.states) == (SUB, {TileState.LIVE})


@pytest.mark.usefixtures("_changes_soon")
def test_main_is_shown_while_it_is_held(host, two, eventually):
    feed = host.open("c1", two[0], sub=two[1])
    tile = Watcher(feed, width_px=160, height_px=90)
    host.hold_main("c1")
    tile.watch_until(lambda: feed.kind is MAIN)
    host.release_main("c1")
    tile.watch_until(lambda: feed.kind is SUB)


def test_a_feed_moves_to_another_process_without_being_lost(host, clip, outbox, monkeypatch, eventually):
    feed = host.open("c1", Address.parse(str(clip)))
    tile = Watcher(feed, width_px=160, height_px=90)
    tile.watch_until(lambda: len(tile.sequences) > 20)
    before = feed.process
    outbox.drain()
    with _full_at(0.001, monkeypatch):
        tile.watch_until(lambda: feed.process is not before)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 20)
    assert tile.sequences == sorted(tile.sequences)
    assert tile.states <= {TileState.LIVE, TileState.LATE}  # late: on a machine that others keep busy
    assert [fact for fact in outbox.drain() if isinstance(fact, FeedChanged)] == []
    # What the old process has of it is ended: killing it changes nothing.
    os.kill(before.pid, signal.SIGKILL)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 20)
    assert feed.status().connection is Connection.CONNECTED


@contextmanager
def _full_at(cores, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("console.media.spread.FULL_CORES", cores)
        patch.setattr("console.media.spread._WORTH_CORES", 0.0)
        patch.setattr("console.media.streams._SPREAD_NS", 1_000_000_000)
        patch.setattr("console.media.streams.next_move", _to_the_empty_one)
        yield


def _to_the_empty_one(loads):
    """The balance of one feed and two processes has no gain; the way it goes is what is tested."""
    full = [index for index, load in enumerate(loads) if any(load.values())]
    return (next(iter(loads[full[0]])), 1 - full[0]) if full else None


def test_modes_decode_as_much_as_they_say(host, clip, eventually):
    feed = host.open("c1", Address.parse(str(clip)))
    tile = feed.show("tile", width_px=160, height_px=90)
    eventually(lambda: tile.newest() > 20)
    for mode, most, interval_s in ((DecodeMode.HALF, 0.6, 2 / 15), (DecodeMode.KEYFRAMES, 0.2, 1.0)):
        feed.set_mode(mode)
        eventually(lambda mode=mode: feed.mode() is mode)
        shown, counted = tile.newest(), feed.counters()
        eventually(lambda counted=counted: feed.counters().due >= counted.due + 45)
        now = feed.counters()
        assert 0 < tile.newest() - shown <= most * (now.due - counted.due) + 2
        assert abs(tile.newest() - shown - (now.wanted - counted.wanted)) <= 3
        assert abs(now.interval_ns / 1e9 - interval_s) < 0.05
        assert feed.state(time.monotonic_ns()) is TileState.LIVE
        assert now.dropped == 0
    feed.set_mode(DecodeMode.EVERY_FRAME)
    counted, shown = feed.counters(), tile.newest()
    eventually(lambda: feed.counters().decoded > counted.decoded + 45)
    assert tile.newest() - shown >= 40


@pytest.mark.usefixtures("_idle_soon")
def test_what_nobody_shows_is_not_decoded(host, clip, eventually):
    feed = host.open("c1", Address.parse(str(clip)))
    eventually(lambda: feed.status().connection is Connection.CONNECTED)
    eventually(lambda: feed.mode() is DecodeMode.PACKETS)
    counted = feed.counters()
    eventually(lambda: feed.counters().packets > counted.packets + 15)
    assert feed.counters().decoded == counted.decoded
    assert feed.state(time.monotonic_ns()) is TileState.LIVE
    asked = host.ask_letterbox("c1")
    made = []
    host.listen_letterboxes(made.append, lambda _camera_id: None)
    assert asked
    eventually(lambda: made)
    host.finish_letterbox(made[0])


def test_a_camera_that_nobody_looked_at_is_shown_before_its_next_keyframe(
    host, encode_clip, tmp_path, eventually
):
    long_groups = encode_clip(tmp_path / "long.mp4", 225, g="75", sc_threshold="0", bf="0")
    feed = host.open("c1", Address.parse(str(long_groups)))
    eventually(lambda: feed.counters().keyframes)
    feed.set_mode(DecodeMode.PACKETS)
    eventually(lambda: feed.counters().mode == DecodeMode.PACKETS)
    began = feed.counters()
    eventually(lambda: feed.counters().keyframes > began.keyframes, within_s=20)
    following = feed.counters()
    eventually(lambda: feed.counters().packets > following.packets + 10)
    assert feed.counters().decoded == following.decoded
    tile = feed.show("tile", width_px=160, height_px=90)
    feed.set_mode(DecodeMode.EVERY_FRAME)
    eventually(tile.newest)
    now = feed.counters()
    assert now.keyframes == following.keyframes, "it waited for the next keyframe"
    assert now.damaged == now.dropped == 0


def test_a_feed_that_is_closed_in_the_middle_of_a_change_leaves_nothing(host, two, eventually):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a main stream that is long in coming
        main = Address.parse(f"rtsp://127.0.0.1:{silent.getsockname()[1]}/main")
        feed = host.open("c1", main, sub=two[1])
        feed.show("tile", width_px=640, height_px=360)
        eventually(lambda: feed.is_changing)
        host.close("c1")
    assert feed.state(time.monotonic_ns()) is TileState.OFF
    assert all(not process._feeds for process in host._processes)


def test_the_rows_of_closed_feeds_come_back(host, clip, eventually):
    free = [len(process._free_rows) for process in host._processes]
    for _time in range(3):
        feeds = [host.open(f"c{number}", Address.parse(str(clip))) for number in range(4)]
        eventually(lambda feeds=feeds: all(feed.counters().decoded for feed in feeds))
        for feed in feeds:
            host.close(feed.camera_id)
    eventually(lambda: [len(process._free_rows) for process in host._processes] == free)


def test_the_rows_of_a_process_that_died_come_back(host, eventually):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # its thread waits for an answer that never comes
        feed = host.open("c1", Address.parse(f"rtsp://127.0.0.1:{silent.getsockname()[1]}/x"))
        process = feed.process
        free = len(process._free_rows)
        time.sleep(0.3)
        host.close("c1")
        os.kill(process.pid, signal.SIGKILL)
        eventually(lambda: len(process._free_rows) == free + 1)


def test_the_last_minute_goes_on_while_main_is_shown(host, two, tmp_path, eventually):
    feed = host.open("c1", two[0], sub=two[1])
    tile = Watcher(feed, width_px=160, height_px=90)
    tile.watch_until(lambda: len(tile.sequences) > 45)
    began_ns = time.monotonic_ns() - 2_000_000_000
    host.hold_main("c1")
    tile.watch_until(lambda: feed.kind is MAIN)
    seen = len(tile.sequences)
    tile.watch_until(lambda: len(tile.sequences) > seen + 30)
    made = host.save_clip("c1", from_ns=began_ns, to_ns=time.monotonic_ns(), file=tmp_path / "clip.mp4")
    clip = made.result(timeout=30)
    assert clip.first_at_ns <= began_ns, "from before main was there"
    with av.open(str(clip.file)) as container:
        sizes = {(frame.width, frame.height) for frame in container.decode(video=0)}
    assert sizes == {(320, 180)}
    assert clip.frames > 55
