"""The windows of shifts as `tests.pictures` shows them, over what one shift left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.alerts.dismiss_reason import DismissReason
from console.journal.bulletins import Topic
from console.journal.entry import Kind
from console.journal.search import Query, find
from console.journal.second_look import DismissalDue
from console.journal.shift_log import ShiftLogDone, ShiftLogProgress
from console.operators.operator import Operator
from console.operators.roles import Role
from console.reviews import ReviewsDue
from ui.actions import ActionId
from ui.app import App
from ui.shift.notice_form import NoticeKind
from ui.shift.shift_log_form import Span

LEAD = Operator("Нұрсұлтан Қожахметұлы-Сейітқалиев", Role.SHIFT_LEAD)
Sit = Callable[[Operator | None], None]
_READ_MS = 300  # by then the journal has answered that nothing waits
_CHILD = (
    "Ерасыл Қ., 9 лет, ученик 3 «Б» школы №4, ушёл из школы в 13:40 в сторону набережной: синяя куртка,"
    " чёрная шапка, рюкзак с жёлтым светоотражателем. Увидев, сообщить старшему смены и патрулю 12."
)
_CALLS = "Звонят от имени «службы безопасности банка» и просят назвать код из СМС."


def tell_a_shift(app: App, *, run: Callable[[float], None]) -> None:
    """A shift with bulletins, a note and a fault."""
    shifts, permit, now = app.engine.shifts, app.engine.permit, app.engine.clock.now_utc()
    sitting = permit.operator
    shifts.open()
    run(2)  # what is told before it is written is not of this shift
    permit.operator = LEAD
    shifts.publish(_CALLS, topic=Topic.FRAUD_WAVE, until=now + timedelta(hours=72))
    shifts.publish(_CHILD, topic=Topic.MISSING_CHILD, until=now + timedelta(hours=12))
    permit.operator = sitting
    shifts.note("Ворота школы №4 не закрываются; завхоз знает, ключ у вахтёра.")
    shifts.note_fault("После дождя мутнеет, нужна чистка", camera=next(iter(app.engine.cameras.values())))
    run(2)


def shift_views(app: App, *, sit: Sit) -> list[tuple[str, Callable[[], object], QWidget | None]]:
    """(name, how to show it, what is pictured)"""
    windows = app.shift_windows
    sitting = app.engine.permit.operator
    dispatcher = partial(_show, app, sit, sitting)
    lead = partial(_show, app, sit, LEAD)
    return [
        ("bulletin", partial(sit, sitting), app.desk),
        ("hand-over", partial(dispatcher, ActionId.SHIFT), windows.handover),
        ("left-open", partial(lead, ActionId.SHIFT), windows.handover),
        ("bulletins", partial(lead, ActionId.NOTICES, _publish), windows.notices),
        ("second-look", partial(lead, ActionId.REVIEWS, _review), windows.reviews),
        ("shift-log", partial(lead, ActionId.SHIFT_LOG, _type_span), windows.shift_log),
        ("shift-log-on-its-way", partial(lead, ActionId.SHIFT_LOG, _half_made), windows.shift_log),
        ("shift-log-made", partial(lead, ActionId.SHIFT_LOG, _made), windows.shift_log),
    ]


def _show(
    app: App,
    sit: Sit,
    operator: Operator | None,
    action_id: ActionId,
    then: Callable[[App], None] = lambda _app: None,
) -> None:
    app.shift_windows.hide()
    sit(operator)
    app.keys.trigger(action_id)
    then(app)


def _publish(app: App) -> None:
    app.shift_windows.notices.form.open(NoticeKind.BULLETIN)


def _review(app: App) -> None:
    """One that was put aside with its still, as if it had been dismissed and drawn."""
    (raised,), _total = find(app.engine.folder, Query(kinds=(Kind.ALERT_RAISED,), limit=1))
    files = sorted(app.engine.folder.pending.rglob("*.jpg")) or [None]
    due = DismissalDue(
        raised.seq,
        raised.at_utc,
        raised.utc_offset_min,
        "А. Омарова",
        DismissReason.NOTHING_THERE.value,
        "alert",
        str(raised.body["camera_id"]),
        raised.camera_number,
        raised.place,
        zone=str(raised.body.get("zone", "")),
        still=files[0],
    )
    told = ReviewsDue("review window", (due,), own=2)
    QTimer.singleShot(_READ_MS, partial(app.shift_windows.reviews.hear, told))


def _type_span(app: App) -> None:
    window = app.shift_windows.shift_log
    window.hear(ShiftLogDone(window._ref(), Path(), cancelled=True))
    window._done = None
    window._show_done()
    window.form._span.setCurrentIndex([*Span].index(Span.TYPED))


def _half_made(app: App) -> None:
    window = app.shift_windows.shift_log
    window.form._span.setCurrentIndex([*Span].index(Span.THIS_SHIFT))
    window._show_going(going=True)
    window.hear(ShiftLogProgress(window._ref(), 2_100, 5_000))


def _made(app: App) -> None:
    window = app.shift_windows.shift_log
    file = Path("/home/desk/Документы/смена-2026-11-23.pdf")
    window.hear(ShiftLogDone(window._ref(), file, 2500, head=f"2513:{'7c1e' * 16}", fingerprint="5f0a" * 16))
