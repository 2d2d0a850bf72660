"""What detectors get: the full frame letterboxed, and that very frame as a still."""

from __future__ import annotations

import io
import os
import queue
import signal
from pathlib import Path

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.cameras.search_grid import SearchGrid
from console.media.area import areas
from console.media.feed_state import Connection
from console.media.frame import Letterbox, Still
from console.media.letterbox_arena import LARGE_SLOTS, SLOTS
from console.media.media_error import MediaError
from console.media.worker.full_frame import FullFrame
from console.media.worker.letterbox import letterbox

_BOUND_S = 30


@pytest.fixture
def listened(host):
    """Letterboxes and dropped jobs as they come, in one queue."""
    came: queue.Queue[Letterbox | str] = queue.Queue()
    host.listen_letterboxes(came.put, came.put)
    return came


@pytest.fixture
def feed(host, clip, eventually):
    feed = host.open("c1", Address.parse(str(clip)))
    eventually(lambda: feed.status().connection is Connection.CONNECTED)
    return feed


def _frames(clip: Path) -> dict[int, av.VideoFrame]:
    with av.open(str(clip)) as container:
        return {round(frame.time * 1e6): frame for frame in container.decode(video=0)}


def _psnr(a: np.ndarray, b: np.ndarray) -> float:
    return 10 * np.log10(255**2 / max(1e-9, np.mean((a.astype(float) - b) ** 2)))


def test_a_letterbox_is_the_full_frame_that_its_stamp_names(host, clip, listened, feed):
    frames = _frames(clip)
    sequences = []
    for _turn in range(20):
        assert host.ask_letterbox("c1")
        got = listened.get(timeout=_BOUND_S)
        direct = frames[got.stamp.media_time_us]
        wanted = np.zeros((416, 416, 3), np.uint8)
        assert got.scale == letterbox(direct, wanted) == 1.3
        assert (got.pixels == wanted).all()
        assert (got.stamp.camera_id, got.stamp.width, got.stamp.height) == ("c1", 320, 180)
        sequences.append(got.stamp.sequence)
        host.finish_letterbox(got)
    assert sequences == sorted(set(sequences))


def test_a_still_is_exactly_the_frame_that_was_letterboxed(host, clip, listened, feed):
    frames = _frames(clip)
    assert host.ask_letterbox("c1")
    got = listened.get(timeout=_BOUND_S)
    later = feed.counters().decoded + 5
    while feed.counters().decoded < later:  # the detector thinks; the feed goes on
        pass
    still = host.finish_letterbox(got, still=Still.KEEP)
    with av.open(io.BytesIO(still.result(_BOUND_S))) as container:
        read = next(container.decode(video=0)).to_ndarray(format="bgr24")
    likeness = {at: _psnr(read, frame.to_ndarray(format="bgr24")) for at, frame in frames.items()}
    assert likeness[got.stamp.media_time_us] > 30
    assert max(likeness, key=likeness.get) == got.stamp.media_time_us


def test_tiles_are_cut_from_the_very_frame_that_the_stamp_names(host, clip, listened, feed):
    frames = {at: FullFrame.of(frame) for at, frame in _frames(clip).items()}
    grid = SearchGrid(3, 2)
    for _turn in range(5):
        assert host.ask_letterbox("c1", grid=grid)
        got = listened.get(timeout=_BOUND_S)
        full = frames[got.stamp.media_time_us]
        assert [tile.area for tile in got.tiles] == list(areas(grid, width=320, height=180))
        for tile in got.tiles:
            pixels, scale = full.letterboxed(tile.area)
            assert tile.scale == scale > 3 * got.scale / 2
            assert (tile.pixels == pixels).all()
        host.finish_letterbox(got)
    assert host.ask_letterbox("c1")
    whole = listened.get(timeout=_BOUND_S)
    assert whole.tiles == ()
    assert whole.slot < SLOTS
    host.finish_letterbox(whole)


def test_cameras_with_tiles_wait_for_their_own_slots_and_keep_nobody_else_waiting(
    host, clip, listened, eventually
):
    ids = [f"c{index}" for index in range(2 * LARGE_SLOTS + 4)]  # over two processes
    feeds = [host.open(each, Address.parse(str(clip))) for each in (*ids, "plain")]
    eventually(lambda: all(feed.status().connection is Connection.CONNECTED for feed in feeds))
    assert all([host.ask_letterbox(each, grid=SearchGrid(4, 4)) for each in ids])
    held = [listened.get(timeout=_BOUND_S) for _slot in range(2 * LARGE_SLOTS)]
    assert {len(got.tiles) for got in held} == {16}
    assert len({(got.process, got.slot) for got in held}) == 2 * LARGE_SLOTS
    assert host.ask_letterbox("plain")
    plain = listened.get(timeout=_BOUND_S)
    assert plain.stamp.camera_id == "plain"
    came = {got.stamp.camera_id for got in held}
    for got in (*held, plain):
        host.finish_letterbox(got)
    for _answer in range(4 * len(ids)):
        if len(came) == len(ids):
            break
        got = listened.get(timeout=_BOUND_S)
        if isinstance(got, str):  # it had waited too long for a slot
            assert host.ask_letterbox(got, grid=SearchGrid(4, 4))
            continue
        came.add(got.stamp.camera_id)
        host.finish_letterbox(got)
    assert came == set(ids)


def test_a_camera_has_one_job_at_a_time(host, listened, feed):
    assert host.ask_letterbox("c1")
    assert not host.ask_letterbox("c1")
    got = listened.get(timeout=_BOUND_S)
    assert not host.ask_letterbox("c1")
    host.finish_letterbox(got)
    assert host.ask_letterbox("c1")
    host.finish_letterbox(listened.get(timeout=_BOUND_S))


def test_nothing_is_asked_of_a_camera_that_is_not_there(host, listened, tmp_path):
    host.open("dead", Address.parse(str(tmp_path / "none.mp4")))
    assert not host.ask_letterbox("dead")
    assert not host.ask_letterbox("unheard of")


def test_more_cameras_than_slots_all_come_to_their_turn(host, clip, listened, eventually):
    ids = [f"c{index}" for index in range(2 * SLOTS + 8)]  # over two processes: more than both arenas hold
    feeds = [host.open(each, Address.parse(str(clip))) for each in ids]
    eventually(lambda: all(feed.status().connection is Connection.CONNECTED for feed in feeds))
    assert all([host.ask_letterbox(each) for each in ids])
    held = [listened.get(timeout=_BOUND_S) for _slot in range(2 * SLOTS)]
    assert len({(got.process, got.slot) for got in held}) == 2 * SLOTS
    came = {got.stamp.camera_id for got in held}
    for got in held:
        host.finish_letterbox(got)
        host.finish_letterbox(got)  # a second time changes nothing
    for _answer in range(4 * len(ids)):
        if len(came) == len(ids):
            break
        got = listened.get(timeout=_BOUND_S)
        if isinstance(got, str):  # it had waited too long for a slot
            assert host.ask_letterbox(got)
            continue
        came.add(got.stamp.camera_id)
        host.finish_letterbox(got)
    assert came == set(ids)


def test_jobs_of_a_camera_that_is_closed_or_lost_are_dropped_and_leak_nothing(
    host, clip, listened, eventually
):
    for _turn in range(3 * SLOTS):
        feed = host.open("c1", Address.parse(str(clip)))
        eventually(lambda feed=feed: feed.status().connection is Connection.CONNECTED)
        assert host.ask_letterbox("c1")
        host.close("c1")
        got = listened.get(timeout=_BOUND_S)
        if isinstance(got, Letterbox):
            host.finish_letterbox(got)
        else:
            assert got == "c1"
    feed = host.open("c1", Address.parse(str(clip)))
    eventually(lambda: feed.status().connection is Connection.CONNECTED)
    assert host.ask_letterbox("c1")
    assert isinstance(listened.get(timeout=_BOUND_S), Letterbox)


def test_when_the_decoder_dies_letterboxes_stay_readable_and_stills_fail(
    host, clip, listened, feed, eventually
):
    assert host.ask_letterbox("c1")
    got = listened.get(timeout=_BOUND_S)
    before = got.pixels.copy()
    os.kill(host.pids[feed.process.number], signal.SIGSEGV)
    eventually(lambda: feed.status().connection is Connection.LOST)
    eventually(lambda: feed.status().connection is Connection.CONNECTED)
    others = []
    for index in range(SLOTS - 1):  # its slot is not given to anybody else meanwhile
        camera_id = f"x{index}"
        other = host.open(camera_id, Address.parse(str(clip)))
        if other.process is feed.process:
            eventually(lambda other=other: other.status().connection is Connection.CONNECTED)
            assert host.ask_letterbox(camera_id)
            others.append(listened.get(timeout=_BOUND_S))
    assert got.slot not in {each.slot for each in others}
    assert (got.pixels == before).all()
    with pytest.raises(MediaError):
        host.finish_letterbox(got, still=Still.KEEP).result(_BOUND_S)
    for each in others:
        host.finish_letterbox(each)
    assert host.ask_letterbox("c1")
    host.finish_letterbox(listened.get(timeout=_BOUND_S))


def test_a_job_that_waits_while_the_decoder_dies_is_dropped(host, listened, feed):
    os.kill(host.pids[feed.process.number], signal.SIGSTOP)  # it takes the wish, and never answers
    assert host.ask_letterbox("c1")
    os.kill(host.pids[feed.process.number], signal.SIGKILL)
    assert listened.get(timeout=_BOUND_S) == "c1"
