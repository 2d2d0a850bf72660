"""Kazakhstan's public holidays, with the days off that are moved to a working day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays


def is_holiday(day: date) -> bool:
    """Eid al-Adha is known by the moon's estimate until the year is near: keep the package up to date."""
    return day in _of_year(day.year)


@lru_cache(maxsize=8)
def _of_year(year: int) -> frozenset[date]:
    """A set of our own: the library's calendar grows while it is read, and several threads read."""
    return frozenset(holidays.country_holidays("KZ", years=year))
