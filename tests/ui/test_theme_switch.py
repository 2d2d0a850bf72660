"""Both themes reach every window while the desk is at work: nothing keeps a colour of the other one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from console.operators.roles import Role
from tests.ui.every_view import every_view
from tests.ui.window_desk import WindowDesk, opened_desk
from ui.actions import ActionId
from ui.alerts.escalation_banner import EscalationBanner
from ui.alerts.mend_strip import MendStrip
from ui.theme import DARK, LIGHT, Colours, Theme, apply_theme

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture
def desk(qapp, tmp_path):
    with opened_desk(WindowDesk(tmp_path / "desk", qapp), Role.SHIFT_LEAD) as made:
        yield made
    apply_theme(qapp, Theme.DARK)


def names(colours: Colours) -> set[str]:
    return {getattr(colours, each.name).name().lower() for each in fields(colours)}


ALIEN = {Theme.LIGHT: names(DARK) - names(LIGHT), Theme.DARK: names(LIGHT) - names(DARK)}


def alien(theme: Theme) -> Iterator[str]:
    """What keeps the other theme's colours, and where."""
    for widget in QApplication.allWidgets():
        if _is_empty(widget):
            continue
        text = widget.text() if isinstance(widget, QLabel) else ""
        text = widget.toHtml() if isinstance(widget, QTextEdit) else text
        for where, told in (("style", widget.styleSheet()), ("text", text)):
            if found := {each.lower() for each in _COLOUR.findall(told)} & ALIEN[theme]:
                yield f"{named(widget)}: {where} {sorted(found)}"


def _is_empty(widget: QWidget) -> bool:
    """In a hidden part that is written whole whenever it is shown."""
    while widget is not None:
        if isinstance(widget, EscalationBanner | MendStrip) and widget.isHidden():
            return True
        widget = widget.parentWidget()
    return False


def named(widget: QWidget) -> str:
    owners = []
    while widget is not None:
        owners.append(type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(owners))


def opened(desk: WindowDesk) -> None:
    """Each window and form, with what stands in it."""
    desk.chosen_alert()
    desk.violation()
    for _name, _window, open_it in every_view(desk.app):
        open_it()
        QApplication.processEvents()
    for action_id in (ActionId.SHEET, ActionId.KEYS, ActionId.REVIEWS, ActionId.NOTICES, ActionId.JOURNAL):
        desk.app.keys.trigger(action_id)
        desk.settle()
    desk.chosen_record(desk.violation())


def test_nothing_keeps_a_colour_of_the_other_theme(desk):
    opened(desk)
    for theme in (Theme.LIGHT, Theme.DARK):
        desk.app.choices._switch()
        desk.settle()
        QApplication.processEvents()
        desk.app._show_figures()
        kept = sorted(set(alien(theme)))
        assert not kept, "\n".join(kept)
