"""A replay that ends by itself is let go where it was played, and tells whoever waits for a picture of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.media.media_error import MediaError
from console.media.replay_messages import CloseReplay, OpenReplay, ReplayReport, ReplayStill
from console.media.replay_state import ReplayPhase
from console.media.replays import Replays


class FakeProcess:
    number, pid = 0, 1

    def __init__(self):
        self.sent = []

    def send(self, message, *_descriptors):
        self.sent.append(message)


class FakeFeed:
    number = 3

    def __init__(self, process):
        self.process = process

    def ring_intake(self):
        return self


@pytest.fixture
def process():
    return FakeProcess()


@pytest.fixture
def replays(process):
    return Replays({"c1": FakeFeed(process)}, lambda: [process])


@pytest.mark.parametrize("phase", [phase for phase in ReplayPhase if phase.over])
def test_one_that_ends_by_itself_is_closed_where_it_was_played(replays, process, phase):
    replay = replays.open("c1", at_ns=5)
    still = replay.still()
    del process.sent[:]
    replays.take(ReplayReport(replay.number, phase))
    assert process.sent == [CloseReplay(replay.number)]
    assert replay.state().phase is phase
    with pytest.raises(MediaError):
        still.result(0)
    replay.close()
    assert process.sent == [CloseReplay(replay.number)]


def test_a_clip_whose_decoder_ends_while_it_is_opened_is_lost(replays, process, monkeypatch):
    pids = iter((1, None))
    monkeypatch.setattr(FakeProcess, "pid", property(lambda _process: next(pids)))
    clip = replays.open_clip(Path("clip.mp4"), sha256="", begins_ns=1)
    assert clip.state().phase is ReplayPhase.LOST
    assert process.sent == []
    assert replays.has_room


def test_a_still_goes_to_the_replay_that_asked_for_it(replays, process):
    one, other = replays.open("c1", at_ns=5), replays.open("c1", at_ns=6)
    assert process.sent == [OpenReplay(3, one.number, 5), OpenReplay(3, other.number, 6)]
    first, second = one.still(), other.still()
    job = process.sent[-1].job
    replays.take(ReplayStill(other.number, job, b"jpeg", 7, 320, 180))
    assert second.result(0).jpeg == b"jpeg"
    assert not first.done()
    other.close()
    replays.take(ReplayStill(other.number, job, b"late"))
