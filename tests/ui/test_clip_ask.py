"""A clip of the evidence, played beside its entry over the whole application and a real journal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.alerts.looks import look_lines
from console.cameras.polygon import Polygon
from console.detection.detection import Box, Detections, Kind
from console.journal.entry import Kind as Entry
from console.journal.evidence import EvidenceDraft
from console.journal.look_reason import LookReason
from console.journal.search import Query, find
from console.media.frame import FrameStamp
from console.media.replay_state import ReplayPhase
from console.operators.facts import DeskLocked
from console.operators.operator import Operator
from console.operators.roles import Role
from console.privacy import Answer
from tests.console.media.numbered_clip import numbered
from tests.ui.keys import send_key
from tests.ui.waiting import wait_until
from ui.actions import BY_ID, ActionId
from ui.journal.evidence_loader import Finding
from ui.mask_cover import FILL
from ui.player.clip_player import Sound

BEGAN = "2026-11-23T18:00:00.000000Z"
BEGAN_NS = 1_795_456_800_000_000_000
FRAME_NS = 1_000_000_000 // 15
COUNT = 75


def holds(condition) -> bool:
    return wait_until(condition, timeout_s=40)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    options = {"preset": "ultrafast", "g": "15", "bf": "2"}
    return numbered(tmp_path_factory.mktemp("film") / "clip.mp4", COUNT, **options).read_bytes()


@pytest.fixture
def opened(app, film):
    """The journal's window on an entry with a clip and its boxes; the clip is chosen, and has the keys."""
    box = Box("person", Kind.PERSON, 0.9, 20, 30, 120, 90)
    seen_ns = BEGAN_NS + 10 * FRAME_NS + FRAME_NS // 4
    looks = look_lines(
        [Detections(FrameStamp("c", 1, seen_ns, 0, 320, 96), (box,), 0, 0)], utc_minus_monotonic_ns=0
    )
    camera = next(iter(app.engine.cameras.values()))
    body = {"camera_id": camera.id, "camera_number": camera.number, "place": camera.place.name}
    clip = {"width": 320, "height": 96, "started_at_utc": BEGAN}
    evidence = [EvidenceDraft("clip", ".mp4", film, clip), EvidenceDraft("boxes", ".jsonl", looks)]
    app.engine.journal.append_now(Entry.BOOKMARK, body, actor="A. Dispatcher", evidence=evidence)
    window = app.journal_window
    window.open()
    panel = window._panel
    assert holds(lambda: panel.entry is not None and panel.entry.kind is Entry.BOOKMARK)
    evidence_list = panel._evidence
    row = next(n for n, file in enumerate(evidence_list._files) if file.role == "clip")
    evidence_list._rows.setCurrentRow(row)
    assert holds(lambda: evidence_list._finding_of(evidence_list._files[row]) is not None)
    evidence_list.focus()
    return evidence_list


def press_enter(opened):
    QTest.keyClick(opened._rows, Qt.Key.Key_Return)


def play(app, opened):
    press_enter(opened)
    player = app.clips.player
    assert player is not None
    assert holds(lambda: player.view.moment.at_ns)
    return player


def test_enter_plays_it_beside_its_entry_and_esc_goes_back(app, opened):
    player = play(app, opened)
    window = app.journal_window
    assert player.isVisible() and window._panel.isVisible() and not window._view.isVisible()
    assert opened._finding.text().splitlines()[1] == "Enter plays it."
    assert holds(lambda: player._line.text() == "Silent: this clip was recorded without sound.")
    replay = app.clips._open.replay
    QApplication.focusWidget().setFocus()
    send_key(QApplication.focusWidget(), 65, " ")  # Space
    assert holds(lambda: replay.state().phase is ReplayPhase.PAUSED)
    send_key(QApplication.focusWidget(), 9, "\x1b")
    assert app.clips.player is None and window._view.isVisible() and window.isVisible()
    assert replay.state().phase is ReplayPhase.CLOSED
    assert opened._rows.hasFocus()


def by_key(key):
    assert holds(QApplication.focusWidget), "nothing has the keys"
    QTest.keyClick(QApplication.focusWidget(), key)


def test_by_keys_alone_from_the_desk_to_a_playing_clip_and_back(app, opened):
    window = app.journal_window
    window.close()
    app.desk.back()
    assert holds(lambda: app.desk.isActiveWindow() and QApplication.focusWidget())
    send_key(QApplication.focusWidget(), BY_ID[ActionId.JOURNAL].scan_code, "о")
    assert holds(lambda: window.isActiveWindow() and window._panel.entry is not None)
    by_key(Qt.Key.Key_Down)
    assert window._view.hasFocus()
    by_key(Qt.Key.Key_End)
    assert window._view.currentIndex().row() == window._view.count() - 1 > 0
    by_key(Qt.Key.Key_Home)
    assert window._view.currentIndex().row() == 0
    while window._panel.entry.kind is not Entry.BOOKMARK:
        by_key(Qt.Key.Key_Down)
    by_key(Qt.Key.Key_Return)
    assert opened._rows.hasFocus()
    by_key(Qt.Key.Key_Home)
    while opened._chosen().role != "clip":
        by_key(Qt.Key.Key_Down)
    by_key(Qt.Key.Key_Return)  # perhaps before its hash has been taken
    assert holds(lambda: app.clips.player is not None and app.clips.player.view.moment.at_ns)
    for has_keys in (opened._rows.hasFocus, window._view.hasFocus, app.desk.isActiveWindow):
        by_key(Qt.Key.Key_Escape)
        assert holds(has_keys)


def test_a_clip_is_played_once_it_is_proved_where_enter_came_before(app, opened):
    file = opened._chosen()
    del opened._loaded[file.path]
    press_enter(opened)
    assert app.clips.player is None
    opened.look_again()
    assert holds(lambda: app.clips.player is not None)


def test_a_masked_cameras_clip_and_still_are_filled_in_until_it_is_lifted_and_it_stays_silent(app, opened):
    camera = next(iter(app.engine.cameras.values()))
    whole = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
    app.engine.site.cameras[camera.id] = replace(camera, masks=(whole,))
    player = play(app, opened)
    assert holds(lambda: player._line.text().startswith("Silent: with sound the privacy mask"))
    view = player.view

    def middle():
        return view.grab().toImage().pixelColor(view.picture_rect().topLeft() + QPoint(12, 12)).name()

    assert middle() == FILL.name()
    lead = app.engine.permit.operator = Operator("M. Lead", Role.SHIFT_LEAD)
    assert app.engine.masking.lift(camera, reason=LookReason.VIOLATION) is Answer.YES
    assert holds(lambda: middle() != FILL.name())
    assert lead.name in {
        entry.actor for entry in find(app.engine.folder, Query(kinds=(Entry.MASK_LIFTED,)))[0]
    }
    assert player.sound is Sound.MASKED
    assert opened._picture._masks is app.shift_windows.reviews._still._masks is app.engine.masking


def test_the_clip_of_a_camera_that_is_gone_stays_silent_and_says_so(app, opened):
    app.engine.site.cameras.clear()
    player = play(app, opened)
    assert player.sound is Sound.UNKNOWN
    assert player._line.text().endswith("and no privacy masks are filled in.")


def test_a_clip_of_a_school_that_is_seen_is_told_once(app, opened):
    for _look in range(2):
        play(app, opened)
        app.journal_window.clips.back()
    query = Query(kinds=(Entry.LOOKED_AT,), limit=9)
    assert holds(lambda: [each.body["what"] for each in find(app.engine.folder, query)[0]] == ["evidence"])


def test_boxes_stand_on_the_frame_that_they_were_seen_in(app, opened):
    player = play(app, opened)
    player.view.toggle_pause()
    assert holds(lambda: app.clips._open.looks)
    player.view.seek_to(BEGAN_NS + 10 * FRAME_NS + FRAME_NS // 2)
    assert holds(lambda: player.view.boxes is not None)
    assert abs(player.view.at_ns() - BEGAN_NS - 10 * FRAME_NS) < FRAME_NS // 10
    player.act(ActionId.REPLAY_FRAME_ON)
    assert holds(lambda: player.view.boxes is None)


def test_a_changed_clip_is_not_played_as_evidence(app, opened):
    file = opened._chosen()
    file.path.chmod(0o644)
    file.path.write_bytes(file.path.read_bytes() + b"x")
    press_enter(opened)  # it was intact when it was looked at
    assert holds(lambda: app.clips.player is None)
    assert holds(lambda: opened._finding_of(file) is Finding.CHANGED)
    assert "It is not played as evidence." in opened._finding.text()
    press_enter(opened)
    assert app.clips.player is None


@pytest.mark.parametrize("gone", ["locked", "another entry"])
def test_it_ends_when_the_desk_is_locked_and_with_another_entry(app, opened, gone):
    play(app, opened)
    replay = app.clips._open.replay
    if gone == "locked":
        app.journal_window.hear(DeskLocked())
        app.clips.hear(DeskLocked())
    else:
        app.journal_window._view.selectRow(1)
    assert app.clips.player is None
    assert replay.state().phase is ReplayPhase.CLOSED
