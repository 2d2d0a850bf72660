"""One entry in full: its body in words, its evidence as it lies on the disk now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.journal.search import FoundEntry
from console.language import _
from ui.journal.entry_text import entry_html
from ui.journal.evidence_loader import EvidenceLoader, Finding, LoadedEvidence
from ui.theme import colours


class EvidencePicture(QWidget):
    """A still as wide as its room, in its own aspect. Thread: GUI."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.setVisible(not image.isNull())
        self._fit()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(self.rect().adjusted(0, 0, size.width() - self.width(), 0), self._image)
        painter.end()

    def _fit(self) -> None:
        if not self._image.isNull() and self._image.width():
            height = self.width() * self._image.height() // self._image.width()
            self.setFixedHeight(min(max(height, 40), 720))


class EntryPanel(QScrollArea):
    """Thread: GUI; evidence is read beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: FoundEntry | None = None
        self._evidence: LoadedEvidence | None = None
        self._loader = EvidenceLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._picture = EvidencePicture()
        self._finding = QLabel()
        for label in (self._text, self._finding):
            label.setWordWrap(True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 4, 16, 16)
        for part in (self._text, self._picture, self._finding):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(inner)
        self.show_entry(None)

    def sizeHint(self) -> QSize:
        return QSize(460, 600)

    def show_entry(self, entry: FoundEntry | None) -> None:
        same = self._entry is not None and entry is not None and entry.seq == self._entry.seq
        self._entry = entry
        if not same:
            self._evidence = None
            self._picture.show_image(QImage())
            self._load()
        self.retranslate()

    def close_loader(self) -> None:
        self._loader.close()

    def retranslate(self) -> None:
        quiet = colours().quiet.name()
        if self._entry is None:
            hint = _("Choose an entry to read it in full.")
            self._text.setText(f"<p style='color:{quiet}'>{hint}</p>")
        else:
            self._text.setText(entry_html(self._entry))
        self._show_finding()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _load(self) -> None:
        files = _evidence(self._entry.body) if self._entry else []
        if self._entry is None or not files or not self._entry.evidence:
            return
        path: Path = self._entry.evidence[0]
        self._loader.load(self._entry.seq, path, str(files[0].get("sha256", "")))

    def _on_loaded(self, seq: int, evidence: LoadedEvidence) -> None:
        if self._entry is not None and self._entry.seq == seq:
            self._evidence = evidence
            self._picture.show_image(evidence.image)
            self._show_finding()

    def _show_finding(self) -> None:
        evidence, shades = self._evidence, colours()
        if evidence is None:
            self._finding.hide()
            return
        texts = {
            Finding.INTACT: (_("✓ the file is the one that was recorded"), shades.good),
            Finding.CHANGED: (_("✕ the file was changed after it was recorded"), shades.bad),
            Finding.MISSING: (_("✕ the file is missing: {name}"), shades.bad),
        }
        text, colour = texts[evidence.finding]
        self._finding.setText(
            f"{text.format(name=evidence.path.name)}\nSHA-256 {evidence.sha256[:32]}\n{evidence.sha256[32:]}"
        )
        self._finding.setStyleSheet(f"color: {colour.name()}; font-size: 12px;")
        self._finding.show()


def _evidence(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the entry says of its files; an erased or damaged body says nothing."""
    files = body.get("evidence", [])
    return [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
