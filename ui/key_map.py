"""The keys in force: the usual ones of the table, but where the desk has changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt

from console.language import N_, _
from ui.actions import ACTIONS, ALT, BY_ID, CTRL, NONE, SHIFT, ActionId

MODIFIERS = {"ctrl": CTRL, "shift": SHIFT, "alt": ALT}  # as they are stored
_K = Qt.Key


def _row(first: int, caps: str) -> dict[int, tuple[str, Qt.Key]]:
    return {first + place: (cap, Qt.Key(ord(cap))) for place, cap in enumerate(caps)}


# What stands on each physical key of a Latin keyboard, by scan code (linux/input-event-codes.h, + 8).
CAPS: Mapping[int, tuple[str, Qt.Key]] = {
    **_row(10, "1234567890-="),
    **_row(24, "QWERTYUIOP[]"),
    **_row(38, "ASDFGHJKL;'`"),
    **_row(51, "\\ZXCVBNM,./"),
    **{67 + n: (f"F{n + 1}", Qt.Key(_K.Key_F1 + n)) for n in range(10)},
    95: ("F11", _K.Key_F11),
    96: ("F12", _K.Key_F12),
    9: ("Esc", _K.Key_Escape),
    22: ("Backspace", _K.Key_Backspace),
    23: ("Tab", _K.Key_Tab),
    36: ("Enter", _K.Key_Return),
    65: ("Space", _K.Key_Space),
    110: ("Home", _K.Key_Home),
    111: ("↑", _K.Key_Up),
    112: ("PgUp", _K.Key_PageUp),
    113: ("←", _K.Key_Left),
    114: ("→", _K.Key_Right),
    115: ("End", _K.Key_End),
    116: ("↓", _K.Key_Down),
    117: ("PgDn", _K.Key_PageDown),
    118: ("Ins", _K.Key_Insert),
    119: ("Del", _K.Key_Delete),
}
_DIGITS = frozenset(range(10, 20))
_LISTS = frozenset({22, 23, 65, *range(110, 120)})  # they move about in lists and fields
_FIELDS = frozenset({38, 52, 53, 54, 55})  # Ctrl with A, Z, X, C, V: writing
# A desk on which these were elsewhere could not be left, read or told a number by whoever comes to it.
FIXED = frozenset({ActionId.BACK, ActionId.SHEET, ActionId.CALL_CAMERA})


class Unfit(Enum):
    """Why a key cannot be given to a command."""

    UNKNOWN = N_("this key is not known")
    FIXED = N_(
        "Esc, F1 and Enter stay as they are on every desk: they lead back, tell the keys, call a camera"
    )
    DIGIT = N_("the digits call cameras by their numbers")
    LIST = N_("this key moves about in lists and fields; it can be used with Ctrl or Alt")
    FIELD = N_("this key copies, cuts, pastes or undoes in every field")

    def why(self) -> str:
        return _(self.value)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A physical key with what is held down beside it."""

    scan_code: int
    modifiers: Qt.KeyboardModifier = NONE

    @property
    def label(self) -> str:
        """ "Ctrl+Shift+L": what stands on the key of a Latin keyboard."""
        held = [name.title() for name, each in MODIFIERS.items() if self.modifiers & each]
        return "+".join([*held, CAPS[self.scan_code][0]])

    @property
    def unfit(self) -> Unfit | None:
        bare = self.modifiers in (NONE, SHIFT)
        checks = {
            Unfit.UNKNOWN: self.scan_code not in CAPS,
            Unfit.FIXED: any(stroke_of(each) == self for each in FIXED),
            Unfit.DIGIT: bare and self.scan_code in _DIGITS,
            Unfit.LIST: bare and self.scan_code in _LISTS,
            Unfit.FIELD: self.modifiers in (CTRL, CTRL | SHIFT) and self.scan_code in _FIELDS,
        }
        return next((why for why, holds in checks.items() if holds), None)


_USUAL = {action.id: Stroke(action.scan_code, action.modifiers) for action in ACTIONS}
KeyMap = Mapping[ActionId, Stroke]  # the changed ones alone


def usual_stroke(action_id: ActionId) -> Stroke:
    return _USUAL[action_id]


def stroke_of(action_id: ActionId) -> Stroke:
    """The key in force."""
    action = BY_ID[action_id]
    return Stroke(action.scan_code, action.modifiers)


def changed_keys() -> dict[ActionId, Stroke]:
    """What differs from the usual keys now."""
    return {each: stroke_of(each) for each in BY_ID if stroke_of(each) != _USUAL[each]}


def whose(stroke: Stroke) -> ActionId | None:
    """The command that the key calls now."""
    return next((each for each in BY_ID if stroke_of(each) == stroke), None)


def put_in_force(changed: KeyMap) -> None:
    """The usual keys but for these; whoever shows keys must be told to look again. Thread: GUI."""
    for usual in ACTIONS:
        stroke = changed.get(usual.id)
        if stroke is None or stroke == _USUAL[usual.id]:
            BY_ID[usual.id] = usual
        else:
            BY_ID[usual.id] = replace(
                usual,
                scan_code=stroke.scan_code,
                key=CAPS[stroke.scan_code][1],
                modifiers=stroke.modifiers,
                label=stroke.label + usual.label.removeprefix(_USUAL[usual.id].label),  # "M 0–9"
            )


def stored(changed: KeyMap) -> dict[str, str]:
    """As a file keeps it: {"take": "ctrl+24"}, the last part a scan code."""
    return {each.value: _written(stroke) for each, stroke in changed.items()}


def read_keys(kept: Mapping[str, str]) -> tuple[dict[ActionId, Stroke], list[str]]:
    """What of it can be used, and what cannot: unknown commands, unfit keys, one key for two commands."""
    found: dict[ActionId, Stroke] = {}
    odd: list[str] = []
    known = {each.value: each for each in ActionId}
    for name, text in kept.items():
        action_id, stroke = known.get(name), _read_stroke(text)
        if action_id is None or stroke is None or action_id in FIXED or stroke.unfit:
            odd.append(name)
        else:
            found[action_id] = stroke
    while twice := _called_twice(found):
        odd.append(twice.value)
        del found[twice]
    return found, odd


def _called_twice(changed: KeyMap) -> ActionId | None:
    """A changed key that is another command's too."""
    all_of_them = {**_USUAL, **changed}
    strokes = list(all_of_them.values())
    return next((each for each in changed if strokes.count(all_of_them[each]) > 1), None)


def _written(stroke: Stroke) -> str:
    held = [name for name, each in MODIFIERS.items() if stroke.modifiers & each]
    return "+".join([*held, str(stroke.scan_code)])


def _read_stroke(text: str) -> Stroke | None:
    *held, code = text.split("+")
    if not code.isdecimal() or not set(held) <= set(MODIFIERS):
        return None
    return Stroke(int(code), modifiers_of(MODIFIERS[name] for name in held))


def modifiers_of(held: Iterable[Qt.KeyboardModifier]) -> Qt.KeyboardModifier:
    both = NONE
    for each in held:
        both |= each
    return both
