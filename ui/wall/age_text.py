"""Ages and moments in words: "2.3 s", "0:37", "23:47:12"."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from babel.numbers import format_decimal

from console.language import _, language

SECOND_NS = 1_000_000_000


def elapsed(span_ns: int) -> str:
    """Minutes and seconds, hours where there are any: "0:14", "1:02:05"."""
    minutes, seconds = divmod(max(0, span_ns) // SECOND_NS, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds_short(span_ns: int) -> str:
    """Seconds with their tenth below a minute, minutes and seconds above."""
    if span_ns >= 60 * SECOND_NS:
        return elapsed(span_ns)
    tenths = max(0, span_ns) // (SECOND_NS // 10)
    return _("{seconds} s").format(seconds=decimal(tenths / 10, 1))


@lru_cache(maxsize=2048)
def _decimal(value: float, places: int, locale: str) -> str:
    return format_decimal(value, format="0." + "0" * places, locale=locale)


def decimal(value: float, places: int) -> str:
    """A number with so many decimal places, by the language in use."""
    return _decimal(round(value, places), places, language())


def local_moment(moment_utc: datetime, *, now_utc: datetime, utc_offset_min: int) -> str:
    """The local time of day; with the date in front where that was another day."""
    offset = timedelta(minutes=utc_offset_min)
    local = moment_utc + offset
    if local.date() == (now_utc + offset).date():
        return local.strftime("%H:%M:%S")
    return local.strftime("%d.%m %H:%M:%S")
