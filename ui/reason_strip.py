"""Why somebody looks back at a children's place, or takes its pictures away: one key, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.cameras.camera import Camera
from console.journal.look_reason import LookReason
from console.language import _
from ui.violations.choice_strip import ChoiceStrip


class ReasonStrip(ChoiceStrip):
    """Offers the reasons. Thread: GUI."""

    chosen = Signal(object)  # LookReason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([*LookReason], parent)
        self._what = ""
        self.hide()
        self.retranslate()

    def open(self, what: str) -> None:
        """Asks; `what` names the camera, or the file that is to be written."""
        self._what = what
        self.ask()

    def leave(self) -> None:
        """No reason is given: nothing is done."""
        super().leave()  # whoever asked sees that it was open
        self.hide()

    def title_text(self) -> str:
        return _("A school or a kindergarten. Why? · {what}").format(what=self._what)

    def choice_text(self, choice: object) -> str:
        assert isinstance(choice, LookReason)
        return choice.title()

    def choose(self, choice: object) -> None:
        self.hide()
        self.chosen.emit(choice)


def gone_text(camera: Camera, key: str) -> str:
    """Said where another camera stands by the time the reason is given; `key` asks again."""
    text = _("Camera {number} is not shown there any more. Choose it, and press {key} again.")
    return text.format(number=camera.number, key=key)
