"""How entries read to people: titles of kinds and one line of summary, in the language in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from console.alerts.dismiss_reason import dismiss_reason_title
from console.journal.entry import Kind
from console.journal.look_reason import reason_title
from console.journal.offences import find_offence
from console.journal.telling import told, what_title, why_title
from console.language import N_, _, language
from console.media.feed_state import failure_title
from console.media.picture_fault import PictureFault, fault_text
from console.media.ring_budget import RINGS_WHOLE
from console.media.shedding import Stage
from console.operators.roles import role_title as title_of_role

_TITLES: Mapping[str, str] = {
    Kind.DEMO_STARTED: N_("Demo started"),
    Kind.DESK_OPENED: N_("Desk opened"),
    Kind.DESK_CLOSED: N_("Desk closed"),
    Kind.SHIFT_OPENED: N_("Shift opened"),
    Kind.SHIFT_CLOSED: N_("Shift closed"),
    Kind.SIGNED_IN: N_("Signed in"),
    Kind.SIGNED_OUT: N_("Signed out"),
    Kind.DESK_LOCKED: N_("Desk locked"),
    Kind.DESK_UNLOCKED: N_("Desk unlocked"),
    Kind.OPERATOR_CHANGED: N_("Operator changed"),
    Kind.REFUSED: N_("Refused"),
    Kind.ALERT_RAISED: N_("Alert raised"),
    Kind.ALERT_TAKEN: N_("Alert taken"),
    Kind.ALERT_LET_GO: N_("Alert let go"),
    Kind.ALERT_HANDED_OVER: N_("Alert handed over"),
    Kind.ALERT_ESCALATED: N_("Alert escalated"),
    Kind.ALERT_DISMISSED: N_("Alert dismissed"),
    Kind.DISMISSAL_REVIEWED: N_("Dismissal reviewed"),
    Kind.ALERT_REOPENED: N_("Alert reopened"),
    Kind.ALERT_EXPIRED: N_("Alert expired"),
    Kind.VIOLATION_RECORDED: N_("Violation recorded"),
    Kind.VIOLATION_AMENDED: N_("Violation amended"),
    Kind.VIOLATION_VOIDED: N_("Violation voided"),
    Kind.EVIDENCE_STORED: N_("Evidence stored"),
    Kind.EVIDENCE_HELD: N_("Evidence held"),
    Kind.EVIDENCE_RELEASED: N_("Evidence released"),
    Kind.EVIDENCE_ERASED: N_("Evidence erased"),
    Kind.HEAD_SIGNED: N_("Journal signed"),
    Kind.BOOKMARK: N_("Bookmark"),
    Kind.EXPORT_MADE: N_("Export made"),
    Kind.LOOKED_AT: N_("Looked at"),
    Kind.MASK_LIFTED: N_("Privacy mask lifted"),
    Kind.MASK_FILLED: N_("Privacy mask filled in again"),
    Kind.CAMERA_LOST: N_("Camera lost"),
    Kind.CAMERA_RESTORED: N_("Camera restored"),
    Kind.PICTURE_FAULT: N_("Picture fault"),
    Kind.PICTURE_RESTORED: N_("Picture restored"),
    Kind.CAMERA_CHANGED: N_("Camera changed"),
    Kind.DECODER_DIED: N_("Decoder restarted"),
    Kind.FAULT_NOTED: N_("Fault noted"),
    Kind.LOAD_SHED: N_("Load shed"),
    Kind.MUTED: N_("Muting"),
    Kind.SETTING_CHANGED: N_("Setting changed"),
    Kind.BULLETIN: N_("Bulletin"),
    Kind.BULLETIN_READ: N_("Bulletin read"),
    Kind.BULLETIN_WITHDRAWN: N_("Bulletin withdrawn"),
    Kind.NOTE: N_("Note"),
    Kind.RULE_SHELVED: N_("Rule shelved"),
    Kind.RULE_RESTORED: N_("Rule restored"),
    Kind.RULE_FOLDED: N_("Rule folds itself"),
    Kind.RULE_UNFOLDED: N_("Rule calls again"),
    Kind.EXERCISE_BEGAN: N_("Exercise began"),
    Kind.EXERCISE_ENDED: N_("Exercise ended"),
}

# What tells most about an entry, in the order it is read.
_TOLD = "zone what name text file action reason why failure role note".split()  # noqa: SIM905 - reads as a list

_LONGEST = 500  # letters of a summary; the whole text stands below it
# Control characters but those that part words, and what turns the direction of writing for all that follows.
_TURNING = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# The program's own words for these are stored in English, beside what people typed there.
STORED_ENGLISH = ("what", "action", "reason", "why", "failure", "role")

# What entries of a load that was shed say when it is over.
_RELIEVED = (Stage.NOTHING.value, RINGS_WHOLE)
_RELIEF = N_("Full load again")


def kind_title(kind: Kind | str) -> str:
    """The kind's title; the stored text of a kind that this version does not know."""
    return _(_TITLES[kind]) if kind in _TITLES else str(kind)


def entry_title(kind: Kind | str, body: Mapping[str, Any]) -> str:
    """What stands above an entry: its kind's title, or that what the kind tells of is over."""
    return _(_RELIEF) if is_relief(kind, body) else kind_title(kind)


def is_relief(kind: Kind | str, body: Mapping[str, Any]) -> bool:
    """Whether an entry of a load that was shed tells that it is over."""
    return kind is Kind.LOAD_SHED and body.get("what") in _RELIEVED


def kind_titles(kind: Kind) -> tuple[str, ...]:
    """Whatever may stand above an entry of that kind."""
    return (kind_title(kind), *((_(_RELIEF),) if kind is Kind.LOAD_SHED else ()))


def summary(body: Mapping[str, Any], kind: Kind | str = "") -> str:
    """One line: the offence, how many, what was done and said."""
    return one_line(whole_summary(body, kind))


def whole_summary(body: Mapping[str, Any], kind: Kind | str = "") -> str:
    """As `summary`, but every letter of it, its line breaks too."""
    by_kind = told(kind, body)
    if by_kind is not None:
        return by_kind
    inuse = language()
    parts = list[str]()
    if isinstance(body.get("seq"), int):  # the entry that an amendment or a voiding is about
        parts.append(_("entry {seq}").format(seq=body["seq"]))
    code, article = body.get("offence"), body.get("article")
    if code or article:
        parts.append(_offence(str(code or ""), str(article or ""), inuse))
    persons, vehicles = body.get("persons"), body.get("vehicles")
    if persons or vehicles:
        parts.append(_number(str(persons or ""), str(vehicles or ""), inuse))
    parts.append(fault_title(body.get("fault")))
    for key in _TOLD:
        said = body.get(key)
        if said:
            parts.append(_word(key, str(said), kind, inuse) if key in STORED_ENGLISH else str(said))
    cases = body.get("case_numbers")
    if cases:
        parts += case_texts(cases)
    return " · ".join(filter(None, parts))


def word_title(key: str, stored: str, kind: Kind | str) -> str:
    """What stands under a key of STORED_ENGLISH in an entry of that kind, in the language in use."""
    return _word(key, stored, kind, language())


def one_line(text: str) -> str:
    """Without line breaks, and without marks that turn the writing round: most texts have none of them."""
    if not text.isprintable() or "  " in text:
        text = " ".join(_TURNING.sub("", text).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@lru_cache(512)  # what was done, mostly chosen from a list
def _word(key: str, text: str, kind: Kind | str, _language: str) -> str:
    if key == "what":
        return what_title(kind, text)
    if key == "why":
        return why_title(kind, text)
    title = _TITLED.get(key, _)
    return title(text)


def _reason(stored: str) -> str:
    """Of a dismissal, or of a look back: no two have the same text."""
    return dismiss_reason_title(reason_title(stored))


_TITLED: Mapping[str, Callable[[str], str]] = {
    "reason": _reason,
    "failure": failure_title,
    "role": title_of_role,
}

_REGISTERS = {
    "kui": N_("incident book"),
    "erdr": N_("pre-trial register"),
    "erap": N_("administrative register"),
}

REDACTED = "redacted "  # begins the role of a copy that a shift lead let go; the original's follows
_ROLES: Mapping[str, str] = {
    "still": N_("Picture"),
    "boxed": N_("Picture with boxes"),
    "boxes": N_("Boxes, as a table for programs"),
    "clip": N_("Clip"),
}


def case_texts(cases: object) -> list[str]:
    """All case numbers of a body, each with its register."""
    if not isinstance(cases, dict):
        return []
    inuse = language()
    return [f"{_register(register, inuse)} {number}" for register, number in cases.items() if number]


@lru_cache(64)
def _register(register: str, _language: str) -> str:
    name = _REGISTERS.get(register)
    return _(name) if name else register


def case_text(register: str, number: object) -> str:
    """A case number with the register it stands in."""
    return f"{register_title(register)} {number}" if number else ""


def register_title(register: str) -> str:
    """The register of a case number by its key in a body; the key where this version does not know it."""
    return _register(register, language())


def fault_title(stored: object) -> str:
    """A picture's fault; the stored text of one that this version does not know."""
    if not stored:
        return ""
    try:
        return fault_text(PictureFault(stored))
    except ValueError:
        return str(stored)


def _offence(code: str, article: str, inuse: str) -> str:
    """Its name in the catalogue as it is now, with the article as the record has it."""
    offence = find_offence(code)
    if offence is not None:
        return f"{offence.name(inuse)} ({offence.reference(article)})"
    return " ".join(part for part in (code, article) if part)


@lru_cache(512)
def _number(persons: str, vehicles: str, _language: str) -> str:
    texts = []
    if persons:
        texts.append(_("persons: {count}").format(count=persons))
    if vehicles:
        texts.append(_("vehicles: {count}").format(count=vehicles))
    return ", ".join(texts)


def role_title(role: str) -> str:
    """What a file of evidence shows; the stored text of a role that this version does not know."""
    if role.startswith(REDACTED):
        copy = _("redacted copy")
        return f"{role_title(role.removeprefix(REDACTED))} ({copy})"
    return _(_ROLES[role]) if role in _ROLES else role
