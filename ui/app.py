"""The application: the only place where the parts of the window meet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from console.alerts.alert import AlertRaised, AlertReopened
from console.engine import Engine
from console.journal.entry import EntryRefused, EntryWritten
from console.journal.offences import offered_offences
from console.language import language
from console.sound.speaker import Speaker
from ui.action_filter import ActionFilter
from ui.actions import ActionId
from ui.alert_asks import AlertAsks
from ui.alert_frames import AlertFrames
from ui.alerts.alert_panel import AlertPanel
from ui.armed_walls import ArmedWalls
from ui.bridge import Bridge
from ui.camera_calls import CameraCalls
from ui.clip_ask import ClipAsk
from ui.desk.camera_list import CameraList
from ui.desk.desk_window import DeskWindow
from ui.desk.picture_panel import PicturePanel
from ui.desk.top_bar import TopBar
from ui.desk_choices import DeskChoices
from ui.desk_figures import faults_of, figures_of, states_of
from ui.door import Door
from ui.journal.journal_window import JournalWindow
from ui.last_minute_ask import LastMinuteAsk
from ui.layout_calls import LayoutCalls
from ui.listen_ask import ListenAsk
from ui.mask_ask import MaskAsk
from ui.palette_ask import PaletteAsk
from ui.qt_language import QtLanguage
from ui.redactions import Redactions
from ui.replay_ask import ReplayAsk
from ui.replay_places import ReplayPlaces
from ui.rule_drawing import RuleDrawing
from ui.shift_windows import ShiftWindows
from ui.snapshot_ask import SnapshotAsk
from ui.sound_ask import SoundAsk
from ui.status.status_bar import StatusBar
from ui.wall.frame_clock import FrameClock
from ui.wall.tile_view import TileView
from ui.wall.wall_acts import act as act_on_wall
from ui.walls import Walls

FIGURES_EACH_MS = 1000


class App(QObject):
    """Desk, walls and journal window over one engine. Thread: GUI."""

    def __init__(
        self,
        application: QApplication,
        engine: Engine,
        *,
        model_name: str,
        model_title: Callable[[], str] | None = None,  # in the language in use; None: the name
        speaker: Speaker | None = None,  # None: nobody listens
        name: str = "",  # who is suggested at the very first sign-in
    ) -> None:
        super().__init__(application)
        self._application = application
        self.engine, self.model_name = engine, model_name
        self._model_title = model_title or (lambda: model_name)
        self._qt_language = QtLanguage(application)
        self._qt_language.change(language())
        self.bridge = Bridge(engine.outbox, self)
        self.keys = ActionFilter(self)
        self.frame_clock = FrameClock(engine.clock, self)
        self.picture = TileView(engine.clock, latest=engine.latest, name="desk", masks=engine.masking)
        offences, cameras = offered_offences(), tuple(engine.cameras.values())
        inbox, duty, clock = engine.inbox, engine.duty, engine.clock
        self.alert_panel = AlertPanel(
            inbox=inbox, duty=duty, clock=clock, offences=offences, cameras=cameras, masks=engine.masking
        )
        self.status_bar = StatusBar()
        self.desk = self._make_desk()
        self.walls = Walls(engine, frames=self.frame_clock, desk=self.desk, parent=self)
        self._frames = AlertFrames(engine.inbox, walls=self.walls, picture=self.picture)
        self.journal_window = JournalWindow(
            journal=engine.lookup, duty=duty, clock=clock, offences=offences, masks=engine.masking
        )
        self.clips = ClipAsk(engine, window=self.journal_window, frames=self.frame_clock)
        self.redactions = Redactions(engine, tell=self.journal_window.say)
        tell, trigger = self.alert_panel.tell, self.keys.trigger
        self.snapshots = SnapshotAsk(engine, desk=self.desk, tell=tell)
        self.masks = MaskAsk(engine, desk=self.desk, tell=tell)
        places = ReplayPlaces(self.walls, self.picture, self.frame_clock)
        self.replays = ReplayAsk(engine, desk=self.desk, places=places, tell=tell)
        self.last_minute = LastMinuteAsk(
            engine, panel=self.desk.picture, picture=self.picture, replays=self.replays, trigger=trigger
        )
        self.keys.in_replay = self.replays.has_keys
        self.listen = ListenAsk(engine, desk=self.desk, places=places, clips=self.clips, tell=tell)
        self.calls = CameraCalls(self.walls, keys=self.keys, engine=engine, tell=tell)
        self.layouts = LayoutCalls(self.walls, engine=engine, desk=self.desk, tell=tell)
        panel, window, seen = self.alert_panel, self.journal_window, self.replays.seen
        self.alert_asks = AlertAsks(engine, panel=panel, journal_window=window, looked_back_at=seen)
        self.mends = self.alert_asks.mends
        self.sound = SoundAsk(engine, speaker, top_bar=self.top_bar, tell=tell, parent=self)
        self.armed = ArmedWalls(engine, self._frames, walls=lambda: self.walls, tell=tell)
        self.door = Door(engine, desk=self.desk, name=name, parent=self)
        self.shift_windows = ShiftWindows(engine, desk=self.desk, tell=tell, parent=self)
        self.rules = RuleDrawing(engine, frames=self.frame_clock, tell=tell)
        call, show, speak = self.calls.call, self.layouts.call, self.change_language
        self.palette = PaletteAsk(engine, desk=self.desk, call=call, show=show, trigger=trigger, speak=speak)
        self.choices = DeskChoices(engine, application, retell=speak, tell=tell)
        self._figures_timer = QTimer(self, interval=FIGURES_EACH_MS)
        self._connect()

    def show(self) -> None:
        """Shows every window and starts the clocks."""
        self.walls.open()
        self.frame_clock.start()
        self._figures_timer.start()
        self.sound.start()
        self.armed.start()
        self._choose_first_camera()
        self.desk.back()
        self.door.open()

    def close(self) -> None:
        """Takes down what would outlive the windows. The engine is stopped by whoever started it."""
        self._figures_timer.stop()
        for film in (self.replays, self.listen, self.clips):
            film.close()
        self.frame_clock.stop()
        self._application.removeEventFilter(self.keys)
        self.alert_panel.close_stills()
        self.journal_window.close_loader()
        closed = (self.bridge, self.door, self.redactions, self.shift_windows, self.choices, self.rules)
        for part in (*closed, self.sound, self.alert_asks, self.layouts, self.walls):
            part.close()
        self.journal_window.hide()
        self.desk.hide()

    # --- building ---

    def _make_desk(self) -> DeskWindow:
        self.top_bar = TopBar(clock=self.engine.clock, operator="")
        cameras, kept = list(self.engine.cameras.values()), self.engine.host.keeps_sound
        self.camera_list = CameraList(
            cameras, states=partial(states_of, self.engine), faults=partial(faults_of, self.engine)
        )
        return DeskWindow(
            top_bar=self.top_bar,
            camera_list=self.camera_list,
            picture=PicturePanel(self.picture, say=self.picture.set_remark, keeps_sound=kept),
            alert_panel=self.alert_panel,
            status_bar=self.status_bar,
        )

    def _connect(self) -> None:
        self._application.installEventFilter(self.keys)
        self._application.aboutToQuit.connect(self.frame_clock.stop)
        self.bridge.factArrived.connect(self._on_fact)
        self.keys.triggered.connect(self._on_action)
        self.calls.connect_keys(self.door.refuses)
        self.calls.cameraChosen.connect(self.choose_camera)
        self.alert_asks.radio.strip.cameraWanted.connect(lambda to: self.calls.lead(to, self.picture.camera))
        self.layouts.connect_keys(self.keys, self.door.refuses)
        self.keys.digitsChanged.connect(self.top_bar.show_digits)
        self.keys.chordChanged.connect(self.top_bar.show_chord)
        self.top_bar.commandChosen.connect(self.keys.trigger)
        self.status_bar.loadWanted.connect(lambda: self.keys.trigger(ActionId.LOAD))
        self.top_bar.languageChosen.connect(self.change_language)
        self.camera_list.cameraChosen.connect(self.choose_camera)
        self.camera_list.cameraCalled.connect(self.calls.call)
        self.alert_panel.cameraWanted.connect(self.choose_camera)
        prove = self.engine.attendance.prove
        self.alert_panel.call.proofWanted.connect(lambda name, secret, ref: prove(name, secret, ref=ref))
        self.journal_window.redactWanted.connect(self.redactions.open)
        self.journal_window.evidenceShown.connect(self.engine.privacy.opened)
        self.door.opened.connect(self.desk.back)
        self.door.signedOut.connect(self._close_windows)
        self.door.told.connect(self.alert_panel.tell)
        self.door.told.connect(self.journal_window.say)
        self.desk.closed.connect(self._application.quit)
        self._figures_timer.timeout.connect(self._show_figures)
        self.frame_clock.watch(self.picture)
        self.walls.choice.tileChosen.connect(self.choose_camera)
        self.walls.changed.connect(self.armed.refresh)
        self.walls.changed.connect(self.replays.follow_tiles)

    # --- what people ask for ---

    def choose_camera(self, camera_id: str) -> None:
        """Shows a camera large, and marks it in the list and on the walls."""
        camera = self.engine.cameras.get(camera_id)
        if camera is None or (self.picture.camera is not None and self.picture.camera.id == camera_id):
            return
        self.desk.picture.show_picture()
        self.picture.show_camera(camera, self.engine.host.feeds.get(camera_id))
        self.camera_list.select(camera_id)
        self.engine.pool.favour(camera_id)
        self.walls.choice.mark(camera_id)
        self.armed.refresh()
        self._show_source()

    def change_language(self, code: str = "") -> None:
        """Without a restart: Qt tells every window, and each asks for its texts, keys and colours anew."""
        self._qt_language.change(code or language())
        self.door.show_who()
        self.armed.refresh()

    def _choose_first_camera(self) -> None:
        if (first := next(iter(self.engine.cameras), None)) is None:
            self.desk.picture.show_nothing()
        else:
            self.choose_camera(first)

    def _on_action(self, action_id: ActionId) -> None:
        camera = self.picture.camera
        parts = (self.palette, self.door, self.choices, self.shift_windows, self.desk, self.replays)
        asks = (self.alert_asks.load, self.mends, self.sound, self.armed, self.layouts, self.listen)
        if self.door.refuses(action_id) or any(part.act(action_id) for part in (*parts, *asks)):
            return
        asks_of_camera = (self.alert_asks, self.snapshots, self.masks, self.rules, self.calls)
        if any(part.act(action_id, camera) for part in asks_of_camera):
            return
        if act_on_wall(action_id, self.walls.in_use, picture=self.picture.zoom, tell=self.alert_panel.tell):
            return
        if action_id is ActionId.BACK and self.journal_window.back():
            return
        if self.alert_panel.act(action_id) and action_id is not ActionId.BACK:
            return
        windows = {
            ActionId.SEARCH: self.camera_list.focus_search,
            ActionId.FULL: self.walls.toggle_full,
            ActionId.JOURNAL: self.journal_window.open,
            ActionId.SHEET: self.desk.toggle_sheet,
            ActionId.BACK: self.desk.back,
        }
        windows.get(action_id, self.desk.back)()

    # --- what the engine tells ---

    def _on_fact(self, fact: object) -> None:
        self.engine.handle(fact)
        if isinstance(fact, EntryWritten | EntryRefused | AlertReopened):
            self.alert_panel.hear(fact)
            self._show_alerts()
        elif isinstance(fact, AlertRaised):
            self._show_alerts()
        asks = (self.snapshots, self.mends, self.rules, self.sound, self.palette, self.choices, self.layouts)
        rest = (self.shift_windows, self.door, self.alert_panel.call, self.replays, self.armed, self.clips)
        for part in (self.journal_window, self.alert_asks, self.masks, *rest, *asks, self.listen):
            part.hear(fact)

    def _close_windows(self) -> None:
        """What one operator had open is not for the next to find."""
        self.replays.end_all()
        self.desk.leave_strips()
        self.journal_window.hide()
        self.rules.window.back()
        self.shift_windows.hide()
        for part in (self.redactions, self.layouts.window, self.choices, self.alert_asks):
            part.close()
        self.alert_panel.back()

    def _show_alerts(self) -> None:
        self.alert_panel.refresh()
        self.armed.refresh()

    # --- once a second ---

    def _show_source(self) -> None:
        feed = self.picture.feed
        self.desk.picture.show_status(feed.status() if feed else None)

    def _look_at_load(self) -> None:
        last = {held.alert.camera.id for held in self.engine.inbox.ordered()}
        if self.picture.camera is not None:
            last.add(self.picture.camera.id)
        self.engine.overload.look(self.walls.painted(), shown=self.walls.shown_cameras(), last=last)

    def _show_figures(self) -> None:
        self.engine.tick()
        self.masks.refresh()
        self.armed.refresh()
        self._look_at_load()
        self.status_bar.update_figures(
            figures_of(
                self.engine,
                alerts=self.engine.duty.load.in_ten_minutes(),
                model=self._model_title(),
                shift=self.shift_windows.shift_text(),
            )
        )
        self.journal_window.show_state(state := self.engine.journal.state())
        self.alert_panel.queue.show_failure(state.failure or "")
        self._show_source()
