"""What people type for a time is what they mean by it, and comes back as it was typed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from console.language import use_language
from ui.journal.time_span import TimeSpan, read_span, span_text

ZONE = timezone(timedelta(hours=5))
NOW = datetime(2026, 11, 24, 4, 10, tzinfo=ZONE)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("24.11", at(2026, 11, 24), at(2026, 11, 25)),
        ("2026-11-24", at(2026, 11, 24), at(2026, 11, 25)),
        ("30.11.", at(2025, 11, 30), at(2025, 12, 1)),
        ("29.02.2024", at(2024, 2, 29), at(2024, 3, 1)),
        ("вчера", at(2026, 11, 23), at(2026, 11, 24)),
        ("Today", at(2026, 11, 24), at(2026, 11, 25)),
        ("кеше 22:00–06:00", at(2026, 11, 23, 22), at(2026, 11, 24, 6)),
        ("20.11-24.11", at(2026, 11, 20), at(2026, 11, 25)),
        ("30.12.2025 – 02.01.2026", at(2025, 12, 30), at(2026, 1, 3)),
        ("2026-11-20-2026-11-24", at(2026, 11, 20), at(2026, 11, 25)),
        ("24.11 02:00–03:30", at(2026, 11, 24, 2), at(2026, 11, 24, 3, 30)),
        ("23.11 2200-0600", at(2026, 11, 23, 22), at(2026, 11, 24, 6)),
        ("22:00–02:00", at(2026, 11, 23, 22), at(2026, 11, 24, 2)),
        ("23.11 22:00–24:00", at(2026, 11, 23, 22), at(2026, 11, 24)),
        ("22:00-24:00", at(2026, 11, 23, 22), at(2026, 11, 24)),
        ("02:00–03:00", at(2026, 11, 24, 2), at(2026, 11, 24, 3)),
        ("23.11 22:00", at(2026, 11, 23, 22), at(2026, 11, 24)),
        ("23.11 22:00–24.11 06:00", at(2026, 11, 23, 22), at(2026, 11, 24, 6)),
        ("23.11–", at(2026, 11, 23), None),
        ("–23.11", None, at(2026, 11, 24)),
        ("", None, None),
    ],
)
def test_a_span_is_what_was_meant(typed, since, until):
    assert read_span(typed, now=NOW) == TimeSpan(since, until)


@pytest.mark.parametrize(
    "typed",
    [
        "31.06",
        "25:00",
        "24.11–20.11",
        "завтра",
        "–",
        "24",
        "2026-11",
        "24.11 –x",
        "7",
        "31.12.9999",
        "0001-01-01",
    ],
)
def test_what_is_no_time_means_none(typed):
    assert read_span(typed, now=NOW) is None


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
@pytest.mark.parametrize(
    "span",
    [
        TimeSpan(at(2026, 11, 24), at(2026, 11, 25)),
        TimeSpan(at(2026, 11, 20), at(2026, 11, 25)),
        TimeSpan(at(2026, 11, 23, 22), at(2026, 11, 24, 6, 30)),
        TimeSpan(at(2026, 11, 23), None),
        TimeSpan(None, at(2026, 11, 24, 6, 0, 7)),
        TimeSpan(),
    ],
)
def test_a_span_written_out_is_read_as_itself(span, code):
    use_language(code)
    assert read_span(span_text(span), now=NOW) == span
