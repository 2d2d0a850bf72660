"""What the desk asks for beside an alert's decision: bring back, void, record, tell by radio, the load."""

from __future__ import annotations

from console.cameras.camera import Camera
from console.engine import Engine
from ui.actions import ActionId
from ui.alerts.alert_panel import AlertPanel
from ui.bring_back_ask import BringBackAsk
from ui.decided_line import DecidedLine
from ui.journal.journal_window import JournalWindow
from ui.load_ask import LoadAsk
from ui.mend_ask import MendAsk
from ui.radio_ask import RadioAsk
from ui.record_ask import RecordAsk
from ui.seen_ask import LookedBackAt, SeenAsk


class AlertAsks:
    """Thread: GUI. The app lets it `act` and hands it every fact (`hear`)."""

    def __init__(
        self,
        engine: Engine,
        *,
        panel: AlertPanel,
        journal_window: JournalWindow,
        looked_back_at: LookedBackAt,
    ) -> None:
        self.mends = MendAsk(engine, panel=panel)
        self.bring_back = BringBackAsk(engine, panel=panel)
        self.load = LoadAsk(engine, mends=self.mends)
        self.radio = RadioAsk(engine, panel=panel)
        self.decided = DecidedLine(engine, panel=panel)
        self.records = RecordAsk(engine, panel=panel, journal_window=journal_window)
        self.seen = SeenAsk(engine, panel=panel, looked_back_at=looked_back_at)

    def act(self, action_id: ActionId, camera: Camera | None) -> bool:
        """Whether the command was for one of them, mends and load aside; `camera`: the one shown large."""
        if any(part.act(action_id) for part in (self.bring_back, self.records)):
            return True
        return self.radio.act(action_id, camera) or self.seen.act(action_id, camera)

    def hear(self, fact: object) -> None:
        for part in (self.decided, self.bring_back, self.records, self.load, self.seen):
            part.hear(fact)
        self.radio.show_neighbours()

    def close(self) -> None:
        self.load.close()
        self.seen.close()
