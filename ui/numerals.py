"""Numbers and spans as they are read: "2,3", "0:37", "1:02:05"."""

from __future__ import annotations

from functools import lru_cache

from babel.numbers import format_decimal

from console.language import language

SECOND_NS = 1_000_000_000


def elapsed(span_ns: int) -> str:
    """Minutes and seconds, hours where there are any: "0:14", "1:02:05"."""
    minutes, seconds = divmod(max(0, span_ns) // SECOND_NS, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@lru_cache(maxsize=2048)
def _decimal(value: float, places: int, locale: str) -> str:
    return format_decimal(value, format="0." + "0" * places, locale=locale)


def decimal(value: float, places: int) -> str:
    """A number with so many decimal places, by the language in use."""
    return _decimal(round(value, places), places, language())
