"""Qt's own texts (file dialog, context menus) in the language in use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from console.language import N_, _, use_language

# What Qt's Russian and Kazakh catalogues of 6.11 lack of the texts that our windows show.
_LACKING = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
    ("QAbstractFileIconProvider", "Drive"): N_("Drive"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
}


class _Lacking(QTranslator):
    """Our catalogue's answers where Qt's has none."""

    def isEmpty(self) -> bool:
        return False

    def translate(  # None is Qt's null string, "ask the next"; "" would be an answer
        self, context: str, source: str, *_which: object
    ) -> str | None:
        text = _LACKING.get((context, source))
        return _(text) if text else None


class QtLanguage:
    """Thread: GUI. One for the application; `change` may be called again and again."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._lacking = _Lacking(application)
        self._qt = QTranslator(application)
        self._loaded = ""  # the language of Qt's catalogue

    def change(self, code: str) -> None:
        """Switches every text, ours and Qt's; Qt then tells every window (QEvent.LanguageChange)."""
        use_language(code)
        for translator in (self._lacking, self._qt):
            self._application.removeTranslator(translator)
        if code != self._loaded:  # another theme tells every window, too, and reads no file
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._qt.load(f"qtbase_{code}", folder)
            self._loaded = code
        # The one installed last is asked first: ours answers only where Qt's own has nothing.
        for translator in (self._lacking, self._qt):
            self._application.installTranslator(translator)
