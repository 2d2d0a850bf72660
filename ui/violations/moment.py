"""When something happened, as people type it: a time of today, or a day and a time."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from console.language import language

# A number pad has no colon: four digits are a time, too. "22.11" may be a day, so that it means nothing here.
_TIME = r"(?P<hour>\d{1,2})[:,]?(?P<minute>\d{2})"
_TIME_ALONE = re.compile(_TIME)
_DAY_AND_TIME = re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})(\.(?P<year>\d{{4}}))?\.? +{_TIME}")
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}) +{_TIME}")


def read_moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that `text` means by the wall clock of `now` (aware, local); None where it means none.

    A time without a day is the last one of that kind, so that after midnight "23:50" is yesterday's; so is
    a day without a year. A moment with its full date may lie ahead: the form says so.
    """
    typed = " ".join(text.split())
    if found := _TIME_ALONE.fullmatch(typed):
        moment = _moment(now, found, "hour", "minute")
        return moment - timedelta(days=1) if moment and moment > now else moment
    if found := _DAY_AND_TIME.fullmatch(typed) or _ISO.fullmatch(typed):
        if found["year"]:
            return _moment(now, found, "year", "month", "day", "hour", "minute")
        moment = _moment(now, found, "month", "day", "hour", "minute")
        ahead = moment is None or moment > now  # 29 February may be no day of this year
        last_year = _moment(now, found, "month", "day", "hour", "minute", year=now.year - 1)
        return last_year if ahead else moment
    return None


def moment_text(moment: datetime) -> str:
    """As `read_moment` takes it in the language in use."""
    return f"{day_text(moment)} {moment:%H:%M}"


def day_text(moment: datetime) -> str:
    """As the language in use writes a day: "23.11.2026"."""
    return moment.strftime("%Y-%m-%d" if language() == "en" else "%d.%m.%Y")


def _moment(now: datetime, found: re.Match[str], *names: str, **more: int) -> datetime | None:
    parts = {name: int(found[name]) for name in names} | more
    try:
        return now.replace(second=0, microsecond=0, **parts)  # type: ignore[arg-type]
    except ValueError:  # the 31st of June, 25 o'clock
        return None
