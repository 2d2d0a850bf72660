"""Searches kept by name: recalled, kept and removed from one menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from console.journal.saved_searches import SavedSearch
from console.language import _
from ui.violations.form_frame import FormFrame, LabelledRows, Tone

_LONGEST_NAME = 80  # letters, as the desk keeps them


class NameForm(FormFrame):
    """Asks for the name under which a search is kept. Thread: GUI."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLineEdit(maxLength=_LONGEST_NAME)
        self._rows = LabelledRows()
        self._rows.add("name", self._name)
        self._content.addLayout(self._rows)
        self.watch(self._name)
        self.left.connect(self.hide)
        self.hide()
        self.retranslate()

    def open(self) -> None:
        self.say("", tone=Tone.MISSING)
        self.show()
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._name.selectAll()

    def forget(self) -> None:
        """Somebody else sits here now."""
        self.hide()
        self._name.clear()

    def submit(self) -> None:
        name = self._name.text().strip()
        if name:
            self.named.emit(name)
        else:
            self.say(_("Give the search a name."), tone=Tone.MISSING, field=self._name)

    def retranslate(self) -> None:
        super().retranslate()
        self._title.setText(_("Keep this search"))
        self._rows.set_texts({"name": _("Name")})
        self._name.setPlaceholderText(_("the name of one that is kept already replaces it"))
        self._do.setText(_("Keep · Enter"))
        self._back.setText(_("Back · Esc"))


class SavedMenu(QPushButton):
    """Thread: GUI. The window reads and writes what it asks for, and shows what is kept (`show_searches`)."""

    recalled = Signal(object)  # Query
    saveWanted = Signal(str)  # noqa: N815 - Qt's way; the name
    removeWanted = Signal(str)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searches: Sequence[SavedSearch] = ()
        self._menu = QMenu(self)
        self.form = NameForm()
        self.form.named.connect(self.saveWanted)
        self.setMenu(self._menu)
        self.retranslate()

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = searches
        self._fill()

    def retranslate(self) -> None:
        self.setText(_("Searches"))
        self.setToolTip(_("Searches that are kept under a name"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for search in self._searches:
            recall = menu.addAction(_plain(search.name))
            recall.triggered.connect(lambda _checked=False, query=search.query: self.recalled.emit(query))
        menu.addSeparator()
        menu.addAction(_("Keep this search…")).triggered.connect(lambda _checked=False: self.form.open())
        if self._searches:
            gone = menu.addMenu(_("Remove"))
            for search in self._searches:
                remove = gone.addAction(_plain(search.name))
                remove.triggered.connect(
                    lambda _checked=False, name=search.name: self.removeWanted.emit(name)
                )


def _plain(name: str) -> str:
    """An ampersand in a menu would mark a key."""
    return name.replace("&", "&&")
