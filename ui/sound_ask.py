"""What is heard at the desk, and `Ctrl+M`, which mutes it for ten minutes at the most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.language import N_, _
from console.muting import MOST_MIN, MUTE_REF
from console.operators.operator import MACHINE
from console.operators.permissions import Intent
from console.sound.calls import Calls
from console.sound.speaker import SoundBack, SoundLost, Speaker
from ui.actions import BY_ID, ActionId
from ui.desk.sound_chip import SoundChip
from ui.desk.top_bar import TopBar
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

LISTEN_EACH_MS = 250
NO_SOUND = N_("no sound at the desk")  # what the entry says


class SoundAsk(QObject):
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(
        self,
        engine: Engine,
        speaker: Speaker | None,
        *,
        top_bar: TopBar,
        tell: Callable[[str, Tone], None],
        parent: QObject,
    ) -> None:
        """`speaker`: None where nobody listens, as without a screen. `tell` shows one line for a while."""
        super().__init__(parent)
        self._engine = engine
        self._tell = tell
        self._speaker = speaker
        self._calls = Calls(inbox=engine.inbox, clock=engine.clock)
        self.chip = SoundChip()
        top_bar.add_chip(self.chip)
        self._timer = QTimer(self, interval=LISTEN_EACH_MS)
        self._timer.timeout.connect(self.listen)

    def start(self) -> None:
        if self._speaker is not None:
            self._speaker.start()
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        if self._speaker is not None:
            self._speaker.stop()

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id is not ActionId.MUTE:
            return False
        muting = self._engine.muting
        if muting.left_s:
            if muting.unmute():
                self._tell(_("The sound is on again."), Tone.DONE)
            else:
                self._tell(not_for_role(Intent.MUTE), Tone.MISSING)
        elif not muting.mute():
            self._tell(not_for_role(Intent.MUTE), Tone.MISSING)
        self.listen()
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref) if ref == MUTE_REF:
                told = _("The sound is muted for {count} min. {key} ends it.")
                self._tell(told.format(count=MOST_MIN, key=BY_ID[ActionId.MUTE].label), Tone.DONE)
            case EntryRefused(ref=ref, why=why) if ref == MUTE_REF:
                self._tell(_("The sound is not muted: {why}.").format(why=why), Tone.MISSING)
            case SoundLost(why):
                self.chip.show_lost(why)
                body = {"what": NO_SOUND, "failure": why}
                self._engine.journal.record(Kind.FAULT_NOTED, body, actor=MACHINE)
            case SoundBack():
                self.chip.show_lost("")
        self._calls.hear(fact)
        self.listen()

    def listen(self) -> None:
        """Starts the sound that is due, and shows what is muted."""
        left_s = self._engine.muting.left_s
        self.chip.show_muted(left_s)
        if left_s:
            self._calls.miss()
        elif (sound := self._calls.due()) is not None and self._speaker is not None:
            self._speaker.say(sound)
