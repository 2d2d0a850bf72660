"""Every command and its key, one table; keys go by where they lie, whatever layout is on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt

from console.language import N_, _


class ActionId(Enum):
    TAKE = "take"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    BRING_BACK = "bring back"
    ESCALATE = "escalate"
    ANSWER = "answer"
    MEND_IGNORE = "mend ignore"
    MEND_CONFIDENCE = "mend confidence"
    MEND_SHELVE = "mend shelve"
    MUTE = "mute"
    NEXT_ALERT = "next alert"
    PREVIOUS_ALERT = "previous alert"
    RECORD = "record"
    CALL_CAMERA = "call camera"
    SEARCH = "search"
    PALETTE = "palette"
    FULL = "full"
    CHOOSE_MONITOR = "choose monitor"
    CALL_LAYOUT = "call layout"
    LAYOUTS = "layouts"
    SAVE_LAYOUT = "save layout"
    SAVE_SALVO = "save salvo"
    TOUR = "tour"
    TOUR_ON = "tour on"
    TOUR_BACK = "tour back"
    IDENTIFY = "identify monitors"
    NEXT_PAGE = "next page"
    PREVIOUS_PAGE = "previous page"
    NEIGHBOUR_NEXT = "next neighbour"
    NEIGHBOUR_PREVIOUS = "previous neighbour"
    NEIGHBOUR_ON = "walk on"
    NEIGHBOUR_BACK = "walk back"
    WALK_RETURN = "walk return"
    LISTEN = "listen"
    SNAPSHOT = "snapshot"
    LIFT_MASK = "lift mask"
    RADIO_TEXT = "radio text"
    BLACK = "black"
    ARM = "arm"
    JOURNAL = "journal"
    VOID = "void"
    AMEND = "amend"
    PACKAGE = "package"
    REDACT = "redact"
    SHIFT = "shift"
    READ_BULLETIN = "read bulletin"
    NOTICES = "notices"
    REPLAY = "replay"
    BOOKMARK = "bookmark"
    REPLAY_BACK = "replay back"
    REPLAY_ON = "replay on"
    REPLAY_PAUSE = "replay pause"
    REPLAY_FRAME_BACK = "replay frame back"
    REPLAY_FRAME_ON = "replay frame on"
    REPLAY_SLOWER = "replay slower"
    REPLAY_FASTER = "replay faster"
    REPLAY_LIVE = "replay live"
    RULES = "rules"
    REVIEWS = "reviews"
    LOAD = "load"
    SHIFT_LOG = "shift log"
    LOCK = "lock"
    SIGN_OUT = "sign out"
    OPERATORS = "operators"
    CLEAR_TILE = "clear tile"
    NEXT_GRID = "next grid"
    PREVIOUS_GRID = "previous grid"
    MOVE_LEFT = "move left"
    MOVE_RIGHT = "move right"
    MOVE_UP = "move up"
    MOVE_DOWN = "move down"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    ZOOM_NONE = "zoom none"
    PAN_LEFT = "pan left"
    PAN_RIGHT = "pan right"
    PAN_UP = "pan up"
    PAN_DOWN = "pan down"
    FIT_FILL = "fit or fill"
    SHEET = "sheet"
    KEYS = "keys"
    THEME = "theme"
    BACK = "back"


class Menu(Enum):
    ALERTS = N_("Alerts")
    SHIFT = N_("Shift")
    CAMERAS = N_("Cameras")
    REPLAY = N_("While a replay is open")  # its keys live only then
    MONITORS = N_("Monitors")
    WALL = N_("Walls")
    WINDOWS = N_("Windows")
    OPERATOR = N_("Who works here")
    RECORDS = N_("In the journal")  # their keys live in its window alone


NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_NOT_TYPED = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class Action:
    """One command: where it stands in the menu and which physical key calls it."""

    id: ActionId
    text: str
    menu: Menu
    scan_code: int  # as X11 and Wayland count: the kernel's (evdev) code + 8
    key: Qt.Key  # for platforms that give no scan code, and for the label
    label: str
    modifiers: Qt.KeyboardModifier = NONE

    @property
    def rests(self) -> bool:
        """Whether the key rests where people type: letters and digits do, Esc, F1 and Ctrl+ do not."""
        if self.modifiers == CTRL and self.key in _ARROWS:  # there it goes from word to word
            return True
        return self.modifiers in (NONE, SHIFT) and self.id is not ActionId.BACK and self.key not in _NOT_TYPED


_K, _A, _M = Qt.Key, ActionId, Menu
# Scan codes: linux/input-event-codes.h, each + 8.
ACTIONS: tuple[Action, ...] = (
    Action(_A.TAKE, N_("Take the alert"), _M.ALERTS, 38, _K.Key_A, "A"),
    Action(_A.CONFIRM, N_("Confirm: record a violation"), _M.ALERTS, 54, _K.Key_C, "C"),
    Action(_A.DISMISS, N_("Dismiss the alert"), _M.ALERTS, 40, _K.Key_D, "D"),
    Action(_A.BRING_BACK, N_("Bring back the last dismissal"), _M.ALERTS, 52, _K.Key_Z, "Z"),
    Action(_A.ESCALATE, N_("Escalate to the shift lead"), _M.ALERTS, 26, _K.Key_E, "E"),
    Action(_A.ANSWER, N_("Take the escalated alert as shift lead"), _M.ALERTS, 26, _K.Key_E, "Ctrl+E", CTRL),
    Action(_A.MEND_IGNORE, N_("False again: ignore the ground"), _M.ALERTS, 10, _K.Key_1, "Ctrl+1", CTRL),
    Action(_A.MEND_CONFIDENCE, N_("False again: higher confidence"), _M.ALERTS, 11, _K.Key_2, "Ctrl+2", CTRL),
    Action(_A.MEND_SHELVE, N_("False again: shelve the rule"), _M.ALERTS, 12, _K.Key_3, "Ctrl+3", CTRL),
    Action(_A.NEXT_ALERT, N_("Next alert"), _M.ALERTS, 57, _K.Key_N, "N"),
    Action(_A.PREVIOUS_ALERT, N_("Previous alert"), _M.ALERTS, 33, _K.Key_P, "P"),
    Action(_A.MUTE, N_("Mute the sound for ten minutes, or end it"), _M.ALERTS, 58, _K.Key_M, "Ctrl+M", CTRL),
    Action(_A.RECORD, N_("Record without a camera"), _M.ALERTS, 57, _K.Key_N, "Ctrl+N", CTRL),
    Action(_A.SHIFT, N_("Open, hand over or close the shift…"), _M.SHIFT, 43, _K.Key_H, "H"),
    Action(_A.READ_BULLETIN, N_("Bulletin read"), _M.SHIFT, 31, _K.Key_I, "I"),
    Action(_A.NOTICES, N_("Notes, faults, bulletins…"), _M.SHIFT, 25, _K.Key_W, "W"),
    Action(_A.REVIEWS, N_("Second look at dismissals…"), _M.SHIFT, 24, _K.Key_Q, "Q"),
    Action(_A.LOAD, N_("What alerts ask of the shift…"), _M.SHIFT, 43, _K.Key_H, "Ctrl+H", CTRL),
    Action(_A.SHIFT_LOG, N_("Shift log as a file…"), _M.SHIFT, 45, _K.Key_K, "K"),
    Action(_A.CALL_CAMERA, N_("Call the camera typed"), _M.CAMERAS, 36, _K.Key_Return, "Enter"),
    Action(_A.SEARCH, N_("Find a camera"), _M.CAMERAS, 61, _K.Key_Slash, "/"),
    Action(_A.FULL, N_("Chosen camera to full size and back"), _M.CAMERAS, 41, _K.Key_F, "F"),
    Action(
        _A.NEIGHBOUR_NEXT, N_("Camera to the right, or next"), _M.CAMERAS, 114, _K.Key_Right, "Alt+→", ALT
    ),
    Action(
        _A.NEIGHBOUR_PREVIOUS,
        N_("Camera to the left, or previous"),
        _M.CAMERAS,
        113,
        _K.Key_Left,
        "Alt+←",
        ALT,
    ),
    Action(_A.NEIGHBOUR_ON, N_("Camera below, or walk on"), _M.CAMERAS, 116, _K.Key_Down, "Alt+↓", ALT),
    Action(_A.NEIGHBOUR_BACK, N_("Camera above, or walk back"), _M.CAMERAS, 111, _K.Key_Up, "Alt+↑", ALT),
    Action(
        _A.WALK_RETURN,
        N_("Back to where one came from"),
        _M.CAMERAS,
        22,
        _K.Key_Backspace,
        "Alt+Backspace",
        ALT,
    ),
    Action(_A.LISTEN, N_("Listen to the chosen camera, or end it"), _M.CAMERAS, 46, _K.Key_L, "Alt+L", ALT),
    Action(_A.SNAPSHOT, N_("Save the chosen camera's picture"), _M.CAMERAS, 39, _K.Key_S, "S"),
    Action(
        _A.LIFT_MASK,
        N_("Lift the chosen camera's privacy mask, or fill it in"),
        _M.CAMERAS,
        58,
        _K.Key_M,
        "Alt+M",
        ALT,
    ),
    Action(_A.RADIO_TEXT, N_("Copy a text for the radio"), _M.CAMERAS, 29, _K.Key_Y, "Y"),
    Action(_A.REPLAY, N_("Look back ten seconds"), _M.CAMERAS, 27, _K.Key_R, "R"),
    Action(_A.BOOKMARK, N_("Bookmark"), _M.CAMERAS, 56, _K.Key_B, "B"),
    Action(_A.RULES, N_("Rules of the chosen camera…"), _M.CAMERAS, 27, _K.Key_R, "Ctrl+R", CTRL),
    Action(_A.REPLAY_BACK, N_("Five seconds back"), _M.REPLAY, 113, _K.Key_Left, "←"),
    Action(_A.REPLAY_ON, N_("Five seconds on"), _M.REPLAY, 114, _K.Key_Right, "→"),
    Action(_A.REPLAY_PAUSE, N_("Pause and on"), _M.REPLAY, 65, _K.Key_Space, "Space"),
    Action(_A.REPLAY_FRAME_BACK, N_("One frame back"), _M.REPLAY, 59, _K.Key_Comma, ","),
    Action(_A.REPLAY_FRAME_ON, N_("One frame on"), _M.REPLAY, 60, _K.Key_Period, "."),
    Action(_A.REPLAY_SLOWER, N_("Slower"), _M.REPLAY, 20, _K.Key_Minus, "-"),
    Action(_A.REPLAY_FASTER, N_("Faster"), _M.REPLAY, 21, _K.Key_Equal, "="),
    Action(_A.REPLAY_LIVE, N_("Back to live"), _M.REPLAY, 46, _K.Key_L, "L"),
    Action(_A.CHOOSE_MONITOR, N_("Choose a monitor; 0 is the desk"), _M.MONITORS, 58, _K.Key_M, "M 0–9"),
    Action(_A.CALL_LAYOUT, N_("Call a layout"), _M.MONITORS, 42, _K.Key_G, "G 0–9"),
    Action(_A.TOUR, N_("Tour of the chosen monitor: start, pause, go on"), _M.MONITORS, 28, _K.Key_T, "T"),
    Action(_A.TOUR_ON, N_("Next step of the tour"), _M.MONITORS, 28, _K.Key_T, "Shift+T", SHIFT),
    Action(
        _A.TOUR_BACK,
        N_("Previous step of the tour"),
        _M.MONITORS,
        28,
        _K.Key_T,
        "Ctrl+Shift+T",
        CTRL | SHIFT,
    ),
    Action(_A.LAYOUTS, N_("Layouts, salvos, tours…"), _M.MONITORS, 42, _K.Key_G, "Alt+G", ALT),
    Action(_A.SAVE_LAYOUT, N_("Save the monitor as a layout…"), _M.MONITORS, 39, _K.Key_S, "Ctrl+S", CTRL),
    Action(
        _A.SAVE_SALVO,
        N_("Save all monitors as a salvo…"),
        _M.MONITORS,
        39,
        _K.Key_S,
        "Ctrl+Shift+S",
        CTRL | SHIFT,
    ),
    Action(_A.IDENTIFY, N_("Identify monitors"), _M.MONITORS, 58, _K.Key_M, "Ctrl+Shift+M", CTRL | SHIFT),
    Action(_A.NEXT_PAGE, N_("Next page of the monitor"), _M.MONITORS, 117, _K.Key_PageDown, "Alt+PgDn", ALT),
    Action(
        _A.PREVIOUS_PAGE, N_("Previous page of the monitor"), _M.MONITORS, 112, _K.Key_PageUp, "Alt+PgUp", ALT
    ),
    Action(_A.BLACK, N_("Wall black but for what calls, and back"), _M.WALL, 56, _K.Key_B, "Ctrl+B", CTRL),
    Action(
        _A.ARM,
        N_("Arm the chosen tile for alerts, or end it"),
        _M.WALL,
        38,
        _K.Key_A,
        "Ctrl+Shift+A",
        CTRL | SHIFT,
    ),
    Action(_A.CLEAR_TILE, N_("Empty the chosen tile"), _M.WALL, 119, _K.Key_Delete, "Del"),
    Action(_A.NEXT_GRID, N_("Next grid"), _M.WALL, 42, _K.Key_G, "Ctrl+G", CTRL),
    Action(_A.PREVIOUS_GRID, N_("Previous grid"), _M.WALL, 42, _K.Key_G, "Ctrl+Shift+G", CTRL | SHIFT),
    Action(_A.MOVE_LEFT, N_("Move the camera to the left"), _M.WALL, 113, _K.Key_Left, "Ctrl+←", CTRL),
    Action(_A.MOVE_RIGHT, N_("Move the camera to the right"), _M.WALL, 114, _K.Key_Right, "Ctrl+→", CTRL),
    Action(_A.MOVE_UP, N_("Move the camera up"), _M.WALL, 111, _K.Key_Up, "Ctrl+↑", CTRL),
    Action(_A.MOVE_DOWN, N_("Move the camera down"), _M.WALL, 116, _K.Key_Down, "Ctrl+↓", CTRL),
    Action(_A.ZOOM_IN, N_("Zoom in"), _M.WALL, 21, _K.Key_Equal, "Ctrl+=", CTRL),
    Action(_A.ZOOM_OUT, N_("Zoom out"), _M.WALL, 20, _K.Key_Minus, "Ctrl+-", CTRL),
    Action(_A.ZOOM_NONE, N_("Without zoom"), _M.WALL, 19, _K.Key_0, "Ctrl+0", CTRL),
    Action(_A.PAN_LEFT, N_("Look further left"), _M.WALL, 113, _K.Key_Left, "Shift+←", SHIFT),
    Action(_A.PAN_RIGHT, N_("Look further right"), _M.WALL, 114, _K.Key_Right, "Shift+→", SHIFT),
    Action(_A.PAN_UP, N_("Look further up"), _M.WALL, 111, _K.Key_Up, "Shift+↑", SHIFT),
    Action(_A.PAN_DOWN, N_("Look further down"), _M.WALL, 116, _K.Key_Down, "Shift+↓", SHIFT),
    Action(
        _A.FIT_FILL, N_("Fill the tile, or show the whole picture"), _M.WALL, 41, _K.Key_F, "Ctrl+F", CTRL
    ),
    Action(_A.JOURNAL, N_("Journal"), _M.WINDOWS, 44, _K.Key_J, "J"),
    Action(_A.PALETTE, N_("Find anything…"), _M.WINDOWS, 45, _K.Key_K, "Ctrl+K", CTRL),
    Action(_A.SHEET, N_("Every key on one sheet"), _M.WINDOWS, 67, _K.Key_F1, "F1"),
    Action(_A.KEYS, N_("Change keys…"), _M.WINDOWS, 67, _K.Key_F1, "Ctrl+F1", CTRL),
    Action(_A.THEME, N_("Light or dark windows"), _M.WINDOWS, 28, _K.Key_T, "Ctrl+T", CTRL),
    Action(_A.BACK, N_("Back to the alert queue"), _M.WINDOWS, 9, _K.Key_Escape, "Esc"),
    Action(_A.LOCK, N_("Lock the desk"), _M.OPERATOR, 46, _K.Key_L, "Ctrl+L", CTRL),
    Action(_A.SIGN_OUT, N_("Sign out"), _M.OPERATOR, 46, _K.Key_L, "Ctrl+Shift+L", CTRL | SHIFT),
    Action(_A.OPERATORS, N_("Operators and roles…"), _M.OPERATOR, 32, _K.Key_O, "Ctrl+O", CTRL),
    Action(_A.AMEND, N_("Amend the violation"), _M.RECORDS, 30, _K.Key_U, "U"),
    Action(_A.VOID, N_("Void the violation"), _M.RECORDS, 55, _K.Key_V, "V"),
    Action(_A.PACKAGE, N_("Evidence package…"), _M.RECORDS, 53, _K.Key_X, "X"),
    Action(_A.REDACT, N_("Redacted copies…"), _M.RECORDS, 32, _K.Key_O, "O"),
)
# With the keys in force: a desk may change them (ui/key_map.py). ACTIONS keeps the usual ones. Thread: GUI.
BY_ID = {action.id: action for action in ACTIONS}


def tooltip(action_id: ActionId) -> str:
    """What the command does and the key that calls it."""
    action = BY_ID[action_id]
    return f"{_(action.text)} · {action.label}"


def chord_key(action_id: ActionId) -> str:
    """The key after which a digit is pressed: "M" of "M 0–9"."""
    return BY_ID[action_id].label.removesuffix(" 0–9")


def layout_chord(digit: object) -> str:
    """How the layout of a digit is called: "G 3"."""
    return f"{chord_key(ActionId.CALL_LAYOUT)} {digit}"
