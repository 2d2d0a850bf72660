"""How each is done in a window: what is opened and filled in, and what is pressed then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QUrl

from console.alerts.mends import Mends
from console.cameras.site_database import SiteDatabase
from console.journal.entry import Kind
from console.operators.roles import Role
from tests.console.door_desk import dismissed_by
from tests.console.journal.conftest import a_violation
from tests.console.review_desk import STREET
from tests.ui.window_desk import WindowDesk
from ui.actions import ActionId
from ui.shift.notice_form import NoticeKind
from ui.shift.shift_log_form import Format, Span

ONE, TWO, THREE = (10, "1"), (11, "2"), (12, "3")
SECRET = "six loud sparrows"


def key(action_id: ActionId) -> Callable[[WindowDesk, object], None]:
    return lambda desk, _made: desk.key(action_id)


def alert(desk: WindowDesk) -> object:
    return desk.chosen_alert()


# --- the alert queue ---


def form_of_alert(desk: WindowDesk) -> None:
    with desk.lead():
        desk.chosen_alert()
        desk.key(ActionId.CONFIRM)
    desk.app.alert_panel.form._fields.offence.choose("koap-434")


def form_of_call(desk: WindowDesk) -> None:
    with desk.lead():
        desk.key(ActionId.RECORD)
    fields = desk.app.alert_panel.form._fields
    fields.place.setText("ул. Абая, 5")
    fields.when.setText("00:01")
    fields.offence.choose("koap-434")


def record(desk: WindowDesk, _made: object) -> None:
    desk.hit(desk.app.alert_panel.form._fields.offence)


def strip_of_alert(desk: WindowDesk) -> None:
    with desk.lead():
        desk.chosen_alert()
        desk.key(ActionId.DISMISS)


def offered(desk: WindowDesk) -> None:
    """A zone was dismissed as false three times."""
    alert = desk.rule()
    desk.app.mends.strip.offer(Mends(alert, 3, (0.1, 0.7, 0.2, 0.8), 0.62))


def street(desk: WindowDesk) -> None:
    desk.app.choose_camera(STREET.id)


def snapshot(desk: WindowDesk, _made: object) -> None:
    desk.key(ActionId.SNAPSHOT)
    desk.frame()


def bookmark(desk: WindowDesk) -> object:
    """Its note is about to be typed."""
    street(desk)
    with desk.lead():
        desk.key(ActionId.BOOKMARK)
    return desk.app.replays.bookmark.form._note


def dismissed_here(desk: WindowDesk) -> None:
    """By whoever sits here."""
    dismissed_by(desk, desk.engine.permit.actor)


def recorded_here(desk: WindowDesk) -> None:
    desk.engine.journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor=desk.engine.permit.actor)
    desk.settle()


# --- the journal ---


def violation(desk: WindowDesk) -> object:
    return desk.chosen_record(desk.violation())


def pictured(desk: WindowDesk) -> object:
    return desk.chosen_record(desk.pictured())


def in_journal(action_id: ActionId) -> Callable[[WindowDesk, object], None]:
    return lambda desk, _made: desk.key_in_journal(action_id)


def save_search(desk: WindowDesk, _made: object) -> None:
    form = desk.app.journal_window._bar.saved.form
    form.open()
    form._name.setText("x")
    desk.hit(form._name)


def export(desk: WindowDesk, _made: object) -> None:
    window = desk.app.journal_window
    window._bar._export.click()
    desk.save_as(window, "csv")
    if window._export._strip.isVisible():
        desk.hit(window._export._strip, *TWO)


def form_in_journal(action_id: ActionId) -> Callable[[WindowDesk], object]:
    """Filled in."""

    def ready(desk: WindowDesk) -> object:
        violation(desk)
        forms = desk.app.journal_window._forms
        with desk.lead():
            desk.key_in_journal(action_id)
        if action_id is ActionId.AMEND:
            forms._amend._fields.persons.setValue(7)
        form = {
            ActionId.AMEND: forms._amend,
            ActionId.VOID: forms._void,
            ActionId.PACKAGE: forms._package,
        }[action_id]
        form._why.setText("asked by the court")
        return form

    return ready


def submit(desk: WindowDesk, form: object) -> None:
    desk.hit(form._why)


def package(exposure: int) -> Callable[[WindowDesk, object], None]:
    def press(desk: WindowDesk, form: object) -> None:
        form._file.setText(str(desk.engine.folder.root / f"{next(desk._numbers)}.zip"))
        form._children.setCurrentIndex(exposure)
        desk.hit(form._why)
        desk.settle()
        reasons = desk.app.journal_window._forms._reason
        if reasons.isVisible():
            desk.hit(reasons, *TWO)

    return press


def has_copies(desk: WindowDesk) -> bool:
    return bool(desk.app.redactions.windows)


def are_made(desk: WindowDesk) -> bool:
    return all(window._made is not None for window in desk.app.redactions.windows.values())


def made_copies(desk: WindowDesk) -> object:
    seq = desk.pictured()
    with desk.lead():
        desk.app.redactions.open(seq)
        window = desk.app.redactions.windows[seq]
        assert desk.wait(lambda: window._made is not None), window._line.text()
    return window


# --- shifts ---


def open_form(desk: WindowDesk) -> None:
    desk.no_shift()
    with desk.lead():
        desk.key(ActionId.SHIFT)


def closing_form(desk: WindowDesk) -> object:
    """Of the shift of whoever is to close it."""
    desk.shift()
    form = desk.app.shift_windows.handover.form
    with desk.lead():
        desk.app.shift_windows.handover.open()
        desk.app.shift_windows.handover._on_together()
    form._close.click()  # it is pressed twice
    return form


def log_form(desk: WindowDesk) -> None:
    with desk.lead():
        desk.key(ActionId.SHIFT_LOG)
    form = desk.app.shift_windows.shift_log.form
    form._span.setCurrentIndex([*Span].index(Span.LAST_DAY))
    form._format.setCurrentIndex([*Format].index(Format.CSV))


def make_log(desk: WindowDesk, _made: object) -> None:
    window = desk.app.shift_windows.shift_log
    desk.hit(window.form._words)
    desk.save_as(window, "csv")
    if window._reasons.isVisible():
        desk.hit(window._reasons, *TWO)


def notice(kind: NoticeKind) -> Callable[[WindowDesk], object]:
    def ready(desk: WindowDesk) -> object:
        with desk.lead():
            desk.key(ActionId.NOTICES)
        form = desk.app.shift_windows.notices.form
        form._kind.setCurrentIndex([*NoticeKind].index(kind))
        form._text.setPlainText("the gate is open")
        return form

    return ready


def tell(desk: WindowDesk, form: object) -> None:
    desk.hit(form._kind)


def withdrawing(desk: WindowDesk) -> None:
    seq, window = desk.bulletin(), desk.app.shift_windows.notices
    with desk.lead():
        desk.key(ActionId.NOTICES)
    window._list.anchorClicked.emit(QUrl(str(seq)))
    window._why.setText("found")


def due(desk: WindowDesk) -> object:
    desk.dismissed()
    window = desk.app.shift_windows.reviews
    with desk.lead():
        desk.key(ActionId.REVIEWS)
    assert window._list.count()
    window._list.setCurrentRow(window._list.count() - 1)
    window._why.setText("a boy")
    return window._list


# --- operators ---


def staff(button: str, *, on: bool) -> Callable[[WindowDesk], object]:
    """The window with somebody chosen in it; `on`: and the form that the button opens, filled in."""

    def ready(desk: WindowDesk) -> object:
        name = f"Worker {next(desk._numbers)}"
        desk.engine.register.add(name, Role.DISPATCHER, SECRET, by="x")
        window = desk.app.door.operators
        with desk.lead():
            desk.as_administrator()
            desk.key(ActionId.OPERATORS)
            desk.settle()
            window._view.selectRow(window._table.row_of(name))
            if on:
                getattr(window, button).click()
        window.form.name.setText(f"New {next(desk._numbers)}")
        for field in (window.form.password, window.form.again):
            field.edit.setText(SECRET + "!")
        return window.form.again.edit if on else getattr(window, button)

    return ready


def drawn_rules(desk: WindowDesk) -> None:
    """The window of rules, with a blind spot drawn in it."""
    SiteDatabase(desk.engine.folder).save(desk.engine.site)
    street(desk)
    window = desk.app.rules.window
    with desk.lead():
        desk.as_administrator()
        desk.key(ActionId.RULES)
    window.list.new_ignored.click()
    height = next(desk._numbers) % 900 / 1000
    window.canvas.changed.emit(replace(window.drafts[-1], corners=((0, 0), (0.5, 0), (0.5, 0.05 + height))))


def enter(desk: WindowDesk, field: object) -> None:
    desk.hit(field)
