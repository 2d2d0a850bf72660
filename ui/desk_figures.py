"""What the bottom bar tells, gathered from the engine once a second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from console.engine import Engine
from console.media.feed_state import TileState
from console.media.picture_fault import PictureFault
from console.media.ring_budget import FULL_SPAN_NS
from console.overload import shed_title
from ui.status.figures import DeskFigures


def states_of(engine: Engine) -> Mapping[str, TileState]:
    """How every camera's picture is now, by camera id."""
    now_ns = engine.clock.monotonic_ns()
    return {camera_id: feed.state(now_ns) for camera_id, feed in engine.host.feeds.items()}


def faults_of(engine: Engine) -> Mapping[str, PictureFault]:
    """What ails those that are not well, by camera id."""
    feeds = engine.host.feeds.items()
    return {camera_id: fault for camera_id, feed in feeds if (fault := feed.picture_fault())}


def figures_of(engine: Engine, *, alerts: int, model: str, shift: str | None) -> DeskFigures:
    """`alerts`: of the last ten minutes; `model`: its title in the language in use."""
    states = Counter(states_of(engine).values())
    rate, journal = engine.pool.rate(), engine.journal.state()
    return DeskFigures(
        alerts_in_ten_minutes=alerts,
        states=states,
        detector_per_second=rate.per_second,
        detector_backlog=rate.backlog,
        detector_oldest_s=rate.oldest_ns // 1_000_000_000,
        detector_failing=tuple(
            engine.cameras[each].number for each in rate.failing if each in engine.cameras
        ),
        model=model,
        journal_entries=journal.entries,
        journal_queued=journal.queued,
        journal_failure=journal.failure or "",
        shed=shed_title(engine.overload.shed),
        disk_free_bytes=engine.watch.disk_free_bytes,
        shift=shift,
        ring_s=_short_ring_s(engine.host.ring_span_ns),
    )


def _short_ring_s(span_ns: int) -> int | None:
    return span_ns // 1_000_000_000 if span_ns < FULL_SPAN_NS else None
