"""When a window has painted what was asked of it: the bench's eyes and the hand on its keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

MISSED_MS = 3000.0  # an effect that is not painted by then counts as that
_CHECKED = QEvent.Type(QEvent.registerEventType())


@dataclass(frozen=True, slots=True)
class Press:
    """A key by its place, and which widget's paint shows its effect once that has happened."""

    name: str
    scan_code: int
    key: Qt.Key
    shows: Callable[[QWidget], bool]
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    text: str = ""  # what a text field types


class PaintWatch(QObject):
    """Sees each paint of the application while it waits for one. Thread: GUI.

    A paint counts when it is over: what is posted while it runs comes after it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shows: Callable[[QWidget], bool] = lambda _widget: False
        self._after: Callable[[list[QWidget]], bool] = bool
        self._painted: list[QWidget] = []
        self._done_ns = 0
        self._loop = QEventLoop()
        self._missed = QTimer(self, singleShot=True, interval=round(MISSED_MS))
        self._missed.timeout.connect(self._loop.quit)

    def wait(
        self,
        act: Callable[[], object],
        shows: Callable[[QWidget], bool],
        *,
        after: Callable[[list[QWidget]], bool] = bool,
    ) -> int:
        """Monotonic ns at which what `act` began was painted; 0 where it is not within MISSED_MS.

        `shows` is asked before each paint; `after`, once the window is painted, with those that it named.
        """
        self._shows, self._after, self._done_ns = shows, after, 0
        self._painted.clear()
        application = QCoreApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._missed.start()
        act()
        if not self._done_ns:
            self._loop.exec()
        self._missed.stop()
        application.removeEventFilter(self)
        return self._done_ns

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._shows(watched):
            if not self._painted:
                QCoreApplication.postEvent(self, QEvent(_CHECKED), Qt.EventPriority.HighEventPriority.value)
            self._painted.append(watched)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() != _CHECKED:
            return super().event(event)
        if not self._done_ns and self._after(self._painted):
            self._done_ns = time.monotonic_ns()
            self._loop.quit()
        self._painted.clear()
        return True


class Hand:
    """Presses keys at moments of its own, as people do: not when the event loop has nothing else to do."""

    def __init__(self, watch: PaintWatch) -> None:
        self._watch = watch
        self._pressed_ns = 0
        self._turn = 0

    def press(self, press: Press) -> float:
        """Milliseconds from the key to the paint that shows what it did."""
        window = QGuiApplication.focusWindow()
        assert window is not None
        self._turn += 1
        timer = Timer(0.05 + 0.0137 * (self._turn % 7), self._post, (window, _events(press)))
        shown_ns = self._watch.wait(timer.start, press.shows)
        timer.join()
        return (shown_ns - self._pressed_ns) / 1e6 if shown_ns else MISSED_MS

    def tap(self, press: Press) -> None:
        """Presses a key that nobody waits for."""
        window = QGuiApplication.focusWindow()
        assert window is not None
        self._post(window, _events(press))

    def _post(self, window: QWindow, events: tuple[QKeyEvent, ...]) -> None:
        """Thread: any."""
        self._pressed_ns = time.monotonic_ns()
        for event in events:
            QApplication.postEvent(window, event)


def _events(press: Press) -> tuple[QKeyEvent, ...]:
    """Made on the GUI thread: Qt makes a keyboard for the first one."""
    kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    return tuple(
        QKeyEvent(kind, press.key, press.modifiers, press.scan_code, 0, 0, press.text) for kind in kinds
    )
