"""`Z`: the last dismissal of whoever sits here comes back, or it is said why not."""

from __future__ import annotations

from console.alerts.alert import AlertReopened
from console.bring_back import Regret
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten
from console.language import _
from console.operators.permissions import Intent
from console.reviews import ReopeningFailed
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.violations.form_frame import Tone
from ui.violations.refusal_text import not_for_role

_REF = "bring back"


class BringBackAsk:
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(self, engine: Engine, *, panel: AlertPanel) -> None:
        self._engine = engine
        self._panel = panel
        self._alert_id = ""  # that was asked for and is not in the queue yet

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id is not ActionId.BRING_BACK:
            return False
        answer = self._engine.bring_back.ask(_REF)
        if answer is Regret.ASKED:
            self._panel.tell(_("Being brought back…"), Tone.WAITING)
        elif answer is Regret.NOT_ALLOWED:
            self._panel.tell(not_for_role(Intent.BRING_BACK))
        else:
            self._panel.tell(_("Not brought back: {why}.").format(why=answer.why()))
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case EntryWritten(ref, entry) if ref == _REF:
                self._alert_id = str(entry.body["alert_id"])
                self._panel.tell(_("Brought back: entry {seq}.").format(seq=entry.seq), Tone.DONE)
            case EntryRefused(ref, _kind, why) if ref == _REF:
                self._panel.tell(_("Not brought back: {why}.").format(why=why))
            case AlertReopened(alert) if alert.id == self._alert_id:
                self._alert_id = ""
                self._panel.refresh()
                self._panel.queue.choose(alert.id)
            case ReopeningFailed(alert_id, why) if alert_id == self._alert_id:
                self._alert_id = ""
                self._panel.tell(_("Not brought back: {why}.").format(why=why))
