"""One entry in full: its body in words, what became of it, its evidence as it lies on the disk now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.journal.aftermath import Aftermath, files_of
from console.journal.search import FoundEntry
from console.language import _
from ui.journal.entry_text import entry_html
from ui.journal.evidence_list import EvidenceList
from ui.journal.history_text import history_html, standing_html
from ui.mask_cover import ShownMasks
from ui.theme import colours

STOPPED_MS = 60  # an aftermath is read where one stops in the table, not for each row passed
SEEN_MS = 400  # a key held down passes a row in 30 to 50 ms; what one goes past is not looked at


class EntryPanel(QScrollArea):
    """Shows an entry at once, and its aftermath when that has been read. Thread: GUI."""

    aftermathWanted = Signal(int)  # noqa: N815 - Qt's way; the entry's number
    clipWanted = Signal(object, object)  # noqa: N815 - FoundFile, the boxes beside it as a tuple
    picturesShown = Signal(object)  # noqa: N815 - FoundEntry: somebody sees its pictures

    def __init__(self, *, masks: ShownMasks, parent: QWidget | None = None) -> None:
        """`masks` tells what of a picture is filled in."""
        super().__init__(parent)
        self._entry: FoundEntry | None = None
        self._aftermath: Aftermath | None = None
        self._evidence = EvidenceList(masks=masks)
        self._evidence.clipWanted.connect(self.clipWanted)
        self._stopped = QTimer(self, singleShot=True, interval=STOPPED_MS)
        self._stopped.timeout.connect(self._on_stopped)
        self._stayed = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._stayed.timeout.connect(self.reveal)
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.addWidget(self._text)
        layout.addWidget(self._evidence)
        layout.addStretch(1)
        self.setWidget(inner)
        self.show_entry(None)

    @property
    def entry(self) -> FoundEntry | None:
        return self._entry

    @property
    def aftermath(self) -> Aftermath | None:
        """Of the entry that is shown; None until it has been read."""
        return self._aftermath

    def sizeHint(self) -> QSize:
        return QSize(460, 600)

    def show_entry(self, entry: FoundEntry | None) -> None:
        same = self._entry is not None and entry is not None and entry.seq == self._entry.seq
        self._entry = entry
        if not same:
            self._aftermath = None
            self._evidence.show_files(entry.seq if entry else 0, files_of(entry) if entry else ())
            self.verticalScrollBar().setValue(0)
            self._stayed.stop()
            self.read_anew()
        self.retranslate()

    def show_aftermath(self, aftermath: Aftermath) -> None:
        if self._entry is not None and aftermath.seq == self._entry.seq:
            self._aftermath = aftermath
            self._evidence.show_files(aftermath.seq, aftermath.files)
            self._tell_shown()
            self.retranslate()

    def read_anew(self) -> None:
        """Something about the entry may have been written meanwhile."""
        if self._entry is None:
            self.rest()
            return
        self._stopped.start()
        if not self._evidence.is_revealed() and not self._stayed.isActive():
            self._stayed.start()

    def rest(self) -> None:
        """Asks for nothing by itself, and shows no more than it does, until there is reason again."""
        self._stopped.stop()
        self._stayed.stop()

    def reveal(self) -> None:
        """Shows the entry's pictures: somebody stays with it."""
        self._stayed.stop()
        if self._entry is not None and not self._evidence.is_revealed():
            self._evidence.reveal()
            self._tell_shown()

    def shown_camera(self) -> str:
        """Whose pictures stand with the entry; "" where none do."""
        return self._evidence.shown_camera()

    def focus_evidence(self) -> None:
        """Gives the list of files the keys, if the entry has any."""
        if self._evidence.has_files():
            self.reveal()
            self._evidence.focus()

    def has_evidence_keys(self) -> bool:
        """Whether one moves in the list of files."""
        return self._evidence.has_keys()

    def look_at_evidence(self) -> None:
        """The chosen file may have changed."""
        self._evidence.look_again()

    def close_loader(self) -> None:
        self.rest()
        self._evidence.close_loader()

    def retranslate(self) -> None:
        quiet = colours().quiet.name()
        if self._entry is None:
            hint = _("Choose an entry to read it in full.")
            self._text.setText(f"<p style='color:{quiet}'>{hint}</p>")
        else:
            above, below = "", ""
            if self._aftermath is not None:
                above, below = standing_html(self._aftermath, self._entry), history_html(self._aftermath)
            self._text.setText(above + entry_html(self._entry, history=below))
        self._evidence.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _tell_shown(self) -> None:
        """Once it is known what of the evidence is still there."""
        if self._aftermath is not None and self._evidence.is_revealed() and self._evidence.has_pictures():
            self.picturesShown.emit(self._entry)

    def _on_stopped(self) -> None:
        if self._entry is not None:
            self.aftermathWanted.emit(self._entry.seq)
