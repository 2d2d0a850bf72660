"""The strip under the top bar: a bulletin that whoever sits here has not read yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.journal.bulletins import Bulletin, Topic, topic_title
from console.journal.entry import local_time
from console.language import _
from ui.actions import ActionId, tooltip
from ui.fields.breakable import breakable
from ui.theme import colours
from ui.violations.key_button import KeyButton
from ui.violations.moment import moment_text


class BulletinStrip(QFrame):
    """Thread: GUI. One at a time; `readWanted` names it, and the next one takes its place."""

    readWanted = Signal(int)  # noqa: N815 - Qt's way; the bulletin's entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unread: tuple[Bulletin, ...] = ()
        self._offset_min = 0
        self._topic = QLabel()
        self._text, self._below = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self._text, self._below):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._read = KeyButton(ActionId.READ_BULLETIN)
        self._read.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._text)
        said.addWidget(self._below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(14)
        layout.addWidget(self._topic, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(said, 1)
        layout.addWidget(self._read)
        self._read.clicked.connect(self.read)
        self.hide()
        self.retranslate()

    @property
    def shown(self) -> Bulletin | None:
        return self._unread[0] if self._unread else None

    def show_unread(self, bulletins: Sequence[Bulletin], *, utc_offset_min: int) -> None:
        """Those in force that await whoever sits here."""
        ordered = children_first(bulletins)
        if ordered != self._unread or utc_offset_min != self._offset_min:
            self._unread, self._offset_min = ordered, utc_offset_min
            self.retranslate()
        self.setVisible(bool(self._unread))

    def read(self) -> None:
        """Whoever sits here has read it."""
        if self.shown:
            self.readWanted.emit(self.shown.seq)

    def retranslate(self) -> None:
        shades = colours()
        self._read.setText(_("Read"))
        self._read.setToolTip(tooltip(ActionId.READ_BULLETIN))
        self.setStyleSheet(
            f"BulletinStrip {{ background: {shades.raised.name()}; border: none;"
            f" border-left: 4px solid {shades.warning.name()};"
            f" border-bottom: 1px solid {shades.line.name()}; }}"
        )
        self._topic.setStyleSheet(f"color: {shades.warning.name()}; font-weight: bold;")
        self._below.setStyleSheet(f"color: {shades.quiet.name()};")
        bulletin = self.shown
        if bulletin is not None:
            self._topic.setText(f"⚑ {topic_title(bulletin.topic)}")
            self._text.setText(breakable(bulletin.text))
            self._below.setText(breakable(self._below_text(bulletin)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _below_text(self, bulletin: Bulletin) -> str:
        parts = [term_text(bulletin, self._offset_min), bulletin.by]
        if len(self._unread) > 1:
            parts.append(_("1 of {count}").format(count=len(self._unread)))
        return " · ".join(parts)


def children_first(bulletins: Sequence[Bulletin]) -> tuple[Bulletin, ...]:
    """As they are read: then by age."""
    return tuple(sorted(bulletins, key=lambda each: (each.topic != Topic.MISSING_CHILD.value, each.seq)))


def term_text(bulletin: Bulletin, utc_offset_min: int) -> str:
    """ "until 24.11.2026 08:00"."""
    try:
        return _("until {time}").format(time=moment_text(local_time(bulletin.until_utc, utc_offset_min)))
    except ValueError:
        return bulletin.until_utc
