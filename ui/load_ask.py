"""Ctrl+H: the window of the shift's load over the engine, and its mends."""

from __future__ import annotations

from console.engine import Engine
from console.shift_load import LoadTold
from ui.actions import ActionId
from ui.load.load_window import LoadWindow
from ui.mend_ask import MendAsk

_REF = "load window"


class LoadAsk:
    """Thread: GUI; the figures are made on the journal's reader. The app lets it `act` and `hear`."""

    def __init__(self, engine: Engine, *, mends: MendAsk) -> None:
        self._engine = engine
        self.window = LoadWindow(mends=lambda: mends.strip.mends, utc_offset_min=engine.clock.utc_offset_min)
        self.window.wanted.connect(self._ask)
        self.window.mendAsked.connect(mends.act)

    def act(self, action_id: ActionId) -> bool:
        """Whether the command was for this."""
        if action_id is ActionId.BACK:
            return self.window.back()
        if action_id is not ActionId.LOAD:
            return False
        self.window.open()
        return True

    def hear(self, fact: object) -> None:
        match fact:
            case LoadTold(ref=ref) if ref == _REF:
                self.window.show_told(fact)

    def close(self) -> None:
        self.window.hide()

    def _ask(self) -> None:
        self._engine.shift_load.tell(
            in_ten_minutes=self._engine.duty.load.in_ten_minutes(),
            waiting=len(self._engine.inbox),
            until_utc=self._engine.clock.now_utc(),
            ref=_REF,
        )
