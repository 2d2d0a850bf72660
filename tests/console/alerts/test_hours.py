"""Hours: local spans, over midnight too."""

from datetime import UTC, datetime, timedelta

import pytest

from console.alerts.hours import ALWAYS, Hours, OnHolidays

MONDAY, FRIDAY, SATURDAY, SUNDAY = 1, 1 << 4, 1 << 5, 1 << 6
OFFSET_MIN = 300


def at(day, hour, minute=0):
    """Local time; 23 November 2026 is a Monday."""
    return datetime(2026, 11, 23 + day, hour, minute, tzinfo=UTC) - timedelta(minutes=OFFSET_MIN)


def hold(hours, moment):
    return hours.hold(moment, utc_offset_min=OFFSET_MIN)


@pytest.mark.parametrize(
    ("hours", "moment", "held"),
    [
        (Hours(start="08:00", end="18:00"), at(0, 8), True),
        (Hours(start="08:00", end="18:00"), at(0, 7, 59), False),
        (Hours(start="08:00", end="18:00"), at(0, 17, 59), True),
        (Hours(start="08:00", end="18:00"), at(0, 18), False),
        (Hours(MONDAY, "08:00", "18:00"), at(1, 12), False),
        # Friday's night runs into Saturday, whatever Saturday says.
        (Hours(FRIDAY, "22:00", "06:00"), at(4, 22), True),
        (Hours(FRIDAY, "22:00", "06:00"), at(5, 5, 59), True),
        (Hours(FRIDAY, "22:00", "06:00"), at(5, 6), False),
        (Hours(FRIDAY, "22:00", "06:00"), at(5, 22), False),
        (Hours(FRIDAY, "22:00", "06:00"), at(4, 5), False),
        (Hours(SUNDAY, "22:00", "06:00"), at(0, 3), True),  # Monday morning, of Sunday's night
        (Hours(SATURDAY, "00:00", "24:00"), at(5, 23, 59), True),
        (Hours(SATURDAY, "00:00", "24:00"), at(6, 0), False),
        (Hours(FRIDAY, "18:00", "24:00"), at(4, 23, 59), True),
        (Hours(FRIDAY, "18:00", "24:00"), at(5, 0), False),
        (Hours(FRIDAY, "18:00", "00:00"), at(5, 0), False),
        (Hours(FRIDAY, "18:00", "18:00"), at(5, 17, 59), True),
        (Hours(FRIDAY, "18:00", "18:00"), at(5, 18), False),
        (Hours(0), at(0, 12), False),
    ],
)
def test_spans(hours, moment, held):
    assert hold(hours, moment) is held


def test_always_is_every_minute_of_the_week():
    assert all(hold(ALWAYS, at(0, 0) + timedelta(minutes=minute)) for minute in range(7 * 24 * 60))


def test_the_offset_decides_the_day():
    night = Hours(MONDAY, "00:00", "06:00")
    moment = datetime(2026, 11, 22, 20, tzinfo=UTC)  # Sunday in UTC, Monday 01:00 five hours east
    assert night.hold(moment, utc_offset_min=300)
    assert not night.hold(moment, utc_offset_min=0)


@pytest.mark.parametrize("wrong", ["8:00", "24:01", "12:60", "noon", "", "-1:00", "12:00:00", "１２:00x"])
def test_a_time_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError):
        Hours(start=wrong)
    with pytest.raises(ValueError):
        Hours(end=wrong)


@pytest.mark.parametrize("wrong", [-1, 128])
def test_weekdays_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError):
        Hours(wrong)


NAURYZ = datetime(2026, 3, 23, tzinfo=UTC) - timedelta(
    minutes=OFFSET_MIN
)  # a Monday; the 26th is none any more


@pytest.mark.parametrize(
    ("holidays", "hour", "held"),
    [
        (OnHolidays.AS_USUAL, 12, False),
        (OnHolidays.AS_USUAL, 23, True),
        (OnHolidays.ALL_DAY, 0, True),
        (OnHolidays.ALL_DAY, 12, True),
        (OnHolidays.NEVER, 12, False),
        (OnHolidays.NEVER, 23, False),
        (OnHolidays.NEVER, 3 * 24 + 3, False),  # the night before belongs to the holiday
        (OnHolidays.NEVER, 3 * 24 + 22, True),
        (OnHolidays.ALL_DAY, 3 * 24 + 3, True),  # of the holiday's night
        (OnHolidays.ALL_DAY, 3 * 24 + 12, False),
    ],
)
def test_holidays(holidays, hour, held):
    hours = Hours(start="22:00", end="06:00", holidays=holidays)
    assert hold(hours, NAURYZ + timedelta(hours=hour)) is held


def test_the_night_before_a_holiday_is_still_watched():
    hours = Hours(start="22:00", end="06:00", holidays=OnHolidays.NEVER)
    republic_day = datetime(2026, 10, 25, tzinfo=UTC) - timedelta(minutes=OFFSET_MIN)
    assert hold(hours, republic_day + timedelta(hours=5))
    assert not hold(hours, republic_day + timedelta(hours=29))
