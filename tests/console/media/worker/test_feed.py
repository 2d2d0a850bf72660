"""A feed in its decoder process: how long it is decoded for nobody."""

from __future__ import annotations

import time

import pytest

from console.cameras.search_grid import WHOLE
from console.media.board import Column
from console.media.decode_mode import DecodeMode
from console.media.frame import Wish
from console.media.messages import AskLetterbox
from tests.console.media.worker.feed_bench import make_feed

S = 1_000_000_000


@pytest.fixture
def feed():
    return make_feed("/clip.mp4")


def test_what_nobody_shows_rests_thirty_seconds_after_the_last_wish(feed):
    wanted_ns = time.monotonic_ns()
    assert feed.mode(wanted_ns + 29 * S) is DecodeMode.EVERY_FRAME
    assert feed.mode(wanted_ns + 31 * S) is DecodeMode.PACKETS


def test_a_still_scene_that_only_detectors_want_shows_its_keyframes_but_while_it_is_asked_for(feed):
    now_ns = time.monotonic_ns()
    assert feed.mode(now_ns) is DecodeMode.EVERY_FRAME  # what is usual there is still being learnt
    feed.row[Column.MOVED_AT_NS] = now_ns - 9 * S
    assert feed.mode(now_ns) is DecodeMode.EVERY_FRAME
    feed.row[Column.MOVED_AT_NS] = now_ns - 11 * S
    assert feed.mode(now_ns) is DecodeMode.KEYFRAMES
    feed.begin(object())
    feed.ask(AskLetterbox(1, 7, WHOLE))
    asked = feed.asked
    assert feed.mode(now_ns) is DecodeMode.EVERY_FRAME
    assert feed.take_job(asked)
    assert not feed.take_job(asked)
    assert feed.mode(now_ns) is DecodeMode.KEYFRAMES
    feed.scalers = (object(),)
    assert feed.mode(now_ns) is DecodeMode.EVERY_FRAME


def test_a_still_scene_that_is_wanted_at_leisure_waits_for_a_keyframe_but_not_for_ever(feed):
    now_ns = time.monotonic_ns()
    feed.row[Column.MOVED_AT_NS] = now_ns - 11 * S
    feed.begin(object())
    feed.ask(AskLetterbox(1, 7, wish=Wish.AT_LEISURE))
    assert feed.mode(now_ns) is DecodeMode.KEYFRAMES
    assert feed.asked is not None
    assert feed.mode(time.monotonic_ns() + 5 * S) is DecodeMode.EVERY_FRAME  # its keyframes are far apart
    feed.ask(AskLetterbox(1, 8, wish=Wish.NOW))
    assert feed.mode(now_ns) is DecodeMode.EVERY_FRAME
