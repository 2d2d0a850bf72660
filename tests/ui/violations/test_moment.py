"""A moment is read as people type it at night: short, with whatever separator the hand finds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from console.language import use_language
from ui.violations.moment import moment_text, read_moment

ZONE = timezone(timedelta(hours=5))
NOW = datetime(2026, 11, 23, 2, 30, 17, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02:15", (2026, 11, 23, 2, 15)),
        ("2,15", (2026, 11, 23, 2, 15)),
        ("0215", (2026, 11, 23, 2, 15)),
        ("02:30", (2026, 11, 23, 2, 30)),  # this very minute
        ("23:50", (2026, 11, 22, 23, 50)),  # before midnight
        ("22.11 2:05", (2026, 11, 22, 2, 5)),
        (" 22.11.2026   02:05 ", (2026, 11, 22, 2, 5)),
        ("2026-11-22 02:05", (2026, 11, 22, 2, 5)),
        ("31.12 23:00", (2025, 12, 31, 23, 0)),  # a day that is still to come is last year's
        ("24.11.2026 02:05", (2026, 11, 24, 2, 5)),  # said in full: the form refuses it
    ],
)
def test_moment_that_is_meant(typed, expected):
    assert read_moment(typed, now=NOW) == datetime(*expected, tzinfo=ZONE)


@pytest.mark.parametrize("typed", ["", "night", "25:00", "2:75", "31.06 10:00", "22.11", "1", "29.02 10:00"])
def test_what_is_no_moment(typed):
    assert read_moment(typed, now=NOW) is None


def test_leap_day_of_last_year():
    now = datetime(2025, 1, 5, 10, 0, tzinfo=ZONE)
    assert read_moment("29.02 10:00", now=now) == datetime(2024, 2, 29, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_what_is_shown_can_be_typed(language):
    use_language(language)
    moment = datetime(2026, 11, 22, 2, 5, tzinfo=ZONE)
    assert read_moment(moment_text(moment), now=NOW) == moment
