"""The desk's keys and theme: put in force when it starts, changed by command, kept for the next start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from console.choices import ChoicesRefused, ChoicesSaved
from console.engine import Engine
from console.language import _
from ui.actions import ActionId
from ui.key_map import changed_keys, put_in_force, read_keys
from ui.keys.keys_window import KeysWindow
from ui.theme import Theme, apply_theme, current_theme
from ui.violations.form_frame import Tone

_THEME_REF = "theme"


class DeskChoices:
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(
        self,
        engine: Engine,
        application: QApplication,
        *,
        retell: Callable[[], object],
        tell: Callable[[str, Tone], object],
    ) -> None:
        """`retell` lets every window write its texts and colours anew; `tell` shows one line for a while."""
        self._choices = engine.choices
        self._application = application
        self._retell, self._tell = retell, tell
        self.window = KeysWindow(engine.choices)
        self._failure = self._choices.failure
        theme = self._choices.chosen.theme
        if theme and Theme(theme) is not current_theme():
            self._apply(Theme(theme))
        self._use_keys()
        if self._failure:
            tell(self._failure, Tone.MISSING)

    def act(self, action_id: ActionId) -> bool:
        """Follows a command; False where it means others."""
        if action_id is ActionId.BACK:
            return self.window.back()
        if action_id is ActionId.KEYS:
            self.window.open(failure=self._failure)
        elif action_id is ActionId.THEME:
            self._switch()
        return action_id in (ActionId.KEYS, ActionId.THEME)

    def hear(self, fact: object) -> None:
        match fact:
            case ChoicesSaved():
                self._failure = ""
                self._use_keys()
            case ChoicesRefused(ref, why) if ref == _THEME_REF:
                text = _("The theme holds until the desk is closed only: {why}").format(why=why)
                self._tell(text, Tone.MISSING)
        self.window.hear(fact)

    def close(self) -> None:
        self.window.hide()

    def _use_keys(self) -> None:
        found, odd = read_keys(self._choices.chosen.keys)
        if found != changed_keys():  # every window writes its texts anew: never for nothing
            put_in_force(found)
            self._retell()
        if odd:
            text = _("The usual key is in force for: {commands}. What stands in the file cannot be.")
            self._failure = text.format(commands=", ".join(odd))

    def _switch(self) -> None:
        theme = Theme.LIGHT if current_theme() is Theme.DARK else Theme.DARK
        self._apply(theme)
        self._choices.save_theme(theme.value, ref=_THEME_REF)

    def _apply(self, theme: Theme) -> None:
        apply_theme(self._application, theme)
        self._retell()
