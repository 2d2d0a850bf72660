"""When a zone is watched: weekdays and a span of the local day, which may run over midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from console.alerts.holiday import is_holiday
from console.language import N_

EVERY_DAY = 0b1111111
_DAY_MIN = 24 * 60


class OnHolidays(Enum):
    """What public holidays change; the value is what the site's database stores."""

    AS_USUAL = N_("as on any day")
    ALL_DAY = N_("the whole day")
    NEVER = N_("not at all")  # no span starts that day; one that runs over midnight is still ended


@dataclass(frozen=True, slots=True)
class Hours:
    """A span that starts on each of the weekdays; an `end` not after `start` lies on the next day.

    Equal `start` and `end` mean 24 hours from `start`.

    Raises:
        ValueError: a time that is no HH:MM from 00:00 to 24:00, or weekdays out of range.
    """

    weekdays: int = EVERY_DAY  # bit 0: Monday … bit 6: Sunday
    start: str = "00:00"
    end: str = "24:00"
    holidays: OnHolidays = OnHolidays.AS_USUAL

    def __post_init__(self) -> None:
        if not 0 <= self.weekdays <= EVERY_DAY:
            raise ValueError(self.weekdays)
        _minute(self.start)
        _minute(self.end)

    def hold(self, at_utc: datetime, *, utc_offset_min: int) -> bool:
        """Whether the moment lies within, by local time; `start` belongs to the span, `end` does not."""
        local = at_utc.astimezone(UTC) + timedelta(minutes=utc_offset_min)
        if self.holidays is OnHolidays.ALL_DAY and is_holiday(local.date()):
            return True
        minute = local.hour * 60 + local.minute
        start, end = _minute(self.start), _minute(self.end)
        if start < end:
            return self._starts_on(local.date()) and start <= minute < end
        if minute >= start:
            return self._starts_on(local.date())
        return minute < end and self._starts_on(local.date() - timedelta(days=1))

    def _starts_on(self, day: date) -> bool:
        if self.holidays is OnHolidays.NEVER and is_holiday(day):
            return False
        return bool(self.weekdays >> day.weekday() & 1)


def _minute(text: str) -> int:
    hour, colon, minute = text.partition(":")
    if not (colon and len(hour) == len(minute) == 2 and (hour + minute).isdecimal() and int(minute) < 60):
        raise ValueError(text)
    total = int(hour) * 60 + int(minute)
    if total > _DAY_MIN:
        raise ValueError(text)
    return total


ALWAYS = Hours()
