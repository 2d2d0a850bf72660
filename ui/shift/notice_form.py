"""The form for what others must know: a note, a fault, or a bulletin with a term."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from console.clock import Clock
from console.journal.bulletins import LONGEST_TEXT, Topic
from console.language import N_, _, ngettext
from ui.fields.choices import fill
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_HOURS = (2, 4, 8, 12, 24, 72, 168)
_USUAL = _HOURS.index(12)
_TEXT_PX = 110


class NoticeKind(Enum):
    NOTE = N_("note for the next shift")
    FAULT = N_("fault")
    BULLETIN = N_("bulletin")


class NoticeForm(FormFrame):
    """Thread: GUI. What was typed stays until the journal has it (`forget`)."""

    noted = Signal(str)
    faultNoted = Signal(str, str)  # noqa: N815 - Qt's way; text, camera number or ""
    published = Signal(str, object, object)  # text, Topic, datetime: until when, aware

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._kind, self._topic, self._term = QComboBox(), QComboBox(), QComboBox()
        self._camera = QLineEdit(maxLength=20)
        self._text = QPlainTextEdit(tabChangesFocus=True)
        self._text.setFixedHeight(_TEXT_PX)
        self._rows = LabelledRows()
        self._rows.add("kind", self._kind)
        self._rows.add("topic", self._topic)
        self._rows.add("term", self._term)
        self._rows.add("camera", self._camera)
        self._rows.add("text", self._text)
        self._content.addLayout(self._rows)
        self.watch(self._kind, self._topic, self._term, self._camera, self._text)
        self._kind.currentIndexChanged.connect(self._show_kind)
        self.retranslate()

    @property
    def kind(self) -> NoticeKind:
        kinds: list[NoticeKind] = [*NoticeKind]
        return kinds[max(self._kind.currentIndex(), 0)]

    def open(self, kind: NoticeKind = NoticeKind.NOTE) -> None:
        self._kind.setCurrentIndex([*NoticeKind].index(kind))
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        text = self._text.toPlainText().strip()
        if not text:
            self.say(_("Say what others must know."), tone=Tone.MISSING, field=self._text)
        elif self.kind is NoticeKind.NOTE:
            self.noted.emit(text)
        elif self.kind is NoticeKind.FAULT:
            self.faultNoted.emit(text, self._camera.text().strip())
        elif len(text) > LONGEST_TEXT:
            spare = _("A bulletin has at most {count} letters; this has {letters}.")
            self.say(spare.format(count=LONGEST_TEXT, letters=len(text)), tone=Tone.MISSING, field=self._text)
        else:
            self.published.emit(text, [*Topic][max(self._topic.currentIndex(), 0)], self._until())

    def forget(self) -> None:
        """The journal has it."""
        self._text.clear()
        self._camera.clear()

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("What others must know"))
        self._rows.set_texts(
            {
                "kind": _("What"),
                "topic": _("About"),
                "term": _("Holds for"),
                "camera": _("Camera"),
                "text": _("Text"),
            }
        )
        fill(self._kind, [_(kind.value) for kind in NoticeKind])
        fill(self._topic, [topic.title() for topic in Topic])
        fill(self._term, [_term(hours) for hours in _HOURS], usual=_USUAL)
        self._camera.setPlaceholderText(_("its number, if it is about one"))
        self._do.setText(_("Record · Enter"))
        self._back.setText(_("Back · Esc"))
        self._show_kind()

    def _until(self) -> datetime:
        return self._clock.now_utc() + timedelta(hours=_HOURS[max(self._term.currentIndex(), 0)])

    def _show_kind(self) -> None:
        for name, field, kinds in (
            ("topic", self._topic, (NoticeKind.BULLETIN,)),
            ("term", self._term, (NoticeKind.BULLETIN,)),
            ("camera", self._camera, (NoticeKind.FAULT,)),
        ):
            for part in (field, self._rows.label(name)):
                part.setVisible(self.kind in kinds)


def _term(hours: int) -> str:
    if hours % 24 == 0:
        return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)
    return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
