"""The hand-over document on the screen, and below it what has come since it was made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from console.journal.handover import HandoverDocument
from console.language import _, ngettext
from console.shifts import HandoverNews
from ui.shift.document_text import document_html
from ui.theme import colours


class DocumentView(QWidget):
    """Thread: GUI."""

    anewWanted = Signal()  # noqa: N815 - Qt's way; the document is to be made again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document: HandoverDocument | None = None
        self._instead = ""
        self._text, self._news, self._anew = QTextBrowser(), QLabel(wordWrap=True), QPushButton()
        foot = QHBoxLayout()
        foot.addWidget(self._news, 1)
        foot.addWidget(self._anew)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        self._anew.clicked.connect(self.anewWanted)
        self.show_news(None)

    def show_document(self, document: HandoverDocument | None, *, instead: str = "") -> None:
        """Without a document, `instead` says why there is none."""
        self.document, self._instead = document, instead
        if document is None:
            self._text.setHtml(f"<p style='color:{colours().quiet.name()}'>{instead}</p>")
            self.show_news(None)
        else:
            self._text.setHtml(document_html(document))

    def show_news(self, news: HandoverNews | None) -> None:
        """What the document does not know of."""
        for part in (self._news, self._anew):
            part.setVisible(news is not None)
        if news is None:
            return
        changed = bool(news.came or news.went)
        self._news.setText(_changed_text(news) if changed else _entries_text(news.entries))
        self._news.setStyleSheet(f"color: {(colours().warning if changed else colours().quiet).name()};")

    def retranslate(self) -> None:
        self._text.setAccessibleName(_("Hand-over document"))
        self._anew.setText(_("Make it anew · F5"))
        self.show_document(self.document, instead=self._instead)


def _changed_text(news: HandoverNews) -> str:
    return _("▲ Since it was made: alerts that came {came}, decided {went}.").format(
        came=len(news.came), went=len(news.went)
    )


def _entries_text(entries: int) -> str:
    if not entries:
        return _("Nothing has changed since it was made.")
    text = ngettext(
        "{count} entry was recorded since it was made.",
        "{count} entries were recorded since it was made.",
        entries,
    )
    return text.format(count=entries)
