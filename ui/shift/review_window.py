"""The second look: a dismissal that was drawn, its still, and the shift lead's verdict by one key."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.alerts.dismiss_reason import dismiss_reason_title
from console.journal.entry import EntryRefused, EntryWritten, Kind, local_time
from console.journal.second_look import DismissalDue, Verdict
from console.language import _, ngettext
from console.operators.permissions import Intent
from console.reviews import ReviewsDue
from ui.in_front import bring_in_front
from ui.mask_cover import ShownMasks, unknown_words
from ui.physical_key import REST_PROPERTY, digit_of, takes_text
from ui.shift.still_label import StillLabel
from ui.shift.still_reader import StillReader
from ui.theme import colours
from ui.violations.form_frame import Tone
from ui.violations.key_button import KeyButton
from ui.violations.moment import moment_text
from ui.violations.refusal_text import not_for_role

_REF = "review window"
_LIST_PX = 380


class DoneReviews(Protocol):
    """What the window asks of the engine's reviews; False: refused, or under way already."""

    def read_due(self, ref: str) -> bool: ...
    def judge(self, seq: int, verdict: Verdict, why: str = "", ref: str = "") -> bool: ...
    def reopen(self, seq: int, why: str, ref: str = "") -> bool: ...


class ReviewWindow(QWidget):
    """Thread: GUI. The app hands it the engine's facts (`hear`)."""

    def __init__(self, reviews: DoneReviews, *, masks: ShownMasks, parent: QWidget | None = None) -> None:
        """`masks` tells what of a still is filled in."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setProperty(REST_PROPERTY, True)
        self._reviews, self._masks = reviews, masks
        self._items: tuple[DismissalDue, ...] = ()
        self._own = 0
        self._tone = Tone.WAITING
        self._done = ""  # what was recorded last, until somebody does more
        self._list, self._still = QListWidget(), StillLabel(masks)
        self._told, self._line = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._why = QLineEdit(maxLength=500)
        self._buttons = {key: KeyButton(key) for key in ("1", "2", "3")}
        self._reader = StillReader(self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(1180, 680)

    def open(self) -> None:
        self._done = ""
        bring_in_front(self)
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._reviews.read_due(_REF):
            self._say(_("reading…"), Tone.WAITING)
        else:
            self._items = ()
            self._show_items()
            self._say(not_for_role(Intent.REVIEW_DISMISSALS), Tone.MISSING)

    def shown_camera(self) -> str:
        """Whose still is seen, "" where none is."""
        chosen = self._chosen()
        return chosen.camera_id if chosen is not None and chosen.still is not None else ""

    def back(self) -> None:
        """What Esc means here."""
        self.close()

    def hear(self, fact: object) -> None:
        match fact:
            case ReviewsDue(ref, items, own, failure) if ref == _REF:
                self._items, self._own = items, own
                self._show_items()
                self._tell_due(failure)
            case EntryWritten(ref, entry) if ref == _REF:
                self._why.clear()
                self._done = _reviewed_text(entry.kind)
                self._reviews.read_due(_REF)
            case EntryRefused(ref=ref, why=why) if ref == _REF:
                self._say(_("Not recorded: {why}.").format(why=why), Tone.MISSING)

    def close_reader(self) -> None:
        """Called once, when the desk closes."""
        self._reader.close()

    def retranslate(self) -> None:
        self.setWindowTitle(_("Munara · second look at dismissals"))
        self._list.setAccessibleName(_("Dismissals that were drawn"))
        self._still.setAccessibleName(_("What the camera showed"))
        self._why.setPlaceholderText(_("what is wrong with it"))
        shades = colours()
        self.setStyleSheet(
            f"QListWidget {{ border: 1px solid {shades.line.name()}; border-radius: 4px; }}"
            f"QListWidget:focus {{ border: 2px solid {shades.accent.name()}; }}"
            f" QLabel#still {{ background: {shades.ground.name()}; color: {shades.quiet.name()}; }}"
        )
        for button, text in zip(
            self._buttons.values(),
            (_("Rightly dismissed"), _("Wrongly dismissed"), _("Wrong: reopen the alert")),
            strict=True,
        ):
            button.setText(text)
        self._show_items()
        self._colour_line()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if takes_text(self.focusWidget()) or not self._judge_by(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list would look for an item that begins with the digit.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._judge_by(event):
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._list.setFixedWidth(_LIST_PX)
        self._list.setWordWrap(True)
        self._list.setSpacing(4)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._still.setObjectName("still")
        buttons = QGridLayout()
        for column, button in enumerate(self._buttons.values()):
            buttons.addWidget(button, 0, column)
        right = QVBoxLayout()
        right.addWidget(self._still, 1)
        for part in (self._told, self._why):
            right.addWidget(part)
        right.addLayout(buttons)
        right.addWidget(self._line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self._list)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self._list.installEventFilter(self)
        self._list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self._why.returnPressed.connect(self._list.setFocus)
        self._reader.ready.connect(self._on_still)
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._judge(key))

    def _chosen(self) -> DismissalDue | None:
        row = self._list.currentRow()
        return self._items[row] if 0 <= row < len(self._items) else None

    def _judge_by(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if digit in self._buttons and not event.isAutoRepeat():
            self._judge(digit)
        return digit in self._buttons

    def _judge(self, key: str) -> None:
        chosen, why = self._chosen(), self._why.text().strip()
        if chosen is None:
            return
        self._done = ""
        if key != "1" and not why:
            self._say(_("Say what is wrong with it."), Tone.MISSING)
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        verdict = Verdict.RIGHT if key == "1" else Verdict.WRONG
        asked = self._reviews.judge(chosen.seq, verdict, why, _REF)
        if asked and key == "3":
            asked = self._reviews.reopen(chosen.seq, why, _REF)
        if asked:
            self._say(_("Being recorded…"), Tone.WAITING)
        else:
            self._say(not_for_role(Intent.REVIEW_DISMISSALS), Tone.MISSING)

    def _on_still(self, path: Path, image: QImage) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.still == path:
            self._show_still(image)

    def _show_items(self) -> None:
        row = max(self._list.currentRow(), 0)
        self._list.clear()
        for item in self._items:
            self._list.addItem(QListWidgetItem(_item_text(item)))
        self._list.setCurrentRow(min(row, len(self._items) - 1))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self._told.setText(self._told_of(chosen) if chosen else "")
        for part in (self._why, *self._buttons.values()):
            part.setEnabled(chosen is not None)
        if chosen and chosen.still:
            self._reader.read(chosen.still)
        self._show_still(QImage())

    def _told_of(self, item: DismissalDue) -> str:
        unknown = unknown_words(item.camera_id, self._masks) if item.still else ""
        return "\n".join(filter(None, (_told_text(item), unknown)))

    def _show_still(self, image: QImage) -> None:
        chosen = self._chosen()
        if chosen is not None and not image.isNull():
            self._still.show_image(image, camera_id=chosen.camera_id)
        else:
            missing = chosen is not None and chosen.still is None
            self._still.show_words(_("Its picture is gone, or never came.") if missing else "")

    def _tell_due(self, failure: str) -> None:
        if failure:
            self._say(failure, Tone.MISSING)
        else:
            text = " ".join(filter(None, (self._done, self._count_text())))
            self._say(text, Tone.DONE if self._done else Tone.WAITING)

    def _count_text(self) -> str:
        count = len(self._items)
        waiting = ngettext(
            "{count} dismissal waits for a second look.", "{count} dismissals wait for a second look.", count
        )
        text = waiting.format(count=count) if count else _("Nothing waits for a second look.")
        if self._own:
            own = ngettext(
                "{count} of your own waits for somebody else.",
                "{count} of your own wait for somebody else.",
                self._own,
            )
            text = f"{text} {own.format(count=self._own)}"
        return text

    def _say(self, text: str, tone: Tone) -> None:
        self._tone = tone
        self._line.setText(text)
        self._colour_line()

    def _colour_line(self) -> None:
        self._line.setStyleSheet(f"color: {getattr(colours(), self._tone.value).name()};")


def _reviewed_text(kind: Kind | str) -> str:
    if kind is Kind.ALERT_REOPENED:
        return _("Reopened: the alert is in the queue again.")
    return _("Recorded.")


def _item_text(item: DismissalDue) -> str:
    where = " · ".join(part for part in (item.camera_number, item.place) if part)
    return f"{_when(item)}  {where}\n{dismiss_reason_title(item.reason)} · {item.dismissed_by}"


def _told_text(item: DismissalDue) -> str:
    return _("Entry {seq}, {time}: {name} dismissed “{zone}” as “{reason}”.").format(
        seq=item.seq,
        time=_when(item),
        name=item.dismissed_by,
        zone=item.zone,
        reason=dismiss_reason_title(item.reason),
    )


def _when(item: DismissalDue) -> str:
    try:
        return moment_text(local_time(item.at_utc, item.utc_offset_min))
    except ValueError:
        return item.at_utc
