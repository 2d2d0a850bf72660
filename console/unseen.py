"""Which cameras show no live picture, or a bad one, just now: for the hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from console.cameras.camera import Camera
from console.clock import Clock
from console.journal.entry import utc_text
from console.journal.handover import CameraLine
from console.media.feed import Feed
from console.media.feed_state import Connection, TileState

_UNSEEN = (TileState.LOST, TileState.STALE, TileState.FROZEN)


def unseen(
    cameras: Mapping[str, Camera], feeds: Mapping[str, Feed], *, clock: Clock
) -> tuple[CameraLine, ...]:
    """In the order of the cameras; one whose first connection is being tried is not among them."""
    lines = ((camera, feed, _state(feed, clock)) for camera, feed in _open(cameras, feeds))
    return tuple(
        CameraLine(camera.number, camera.name, camera.place.name, state, _since(feed, clock))
        for camera, feed, state in lines
        if state
    )


def _open(cameras: Mapping[str, Camera], feeds: Mapping[str, Feed]) -> list[tuple[Camera, Feed]]:
    return [(camera, feeds[camera_id]) for camera_id, camera in cameras.items() if camera_id in feeds]


def _state(feed: Feed, clock: Clock) -> str:
    state = feed.state(clock.monotonic_ns())
    if state in _UNSEEN:
        return "" if feed.status().connection is Connection.CONNECTING else state.value
    fault = feed.picture_fault()
    return fault.value if fault else ""


def _since(feed: Feed, clock: Clock) -> str:
    """Since when nothing came; "" for a picture that comes and is bad."""
    if feed.status().connection is not Connection.CONNECTED:
        return utc_text(feed.status().since_utc)
    now_ns = clock.monotonic_ns()
    counters = feed.counters()
    if feed.state(now_ns) is TileState.FROZEN:
        since_ns = counters.frozen_since_ns
    elif feed.state(now_ns) is TileState.STALE:
        since_ns = counters.newest_at_ns or now_ns
    else:
        return ""
    return utc_text(clock.now_utc() - timedelta(microseconds=(now_ns - since_ns) // 1000))
