"""Pictures of every window and form in three languages and both themes: `packaging/pictures DIR`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from console.alerts.mends import Mends
from console.alerts.zone import Zone
from console.demo.city import City
from console.demo.footage import clip_files
from console.detection.model_file import ModelFile, get_model
from console.engine import Engine
from console.journal.aftermath import files_of
from console.journal.entry import Kind
from console.journal.look_reason import LookReason
from console.journal.search import Query, find
from console.journal.violation import ViolationForm
from console.language import LANGUAGES, use_language
from console.operators.facts import DeskUnlocked
from console.operators.operator import Operator
from console.operators.register import Register
from console.operators.roles import Role
from console.paths import DataFolder
from console.settings import Settings
from tests.mask_pictures import mask_views
from tests.shift_pictures import LEAD, shift_views, tell_a_shift
from tests.wall_pictures import close_walls, keep_layouts, layout_views, wall_views
from ui.actions import ActionId
from ui.alerts.wording import camera_place
from ui.app import App
from ui.desk.shortcut_sheet import ShortcutSheet
from ui.hearing import Hearing
from ui.operators.operator_form import Change
from ui.player.live_view import LiveView
from ui.player.replay_view import ReplayView
from ui.replay_ask import BACK_NS
from ui.screens import forget_offscreen, use_offscreen
from ui.theme import Theme, apply_theme

WATCHED_S = 20  # until both staged incidents have raised their alerts
ADMINISTRATOR = Operator("Айгүл Серікова", Role.ADMINISTRATOR)
MOST_WAITED_S = 120  # on a machine that is busy with other things


def main(out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    use_language("ru")
    use_offscreen([(1920, 1080), (1920, 1080)])
    application = QApplication(["pictures"])
    forget_offscreen()
    apply_theme(application, Theme.DARK)
    with tempfile.TemporaryDirectory() as data:
        folder = DataFolder(Path(data))
        model = get_model("", folder.models)
        engine = _engine(folder, model)
        engine.start(first=(Kind.DEMO_STARTED, {}))
        app = App(application, engine, model_name=model.name, model_title=lambda: model.title)
        app.show()
        _run(WATCHED_S)
        end = time.monotonic() + MOST_WAITED_S
        while len(engine.inbox) < 2 and time.monotonic() < end:
            _run(1)
        _correct_a_record(engine)
        _confirm_an_alert(engine)
        tell_a_shift(app, run=_run)
        keep_layouts(app, run=_run)
        for theme in Theme:
            apply_theme(application, theme)
            for language in LANGUAGES:
                app.change_language(language)
                _picture_all(app, out, f"{theme.value}-{language}")
        app.close()
        engine.stop()
    return 0


def _engine(folder: DataFolder, model: ModelFile) -> Engine:
    folder.prepare()
    city = City.load(cameras=16)
    register = Register(folder)
    register.add_first(ADMINISTRATOR.name, "four quiet horses")
    register.add(city.operator, Role.DISPATCHER, "730518", by=ADMINISTRATOR.name)
    register.add(LEAD.name, LEAD.role, "nobody sleeps at four", by=ADMINISTRATOR.name)
    return Engine(
        folder,
        site=city.site(clip_files(city.clips, on_progress=lambda _done, _all: None)),
        settings=Settings(),
        operator=Operator(city.operator, Role.DISPATCHER),
        models=model.load,
    )


def _correct_a_record(engine: Engine) -> None:
    """Recorded, amended and voided, for the journal's window."""
    duty, form = engine.duty, ViolationForm("koap-434", persons=1, case_number="1204")
    duty.record_violation(form, place="ул. Ермекова, 12")
    _run(1)
    (recorded,), _total = find(engine.folder, Query(kinds=(Kind.VIOLATION_RECORDED,), limit=1))
    duty.amend(recorded.seq, replace(form, persons=3, erap_number="26-881"), why="по записи их трое")
    _run(1)
    duty.void(recorded.seq, why="записано дважды")
    _run(1)


def _confirm_an_alert(engine: Engine) -> None:
    """One with its evidence, for the journal's forms; amended once."""
    held = engine.inbox.ordered()[-1].alert
    form = ViolationForm("koap-434-2", persons=2, action="patrol sent", case_number="1205")
    engine.duty.confirm(held.id, form)
    _run(2)
    (recorded,), _total = find(engine.folder, Query(kinds=(Kind.VIOLATION_RECORDED,), limit=1))
    engine.duty.amend(recorded.seq, replace(form, erap_number="26-882"), why="внесено в реестр")
    _run(1)


def _open_in_journal(app: App, action_id: ActionId) -> None:
    """The form over the newest violation that stands."""
    app.journal_window.open()
    app.journal_window._bar._kinds.setCurrentIndex(1)
    _run(0.8)
    app.journal_window.act(action_id)


def _show_clip(app: App) -> None:
    """Of the newest evidence that has one, beside its entry."""
    clips = (entry for entry in find(app.engine.folder, Query(limit=200))[0] if entry.evidence)
    found = next((file for entry in clips for file in files_of(entry) if file.role == "clip"), None)
    if found is not None:
        app.journal_window.open()
        app.clips.open(found, ())
        _run(1)


def _sit(app: App, operator: Operator | None, *, is_locked: bool = False) -> None:
    """As if somebody had just signed in or out, or locked the desk."""
    app.engine.permit.operator, app.engine.permit.locked = operator, is_locked
    app.door.hear(DeskUnlocked(""))


def _show_first_form(app: App) -> None:
    _sit(app, None)
    app.door.sign_in.hide()
    app.door.first.open()


def _show_operators(app: App, change: Change | None = None) -> None:
    _sit(app, ADMINISTRATOR)
    app.door.operators.open()
    if change is not None:
        app.door.operators.form.open(change)


def _show_rules(app: App) -> None:
    """Of a camera that has one already, with a line half drawn."""
    _sit(app, ADMINISTRATOR)
    app.choose_camera(next(each.camera_id for each in map(Zone.from_row, app.engine.site.zones)))
    app.keys.trigger(ActionId.RULES)
    window = app.rules.window
    window.list.new_line.click()
    drawn = replace(window.drafts[-1], name="ворота", corners=((0.2, 0.8), (0.6, 0.6), (0.9, 0.7)))
    window.form.show_draft(drawn)
    window.canvas.changed.emit(drawn)


def _show_answer(app: App) -> None:
    """A shift lead beside a dispatcher's desk."""
    held = app.engine.inbox.ordered()[0].alert
    app.alert_panel.call.form.open(held.id, camera_place(held.camera))


def _show_keys(app: App, *, asks: bool = False) -> None:
    _sit(app, ADMINISTRATOR)
    app.keys.trigger(ActionId.KEYS)
    if asks:
        app.choices.window._ask()


def _show_palette(app: App, typed: str) -> None:
    app.keys.trigger(ActionId.PALETTE)
    app.palette.palette._field.setText(typed)


def _show_mends(app: App) -> None:
    held = app.engine.inbox.ordered()[0].alert
    app.mends.strip.offer(Mends(held, 3, ignore=(0.1, 0.2, 0.3, 0.4), confidence=0.75))


def _show_seen(app: App) -> None:
    """On the large picture, just now."""
    assert app.picture.camera is not None
    app.alert_asks.seen.open(app.picture.camera, at_ns=app.engine.clock.monotonic_ns())


def _show_replay(app: App) -> None:
    """Of the alert's camera, at the last frame on which somebody was seen."""
    camera = app.engine.inbox.ordered()[0].alert.camera
    app.choose_camera(camera.id)
    app.replays.show(
        app.picture, camera, at_ns=app.engine.clock.monotonic_ns() - BACK_NS, reason=LookReason.VIOLATION
    )
    _run(1)
    view = app.picture.findChild(ReplayView)
    view.toggle_pause()
    looks = app.engine.look_back.looks(camera.id, from_ns=view.moment.oldest_ns, to_ns=view.moment.newest_ns)
    seen = [look.stamp.captured_at_ns for look in looks if look.boxes]
    if seen:
        view.seek_to(seen[-1])


def _show_listening(app: App) -> None:
    """As it looks where libVLC draws; what it draws stands in no memory of ours."""
    camera = app.engine.inbox.ordered()[0].alert.camera
    app.choose_camera(camera.id)
    app.picture.cover(LiveView(camera, source=QSize(1920, 1080)))
    app.listen.line.say(partial(Hearing.ON.text, number=camera.number, time="23:04:10"))


def _picture_all(app: App, out: Path, name: str) -> None:
    panel, sitting = app.alert_panel, app.engine.permit.operator
    views: list[tuple[str, Callable[[], object], QWidget | None]] = [
        ("desk", lambda: None, app.desk),
        *wall_views(app),
        ("muted", lambda: app.sound.chip.show_muted(540), app.desk),
        ("no sound", lambda: app.sound.chip.show_lost("no sound device"), app.desk),
        ("heard", lambda: app.sound.chip.show_lost(""), app.desk),
        ("confirm", lambda: panel.act(ActionId.CONFIRM), app.desk),
        ("dismiss", lambda: panel.act(ActionId.DISMISS), app.desk),
        ("record", lambda: panel.act(ActionId.RECORD), app.desk),
        ("seen", partial(_show_seen, app), app.desk),
        ("replay", partial(_show_replay, app), app.desk),
        ("bookmark", lambda: app.keys.trigger(ActionId.BOOKMARK), app.desk),
        ("listening", partial(_show_listening, app), app.desk),
        ("sheet", app.desk.toggle_sheet, None),
        ("palette", partial(_show_palette, app, "школа"), app.desk),
        ("journal", lambda: app.keys.trigger(ActionId.JOURNAL), app.journal_window),
        *(
            (action.value, partial(_open_in_journal, app, action), app.journal_window)
            for action in (ActionId.AMEND, ActionId.VOID, ActionId.PACKAGE)
        ),
        ("clip", partial(_show_clip, app), app.journal_window),
        ("sign-in", partial(_sit, app, None), app.desk),
        ("first-administrator", partial(_show_first_form, app), app.desk),
        ("lock", partial(_sit, app, sitting, is_locked=True), app.desk),
        ("operators", partial(_show_operators, app), app.door.operators),
        ("add-operator", partial(_show_operators, app, Change.ADD), app.door.operators),
        *shift_views(app, sit=partial(_sit, app)),
        ("rules", partial(_show_rules, app), app.rules.window),
        *layout_views(app),
        ("keys", partial(_show_keys, app), app.choices.window),
        ("new-key", partial(_show_keys, app, asks=True), app.choices.window),
        ("answer", partial(_show_answer, app), app.desk),
        ("mends", partial(_show_mends, app), app.desk),
        ("load", lambda: app.keys.trigger(ActionId.LOAD), app.alert_asks.load.window),
        *mask_views(
            app, sit=partial(_sit, app), clip=partial(_show_clip, app), replay=partial(_show_replay, app)
        ),
    ]
    for view, show, window in views:
        show()
        _run(0.8)
        (window or app.desk.findChild(ShortcutSheet)).grab().save(str(out / f"{view}-{name}.png"))
        panel.back()
        app.mends.strip.close_offer()
        app.replays.end_all()
        app.picture.cover(None)
        app.listen.line.hide()
        app.rules.window.close()
        app.choices.close()
        app.journal_window.back()
        app.keys._clear()
        close_walls(app)
        app.desk.back()
    app.journal_window.hide()
    app.door.operators.hide()
    app.shift_windows.hide()
    _sit(app, sitting)


def _run(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
