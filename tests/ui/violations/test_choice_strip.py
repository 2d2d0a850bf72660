"""Choices stand beside each other where there is room, so that the desk keeps its picture."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.reason_strip import ReasonStrip


@pytest.mark.parametrize(("width_px", "columns"), [(400, 1), (1920, 5)])
def test_choices_stand_in_as_many_columns_as_have_room(qapp, width_px, columns):
    place = QWidget()
    strip = ReasonStrip()
    layout = QVBoxLayout(place)
    layout.addWidget(strip)
    layout.addStretch()
    place.resize(width_px, 600)
    place.show()
    strip.open("0402")
    for _pass in range(4):  # the strip learns its width, then its place learns its height
        qapp.processEvents()
    buttons = [button for _choice, button in strip._buttons.values()]
    assert len({button.x() for button in buttons}) == columns
    assert (buttons[0].y() == buttons[1].y()) is (columns > 1)
    assert (strip.height() < 150) is (columns > 1)
