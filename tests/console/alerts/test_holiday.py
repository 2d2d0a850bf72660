"""Kazakhstan's public holidays."""

from datetime import date

import pytest

from console.alerts.holiday import is_holiday


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 1, 7), True),  # Orthodox Christmas
        (date(2026, 3, 22), True),  # Nauryz
        (date(2026, 3, 25), True),  # moved from its Sunday
        (date(2026, 10, 26), True),  # Republic Day, moved from its Sunday
        (date(2026, 12, 16), True),
        (date(2026, 12, 17), False),
        (date(2026, 9, 1), False),
        (date(2027, 12, 16), True),
    ],
)
def test_days(day, holiday):
    assert is_holiday(day) is holiday
