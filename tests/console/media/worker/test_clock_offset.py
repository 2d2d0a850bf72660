"""A camera's clock against ours, with the delays that a network makes."""

from __future__ import annotations

import struct
import time
from datetime import UTC, datetime, timedelta

import pytest

from console.media.worker.clock_offset import ClockOffset

_S = 1_000_000_000


class Packet:
    """As FFmpeg hands it out once a sender report has come: its moment by the camera's clock beside it."""

    def __init__(self, sent_us: int | None) -> None:
        self._sent_us = sent_us

    def has_sidedata(self, name: str) -> bool:
        return name == "prft" and self._sent_us is not None

    def get_sidedata(self, _name: str) -> bytes:
        return struct.pack("=qi4x", self._sent_us, 24)


class Link:
    """Looks one second apart at a camera whose clock and delay are set by hand."""

    def __init__(self) -> None:
        self.clock = ClockOffset()
        self.now_ns = 1000 * _S

    def look(self, *, ahead_s: float, delays_s: list[float]) -> list[int | None]:
        seen = []
        for delay_s in delays_s:
            self.now_ns += _S
            sent_us = int((time.time() + ahead_s - delay_s) * 1e6)
            seen.append(self.clock.look(Packet(sent_us), now_ns=self.now_ns))
        return seen


def test_the_least_delayed_look_tells():
    assert Link().look(ahead_s=30, delays_s=[0.9, 0.1, 3.0])[-1] == pytest.approx(29_900, abs=50)


@pytest.mark.parametrize("ahead_s", [-5, 5])
def test_a_clock_that_is_off_is_told_and_its_mending(ahead_s):
    link = Link()
    link.look(ahead_s=ahead_s, delays_s=[0.1] * 6)
    assert link.clock.since_ns == 1001 * _S
    link.look(ahead_s=0, delays_s=[0.1] * 20)
    assert link.clock.since_ns == 0


def test_a_network_that_hangs_is_no_wrong_clock():
    link = Link()
    for _time in range(3):
        link.look(ahead_s=0, delays_s=[0.1] * 5 + [4.0] * 8)
        assert link.clock.since_ns == 0


@pytest.mark.parametrize("sent_us", [None, -2_208_988_000_000_000])
def test_a_camera_that_tells_no_time_has_no_offset(sent_us):
    clock = ClockOffset()
    assert [clock.look(Packet(sent_us), now_ns=at * _S) for at in range(1, 20)] == [None] * 19
    assert clock.since_ns == 0


def test_it_looks_once_a_second():
    clock, packet = ClockOffset(), Packet(int(time.time() * 1e6))
    seen = [clock.look(packet, now_ns=1000 * _S + at * _S // 10) for at in range(20)]
    assert [at for at, offset_ms in enumerate(seen) if offset_ms is not None] == [0, 10]


def test_without_reports_the_time_of_its_analytics_tells():
    link = Link()
    for _second in range(6):
        link.now_ns += _S
        link.clock.hear(datetime.now(UTC) + timedelta(hours=1))
        offset_ms = link.clock.look(Packet(None), now_ns=link.now_ns)
    assert offset_ms == pytest.approx(3_600_000, abs=2000)
    assert link.clock.since_ns == 1001 * _S


def test_a_time_told_once_is_not_reckoned_with_for_ever():
    link = Link()
    link.clock.hear(datetime.now(UTC))
    seen = [link.clock.look(Packet(None), now_ns=link.now_ns + second * _S) for second in range(1, 4)]
    assert seen[1:] == [None, None]


def test_a_report_counts_before_the_analytics():
    link = Link()
    link.clock.hear(datetime.now(UTC) + timedelta(hours=1))
    assert link.look(ahead_s=0, delays_s=[0.1])[-1] == pytest.approx(-100, abs=50)
