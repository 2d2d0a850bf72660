"""No text is cut off, in any language, at 100 and at 150 % of a full-HD screen."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QSplitter, QWidget

from tests.ui.every_view import every_view
from ui.status.elided_label import ElidedLabel

# In device-independent pixels: at 150 % the same screen has fewer of them.
SCREENS = {"100 %": QSize(1920, 1080), "150 %": QSize(1280, 720)}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_text_has_room(app, language, screen):
    app.change_language(language)
    app.desk.resize(SCREENS[screen])
    app.desk.share_width()
    app.journal_window.resize(SCREENS[screen] * 0.8)
    shown = {}
    for name, window, open_it in every_view(app):
        open_it()
        for _turn in range(3):
            QApplication.processEvents()
        QApplication.sendPostedEvents()  # a figure that has just come has its room
        shown |= {f"{name}: {text}": lack for text, lack in _cut(window)}
        app.alert_panel.back()
    app.shift_windows.hide()
    app.journal_window._bar.saved.form.hide()
    app.journal_window._bar._kinds.setCurrentIndex(0)
    app.change_language("en")
    QApplication.processEvents()
    assert not shown


def _cut(window):
    """(text, missing pixels) of labels and buttons whose text is wider than they are."""
    assert window.findChildren(QSplitter) or window.isVisible()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and not widget.wordWrap():
            yield from _lack(widget, widget.text(), room=widget.contentsRect().width())
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.width() > 0:
            yield from _lack(widget, widget.text().replace("&", ""), room=widget.width() - 4)
        elif isinstance(widget, QComboBox) and not widget.isEditable():
            yield from _lack(widget, widget.currentText(), room=widget.width() - 24)


def _lack(widget, text, *, room):
    wanted = _width(widget, text)
    if wanted > room + 1:
        yield text, wanted - room


def _width(widget, text):
    if re.search(r"<\w", text):  # rich text: its parts have sizes of their own
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(widget.font())
        document.setHtml(text)
        return document.idealWidth()
    return max((widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n")), default=0)
