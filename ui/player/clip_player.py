"""The player of recorded clips: silent with boxes, or by libVLC with sound; one face, and it says which."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.evidence.proved_file import ProvedFile
from console.language import _
from console.media.replay_state import ReplayPhase
from ui.actions import ActionId
from ui.physical_key import REST_PROPERTY, action_of
from ui.player.clip_view import ClipCaption, ClipView
from ui.player.film_view import Replayed
from ui.player.past import Past
from ui.player.steering import STEERING
from ui.player.vlc_engine import Opening, has_native_windows
from ui.player.vlc_player import VlcFilm
from ui.player.vlc_view import VlcView


class Sound(Enum):
    """What is heard of a clip."""

    CHECKING = auto()  # it is not known yet whether it has any
    NONE = auto()  # it was recorded without
    OFF = auto()
    COMING = auto()
    ON = auto()
    MASKED = auto()  # libVLC draws over whatever we fill in
    UNKNOWN = auto()  # the camera is gone, and nobody can tell what its masks were
    NO_LIBRARY = auto()
    NO_WINDOWS = auto()
    CHANGED = auto()
    UNREADABLE = auto()  # now: it may be tried again
    TOO_LARGE = auto()

    def text(self) -> str:
        """One line for a person."""
        return {
            Sound.CHECKING: "",
            Sound.NONE: _("Silent: this clip was recorded without sound."),
            Sound.OFF: _("Silent. With sound there are no boxes."),
            Sound.COMING: _("The sound is coming…"),
            Sound.ON: _("The sound is on. Boxes are shown without it."),
            Sound.MASKED: _("Silent: with sound the privacy mask of this camera could not be filled in."),
            Sound.UNKNOWN: _("Silent: the desk has this camera no more, and no privacy masks are filled in."),
            Sound.NO_LIBRARY: _("No sound: libVLC is not installed here. The picture is shown without it."),
            Sound.NO_WINDOWS: _("No sound: this display has no window for libVLC. The picture is silent."),
            Sound.CHANGED: _("No sound: the file is no longer what was recorded. The picture still is."),
            Sound.UNREADABLE: _("No sound: the file cannot be read now. The picture is shown without it."),
            Sound.TOO_LARGE: _("No sound: the file is too large for it. The picture is shown without it."),
        }[self]


_MISSING = {
    Opening.NO_LIBRARY: Sound.NO_LIBRARY,
    Opening.CHANGED: Sound.CHANGED,
    Opening.UNREADABLE: Sound.UNREADABLE,
    Opening.TOO_LARGE: Sound.TOO_LARGE,
}
_MAY_COME = (Sound.OFF, Sound.UNREADABLE)


class ClipPlayer(QWidget):
    """Whoever shows it polls it, and closes the replay behind it. Thread: GUI."""

    ended = Signal(object)  # ReplayPhase: why nothing can be shown
    heard = Signal()  # its sound is about to be on
    backWanted = Signal()  # noqa: N815 - Qt's way; to the entry that it belongs to

    def __init__(
        self,
        replay: Replayed,
        *,
        file: ProvedFile,
        caption: ClipCaption,
        past: Past,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty(REST_PROPERTY, True)  # its keys are its own
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sound = Sound.CHECKING
        self._replay = replay
        self._file, self._caption, self._past = file, caption, past
        self._silent = ClipView(replay, caption=caption, past=past, parent=self)
        self._silent.ended.connect(self.ended)
        self._silent.commandWanted.connect(self._on_button)
        self._film: VlcFilm | None = None
        self._loud: VlcView | None = None
        self._line = QLabel(wordWrap=True)
        self._button = QPushButton()
        self._button.setCheckable(True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.toggle_sound)
        below = QHBoxLayout()
        below.addWidget(self._line, 1)
        below.addWidget(self._button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._silent, 1)
        self._layout.addLayout(below)
        self.retranslate()

    @property
    def view(self) -> ClipView:
        """The one that is seen."""
        return self._loud or self._silent

    def poll(self, now_ns: int) -> None:
        """Called at each tick of the frame clock."""
        self.view.poll(now_ns)

    def offer_sound(self, *, recorded: bool) -> None:
        """`recorded`: whether the clip has any."""
        if self.sound is Sound.CHECKING:
            self._set_sound(Sound.OFF if recorded else Sound.NONE)

    def keep_silent(self, why: Sound) -> None:
        """The camera has a privacy mask, if only since a moment ago, or nobody can tell: MASKED, UNKNOWN."""
        if self.sound is not why:
            self.mute()
            self._set_sound(why)

    def toggle_sound(self) -> None:
        """libVLC goes on where the silent player stands, and back."""
        if self.sound in _MAY_COME and not has_native_windows():
            self._set_sound(Sound.NO_WINDOWS)
        elif self.sound in _MAY_COME:
            self._set_sound(Sound.COMING)
            self.heard.emit()
            state = self._replay.state()
            self._film = VlcFilm(self._file, begins_ns=state.oldest_ns, ends_ns=state.newest_ns)
            self._film.opened.connect(self._on_opened)
            self._film.open()
        elif self.sound is Sound.ON:
            self._replay.seek(self.view.at_ns())
            self.mute()

    def mute(self) -> None:
        """Ends the sound at once; the picture stays."""
        film, loud = self._film, self._loud
        self._film = self._loud = None
        if film is not None:
            film.release()
        if loud is not None and film is not None:
            loud.hide()
            film.released.connect(loud.deleteLater)
            self._silent.go_on_like(loud)
            self._silent.show()
        if self.sound in (Sound.ON, Sound.COMING):
            self._set_sound(Sound.OFF)

    def _on_button(self, action_id: ActionId) -> None:
        if not self.act(action_id):
            self.backWanted.emit()

    def act(self, action_id: ActionId) -> bool:
        """Follows a command of the replay's; False where it is none."""
        steer = STEERING.get(action_id)
        if steer is not None:
            steer(self.view)
        return steer is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = action_of(event)
        if action is None or not self.act(action.id):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self._button.setText(_("Sound"))
        self._set_sound(self.sound)
        self.view.update()

    def _on_opened(self, came: Opening) -> None:
        film = self._film
        assert film is not None
        if came is not Opening.OPEN:
            self.mute()
            self._set_sound(_MISSING[came])
            return
        at_ns = self._silent.at_ns()
        self._loud = VlcView(film, caption=self._caption, past=self._past, parent=self)
        self._loud.ended.connect(self._on_lost)
        self._loud.commandWanted.connect(self._on_button)
        self._layout.insertWidget(0, self._loud, 1)
        self._silent.hide()
        self._loud.show()
        self._layout.activate()
        self._loud.begin()
        film.seek(at_ns)
        self._set_sound(Sound.ON)

    def _on_lost(self, _phase: ReplayPhase) -> None:
        """libVLC gave up: the silent picture goes on."""
        self.mute()
        self._set_sound(Sound.NO_LIBRARY)

    def _set_sound(self, sound: Sound) -> None:
        self.sound = sound
        self._line.setText(sound.text())
        self._button.setChecked(sound in (Sound.COMING, Sound.ON))
        self._button.setEnabled(sound in (*_MAY_COME, Sound.ON))
