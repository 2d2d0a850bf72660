"""A box of choices that is filled anew with each language and keeps what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


def fill(box: QComboBox, texts: Sequence[str], *, usual: int = 0) -> None:
    """Tells nobody; `usual` is chosen the first time."""
    chosen = box.currentIndex() if box.count() else usual
    box.blockSignals(True)
    box.clear()
    box.addItems(texts)
    box.setCurrentIndex(chosen)
    box.blockSignals(False)
