"""From when to when, as people type it: a day, days, hours of a day, or a night from one day to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ui.violations.moment import day_text

# A number pad has no colon: four digits are a time, too.
_POINT = re.compile(
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<day>\d{1,2}\.\d{1,2}(?:\.\d{4})?)\.?|(?P<word>[^\W\d]+))?"
    r"(?: *(?P<hour>\d{1,2})[:,]?(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
)
_DASHES = "-–—"
_DAYS_AGO = {"today": 0, "сегодня": 0, "бүгін": 0, "yesterday": 1, "вчера": 1, "кеше": 1}
_DAY = timedelta(days=1)
_YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """By the desk's wall clock, aware; None: open on that side."""

    since: datetime | None = None
    until: datetime | None = None  # not included


@dataclass(frozen=True, slots=True)
class _Point:
    day: date | None
    at: time | None


def read_span(text: str, *, now: datetime) -> TimeSpan | None:
    """The span that `text` means by the wall clock of `now` (aware, local); None where it means none.

    "24.11" is that day, "20.11–24.11" those days, "24.11 22:00–06:00" that night, "22:00–06:00" the last one;
    a dash alone leaves its side open. A day without a year is the last one of that kind.
    """
    typed = " ".join(text.split()).casefold()
    if not typed:
        return TimeSpan()
    for first, last in _parts(typed):
        try:
            begin, end = _point(first, now), _point(last, now) if last is not None else None
        except ValueError:  # the 31st of June, 25 o'clock, or no time at all
            continue
        return _span(begin, end, is_one=last is None, now=now)
    return None


def span_text(span: TimeSpan) -> str:
    """As `read_span` takes it, in the language in use."""
    since, until = span.since, span.until
    if all(each is None or each == _midnight(each) for each in (since, until)):
        first, last = day_text(since) if since else "", day_text(until - _DAY) if until else ""
        return first if first == last else f"{first}–{last}"
    return "–".join(_moment_text(each) if each else "" for each in (since, until))


def _parts(typed: str) -> Iterator[tuple[str, str | None]]:
    """Every way to read it: as one point, or cut at one of its dashes."""
    yield typed, None
    for place, letter in enumerate(typed):
        if letter in _DASHES:
            yield typed[:place].strip(), typed[place + 1 :].strip()


def _point(text: str, now: datetime) -> _Point | None:
    """None for nothing.

    Raises:
        ValueError: it is neither a day nor a time.
    """
    if not text:
        return None
    found = _POINT.fullmatch(text)
    if found is None or ((word := found["word"]) and word not in _DAYS_AGO):
        raise ValueError(text)
    day = now.date() - _DAYS_AGO[word] * _DAY if word else _day(found, now.date())
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if (hour, minute, second) == (24, 0, 0):  # as the end of a day is written, too
        return _Point(day + _DAY if day else None, time())
    at = time(hour, minute, second) if found["hour"] else None
    return _Point(day, at)


def _day(found: re.Match[str], today: date) -> date | None:
    if found["iso"]:
        return _known(date(*map(int, found["iso"].split("-"))))
    if not found["day"]:
        return None
    day, month, *year = map(int, found["day"].split("."))
    if year:
        return _known(date(year[0], month, day))
    try:
        this_year = date(today.year, month, day)
    except ValueError:  # 29 February may be no day of this year
        return date(today.year - 1, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _known(day: date) -> date:
    """Raises ValueError where no journal can be: there the calendar ends, and sums of days with it."""
    if day.year not in _YEARS:
        raise ValueError(day)
    return day


def _span(begin: _Point | None, end: _Point | None, *, is_one: bool, now: datetime) -> TimeSpan | None:
    since = _since(begin, now) if begin else None
    if is_one and since:
        return TimeSpan(since, _midnight(since) + _DAY)
    until = _until(end, since=since, now=now) if end else None
    if since is None and until is None:
        return None
    return TimeSpan(since, until) if since is None or until is None or since < until else None


def _since(begin: _Point, now: datetime) -> datetime:
    """A time without a day is the last one of that kind: after midnight "22:00" is yesterday's."""
    since = datetime.combine(begin.day or now.date(), begin.at or time(), tzinfo=now.tzinfo)
    return since - _DAY if begin.day is None and since > now else since


def _until(end: _Point, *, since: datetime | None, now: datetime) -> datetime:
    """A day is included; a time without a day is the next one of that kind."""
    if end.at is None:
        return datetime.combine(end.day or now.date(), time(), tzinfo=now.tzinfo) + _DAY
    until = datetime.combine(end.day or (since or now).date(), end.at, tzinfo=now.tzinfo)
    return until + _DAY if end.day is None and since is not None and until <= since else until


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _moment_text(moment: datetime) -> str:
    return f"{day_text(moment)} {moment.strftime('%H:%M:%S' if moment.second else '%H:%M')}"
