"""Ages and moments in words: "2.3 s", "0:37", "23:47:12"."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.language import _
from ui.numerals import SECOND_NS, decimal, elapsed


def seconds_short(span_ns: int) -> str:
    """Seconds with their tenth below a minute, minutes and seconds above."""
    if span_ns >= 60 * SECOND_NS:
        return elapsed(span_ns)
    tenths = max(0, span_ns) // (SECOND_NS // 10)
    return _("{seconds} s").format(seconds=decimal(tenths / 10, 1))


def local_moment(moment_utc: datetime, *, now_utc: datetime, utc_offset_min: int) -> str:
    """The local time of day; with the date in front where that was another day."""
    offset = timedelta(minutes=utc_offset_min)
    local = moment_utc + offset
    if local.date() == (now_utc + offset).date():
        return local.strftime("%H:%M:%S")
    return local.strftime("%d.%m %H:%M:%S")
