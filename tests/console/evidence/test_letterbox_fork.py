"""Who gets a frame: the pool, or a still that no detector is asked for."""

from __future__ import annotations

import pytest

from console.evidence.letterbox_fork import LetterboxFork
from tests.fakes.fake_letterboxes import FakeLetterboxes, letterbox


class Desk:
    def __init__(self) -> None:
        self.host = FakeLetterboxes()
        self.frames, self.pools, self.dropped = [], [], []
        self.fork = LetterboxFork(self.host, on_frame=self.frames.append)
        self.fork.listen_letterboxes(self.pools.append, self.dropped.append)


@pytest.fixture
def desk():
    return Desk()


def test_without_a_wish_everything_is_the_pools(desk):
    assert desk.fork.ask_letterbox("a")
    assert (len(desk.pools), desk.frames) == (1, [])
    desk.fork.finish_letterbox(desk.pools[0])
    assert desk.host.finished and not desk.host.breaches


def test_a_frame_that_was_asked_for_does_not_reach_the_pool(desk):
    assert desk.fork.ask_frame("a")
    assert (len(desk.frames), desk.pools) == (1, [])
    desk.fork.finish_letterbox(desk.frames[0])
    assert desk.fork.ask_letterbox("a")
    assert len(desk.pools) == 1


def test_a_camera_that_is_kept_from_the_pool_cannot_be_asked_by_it(desk):
    desk.fork.keep_from_pool({"a"})
    assert not desk.fork.ask_letterbox("a")
    assert desk.fork.ask_letterbox("b")
    assert desk.fork.ask_frame("a")
    desk.fork.finish_letterbox(desk.frames[0])
    desk.fork.keep_from_pool(())
    assert desk.fork.ask_letterbox("a")


def test_while_a_frame_is_on_its_way_the_pool_asks_nothing_and_hears_nothing(desk):
    desk.host.silent.add("a")
    assert desk.fork.ask_frame("a")
    assert desk.fork.ask_frame("a")  # a second wish is the same
    assert not desk.fork.ask_letterbox("a")
    desk.host.on_dropped("a")
    assert desk.dropped == []
    desk.host.out.discard("a")
    assert desk.fork.ask_letterbox("a")
    desk.host.on_dropped("a")
    assert desk.dropped == ["a"]


def test_a_camera_that_cannot_be_asked_leaves_nothing_behind(desk):
    desk.host.away.add("a")
    assert not desk.fork.ask_frame("a")
    desk.host.on_letterbox(letterbox("a"))
    assert (len(desk.pools), desk.frames) == (1, [])
