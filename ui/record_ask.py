"""What is done to a record in the journal's window; `V` on the desk opens there the last one made here."""

from __future__ import annotations

from console.engine import Engine
from console.journal.entry import EntryWritten, Kind
from console.language import _
from ui.actions import BY_ID, ActionId, Menu
from ui.alerts.alert_panel import AlertPanel
from ui.journal.journal_window import JournalWindow


class RecordAsk:
    """Nothing is voided before its reason is given there. Thread: GUI."""

    def __init__(self, engine: Engine, *, panel: AlertPanel, journal_window: JournalWindow) -> None:
        self._engine = engine
        self._panel = panel
        self._window = journal_window
        self._last: dict[str, int] = {}  # the entry of each person's last record since the desk was opened

    def act(self, action_id: ActionId) -> bool:
        """Whether the command means records: in the journal's own window the one chosen there."""
        if BY_ID[action_id].menu is not Menu.RECORDS:
            return False
        if action_id is not ActionId.VOID or self._window.isActiveWindow():
            self._window.act(action_id)
        elif seq := self._last.get(self._engine.permit.actor):
            self._window.act_on(seq, ActionId.VOID)
        else:
            text = _("You made no record here since the desk was opened. {key} finds older ones.")
            self._panel.tell(text.format(key=BY_ID[ActionId.JOURNAL].label))
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(_ref, entry) if entry.kind is Kind.VIOLATION_RECORDED:
                self._last[entry.actor] = entry.seq
            case EntryWritten(_ref, entry) if entry.kind is Kind.VIOLATION_VOIDED:
                self._last = {who: seq for who, seq in self._last.items() if seq != entry.body.get("seq")}
