"""The evidence of an entry: each file in words, the chosen picture, and whether it is what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from console.journal.aftermath import FoundFile
from console.language import _
from ui.journal.evidence_loader import EvidenceLoader, Finding, LoadedEvidence
from ui.journal.evidence_text import file_text, finding_text, is_playable
from ui.mask_cover import MaskCover, ShownMasks, unknown_words
from ui.theme import colours

_FIRST_SHOWN = ("boxed", "still")  # the still with its boxes says most
_NO_PICTURES = ("boxes",)
_ROW_PX = 26


class EvidencePicture(QWidget):
    """A still as wide as its room, in its own aspect. Thread: GUI."""

    def __init__(self, masks: ShownMasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._camera_id = QImage(), ""
        self._masks, self._cover = masks, MaskCover()

    def show_image(self, image: QImage, *, camera_id: str) -> None:
        """`camera_id`: whose masks are filled in."""
        self._image, self._camera_id = image, camera_id
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
            target = self.rect().adjusted(0, 0, size.width() - self.width(), 0)
            painter.drawImage(target, self._image)
            masks = self._masks.of(self._camera_id)
            self._cover.paint_on(painter, masks, target=QRectF(target), image=self._image.size())
        painter.end()

    def _fit(self) -> None:
        if not self._image.isNull() and self._image.width():
            height = self.width() * self._image.height() // self._image.width()
            self.setFixedHeight(min(max(height, 40), 720))


class EvidenceList(QWidget):
    """Thread: GUI; files are read beside it, once somebody stays with their entry (`reveal`)."""

    clipWanted = Signal(object, object)  # noqa: N815 - Qt's way; FoundFile, the boxes beside it as a tuple

    def __init__(self, *, masks: ShownMasks, parent: QWidget | None = None) -> None:
        """`masks` tells what is filled in."""
        super().__init__(parent)
        self._masks = masks
        self._seq = 0
        self._revealed = False
        self._to_play: Path | None = None  # wanted before it was known whether its bytes are those recorded
        self._files: tuple[FoundFile, ...] = ()
        self._asked: set[Path] = set()  # read already, or about to be
        self._loaded: dict[Path, LoadedEvidence] = {}
        self._loader = EvidenceLoader(self)
        self._loader.loaded.connect(self._on_loaded)
        self._rows = QListWidget()
        self._rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.currentRowChanged.connect(self._on_row_changed)
        self._rows.itemActivated.connect(lambda _item: self._play())
        self._picture = EvidencePicture(masks)
        self._finding = QLabel(wordWrap=True)
        self._finding.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._rows, self._picture, self._finding):
            layout.addWidget(part)

    def show_files(self, seq: int, files: Sequence[FoundFile]) -> None:
        """The files of entry `seq` in words, and as they are where they are revealed already."""
        chosen = self._chosen() if seq == self._seq else None
        if seq != self._seq:
            self._seq, self._revealed, self._to_play = seq, False, None
            self._asked.clear()
            self._loaded.clear()
            self._loader.forget()
        self._files = tuple(files)
        if self._revealed:
            self._load_new()
        self._fill(chosen.path if chosen else None)

    def reveal(self) -> None:
        """Reads the files and shows their pictures: those of an entry that is passed are not seen."""
        self._revealed = True
        self._load_new()

    def is_revealed(self) -> bool:
        return self._revealed

    def has_files(self) -> bool:
        return bool(self._files)

    def has_pictures(self) -> bool:
        """Whether a file is there that was not erased, and is more than a table of boxes."""
        return bool(self._pictures())

    def shown_camera(self) -> str:
        """Whose pictures they are, the alert's before a record too; "" where there are none."""
        return next((file.entry.camera_id for file in self._pictures()), "")

    def focus(self) -> None:
        """Gives the list the keys."""
        self._rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_keys(self) -> bool:
        return self._rows.hasFocus()

    def look_again(self) -> None:
        """The chosen file is not what it was a moment ago."""
        if file := self._chosen():
            self._loader.load(self._seq, [(file.path, file.sha256)])

    def close_loader(self) -> None:
        self._loader.close()

    def retranslate(self) -> None:
        self._rows.setAccessibleName(_("Evidence"))
        for row, file in enumerate(self._files):
            item = self._rows.item(row)
            item.setText(file_text(file, self._finding_of(file)))
            item.setToolTip(f"{file.path.name}\nSHA-256 {file.sha256}")
        self._show_chosen()

    def _fill(self, chosen: Path | None) -> None:
        self._rows.blockSignals(True)
        self._rows.clear()
        self._rows.addItems([""] * len(self._files))
        self._rows.setCurrentRow(self._row_to_show(chosen))
        self._rows.blockSignals(False)
        self._rows.setFixedHeight(min(len(self._files), 8) * _ROW_PX + 6)
        self._rows.setVisible(bool(self._files))
        self.retranslate()

    def _load_new(self) -> None:
        """Those that are shown already are not read again."""
        new = [file for file in self._files if file.path not in self._asked and not file.erased]
        self._asked.update(file.path for file in new)
        self._loader.load(self._seq, ((file.path, file.sha256) for file in new))

    def _row_to_show(self, chosen: Path | None) -> int:
        paths = [file.path for file in self._files]
        if chosen in paths:
            return paths.index(chosen)
        roles = [file.role for file in self._files]
        return next((roles.index(role) for role in _FIRST_SHOWN if role in roles), 0 if roles else -1)

    def _pictures(self) -> list[FoundFile]:
        return [file for file in self._files if file.role not in _NO_PICTURES and not file.erased]

    def _chosen(self) -> FoundFile | None:
        row = self._rows.currentRow()
        return self._files[row] if 0 <= row < len(self._files) else None

    def _play(self) -> None:
        """A clip whose bytes are those that were recorded; of any other the finding says why not."""
        file = self._chosen()
        self._to_play = file.path if file is not None and self._finding_of(file) is None else None
        if file is not None and is_playable(file, self._finding_of(file)):
            boxes = tuple(each for each in self._files if each.role == "boxes" and not each.erased)
            self.clipWanted.emit(file, boxes)

    def _finding_of(self, file: FoundFile) -> Finding | None:
        loaded = self._loaded.get(file.path)
        return loaded.finding if loaded else None

    def _on_loaded(self, seq: int, evidence: LoadedEvidence) -> None:
        if seq == self._seq:
            self._loaded[evidence.path] = evidence
            self.retranslate()
            if evidence.path == self._to_play:
                self._play()

    def _on_row_changed(self, _row: int) -> None:
        self._to_play = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        file, shades = self._chosen(), colours()
        evidence = self._loaded.get(file.path) if file else None
        camera_id = file.entry.camera_id if file else ""
        self._picture.show_image(evidence.image if evidence else QImage(), camera_id=camera_id)
        text = finding_text(file, self._finding_of(file)) if file else ""
        self._finding.setVisible(bool(text))
        if file is None or not text:
            return
        sha256 = evidence.sha256 if evidence else file.sha256
        good = evidence is not None and evidence.finding is Finding.INTACT
        colour = shades.warning if file.erased else shades.good if good else shades.bad
        lines = (text, unknown_words(camera_id, self._masks), f"SHA-256 {sha256[:32]}", sha256[32:])
        self._finding.setText("\n".join(filter(None, lines)))
        self._finding.setStyleSheet(f"color: {colour.name()}; font-size: 12px;")
