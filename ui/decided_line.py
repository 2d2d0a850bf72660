"""Says that a decision stands in the journal: what one did is told, not guessed from a card that is gone."""

from __future__ import annotations

from console.engine import Engine
from console.journal.entry import EntryWritten, Kind
from console.language import N_, _
from ui.actions import BY_ID, ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.violations.form_frame import Tone

_SAID = {
    Kind.VIOLATION_RECORDED: N_("Recorded: entry {seq}."),
    Kind.ALERT_DISMISSED: N_("Dismissed: entry {seq}. {key} brings it back."),
    Kind.ALERT_ESCALATED: N_("Escalated: entry {seq}."),
}


class DecidedLine:
    """For decisions on alerts, of whoever works here. Thread: GUI."""

    def __init__(self, engine: Engine, *, panel: AlertPanel) -> None:
        self._engine = engine
        self._panel = panel

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(_ref, entry) if entry.kind in _SAID and entry.body.get("alert_id"):
                if entry.actor == self._engine.permit.actor:
                    key = BY_ID[ActionId.BRING_BACK].label
                    said = _(_SAID[Kind(entry.kind)]).format(seq=entry.seq, key=key)
                    self._panel.tell(said, Tone.DONE)
