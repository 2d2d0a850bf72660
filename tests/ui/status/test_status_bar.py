"""The bottom line puts its figures into words: load, states, detection, journal, disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel

from console.language import use_language
from console.media.feed_state import TileState
from ui.status.figures import DeskFigures, Load, load_of
from ui.status.status_bar import StatusBar, size_text
from ui.theme import colours


@pytest.fixture
def bar(qapp):
    bar = StatusBar()
    bar.resize(1366, 40)
    bar.show()
    return bar


def plain(label: QLabel) -> str:
    return QTextDocumentFragment.fromHtml(label.text()).toPlainText()


@pytest.mark.parametrize(
    ("count", "load"),
    [
        (0, Load.GOOD),
        (1, Load.MANAGEABLE),
        (2, Load.MANAGEABLE),
        (3, Load.BUSY),
        (5, Load.BUSY),
        (6, Load.TOO_MUCH),
        (10, Load.TOO_MUCH),
        (11, Load.FLOOD),
    ],
)
def test_load_follows_eemua(count, load):
    assert load_of(count) is load


def test_load_stands_in_words_and_colour(bar):
    bar.update_figures(DeskFigures(alerts_in_ten_minutes=12))
    assert plain(bar._load) == "Alerts in 10 min: 12 a flood"
    assert colours().priority_1.name() in bar._load.text()


def test_states_that_no_camera_has_are_not_shown(bar):
    bar.update_figures(DeskFigures(states={TileState.LIVE: 36, TileState.LOST: 1}))
    shown = {state: plain(label) for state, (sign, label) in bar._states.items() if label.isVisible()}
    assert shown == {TileState.LIVE: "36 live", TileState.LOST: "1 no connection"}
    assert all(sign.isVisible() is (state in shown) for state, (sign, _label) in bar._states.items())


def test_each_state_has_a_shape_of_its_own(bar):
    pictures = []
    for sign, _label in bar._states.values():
        image = sign.grab().toImage()
        lit = colours().panel
        shape = tuple(
            image.pixelColor(x, y) != lit for x in range(image.width()) for y in range(image.height())
        )
        pictures.append(shape)
    assert len(set(pictures)) == len(TileState)


def test_detection_is_told_with_its_backlog_and_model(bar):
    seen = DeskFigures(detector_per_second=197.6, detector_backlog=4, detector_oldest_s=3, model="yolox_nano")
    bar.update_figures(seen)
    assert bar._detector.text() == "Detection 198/s, 4 waiting · oldest look 3 s ago · yolox_nano"
    bar.update_figures(replace(seen, detector_failing=("0402", "0117")))
    assert bar._detector.text().startswith("▲ Detection fails on 0402, 0117 · Detection 198/s")
    bar.update_figures(DeskFigures())
    assert bar._detector.text() == "No detection: no model is loaded"


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        (DeskFigures(journal_entries=18204), "Journal 18 204 ✓ written"),
        (DeskFigures(journal_entries=7, journal_queued=2), "Journal 7 … 2 to be written"),
        (
            DeskFigures(journal_entries=7, journal_queued=2, journal_failure="the disk is full"),
            "✕ Journal 7 · not being written: the disk is full",
        ),
    ],
)
def test_journal_state_is_never_silent(bar, figures, text):
    bar.update_figures(figures)
    assert plain(bar._journal) == text


def test_a_ring_that_is_shorter_than_a_minute_is_told_and_a_whole_one_is_not(bar):
    assert not bar._ring.isVisible()
    bar.update_figures(DeskFigures(ring_s=24))
    assert bar._ring.isVisible()
    assert plain(bar._ring) == "◔ last 24 s"
    assert "a minute" in bar._ring.toolTip()
    bar.update_figures(DeskFigures())
    assert not bar._ring.isVisible()


def test_low_disk_is_marked(bar):
    bar.update_figures(DeskFigures(disk_free_bytes=1_200_000_000_000))
    assert plain(bar._disk) == "Disk 1.2 TB free"
    bar.update_figures(DeskFigures(disk_free_bytes=900_000_000))
    assert plain(bar._disk) == "▲ Disk 900 MB free"


def test_sizes_have_the_decimal_sign_of_the_language():
    assert size_text(1_200_000_000_000) == "1.2 TB"
    use_language("ru")
    assert size_text(1_200_000_000_000).startswith("1,2 ")


def test_line_fits_a_small_screen_whatever_the_texts(bar, monkeypatch):
    monkeypatch.setattr(TileState, "title", lambda _state: "картинка не меняется")
    bar.update_figures(
        DeskFigures(
            alerts_in_ten_minutes=12,
            states=dict.fromkeys((TileState.LIVE, TileState.LATE, TileState.LOST), 361),
            detector_per_second=198,
            model="a model with quite a long name indeed",
            journal_entries=1_818_204,
            disk_free_bytes=10**12,
            ring_s=24,
        )
    )
    assert bar.minimumSizeHint().width() <= 1366


def test_a_long_overload_line_does_not_widen_the_desk(bar):
    bar.update_figures(DeskFigures(shed="short"))
    before = bar.minimumSizeHint().width()
    bar.update_figures(DeskFigures(shed="half of the frames of all but what calls " * 3))
    assert bar.minimumSizeHint().width() == before
    assert "half of the frames" in bar._shed.toolTip()
