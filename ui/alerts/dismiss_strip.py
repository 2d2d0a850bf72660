"""Why an alert is dismissed: one key, in the panel, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.alerts.dismiss_reason import DismissReason
from console.language import _
from ui.alerts.wording import reason_text
from ui.violations.choice_strip import ChoiceStrip


class DismissStrip(ChoiceStrip):
    """Offers the reasons. Thread: GUI."""

    chosen = Signal(str, object)  # alert id, DismissReason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([*DismissReason], parent)
        self._alert_id = ""
        self._camera = ""
        self.retranslate()

    @property
    def alert_id(self) -> str:
        return self._alert_id

    def open(self, alert_id: str, camera: str) -> None:
        self._alert_id, self._camera = alert_id, camera
        self.ask()

    def title_text(self) -> str:
        return _("Why is it dismissed? · {camera}").format(camera=self._camera)

    def choice_text(self, choice: object) -> str:
        assert isinstance(choice, DismissReason)
        return reason_text(choice)

    def choose(self, choice: object) -> None:
        self.chosen.emit(self._alert_id, choice)
