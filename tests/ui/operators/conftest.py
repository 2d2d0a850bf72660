"""A desk at its very first start, over a real engine without cameras, whose clock the test moves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertRaised
from console.cameras.site_database import Site
from console.engine import Engine
from console.journal.query import Query
from console.journal.search import each
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.fakes.fake_clock import FakeClock
from tests.fakes.made_up import make_alert, make_jpeg
from tests.ui.keys import send_key, type_text
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId
from ui.app import App

ENTER, TAB = 36, 23
ADMIN, ADMIN_SECRET = "Айгүл Серікова", "four quiet horses"
DISPATCHER, PIN = "Досжан Ахметов", "730518"


class Desk:
    """Hands on the desk's keyboard."""

    def __init__(self, app: App, clock: FakeClock) -> None:
        self.app, self.door, self.engine, self.clock = app, app.door, app.engine, clock

    def type(self, text: str) -> None:
        type_text(QApplication.focusWidget(), text)

    def enter(self) -> None:
        send_key(QApplication.focusWidget(), ENTER, "\r")

    def key(self, action_id: ActionId, letter: str = "") -> None:
        action = BY_ID[action_id]
        target = QApplication.focusWidget() or self.app.desk
        send_key(target, action.scan_code, letter, modifiers=action.modifiers)

    def raise_alert(self, number: str = "0402") -> str:
        alert = make_alert(number)
        self.engine.outbox.put(AlertRaised(alert, make_jpeg()))
        assert wait_until(lambda: self.engine.inbox.get(alert.id) is not None)
        return alert.id

    def taken_by(self, alert_id: str) -> str:
        return self.engine.inbox.get(alert_id).alert.taken_by

    def passes(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.app._show_figures()
        QApplication.processEvents()

    def sits(self, name: str | None) -> bool:
        """Waits until that person sits here and the window shows it; None: nobody."""
        permit = self.engine.permit

        def sits() -> bool:
            shown = self.door._shown == (permit.operator, permit.locked)
            return shown and (permit.operator.name if permit.operator else None) == name

        return wait_until(sits)

    def written(self) -> list[tuple[str, str, dict]]:
        """(kind, actor, body) of all entries, oldest first."""
        entries = list(each(self.engine.folder, Query()))
        return [(str(one.kind), one.actor, one.body) for one in sorted(entries, key=lambda one: one.seq)]

    def kinds(self, actor: str) -> list[str]:
        return [kind for kind, who, _body in self.written() if who == actor]


@pytest.fixture
def make_desk(qapp, tmp_path, model_file):
    """Makes desks on one folder, one after the other; `operator`: who is signed in by nobody's doing."""
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    apps: list[App] = []

    def close(app: App) -> None:
        app.close()
        app.engine.stop()
        app.setParent(None)
        app.deleteLater()

    def make(operator: Operator | None = None, **settings: int) -> Desk:
        for before in apps:
            close(before)
        apps.clear()
        clock = FakeClock()
        engine = Engine(
            folder,
            site=Site.of([]),
            settings=Settings(decoder_processes=1, **settings),
            operator=operator,
            models=model_file.load,
            clock=clock,
        )
        engine.start()
        app = App(qapp, engine, model_name=model_file.name)
        apps.append(app)
        app.show()
        QApplication.processEvents()
        return Desk(app, clock)

    yield make
    for app in apps:
        close(app)


@pytest.fixture
def register(tmp_path) -> Register:
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    return Register(folder)


@pytest.fixture
def desk(register, make_desk) -> Desk:
    """With an administrator and a dispatcher registered; nobody is signed in."""
    register.add_first(ADMIN, ADMIN_SECRET)
    register.add(DISPATCHER, Role.DISPATCHER, PIN, by=ADMIN)
    return make_desk()
