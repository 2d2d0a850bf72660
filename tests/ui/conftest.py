"""One offscreen application for all window tests; what Qt warns about fails the test it happened in."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from console.demo.city import City
from console.demo.footage import clip_files
from console.engine import Engine
from console.operators.operator import Operator
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from ui.app import App
from ui.theme import Theme, apply_theme

_GRAVE = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
# The offscreen platform has no window manager to ask; a real one answers these.
_PLATFORM_LIMITS = ("This plugin does not support",)


@pytest.fixture(autouse=True)
def _cheap_secrets(cheap_hashing):
    """A desk's passwords cost 0.14 s each by design; whether they do is tested beside them."""


@pytest.fixture(scope="session")
def qapp():
    app = QApplication.instance() or QApplication(["munara-tests"])
    app.setQuitOnLastWindowClosed(False)
    apply_theme(app, Theme.DARK)
    return app


@pytest.fixture(autouse=True)
def _quiet_qt(qapp):
    """Fails the test on a warning of Qt, a timer still running or a thread still alive at its end."""
    warnings: list[str] = []

    def note(kind: QtMsgType, _context: object, text: str) -> None:
        if kind in _GRAVE and not text.startswith(_PLATFORM_LIMITS):
            warnings.append(text)

    before = qInstallMessageHandler(note)
    yield
    # The lists of combo boxes and completers are windows too, but theirs to delete: twice would crash.
    popup = Qt.WindowType.Popup
    for window in [each for each in qapp.topLevelWidgets() if each.windowType() != popup]:
        window.close()
        window.deleteLater()
    settle(qapp)
    qInstallMessageHandler(before)
    assert not warnings, warnings
    left = _left_running()
    assert not left, f"still running after the test: {left}"


def settle(app: QApplication) -> None:
    """Runs what is queued, deletions too."""
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


def _left_running() -> list[QObject]:
    alive = [each for each in gc.get_objects() if isinstance(each, (QTimer, QThread)) and isValid(each)]
    return [each for each in alive if (each.isActive() if isinstance(each, QTimer) else each.isRunning())]


@pytest.fixture
def app(qapp, tmp_path, model_file):
    """The whole application over a real engine with two cameras of real footage."""
    city = City.load(cameras=2)
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    engine = Engine(
        folder,
        site=city.site(clip_files(city.clips, on_progress=lambda _done, _all: None)),
        settings=Settings(decoder_processes=1),
        operator=Operator("A. Dispatcher", Role.DISPATCHER),
        models=model_file.load,
    )
    engine.start()
    app = App(qapp, engine, model_name=model_file.name)
    app.show()
    yield app
    app.close()
    engine.stop()
    app.setParent(None)
    app.deleteLater()
    apply_theme(qapp, Theme.DARK)
