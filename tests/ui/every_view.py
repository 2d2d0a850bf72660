"""Every window and form of the desk, opened one after the other, with as much in it as there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize

from console.alerts.alert import AlertState
from console.alerts.inbox import OpenAlert
from console.alerts.mends import Mends
from console.alerts.rule_kind import RuleKind
from console.cameras.neighbour import Side
from console.evidence.proved_file import ProvedFile
from console.journal.shift import Shift
from console.journal.violation import Violation
from console.media.replay import Replay
from console.media.replay_state import ReplayPhase
from tests.fakes.made_up import make_alert
from ui.action_filter import CHORDS
from ui.actions import ActionId
from ui.hearing import Hearing
from ui.operators.lock_strip import Lock
from ui.operators.operator_form import Change
from ui.player.clip_player import ClipPlayer, Sound
from ui.player.clip_view import ClipCaption
from ui.player.past import Past
from ui.rules.rule_draft import RuleDraft, Spot
from ui.shift.notice_form import NoticeKind

TOLD = Violation("koap-434-2", "434-2", "ул. Абая, 5", "2026-11-23T18:00:00.000000Z", action="patrol sent")
LOCK = Lock("Досжан Ахметов", datetime(2026, 11, 23, 23, 0, tzinfo=UTC), 0)
LEFT_OPEN = Shift(7, "D. Akhmetov", "dispatcher", "", TOLD.at_utc, 300, 0)
NOW = datetime(2026, 11, 23, 23, 0)
MENDS = Mends(make_alert(), 3, (0.1, 0.7, 0.2, 0.8), 0.62)
NEAR = tuple((make_alert(f"041{n}").camera, side) for n, side in enumerate((*Side, None)))


def every_view(app):
    """(name, window, how it is opened), to be opened in this order."""
    panel = app.alert_panel
    yield "desk", app.desk, lambda: None
    yield "muted", app.desk, lambda: app.sound.chip.show_muted(600)
    yield "no sound", app.desk, lambda: app.sound.chip.show_lost("no sound device")
    for chord in CHORDS:
        yield chord.value, app.desk, partial(app.keys.trigger, chord)
    yield "record", app.desk, lambda: panel.act(ActionId.RECORD)
    seen = partial(app.alert_asks.seen.open, next(iter(app.engine.cameras.values())), at_ns=1)
    yield "seen", app.desk, seen
    yield "dismiss", app.desk, lambda: panel.strip.open("a1", "0402 · Школа №1, холл")
    yield "mends", app.desk, lambda: app.mends.strip.offer(MENDS)
    yield "palette", app.desk, lambda: app.keys.trigger(ActionId.PALETTE)
    app.palette.palette.shut()
    camera = next(iter(app.engine.cameras.values()))
    yield "bookmark", app.desk, lambda: app.replays.bookmark.form.open(camera, at_ns=0, at_text="14:03:22.4")
    yield from _listening_views(app)
    yield "answer", app.desk, lambda: (app.replays.end_all(), _call(app))
    journal, forms = app.journal_window, app.journal_window._forms
    yield "journal", journal, journal.show
    yield "violations", journal, lambda: journal._bar._kinds.setCurrentIndex(1)
    yield "void", journal, lambda: (forms._show_alone(forms._void), forms._void.open(1234567))
    yield "amend", journal, lambda: (forms._show_alone(forms._amend), forms._amend.open(7, TOLD, local=NOW))
    yield "package", journal, lambda: (forms._show_alone(forms._package), forms._package.open(1234567))
    yield from _clip_views(app)
    door = app.door
    yield (
        "sign in",
        app.desk,
        lambda: (forms.back(), journal.hide(), door.sign_in.open(replaces="D. Akhmetov")),
    )
    yield "first", app.desk, lambda: (door.sign_in.hide(), door.first.open())
    yield "lock", app.desk, lambda: (door.first.hide(), door.strip.open(LOCK))
    yield "operators", door.operators, lambda: (door.strip.close_lock(), door.operators.show())
    for change in Change:
        yield change.name, door.operators, partial(door.operators.form.open, change)
    yield from _shift_views(app.shift_windows)
    yield from _rule_views(app.rules.window)
    yield from _layout_views(app.layouts)
    load = app.alert_asks.load.window
    yield "load", load, load.show
    yield "mends in the load", load, lambda: (app.mends.strip.offer(MENDS), load._show())
    yield "cameras nearby", app.desk, lambda: (load.hide(), app.alert_asks.radio.strip.show_cameras(NEAR))
    app.alert_asks.radio.strip.show_cameras(())
    app.mends.strip.close_offer()
    asked = app.masks
    yield "lift a mask", app.desk, lambda: asked.strip.open("0402 · Школа №1, холл")
    yield (
        "lift a mask beside",
        app.desk,
        lambda: (asked.strip.hide(), asked.form.open("c", "0402 · Школа №1")),
    )
    asked.leave()
    keys = app.choices.window
    yield "keys", keys, keys.open
    yield "new key", keys, keys._ask
    keys.hide()
    yield (
        "keep a search",
        journal,
        lambda: (door.operators.hide(), journal.show(), journal._bar.saved.form.open()),
    )


def _call(app):
    """A shift lead is wanted, and stands beside the desk."""
    app.mends.strip.close_offer()
    held = OpenAlert(replace(MENDS.alert, state=AlertState.ESCALATED), b"", 0, 0)
    app.alert_panel.call.show_alerts([held, held], now_ns=0)
    app.alert_panel.call.open()


def _listening_views(app):
    """Whatever is said while a camera is heard."""
    strip = app.listen.line
    for hearing in Hearing:
        tell = partial(hearing.text, number="0402", time="23:00:00")
        yield f"{hearing.name} listening", app.desk, partial(strip.say, tell)
    strip.hide()


def _clip_views(app):
    """Whatever is said of a clip's sound; its replay is over before it begins."""
    window, replay = app.journal_window, Replay(1, "", None, on_close=lambda _replay: None)
    replay.end(ReplayPhase.CLOSED)
    caption = ClipCaption("0402", "Школа №1", 300, QSize(640, 360))
    player = ClipPlayer(
        replay, file=ProvedFile(Path("clip.mp4"), ""), caption=caption, past=Past(lambda _from, _to: [])
    )
    window._forms.back()
    window.clips.show(player)
    for sound in Sound:
        yield f"clip {sound}", window, partial(player._set_sound, sound)
    window.clips.leave()


def _layout_views(layouts):
    window = layouts.window
    yield "layouts", window, lambda: (window.show(), window.undo.show())
    yield "name of a layout", window, lambda: window.name_form.open("School")
    yield "tour", window, lambda: (window.name_form.hide(), window.tour_form.open())
    yield "older layouts", window, lambda: (window.tour_form.hide(), window.older_form.open(()))
    yield "save a layout", layouts._desk, lambda: (window.hide(), layouts.act(ActionId.SAVE_LAYOUT))
    yield "saved", layouts._desk, layouts._leave


def _rule_views(window):
    window.show()
    for rule in (*RuleKind, *Spot):
        draft = RuleDraft(id="r", rule=rule, name="fence")
        yield f"rule {rule}", window, partial(_show_rule, window, draft)
    window.hide()


def _show_rule(window, draft):
    window.drafts = [draft]
    window._show_list(0)


def _shift_views(windows):
    over, notices, log = windows.handover, windows.notices, windows.shift_log
    yield "open a shift", over, lambda: (over.show(), over._show_form(over.open_form))
    yield "left open", over, lambda: over.open_form.open("A. Lead", LEFT_OPEN)
    yield "hand over", over, lambda: over._show_form(over.form)
    yield "note", notices, notices.show
    for kind in (NoticeKind.FAULT, NoticeKind.BULLETIN):
        yield kind.value, notices, partial(notices.form.open, kind)
    yield "withdraw", notices, lambda: (notices._why.show(), notices._withdraw.show())
    yield "second look", windows.reviews, windows.reviews.show
    yield "shift log", log, lambda: (log.show(), log.form._span.setCurrentIndex(3))
    yield "shift log on its way", log, lambda: log._show_going(going=True)
    yield "shift log: why", log, lambda: (log.form.hide(), log._reasons.open("log.pdf"))
