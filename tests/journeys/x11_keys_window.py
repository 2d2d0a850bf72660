"""A window on a real X server that tells each command its keys call, a line each; run by test_keys_x11."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from ui.action_filter import ActionFilter


def main() -> None:
    app = QApplication([])
    keys = ActionFilter(app)
    keys.triggered.connect(lambda action_id: print(action_id.value, flush=True))
    keys.cameraCalled.connect(lambda digits: print(f"camera {digits}", flush=True))
    app.installEventFilter(keys)
    window = QPushButton("keys")
    window.setWindowTitle("munara keys")
    window.show()
    window.activateWindow()
    tell = QTimer(interval=20)

    def tell_when_active() -> None:
        if window.isActiveWindow():
            tell.stop()
            print("ready", flush=True)

    tell.timeout.connect(tell_when_active)
    tell.start()
    app.exec()


if __name__ == "__main__":
    main()
