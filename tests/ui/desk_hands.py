"""How a desk's own keys and layouts are changed in its windows, as by `window_hands`."""

from __future__ import annotations

from tests.ui.window_desk import WindowDesk
from ui.actions import ActionId
from ui.key_map import stroke_of


def asked_for_a_key(desk: WindowDesk) -> object:
    """The window of keys, with a new key waited for."""
    with desk.lead():
        desk.key(ActionId.KEYS)
    window = desk.app.choices.window
    window._ask()
    return window._field


def press_another(desk: WindowDesk, field: object) -> None:
    """One of two that no command has, by turns."""
    desk.hit(field, 47 if stroke_of(ActionId.TAKE).scan_code == 48 else 48, "э")


def layout_form(desk: WindowDesk) -> None:
    with desk.lead():
        desk.key(ActionId.SAVE_LAYOUT)
    desk.app.layouts.strip.name.setText(f"Layout {next(desk._numbers)}")


def save_layout(desk: WindowDesk, _made: object) -> None:
    desk.hit(desk.app.layouts.strip.name)


def kept_layout(desk: WindowDesk) -> None:
    """Chosen in the window."""
    with desk.lead():
        layout_form(desk)
        save_layout(desk, None)
    desk.key(ActionId.LAYOUTS)
    window = desk.app.layouts.window
    assert desk.wait(lambda: window.table.rowCount())
    window.view.selectRow(0)
