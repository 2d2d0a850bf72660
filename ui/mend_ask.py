"""Ctrl+1 to Ctrl+3: a zone that is dismissed as false again and again is mended, or the mend is noted."""

from __future__ import annotations

from console.alerts.mends import Mends, MendsOffered
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten, Kind
from console.journal.shift import ShiftRefused
from console.language import _
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.alerts.mend_strip import MendStrip
from ui.numerals import decimal
from ui.violations.form_frame import Tone

_REF = "mend"


class MendAsk:
    """Zones and confidence are an administrator's to change, who decides on no alerts: that is a note.

    Thread: GUI. The app lets it `act` and hands it every fact (`hear`).
    """

    def __init__(self, engine: Engine, *, panel: AlertPanel) -> None:
        self._engine = engine
        self._panel = panel
        self.strip = MendStrip()
        self.strip.asked.connect(self.act)
        panel.add_strip(self.strip)

    def act(self, action_id: ActionId) -> bool:
        """Follows a command; False where it is for others, too."""
        if action_id is ActionId.BACK:
            self.strip.close_offer()
            return False
        acts = {
            ActionId.MEND_IGNORE: self._ignore,
            ActionId.MEND_CONFIDENCE: self._raise_confidence,
            ActionId.MEND_SHELVE: self._shelve,
        }
        act = acts.get(action_id)
        if act is not None:
            mends = self.strip.mends
            if mends is None:
                self._panel.tell(
                    _("Nothing to mend: no zone was dismissed as false three times."), Tone.WAITING
                )
            else:
                act(mends)
        return act is not None

    def hear(self, fact: object) -> None:
        match fact:
            case MendsOffered(mends):
                self.strip.offer(mends)
            case EntryWritten(ref, entry) if ref == _REF and entry.kind is Kind.RULE_SHELVED:
                self._done(_("Rule shelved until the shift's end: entry {seq}."), entry.seq)
            case EntryWritten(ref, entry) if ref == _REF:
                self._done(_("Noted for the administrator: entry {seq}."), entry.seq)
            case EntryRefused(ref=ref, why=why) | ShiftRefused(ref=ref, why=why) if ref == _REF:
                self._panel.tell(_("Not done: {why}.").format(why=why), Tone.MISSING)

    def _ignore(self, mends: Mends) -> None:
        if mends.ignore is None:
            return
        left, top, right, bottom = (round(side * 100) for side in mends.ignore)
        self._note(
            mends,
            _("ignore the ground from {left} to {right} % across and from {top} to {bottom} % down").format(
                left=left, top=top, right=right, bottom=bottom
            ),
        )

    def _raise_confidence(self, mends: Mends) -> None:
        if mends.confidence is not None:
            self._note(mends, _("least confidence {value}").format(value=decimal(mends.confidence, 2)))

    def _note(self, mends: Mends, mend: str) -> None:
        """As the operator's own words: they stay as they were said."""
        text = _("{zone}: {why}. Mend: {mend}.").format(
            zone=mends.alert.zone.name, why=_why(mends), mend=mend
        )
        self._hear(self._engine.shifts.note_fault(text, camera=mends.alert.camera, ref=_REF))

    def _shelve(self, mends: Mends) -> None:
        shelving = self._engine.shelving
        if shelving.may_shelve(mends.alert):
            self._hear(shelving.shelve(mends.alert, why=_why(mends), ref=_REF))
            return
        shelving.shelve(mends.alert)  # refused, and an entry
        text = _("Not done: only a shift lead shelves the most urgent rules where children are.")
        self._panel.tell(text, Tone.MISSING)

    def _hear(self, answer: bool) -> None:
        if not answer:
            text = _("Not done: your role may not do this, or no shift is open.")
            self._panel.tell(text, Tone.MISSING)

    def _done(self, text: str, seq: int) -> None:
        self.strip.close_offer()
        self._panel.tell(text.format(seq=seq), Tone.DONE)


def _why(mends: Mends) -> str:
    return _("dismissed as false in this shift: {count}").format(count=mends.count)
