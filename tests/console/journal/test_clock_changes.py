"""When the clock goes back the journal's order is its numbers', and every local time is that of then."""

from __future__ import annotations

import csv
import os
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from console import clock as clock_module
from console.clock import SystemClock
from console.journal.entry import Kind, local_time
from console.journal.search import Query, each, find
from console.journal.verify import verify

# On 1 March 2024 at 00:00 the clocks of Karaganda region, UTC+6, were set back to 23:00, UTC+5.
MIDNIGHT = datetime(2024, 2, 29, 18, 0, tzinfo=UTC)
BEFORE, AFTER = timezone(timedelta(hours=6)), timezone(timedelta(hours=5))
ALMATY = Path("/usr/share/zoneinfo/Asia/Almaty")


def _note(journal, text):
    return journal.append_now(Kind.BULLETIN, {"text": text}, actor="Anna")


@pytest.fixture
def that_night(folder, journal, clock):
    """Entries 1…8, one each half an hour from 22:00 of the old time to 00:30 of the new."""
    for half_hour in range(-4, 4):
        clock.now = MIDNIGHT + timedelta(minutes=30 * half_hour)
        clock.offset_min = 300 if half_hour >= 0 else 360
        _note(journal, str(half_hour))
    return folder


def _local_times(folder):
    return [f"{entry.local_time():%d %H:%M%z}" for entry in each(folder, Query())]


def test_the_hour_that_came_twice_is_told_apart(that_night):
    assert _local_times(that_night) == [
        "29 22:00+0600",
        "29 22:30+0600",
        "29 23:00+0600",
        "29 23:30+0600",
        "29 23:00+0500",
        "29 23:30+0500",
        "01 00:00+0500",
        "01 00:30+0500",
    ]
    assert verify(that_night).sound


def test_a_span_over_that_midnight_is_cut_by_the_moment(that_night):
    def found(since, until):
        rows, total = find(that_night, Query(since_utc=since, until_utc=until))
        assert len(rows) == total
        return [entry.seq for entry in rows]

    assert found(datetime(2024, 2, 29, 23, 0, tzinfo=BEFORE), MIDNIGHT) == [4, 3]
    assert found(MIDNIGHT, datetime(2024, 3, 1, 0, 0, tzinfo=AFTER)) == [6, 5]
    assert found(
        datetime(2024, 2, 29, 23, 30, tzinfo=BEFORE), datetime(2024, 2, 29, 23, 30, tzinfo=AFTER)
    ) == [5, 4]


def test_an_export_tells_each_local_time_with_its_offset(that_night, munara, tmp_path):
    munara("export", "--csv", str(tmp_path / "night.csv"))
    with (tmp_path / "night.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["No."] for row in rows] == [str(number) for number in range(1, 9)]
    assert rows[3]["Time"] == "2024-02-29T23:30:00+06:00"
    assert rows[5]["Time"] == "2024-02-29T23:30:00+05:00"
    assert "2024-02-29 23:30:00+06:00" in munara("search")[1]


def test_a_clock_set_back_an_hour_changes_no_order(folder, journal, clock):
    for number in range(3):
        _note(journal, f"ahead {number}")
        clock.advance(600)
    clock.now -= timedelta(hours=1)
    for number in range(3):
        _note(journal, f"mended {number}")
        clock.advance(600)
    assert [entry.seq for entry in each(folder, Query())] == [1, 2, 3, 4, 5, 6]
    rows, _total = find(folder, Query())
    assert [entry.seq for entry in rows] == [6, 5, 4, 3, 2, 1]
    times = [entry.at_utc for entry in reversed(rows)]
    assert times != sorted(times), "the times are as the clock told them"
    assert verify(folder).sound


def test_a_span_finds_what_was_recorded_in_it_before_and_after_the_clock_was_set(folder, journal, clock):
    """18:00, 18:10, 18:20, then the clock goes back: 17:30, 17:40, 17:50, 18:00."""
    for _number in range(3):
        _note(journal, "ahead")
        clock.advance(600)
    clock.now -= timedelta(hours=1)
    for _number in range(4):
        _note(journal, "mended")
        clock.advance(600)
    six = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

    def found(since, until):
        return [entry.seq for entry in find(folder, Query(since_utc=since, until_utc=until))[0]]

    assert found(six, six + timedelta(minutes=15)) == [7, 2, 1]
    assert found(six - timedelta(minutes=15), six) == [6]
    assert found(six + timedelta(minutes=15), None) == [3]


@pytest.fixture
def in_karaganda(monkeypatch):
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", "Asia/Almaty")
    time.tzset()
    yield
    if before is None:
        monkeypatch.delenv("TZ")
    else:
        monkeypatch.setenv("TZ", before)
    time.tzset()


@pytest.mark.skipif(not ALMATY.exists(), reason="this machine has no time zones")
@pytest.mark.parametrize(
    ("minutes", "offset", "wall"),
    [(-61, 360, "22:59"), (-1, 360, "23:59"), (0, 300, "23:00"), (59, 300, "23:59"), (60, 300, "00:00")],
)
def test_the_machines_own_clock_knows_the_offset_of_that_night(
    in_karaganda, monkeypatch, minutes, offset, wall
):
    moment = MIDNIGHT + timedelta(minutes=minutes)

    class ThatNight(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(clock_module, "datetime", ThatNight)
    assert SystemClock().utc_offset_min() == offset
    at_utc = SystemClock().now_utc().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert f"{local_time(at_utc, SystemClock().utc_offset_min()):%H:%M}" == wall
