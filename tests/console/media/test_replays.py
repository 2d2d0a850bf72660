"""The last minute of real feeds in real decoder processes, shown again: exact frames, and live goes on."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.detection.detection import Detections
from console.detection.own_frame import laid
from console.media.feed_state import Connection
from console.media.host import Host
from console.media.media_error import MediaError
from console.media.replay_state import ReplayPhase, ReplaySpeed
from console.media.replays import MOST_REPLAYS
from console.media.stream_choice import StreamKind
from console.outbox import Outbox
from tests.console.media.numbered_clip import HEIGHT, WIDTH, numbered, read_number
from tests.peers.moving_clip import encode, moving

S = 1_000_000_000
RATE, COUNT = 15, 1020
SIZE = {"width_px": WIDTH // 2, "height_px": HEIGHT // 2}
OPTIONS = {"preset": "ultrafast", "g": "15", "bf": "0"}


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Over a minute, a keyframe a second: no number comes twice."""
    return numbered(tmp_path_factory.mktemp("film") / "numbers.mp4", COUNT, **OPTIONS)


@pytest.fixture(scope="module")
def desk(film):
    """A host whose only camera has sent for some seconds: each test would wait for them by itself."""
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=1)
    host.start()
    feed = host.open("c1", Address.parse(str(film)))
    wait_for(lambda: feed.counters().ring_span_ns > 7 * S)
    yield host
    host.stop()


@pytest.fixture
def host():
    """A fresh one; the package's own would count the threads of `desk`, which stays, as left behind."""
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=2)
    host.start()
    yield host
    host.stop()


@pytest.fixture
def replays(desk):
    """Every one is closed behind the test."""
    opened = []

    def opening(*, ago_s):
        opened.append(desk.replays.open("c1", at_ns=time.monotonic_ns() - int(ago_s * S)))
        return opened[-1]

    yield opening
    for replay in opened:
        replay.close()


def wait_for(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


@dataclass
class Eyes:
    """Reads what a replay shows."""

    replay: object
    picture: object = field(init=False)

    def __post_init__(self):
        self.picture = self.replay.show("tile", **SIZE)
        self.seen = 0

    def look(self):
        """(number painted in, captured_at_ns) of the newest picture."""
        shown = self.picture.claim()
        self.seen = shown.number
        pixels = np.frombuffer(shown.pixels, np.uint8).reshape(SIZE["height_px"], SIZE["width_px"], 4)
        return read_number(pixels), shown.captured_at_ns

    def wait(self):
        """The next picture."""
        wait_for(lambda: self.picture.newest() > self.seen)
        return self.look()


def open_feed(host, film, eventually, *, kept_s, camera_id="c1"):
    feed = host.open(camera_id, Address.parse(str(film)))
    eventually(lambda: feed.counters().ring_span_ns > kept_s * S)
    return feed


def paused(replay):
    replay.pause()
    eyes = Eyes(replay)
    wait_for(lambda: replay.state().phase is ReplayPhase.PAUSED and eyes.picture.newest())
    time.sleep(0.1)  # what was shown while it played is over
    return eyes


def phase_is(replay, phase):
    return lambda: replay.state().phase is phase


def test_each_step_is_the_next_frame_forward_and_back(replays):
    replay = replays(ago_s=3)
    eyes = paused(replay)
    first, _at_ns = eyes.look()
    numbers = []
    for _step in range(20):  # over a keyframe
        replay.step(1)
        numbers.append(eyes.wait()[0])
    assert numbers == list(range(first + 1, first + 21))
    back = []
    for _step in range(35):  # before the frame that it began with, over two keyframes
        replay.step(-1)
        back.append(eyes.wait()[0])
    assert back == list(range(first + 19, first - 16, -1))


def test_frames_have_the_stamps_that_detectors_saw(desk, replays):
    letterboxes = []
    desk.listen_letterboxes(letterboxes.append, lambda _camera_id: None)
    wait_for(lambda: letterboxes or desk.ask_letterbox("c1") is None)
    seen = letterboxes[0]
    number = read_number(seen.pixels[: int(HEIGHT * seen.scale)])
    desk.finish_letterbox(seen)
    replay = replays(ago_s=0.5)
    eyes = paused(replay)
    eyes.look()
    replay.seek(seen.stamp.captured_at_ns)
    assert eyes.wait() == (number, seen.stamp.captured_at_ns)
    still = replay.still().result(10)
    assert (still.captured_at_ns, still.width, still.height) == (seen.stamp.captured_at_ns, WIDTH, HEIGHT)
    (jpeg,) = av.CodecContext.create("mjpeg", "r").decode(av.Packet(still.jpeg))
    assert read_number(jpeg.to_ndarray(format="bgr24")) == number


def test_five_seconds_back_and_on_and_no_further_than_is_kept(host, film, eventually):
    open_feed(host, film, eventually, kept_s=6)
    replay = host.replays.open("c1", at_ns=time.monotonic_ns() - S // 2)
    eyes = paused(replay)
    number, _at_ns = eyes.look()
    replay.seek_by(-5 * S)
    assert abs(eyes.wait()[0] - (number - 5 * RATE)) <= 1
    replay.seek_by(5 * S)
    assert abs(eyes.wait()[0] - number) <= 2
    replay.seek_by(-60 * S)
    assert eyes.wait()[0] == 0
    assert replay.state().oldest_ns > 0
    replay.step(-1)  # there is none
    replay.seek_by(60 * S)
    assert eyes.wait()[0] > number
    assert replay.state().phase is ReplayPhase.PAUSED


@pytest.mark.parametrize("speed", [ReplaySpeed.QUARTER, ReplaySpeed.NORMAL, ReplaySpeed.FOURFOLD])
def test_it_plays_as_fast_as_is_asked(replays, speed):
    replay = replays(ago_s=6)
    eyes = paused(replay)
    first, _at_ns = eyes.look()
    replay.play(speed)
    began_s = time.monotonic()
    numbers = []
    while time.monotonic() - began_s < 1:
        if eyes.picture.newest() > eyes.seen:
            numbers.append(eyes.look()[0])
        time.sleep(0.002)
    replay.pause()
    wait_for(phase_is(replay, ReplayPhase.PAUSED))
    time.sleep(0.1)
    played = eyes.look()[0] - first
    assert abs(played - RATE * speed.value) <= 4 * max(1, speed.value)
    assert numbers == sorted(numbers)
    if speed.value <= 1:  # every frame was there to be seen
        assert sorted(set(numbers)) == list(range(numbers[0], numbers[-1] + 1))


def test_it_catches_up_with_live_stands_there_and_can_go_back(desk, replays):
    replay = replays(ago_s=2)
    eyes = Eyes(replay)
    replay.play(ReplaySpeed.FOURFOLD)
    wait_for(phase_is(replay, ReplayPhase.CAUGHT_UP))
    number, _at_ns = eyes.look()
    assert abs(number - desk.feeds["c1"].counters().packets) < 10
    replay.seek_by(-2 * S)
    wait_for(phase_is(replay, ReplayPhase.PLAYING))
    assert eyes.wait()[0] < number


def test_the_ring_rolls_on_while_it_stands_and_every_frame_is_still_there(
    host, film, eventually, monkeypatch
):
    monkeypatch.setattr("console.media.rings._EACH_NS", S // 4)
    feed = open_feed(host, film, eventually, kept_s=2)
    replay = host.replays.open("c1", at_ns=0)
    eyes = paused(replay)
    number, _at_ns = eyes.look()
    # As where memory is short: the ring keeps two seconds from now on.
    monkeypatch.setattr(
        "console.media.rings.spans_ns", lambda needs, **_: {need.camera_id: 2 * S for need in needs}
    )
    eventually(lambda: feed.counters().packets > number + 6 * RATE)
    assert feed.counters().ring_span_ns < 4 * S
    for step in range(1, 5 * RATE):
        replay.step(1)
        assert eyes.wait()[0] == number + step
    state = replay.state()
    assert state.newest_ns - state.oldest_ns > 5 * S


def test_what_was_seen_in_main_lies_on_frames_of_the_sub_stream_that_is_kept(
    host, film, eventually, tmp_path
):
    main = Address.parse(str(encode(tmp_path / "main.mp4", moving(640, 360, 60))))
    looks = []

    def see(letterbox):
        looks.append(Detections(letterbox.stamp, (), 0, 0))
        host.finish_letterbox(letterbox)

    host.listen_letterboxes(see, lambda _camera_id: None)
    feed = host.open("c1", main, sub=Address.parse(str(film)))
    host.hold_main("c1")
    eventually(lambda: feed.kind is StreamKind.MAIN)

    def seen_in_main():
        host.ask_letterbox("c1")
        return [look for look in looks if look.stamp.width == 640][3:]

    eventually(seen_in_main)
    replay = host.replays.open("c1", at_ns=0)
    eventually(lambda: replay.state().newest_ns > looks[-1].stamp.captured_at_ns + S // 2)
    frames_ns = replay.frames_ns()
    assert list(frames_ns) == sorted(set(frames_ns)) and len(frames_ns) > RATE
    found = laid(seen_in_main(), frames_ns)
    assert found and found.keys() <= set(frames_ns)
    eyes = paused(replay)
    eyes.look()
    replay.seek(min(found))
    assert eyes.wait()[1] == min(found), "a frame that is shown, and of the sub stream"


def test_a_closed_camera_can_be_looked_at_to_the_end(host, film, eventually):
    open_feed(host, film, eventually, kept_s=2)
    replay = host.replays.open("c1", at_ns=0)
    eyes = paused(replay)
    number, _at_ns = eyes.look()
    host.close("c1")
    replay.play(ReplaySpeed.FOURFOLD)
    eventually(phase_is(replay, ReplayPhase.CAUGHT_UP))
    assert eyes.look()[0] > number + RATE


def test_a_decoder_that_dies_ends_its_replays_and_says_so(host, film, eventually):
    feeds = [open_feed(host, film, eventually, kept_s=1, camera_id=f"c{number}") for number in range(2)]
    replays = [host.replays.open(f"c{number}", at_ns=0) for number in range(2)]
    eventually(lambda: all(replay.state().phase is ReplayPhase.PLAYING for replay in replays))
    os.kill(host.pids[feeds[0].process.number], signal.SIGKILL)
    eventually(phase_is(replays[0], ReplayPhase.LOST))
    assert replays[1].state().phase is ReplayPhase.PLAYING
    with pytest.raises(MediaError):
        replays[0].still().result(1)
    replays[0].step(1)  # does nothing
    eventually(lambda: host.pids[feeds[0].process.number])
    eventually(lambda: feeds[0].status().connection is Connection.CONNECTED)
    eventually(lambda: feeds[0].counters().ring_span_ns)
    again = host.replays.open("c0", at_ns=0)
    eventually(phase_is(again, ReplayPhase.PLAYING))


def test_a_camera_that_sent_nothing_yet_says_so(host, eventually, tmp_path):
    host.open("c1", Address.parse(str(tmp_path / "nowhere.mp4")))
    replay = host.replays.open("c1", at_ns=0)
    eventually(phase_is(replay, ReplayPhase.EMPTY))
    with pytest.raises(MediaError):
        host.replays.open("c9", at_ns=0)


def test_no_more_than_a_few_at_once(host, film, eventually):
    open_feed(host, film, eventually, kept_s=1)
    replays = [host.replays.open("c1", at_ns=0) for _number in range(MOST_REPLAYS)]
    assert not host.replays.has_room
    with pytest.raises(MediaError):
        host.replays.open("c1", at_ns=0)
    eventually(phase_is(replays[2], ReplayPhase.PLAYING))
    replays[2].close()
    assert replays[2].state().phase is ReplayPhase.CLOSED
    assert host.replays.has_room
    host.replays.open("c1", at_ns=0)
    eventually(lambda: threads(host) == MOST_REPLAYS)


def threads(host):
    """Replays at work in the decoder processes: only they are so far down."""
    tasks = [task for pid in host.pids for task in Path(f"/proc/{pid}/task").iterdir()]
    count = 0
    for task in tasks:
        with suppress(OSError):  # it ended meanwhile
            count += os.getpriority(os.PRIO_PROCESS, int(task.name)) == 10
    return count


@pytest.mark.long
def test_four_replays_beside_sixteen_live_feeds_cost_them_nothing(film, eventually, outbox):
    host = Host(clock=SystemClock(), outbox=outbox, processes=1)
    host.start()
    try:
        feeds = [host.open(f"c{number}", Address.parse(str(film))) for number in range(16)]
        pictures = [feed.show("tile", **SIZE) for feed in feeds]
        eventually(lambda: all(feed.counters().ring_span_ns > 3 * S for feed in feeds))
        began = [picture.newest() for picture in pictures]
        due = [feed.counters().due for feed in feeds]
        replays = [
            host.replays.open(f"c{number}", at_ns=time.monotonic_ns() - 3 * S)
            for number in range(MOST_REPLAYS)
        ]
        eyes = [Eyes(replay) for replay in replays]
        end = time.monotonic() + 3
        while time.monotonic() < end:
            for replay in replays:
                replay.seek_by(-S)
            time.sleep(0.25)
        eventually(
            lambda: all(
                picture.newest() - was >= feed.counters().due - before - 2
                for feed, picture, was, before in zip(feeds, pictures, began, due, strict=True)
            ),
            within_s=2,
        )
        for feed in feeds:
            counters = feed.counters()
            assert (counters.dropped, counters.out_of_order, counters.reconnects) == (0, 0, 0)
        assert all(each.picture.newest() > 10 for each in eyes)
    finally:
        host.stop()
