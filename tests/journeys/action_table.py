"""Every command with what is made ready for it, and what must be seen once it was called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from console.journal.entry import Kind
from console.media.replay_state import ReplayPhase, ReplaySpeed
from console.operators.roles import Role
from console.wall.zoom import Fit
from tests.console.review_desk import SCHOOL, STREET
from tests.journeys.action_desk import BESIDE, ActionDesk, Keys
from tests.journeys.action_hands import (
    Seen,
    bulletin,
    chosen_at,
    earlier,
    filled,
    form,
    grid,
    heard,
    in_search,
    is_open,
    kept_layout,
    later,
    lit,
    live,
    masked,
    middle,
    moved,
    numbers_seen,
    on_street,
    other_page,
    replay,
    saved_picture,
    shows,
    speed,
    standing,
    stands_in,
    touring,
    two_alerts,
    typed,
    waiting_page,
    walked,
    zoomed,
)
from tests.ui.window_hands import alert, dismissed_here, offered, pictured, recorded_here, street, violation
from ui.actions import ActionId
from ui.theme import current_theme


@dataclass(frozen=True)
class Deed:
    """`seen` is asked, with what `ready` left, until it holds; a Kind: such an entry was written."""

    seen: Kind | Seen
    ready: Callable[[ActionDesk], object] = lambda desk: None
    keys: Keys = Keys.QUEUE
    then: str = ""  # digits typed after it
    who: Role = Role.SHIFT_LEAD


A, R = ActionId, Role
DEEDS: dict[ActionId, Deed] = {
    A.TAKE: Deed(Kind.ALERT_TAKEN, alert),
    A.CONFIRM: Deed(is_open(lambda d: d.app.alert_panel.form), alert),
    A.DISMISS: Deed(is_open(lambda d: d.app.alert_panel.strip), alert),
    A.BRING_BACK: Deed(Kind.ALERT_REOPENED, dismissed_here),
    A.ESCALATE: Deed(Kind.ALERT_ESCALATED, alert),
    A.ANSWER: Deed(Kind.ALERT_TAKEN, lambda d: d.escalated()),
    A.MEND_IGNORE: Deed(Kind.FAULT_NOTED, offered),
    A.MEND_CONFIDENCE: Deed(Kind.FAULT_NOTED, offered),
    A.MEND_SHELVE: Deed(Kind.RULE_SHELVED, offered),
    A.MUTE: Deed(Kind.MUTED, heard),
    A.NEXT_ALERT: Deed(chosen_at(1), two_alerts(0)),
    A.PREVIOUS_ALERT: Deed(chosen_at(0), two_alerts(1)),
    A.RECORD: Deed(is_open(lambda d: d.app.alert_panel.form)),
    A.CALL_CAMERA: Deed(shows("0503"), typed, Keys.AS_IS),
    A.SEARCH: Deed(lambda d, _m: d.app.camera_list._search.hasFocus()),
    A.PALETTE: Deed(is_open(lambda d: d.app.palette.palette)),
    A.FULL: Deed(lambda d, _m: d.app.camera_list.isHidden()),
    A.CHOOSE_MONITOR: Deed(lambda d, _m: d.app.walls.chosen is d.app.walls[1], then="2"),
    A.CALL_LAYOUT: Deed(
        lambda d, _m: d.wall.grid.camera_ids == (SCHOOL.id, STREET.id), kept_layout, then="3"
    ),
    A.LAYOUTS: Deed(is_open(lambda d: d.app.layouts.window)),
    A.SAVE_LAYOUT: Deed(is_open(lambda d: d.app.layouts.strip)),
    A.SAVE_SALVO: Deed(is_open(lambda d: d.app.layouts.strip)),
    A.TOUR: Deed(lambda d, _m: d.app.layouts.tours.name_on(d.wall) == "Round", kept_layout),
    A.TOUR_ON: Deed(lambda d, _m: d.wall.grid.camera_ids == (STREET.id,), touring),
    A.TOUR_BACK: Deed(lambda d, _m: d.wall.grid.camera_ids == (STREET.id,), touring),
    A.IDENTIFY: Deed(numbers_seen),
    A.NEXT_PAGE: Deed(other_page, waiting_page),
    A.PREVIOUS_PAGE: Deed(other_page, waiting_page),
    A.NEIGHBOUR_NEXT: Deed(shows(*BESIDE), on_street),
    A.NEIGHBOUR_PREVIOUS: Deed(shows(*BESIDE), on_street),
    A.NEIGHBOUR_ON: Deed(shows(*BESIDE), on_street),
    A.NEIGHBOUR_BACK: Deed(shows(STREET.number), walked),
    A.WALK_RETURN: Deed(shows(STREET.number), walked),
    A.SNAPSHOT: Deed(saved_picture, street),
    A.LIFT_MASK: Deed(is_open(lambda d: d.app.masks.strip), masked),
    A.RADIO_TEXT: Deed(
        lambda d, _m: STREET.place.name in QApplication.clipboard().text(),
        lambda d: (street(d), QApplication.clipboard().setText("")),
    ),
    A.BLACK: Deed(lambda d, _m: d.said.startswith("Black by choice: wall 1") and not d.wall.tiles, lit),
    A.ARM: Deed(lambda d, _m: d.said.startswith("Armed: cameras that call pop up"), lit),
    A.JOURNAL: Deed(is_open(lambda d: d.app.journal_window)),
    A.VOID: Deed(form("_void"), recorded_here),
    A.AMEND: Deed(form("_amend"), violation, Keys.JOURNAL),
    A.PACKAGE: Deed(form("_package"), violation, Keys.JOURNAL),
    A.REDACT: Deed(lambda d, _m: d.app.redactions.windows, pictured, Keys.JOURNAL),
    A.SHIFT: Deed(is_open(lambda d: d.app.shift_windows.handover)),
    A.READ_BULLETIN: Deed(Kind.BULLETIN_READ, bulletin),
    A.NOTICES: Deed(is_open(lambda d: d.app.shift_windows.notices)),
    A.REPLAY: Deed(lambda d, _m: d.app.picture._cover.widget is not None, live),
    A.LISTEN: Deed(is_open(lambda d: d.app.listen.strip), lambda d: d.app.choose_camera(SCHOOL.id)),
    A.BOOKMARK: Deed(is_open(lambda d: d.app.replays.bookmark.form), street),
    A.REPLAY_BACK: Deed(earlier, standing),
    A.REPLAY_ON: Deed(later, standing),
    A.REPLAY_PAUSE: Deed(lambda _d, view: view._replay.state().phase is ReplayPhase.PAUSED, replay),
    A.REPLAY_FRAME_BACK: Deed(earlier, standing),
    A.REPLAY_FRAME_ON: Deed(later, standing),
    A.REPLAY_SLOWER: Deed(speed(ReplaySpeed.HALF), replay),
    A.REPLAY_FASTER: Deed(speed(ReplaySpeed.DOUBLE), replay),
    A.REPLAY_LIVE: Deed(lambda d, _m: d.app.picture._cover.widget is None, replay),
    A.RULES: Deed(is_open(lambda d: d.app.rules.window), street, who=R.ADMINISTRATOR),
    A.REVIEWS: Deed(is_open(lambda d: d.app.shift_windows.reviews)),
    A.LOAD: Deed(is_open(lambda d: d.app.alert_asks.load.window)),
    A.SHIFT_LOG: Deed(is_open(lambda d: d.app.shift_windows.shift_log)),
    A.LOCK: Deed(Kind.DESK_LOCKED),
    A.SIGN_OUT: Deed(Kind.SIGNED_OUT),
    A.OPERATORS: Deed(is_open(lambda d: d.app.door.operators), who=R.ADMINISTRATOR),
    A.CLEAR_TILE: Deed(stands_in(-1), middle, Keys.WALL),
    A.NEXT_GRID: Deed(grid(1), middle, Keys.WALL),
    A.PREVIOUS_GRID: Deed(grid(-1), middle, Keys.WALL),
    A.MOVE_LEFT: Deed(stands_in(3), middle, Keys.WALL),
    A.MOVE_RIGHT: Deed(stands_in(5), middle, Keys.WALL),
    A.MOVE_UP: Deed(stands_in(1), middle, Keys.WALL),
    A.MOVE_DOWN: Deed(stands_in(7), middle, Keys.WALL),
    A.ZOOM_IN: Deed(lambda _d, made: made[0].factor > made[1], zoomed(0), Keys.WALL),
    A.ZOOM_OUT: Deed(lambda _d, made: made[0].factor < made[1], zoomed(1), Keys.WALL),
    A.ZOOM_NONE: Deed(lambda _d, made: made[0].factor == 1, zoomed(2), Keys.WALL),
    A.PAN_LEFT: Deed(moved(1, 0), zoomed(2), Keys.WALL),
    A.PAN_RIGHT: Deed(moved(-1, 0), zoomed(2), Keys.WALL),
    A.PAN_UP: Deed(moved(0, 1), zoomed(2), Keys.WALL),
    A.PAN_DOWN: Deed(moved(0, -1), zoomed(2), Keys.WALL),
    A.FIT_FILL: Deed(lambda _d, made: made[0].fit is not made[1] and made[0].fit in Fit, filled, Keys.WALL),
    A.SHEET: Deed(lambda d, _m: d.app.desk._sheet is not None and d.app.desk._sheet.isVisible()),
    A.KEYS: Deed(is_open(lambda d: d.app.choices.window)),
    A.THEME: Deed(lambda _d, before: current_theme() is not before, lambda d: current_theme()),
    A.BACK: Deed(lambda d, _m: d._queue_has_keys(), in_search, Keys.AS_IS),
}
