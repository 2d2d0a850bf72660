"""The buttons under a film: what its keys do, for whoever has the mouse in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.language import N_, _
from ui.actions import ActionId
from ui.violations.key_button import KeyButton

HEIGHT_PX = 36
_FROM_PX = 420  # of the film's height: below, the picture needs the room
STEERED: Mapping[ActionId, str] = {
    ActionId.REPLAY_BACK: N_("5 s"),
    ActionId.REPLAY_PAUSE: N_("pause"),
    ActionId.REPLAY_ON: N_("5 s"),
    ActionId.REPLAY_FRAME_BACK: N_("frame"),
    ActionId.REPLAY_FRAME_ON: N_("frame"),
    ActionId.REPLAY_SLOWER: N_("slower"),
    ActionId.REPLAY_FASTER: N_("faster"),
}


class FilmButtons(QWidget):
    """Takes no keys. Thread: GUI."""

    pressed = Signal(object)  # ActionId

    def __init__(self, texts: Mapping[ActionId, str], parent: QWidget) -> None:
        """`texts`: short ones, to be translated, from left to right."""
        super().__init__(parent)
        self._texts, self._film = texts, parent
        self.buttons = {action_id: KeyButton(action_id) for action_id in texts}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 6)
        row.setSpacing(6)
        for action_id, button in self.buttons.items():
            button.clicked.connect(self._press(action_id))
            row.addWidget(button)
        self.setAutoFillBackground(True)
        self.retranslate()

    def stand(self) -> None:
        """At the foot of the film, where every text has room; else hidden, and the strip names the keys."""
        view = self._film.size()
        self.setVisible(view.height() >= _FROM_PX and self.sizeHint().width() <= view.width())
        self.setGeometry(0, view.height() - HEIGHT_PX, view.width(), HEIGHT_PX)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.stand()
        super().changeEvent(event)

    def retranslate(self) -> None:
        for action_id, button in self.buttons.items():
            button.setText(_(self._texts[action_id]))
            button.setMinimumWidth(button.sizeHint().width())

    def _press(self, action_id: ActionId) -> Callable[[], None]:
        return lambda: self.pressed.emit(action_id)
