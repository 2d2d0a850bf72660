from __future__ import annotations

from dataclasses import replace

import pytest

from console.alerts.alert import AlertRaised
from console.alerts.inbox import Inbox
from console.sound.calls import Calls
from tests.console.shift_desk import an_alert
from tests.fakes.fake_clock import FakeClock


class Ears:
    """An inbox, and what is heard of it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.inbox = Inbox(self.clock)
        self.calls = Calls(inbox=self.inbox, clock=self.clock)

    def raise_alert(self, number: str, priority: int, *, in_a_minute: int = 0):
        alert = replace(an_alert(f"alert-{number}", number=number), priority=priority)
        self.inbox.add(alert, b"", in_a_minute=in_a_minute)
        self.calls.hear(AlertRaised(alert, b""))
        return alert

    def listen(self, seconds: float, *, each_s: float = 0.25) -> list[tuple[float, str]]:
        """What is heard in that time: (after how many seconds, which)."""
        heard, passed = [], 0.0
        while passed < seconds:
            if (sound := self.calls.due()) is not None:
                heard.append((passed, sound.value))
            self.clock.advance(each_s)
            passed += each_s
        return heard


@pytest.fixture
def ears():
    return Ears()
