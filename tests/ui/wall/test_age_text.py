"""Ages and moments as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.language import use_language
from ui.numerals import elapsed
from ui.wall.age_text import local_moment, seconds_short

S = 1_000_000_000


@pytest.mark.parametrize(
    ("span_ns", "text"),
    [
        (-1, "0:00"),
        (0, "0:00"),
        (14 * S, "0:14"),
        (S * 60 - 1, "0:59"),
        (125 * S, "2:05"),
        (3725 * S, "1:02:05"),
    ],
)
def test_elapsed(span_ns, text):
    assert elapsed(span_ns) == text


@pytest.mark.parametrize(
    ("span_ns", "text"), [(1_290_000_000, "1.2 s"), (int(59.99 * S), "59.9 s"), (60 * S, "1:00")]
)
def test_short_seconds_never_run_ahead(span_ns, text):
    assert seconds_short(span_ns) == text


def test_the_decimal_sign_follows_the_language():
    use_language("ru")
    assert seconds_short(2_300_000_000).startswith("2,3")


def test_a_moment_is_local_and_dated_only_when_it_must_be():
    now = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # 01:00 of the 24th at +5 h
    today, before = datetime(2026, 11, 23, 19, 30, tzinfo=UTC), datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert local_moment(today, now_utc=now, utc_offset_min=300) == "00:30:00"
    assert local_moment(before, now_utc=now, utc_offset_min=300) == "23.11 23:30:00"
