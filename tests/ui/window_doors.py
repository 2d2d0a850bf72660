"""What is asked of the windows by key, button or form, each with who may and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.journal.aftermath import AftermathRead
from console.journal.entry import Kind
from console.journal.handover import HandoverReady
from console.journal.saved_searches import SavedSearchesRead
from console.journal.search import SearchDone
from console.layouts import LayoutSaved
from console.operators.facts import OperatorsRead
from console.operators.permissions import Intent
from console.reviews import ReviewsDue
from console.rulebook import RulesSaved
from tests.ui.desk_hands import asked_for_a_key, kept_layout, layout_form, press_another, save_layout
from tests.ui.window_desk import WindowDesk
from tests.ui.window_hands import (
    ONE,
    THREE,
    alert,
    are_made,
    bookmark,
    closing_form,
    dismissed_here,
    drawn_rules,
    due,
    enter,
    export,
    form_in_journal,
    form_of_alert,
    form_of_call,
    has_copies,
    in_journal,
    key,
    log_form,
    made_copies,
    make_log,
    notice,
    offered,
    open_form,
    package,
    pictured,
    record,
    recorded_here,
    save_search,
    snapshot,
    staff,
    street,
    strip_of_alert,
    submit,
    tell,
    violation,
    withdrawing,
)
from ui.actions import ActionId
from ui.shift.notice_form import NoticeKind


@dataclass(frozen=True)
class Way:
    """Something to be done in a window; `made` is what `ready` left, with a shift lead's hands."""

    intent: Intent
    how: str
    press: Callable[[WindowDesk, object], object]
    leaves: Kind | type | Callable[[WindowDesk], bool]  # an entry, a fact, or what is seen then
    ready: Callable[[WindowDesk], object] = lambda desk: None
    first: Intent | None = None  # what is asked before it, of the same roles
    shut: Intent | None = None  # what is asked first where nobody may do anything


A, I = ActionId, Intent  # noqa: E741 - one letter each keeps a row on a line
TABLE: tuple[Way, ...] = (
    Way(I.TAKE, "take", key(A.TAKE), Kind.ALERT_TAKEN, alert),
    Way(I.CONFIRM, "confirm", record, Kind.VIOLATION_RECORDED, form_of_alert),
    Way(
        I.DISMISS,
        "dismiss",
        lambda d, m: d.hit(d.app.alert_panel.strip, *ONE),
        Kind.ALERT_DISMISSED,
        strip_of_alert,
    ),
    Way(I.BRING_BACK, "bring back", key(A.BRING_BACK), Kind.ALERT_REOPENED, dismissed_here),
    Way(I.ESCALATE, "escalate", key(A.ESCALATE), Kind.ALERT_ESCALATED, alert),
    Way(I.SHELVE, "shelve a rule", key(A.MEND_SHELVE), Kind.RULE_SHELVED, offered),
    Way(I.NOTE, "a mend", key(A.MEND_CONFIDENCE), Kind.FAULT_NOTED, offered),
    Way(I.MUTE, "mute", key(A.MUTE), Kind.MUTED),
    Way(I.RECORD, "record a call", record, Kind.VIOLATION_RECORDED, form_of_call),
    Way(I.SNAPSHOT, "save a picture", snapshot, Kind.LOOKED_AT, street),
    Way(
        I.LISTEN,
        "listen",
        key(A.LISTEN),
        lambda d: "has no connection" in d.said,  # no camera is at work here
        street,
    ),
    Way(
        I.LOOK_BACK,
        "replay",
        key(A.REPLAY),
        lambda d: "is not open" in d.said,  # no camera is at work here
        street,
    ),
    Way(I.NOTE, "bookmark", lambda d, m: d.hit(m), Kind.BOOKMARK, bookmark),
    Way(I.SEARCH, "journal", key(A.JOURNAL), SearchDone),
    Way(
        I.SEARCH,
        "search further",
        lambda d, m: d.app.journal_window._bar.changed.emit(),
        SearchDone,
        violation,
    ),
    Way(
        I.SEARCH,
        "read an entry",
        lambda d, m: d.app.journal_window._panel._on_stopped(),
        AftermathRead,
        violation,
    ),
    Way(I.SEARCH, "save a search", save_search, SavedSearchesRead, violation),
    Way(
        I.SEARCH,
        "remove a search",
        lambda d, m: d.app.journal_window._bar.saved.removeWanted.emit("x"),
        SavedSearchesRead,
        violation,
    ),
    Way(I.EXPORT, "export", export, Kind.EXPORT_MADE, violation),
    Way(
        I.AMEND,
        "amend by key",
        in_journal(A.AMEND),
        lambda d: d.app.journal_window._forms._amend.isVisible(),
        violation,
    ),
    Way(I.AMEND, "amend", submit, Kind.VIOLATION_AMENDED, form_in_journal(A.AMEND)),
    Way(
        I.VOID,
        "void by key",
        in_journal(A.VOID),
        lambda d: d.app.journal_window._forms._void.isVisible(),
        violation,
    ),
    Way(
        I.VOID,
        "void the last by key",
        key(A.VOID),
        lambda d: d.app.journal_window._forms._void.isVisible(),
        recorded_here,
    ),
    Way(I.VOID, "void", submit, Kind.VIOLATION_VOIDED, form_in_journal(A.VOID)),
    Way(
        I.PACKAGE,
        "package by key",
        in_journal(A.PACKAGE),
        lambda d: d.app.journal_window._forms._package.isVisible(),
        violation,
    ),
    Way(I.PACKAGE, "package", package(0), Kind.EXPORT_MADE, form_in_journal(A.PACKAGE)),
    Way(
        I.PACKAGE_AS_RECORDED, "package as recorded", package(1), Kind.EXPORT_MADE, form_in_journal(A.PACKAGE)
    ),
    Way(I.REDACT, "copies by key", in_journal(A.REDACT), has_copies, pictured),
    Way(
        I.REDACT,
        "copies by button",
        lambda d, m: d.app.journal_window._forms._buttons[A.REDACT].click(),
        has_copies,
        pictured,
    ),
    Way(I.REDACT, "copies made again", lambda d, m: m._make.clicked.emit(), are_made, made_copies),
    Way(
        I.APPROVE_COPIES,
        "let copies go",
        lambda d, m: m._go.clicked.emit(),
        Kind.EVIDENCE_STORED,
        made_copies,
    ),
    Way(
        I.OPEN_SHIFT,
        "open a shift",
        lambda d, m: d.hit(d.app.shift_windows.handover.open_form._do),
        Kind.SHIFT_OPENED,
        open_form,
    ),
    Way(I.CLOSE_SHIFT, "hand-over", key(A.SHIFT), HandoverReady, lambda d: d.shift(), shut=I.OPEN_SHIFT),
    Way(I.CLOSE_SHIFT, "close a shift", lambda d, m: m._close.click(), Kind.SHIFT_CLOSED, closing_form),
    Way(I.SHIFT_LOG, "shift log", make_log, Kind.EXPORT_MADE, log_form),
    Way(I.NOTE, "note", tell, Kind.NOTE, notice(NoticeKind.NOTE)),
    Way(I.NOTE, "note a fault", tell, Kind.FAULT_NOTED, notice(NoticeKind.FAULT)),
    Way(I.PUBLISH_BULLETIN, "publish", tell, Kind.BULLETIN, notice(NoticeKind.BULLETIN)),
    Way(
        I.PUBLISH_BULLETIN,
        "withdraw",
        lambda d, m: d.app.shift_windows.notices._withdraw.click(),
        Kind.BULLETIN_WITHDRAWN,
        withdrawing,
    ),
    Way(I.REVIEW_DISMISSALS, "second look", key(A.REVIEWS), ReviewsDue),
    Way(I.REVIEW_DISMISSALS, "judge", lambda d, m: d.hit(m, *ONE), Kind.DISMISSAL_REVIEWED, due),
    Way(
        I.REOPEN, "reopen", lambda d, m: d.hit(m, *THREE), Kind.ALERT_REOPENED, due, first=I.REVIEW_DISMISSALS
    ),
    Way(I.KEEP_OPERATORS, "operators", key(A.OPERATORS), OperatorsRead),
    Way(I.KEEP_OPERATORS, "add an operator", enter, Kind.OPERATOR_CHANGED, staff("_add", on=True)),
    Way(I.KEEP_OPERATORS, "a new password", enter, Kind.OPERATOR_CHANGED, staff("_password", on=True)),
    Way(
        I.KEEP_OPERATORS, "retire", lambda d, m: m.click(), Kind.OPERATOR_CHANGED, staff("_retire", on=False)
    ),
    Way(I.KEEP_LAYOUTS, "save a layout", save_layout, LayoutSaved, layout_form),
    Way(
        I.KEEP_LAYOUTS,
        "delete a layout",
        lambda d, m: d.app.layouts.window.delete.click(),
        LayoutSaved,
        kept_layout,
    ),
    Way(I.KEEP_CAMERAS, "rules by key", key(A.RULES), lambda d: d.app.rules.window.isVisible(), street),
    Way(
        I.KEEP_CAMERAS,
        "save rules",
        lambda d, m: d.app.rules.window.form._do.click(),
        RulesSaved,
        drawn_rules,
    ),
    Way(I.KEEP_KEYS, "keys by key", key(A.KEYS), lambda d: d.app.choices.window.isVisible()),
    Way(I.KEEP_KEYS, "another key", press_another, Kind.SETTING_CHANGED, asked_for_a_key),
)
# What no window does.
NO_WINDOW = {
    Intent.HAND_OVER_ALERT,  # alerts go with the shift, by its hand-over
    Intent.ANSWER,  # by whoever proves a password beside the desk: tests/ui/alerts/test_escalation_call
    Intent.HOLD,  # evidence is held, released and erased by the command line
    Intent.RELEASE,
    Intent.ERASE,
    Intent.SIGN_HEAD,  # a desk signs by itself
    Intent.REBUILD,  # while no desk is at work
    Intent.LIFT_MASK,  # whoever may not is asked for a shift lead's password: tests/ui/test_mask_ask
    Intent.EXPORT_CAMERAS,
    Intent.KEEP_OFFENCES,
    Intent.KEEP_MODELS,
}
