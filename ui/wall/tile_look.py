"""What a tile says about its picture: the words of its state at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from console.clock import Clock
from console.language import _
from console.media.feed_state import Connection, FeedStatus, TileState, failure_text
from console.media.picture_fault import PictureFault, fault_text
from ui.numerals import SECOND_NS, elapsed
from ui.wall.age_text import local_moment, seconds_short
from ui.wall.tile_feed import TileFeed


@dataclass(frozen=True, slots=True)
class TileAlert:
    """An open alert of the tile's camera."""

    priority: int  # 1 to 3
    text: str
    raised_mono_ns: int


class Sign(Enum):
    """The icon of a tile without a picture."""

    BROKEN = "mdi6.link-off"
    COMING = "mdi6.timer-sand"


@dataclass(frozen=True, slots=True)
class TileLook:
    """Texts, translated; two equal looks need no painting in between."""

    state: TileState
    age: str = ""
    headline: str = ""
    # Each: the wording, then a shorter one for small tiles.
    details: tuple[tuple[str, str], ...] = ()
    alert_age: str = ""
    sign: Sign = Sign.BROKEN
    fault: PictureFault | None = None  # of a picture that is shown
    fault_words: str = ""


# A wrong clock harms records, not the picture: the camera list tells it.
_SEEN_FAULTS = (PictureFault.BLACK, PictureFault.TURNED, PictureFault.BLURRED, PictureFault.ANALYTICS)


def look_at(feed: TileFeed | None, *, alert: TileAlert | None, clock: Clock, now_ns: int) -> TileLook:
    """A feed's look at `now_ns`; without one the tile is "off"."""
    return look_of(
        feed.state(now_ns) if feed else TileState.OFF,
        status=feed.status() if feed else None,
        age_ns=feed.age_ns(now_ns) if feed else None,
        alert=alert,
        fault=feed.picture_fault() if feed else None,
        clock=clock,
        now_ns=now_ns,
    )


def look_of(
    state: TileState,
    *,
    status: FeedStatus | None,
    age_ns: int | None,
    alert: TileAlert | None,
    fault: PictureFault | None,
    clock: Clock,
    now_ns: int,
) -> TileLook:
    """The look at `now_ns`. Without a status the tile has no feed, which is "off"."""
    look = _state_look(state, status=status, age_ns=age_ns, alert=alert, clock=clock, now_ns=now_ns)
    if fault in _SEEN_FAULTS and state in (TileState.LIVE, TileState.LATE, TileState.FROZEN):
        return replace(look, fault=fault, fault_words=fault_text(fault))
    return look


def _state_look(
    state: TileState,
    *,
    status: FeedStatus | None,
    age_ns: int | None,
    alert: TileAlert | None,
    clock: Clock,
    now_ns: int,
) -> TileLook:
    alert_age = elapsed(now_ns - alert.raised_mono_ns) if alert else ""
    if status is None or state in (TileState.LIVE, TileState.OFF):
        return TileLook(state, alert_age=alert_age)
    if state is TileState.LATE:
        return TileLook(state, age=seconds_short(age_ns or 0), alert_age=alert_age)
    if state is TileState.FROZEN:
        return TileLook(state, headline=_("picture not changing"), alert_age=alert_age)
    if state is TileState.STALE:
        return TileLook(state, elapsed(age_ns or 0), "", (_why_stale(status),), alert_age)
    sign = Sign.COMING if status.connection is Connection.CONNECTING else Sign.BROKEN
    return TileLook(state, "", _lost_headline(status, clock), _lost_details(status, now_ns), alert_age, sign)


def _why_stale(status: FeedStatus) -> tuple[str, str]:
    if status.connection is Connection.CONNECTED:
        return _("old picture · connected, but no frames come"), _("old picture · no frames")
    return _("old picture · no connection"), _("old picture")


def _lost_headline(status: FeedStatus, clock: Clock) -> str:
    since = local_moment(status.since_utc, now_utc=clock.now_utc(), utc_offset_min=clock.utc_offset_min())
    if status.connection is Connection.CONNECTING:
        return _("connecting since {time}").format(time=since)
    if status.connection is Connection.CONNECTED:
        return _("connected, no picture since {time}").format(time=since)
    return _("no connection since {time}").format(time=since)


def _lost_details(status: FeedStatus, now_ns: int) -> tuple[tuple[str, str], ...]:
    details = []
    if status.next_try_ns is not None:
        seconds = max(0, -(-(status.next_try_ns - now_ns) // SECOND_NS))
        details.append(
            (
                _("next try in {seconds} s").format(seconds=seconds),
                _("again in {seconds} s").format(seconds=seconds),
            )
        )
    elif status.connection is Connection.LOST:
        details.append((_("trying again now"), _("trying")))
    if status.failure is not None:
        details.append((failure_text(status.failure),) * 2)
    return tuple(details)
