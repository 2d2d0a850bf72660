"""`R` looks back while everything else is live: over the whole application, with its real decoders."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import datetime, timedelta

import cv2
from PySide6.QtWidgets import QApplication

from console.cameras.polygon import Polygon
from console.journal.entry import Kind
from console.journal.search import Query, each
from console.media.replay_state import ReplayPhase, ReplaySpeed
from console.operators.operator import Operator
from console.operators.roles import Role
from tests.ui.keys import send_key, type_text
from tests.ui.waiting import wait_until
from ui.actions import ACTIONS, BY_ID, ActionId, Menu

S = 1_000_000_000
ONE, ESC, ENTER = 10, 9, 36  # scan codes
PATIENCE_S = 60


def key(action_id: ActionId) -> None:
    press(BY_ID[action_id].scan_code)


def press(scan_code: int, text: str = "") -> None:
    assert wait_until(QApplication.focusWidget), "nothing has the keys"
    send_key(QApplication.focusWidget(), scan_code, text)


def entries(app, kind: Kind):
    return list(each(app.engine.folder, Query(kinds=(kind,))))


def kept(app, camera_id: str, seconds: float) -> bool:
    feed = app.engine.host.feeds[camera_id]
    return wait_until(lambda: feed.counters().ring_span_ns > seconds * S, timeout_s=PATIENCE_S)


def look_back(app, tile):
    """With a reason, for both cameras are a school's; returns what stands in the tile's place."""
    key(ActionId.REPLAY)
    assert wait_until(app.replays.strip.hasFocus)
    press(ONE, "1")
    view = tile._cover.widget
    assert wait_until(lambda: view.moment.at_ns)
    return view


def said(app, text: str) -> bool:
    return wait_until(lambda: text in app.alert_panel._complaint.text())


def pause(view) -> None:
    key(ActionId.REPLAY_PAUSE)
    assert wait_until(lambda: view._replay.state().phase is ReplayPhase.PAUSED)
    assert wait_until(lambda: view.moment.at_ns == view._replay.state().at_ns)


def is_at(text: str, at_utc: datetime) -> bool:
    """The same moment; two readings of both clocks are some milliseconds apart."""
    return abs(datetime.fromisoformat(text) - at_utc) < timedelta(milliseconds=50)


def test_a_replay_while_live(app):
    school = next(iter(app.engine.cameras.values()))
    assert kept(app, school.id, 5)
    heard = []
    app.keys.triggered.connect(heard.append)
    for action in ACTIONS:
        if action.menu is Menu.REPLAY:
            key(action.id)
    assert heard == []  # until a replay is open, these keys are others'
    app.keys.trigger(ActionId.REPLAY_LIVE)
    assert said(app, "No replay is open here: R opens one.")

    key(ActionId.REPLAY)
    assert app.replays.strip.isVisible() and school.number in app.replays.strip._title.text()
    press(ESC, "\x1b")
    assert app.picture._cover.widget is None and entries(app, Kind.LOOKED_AT) == []
    view = look_back(app, app.picture)
    assert wait_until(lambda: entries(app, Kind.LOOKED_AT))
    masks = (Polygon(((0, 0), (0.1, 0), (0.1, 0.1))),)
    app.engine.site.cameras[school.id] = replace(school, masks=masks)
    assert view._past.masks() == masks
    (entry,) = entries(app, Kind.LOOKED_AT)
    assert (entry.camera_id, entry.body["what"]) == (school.id, "replay")
    assert entry.body["reason"] == "search for a missing child"

    tile = app.walls[0].tile_of(school.id)  # the same camera, live on the wall
    before, was = tile.painted, view.moment.at_ns
    assert wait_until(lambda: tile.painted > before + 5 and view.moment.at_ns > was + S // 2)
    assert view.moment.behind_ns > S

    pause(view)
    stamps = [view.moment.at_ns]
    for action_id in (ActionId.REPLAY_FRAME_BACK,) * 3 + (ActionId.REPLAY_FRAME_ON,) * 3:
        key(action_id)
        assert wait_until(lambda: view.moment.at_ns != stamps[-1])
        stamps.append(view.moment.at_ns)
    assert stamps[3:] == stamps[3::-1]
    assert stamps[3] < stamps[2] < stamps[1] < stamps[0]

    _save(app, view)
    _bookmark(app, view, school)
    _see_boxes(app, view, school)

    key(ActionId.REPLAY_PAUSE)
    key(ActionId.REPLAY_FASTER)
    key(ActionId.REPLAY_FASTER)
    view.seek_to(view.moment.newest_ns - S)
    assert said(app, f"Camera {school.number}: the replay has caught up. It is live again.")
    assert app.picture._cover.widget is None
    painted = app.picture.painted
    assert wait_until(lambda: app.picture.painted > painted + 2)
    counters = app.engine.host.feeds[school.id].counters()
    assert (counters.dropped, counters.out_of_order) == (0, 0)


def _save(app, view):
    """The frame shown, with its true time, for the reason that was given already."""
    at_utc = app.engine.look_back.moment(view.moment.at_ns)
    key(ActionId.SNAPSHOT)
    assert wait_until(lambda: len(entries(app, Kind.LOOKED_AT)) == 2)
    (saved,) = [each for each in entries(app, Kind.LOOKED_AT) if each.body["what"] == "snapshot"]
    assert is_at(saved.body["at_utc"], at_utc)
    assert saved.body["reason"] == "search for a missing child"
    height, width = cv2.imread(str(saved.evidence[0])).shape[:2]
    stored = saved.body["evidence"][0]
    assert (width, height) == (stored["width"], stored["height"])
    assert said(app, f"saved: entry {saved.seq}.")


def _bookmark(app, view, camera):
    at_utc = app.engine.look_back.moment(view.moment.at_ns)
    key(ActionId.BOOKMARK)
    type_text(QApplication.focusWidget(), "у ворот")
    press(ENTER, "\r")
    assert wait_until(lambda: entries(app, Kind.BOOKMARK))
    (marked,) = entries(app, Kind.BOOKMARK)
    assert (marked.camera_id, marked.body["note"]) == (camera.id, "у ворот")
    assert is_at(marked.body["at_utc"], at_utc)
    key(ActionId.BOOKMARK)
    press(ESC, "\x1b")
    assert not app.replays.bookmark.form.isVisible()
    assert app.picture._cover.widget is view


def _see_boxes(app, view, camera):
    """As they were: on the frame that the detector saw, and on no other."""

    def looks():
        span = {"from_ns": view.moment.oldest_ns, "to_ns": view.moment.newest_ns}
        return app.engine.look_back.looks(camera.id, **span)

    assert wait_until(looks, timeout_s=PATIENCE_S)
    for look in looks()[-2:]:
        view.seek_to(look.stamp.captured_at_ns)
        assert wait_until(lambda look=look: view.moment.at_ns == look.stamp.captured_at_ns)
        assert wait_until(lambda look=look: view.boxes is not None and view.boxes.stamp == look.stamp)


def test_on_a_wall_and_every_way_in_which_it_ends(app):
    first, other = app.engine.cameras
    wall, host = app.walls[0], app.engine.host
    assert kept(app, first, 4)
    wall.activateWindow()
    wall.setFocus()
    wall.choose_camera(first)
    QApplication.processEvents()
    tile = wall.tile_of(first)
    view = look_back(app, tile)
    assert app.picture._cover.widget is None
    chosen, begin = wall.chosen_camera_id, view.moment.at_ns
    assert wait_until(lambda: view.moment.at_ns > begin + S // 2 and wall.isActiveWindow())
    was = view.moment.at_ns
    key(ActionId.REPLAY_BACK)
    assert wait_until(lambda: view.moment.at_ns < was)
    assert wall.chosen_camera_id == chosen  # the arrow was the replay's
    wanted, position = tile.wanted(), view.moment.at_ns
    assert wait_until(lambda: view.moment.at_ns > position + S // 4)
    assert tile.wanted() == wanted  # what it does not show is not counted as lost
    app.desk.activateWindow()  # as the menu does
    assert wait_until(app.desk.isActiveWindow)
    app.top_bar.commandChosen.emit(ActionId.REPLAY_SLOWER)
    assert wait_until(lambda: view.moment.speed is ReplaySpeed.HALF)
    app.top_bar.commandChosen.emit(ActionId.REPLAY_FASTER)
    wall.activateWindow()
    wall.show_layout(wall.grid)  # as when a camera is called to another tile
    assert wall.tile_of(first) is tile and tile._cover.widget is view
    position = view.moment.at_ns
    assert wait_until(lambda: view.moment.at_ns > position + S // 4)
    wall.show_layout(wall.grid.put(wall.grid.cell_of(first), ""))
    assert wait_until(lambda: not host.replays._open)

    app.desk.back()
    assert wait_until(app.desk.isActiveWindow)
    look_back(app, app.picture)
    app.choose_camera(other)
    assert wait_until(lambda: app.picture._cover.widget is None)
    app.choose_camera(first)
    look_back(app, app.picture)
    key(ActionId.REPLAY_LIVE)
    assert app.picture._cover.widget is None
    look_back(app, app.picture)
    app._close_windows()  # whoever looked back signs out
    assert app.picture._cover.widget is None and not host.replays._open

    view = look_back(app, app.picture)
    os.kill(host.pids[0], signal.SIGKILL)
    assert said(app, "its decoder broke down")
    assert app.picture._cover.widget is None and not host.replays._open

    app.engine.permit.operator = Operator("T. Trainer", Role.TRAINER)
    key(ActionId.REPLAY)
    assert wait_until(app.replays.strip.hasFocus)
    press(ONE, "1")
    assert said(app, "No replay: your role may not do this.")
    assert app.picture._cover.widget is None and not host.replays._open


def test_the_buttons_under_a_replay_do_what_its_keys_do(app):
    school = next(iter(app.engine.cameras.values()))
    assert kept(app, school.id, 5)
    app.desk.resize(1920, 1080)
    view = look_back(app, app.picture)
    buttons = view._buttons
    assert wait_until(buttons.isVisible)
    assert view.strip_rect().bottom() < buttons.y(), "one would hide the other"
    buttons.buttons[ActionId.REPLAY_PAUSE].click()
    assert wait_until(lambda: view._replay.state().phase is ReplayPhase.PAUSED)
    before = view._replay.state().at_ns
    buttons.buttons[ActionId.REPLAY_FRAME_ON].click()
    assert wait_until(lambda: view._replay.state().at_ns > before)
    buttons.buttons[ActionId.BOOKMARK].click()
    assert app.replays.bookmark.form.isVisible()
    buttons.buttons[ActionId.REPLAY_LIVE].click()
    assert wait_until(lambda: not app.replays.is_in(app.picture))
