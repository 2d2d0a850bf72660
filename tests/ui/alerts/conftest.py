"""An alert panel over a real inbox, with a duty that notes what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from console.alerts.inbox import Inbox
from console.journal.offences import load_offences
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_duty import FakeDuty
from tests.fakes.made_up import STREET, make_alert, make_jpeg
from ui.action_filter import ActionFilter
from ui.alerts.alert_panel import AlertPanel


@dataclass
class Bench:
    panel: AlertPanel
    inbox: Inbox
    duty: FakeDuty
    clock: FakeClock

    def raise_alert(self, number: str, *, priority: int = 2, **more) -> str:
        alert = make_alert(number, place=more.pop("place", STREET), priority=priority, **more)
        self.inbox.add(alert, make_jpeg())
        self.clock.advance(1)
        self.panel.refresh()
        return alert.id

    def shown(self) -> list[str]:
        return [card.alert_id for card in self.panel.queue.cards()]


@pytest.fixture
def bench(qapp):
    """Shown, active, with the application's keys connected as the app does it."""
    clock = FakeClock()
    inbox = Inbox(clock)
    duty = FakeDuty(inbox)
    panel = AlertPanel(inbox=inbox, duty=duty, clock=clock, offences=load_offences())
    keys = ActionFilter(qapp)
    keys.triggered.connect(panel.act)
    qapp.installEventFilter(keys)
    panel.resize(400, 900)
    panel.show()
    panel.activateWindow()
    qapp.processEvents()
    panel.setFocus()
    yield Bench(panel, inbox, duty, clock)
    qapp.removeEventFilter(keys)
    keys.deleteLater()
    panel.close_stills()
