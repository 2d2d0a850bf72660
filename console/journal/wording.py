"""How entries read to people: titles of kinds and one line of summary, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.journal.entry import Kind
from console.journal.offences import find_offence
from console.language import N_, _
from console.media.picture_fault import PictureFault, fault_text

_TITLES: Mapping[str, str] = {
    Kind.DEMO_STARTED: N_("Demo started"),
    Kind.DESK_OPENED: N_("Desk opened"),
    Kind.DESK_CLOSED: N_("Desk closed"),
    Kind.SHIFT_OPENED: N_("Shift opened"),
    Kind.SHIFT_CLOSED: N_("Shift closed"),
    Kind.SIGNED_IN: N_("Signed in"),
    Kind.SIGNED_OUT: N_("Signed out"),
    Kind.REFUSED: N_("Refused"),
    Kind.ALERT_RAISED: N_("Alert raised"),
    Kind.ALERT_TAKEN: N_("Alert taken"),
    Kind.ALERT_ESCALATED: N_("Alert escalated"),
    Kind.ALERT_DISMISSED: N_("Alert dismissed"),
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
    Kind.MASK_LIFTED: N_("Privacy mask lifted"),
    Kind.CAMERA_LOST: N_("Camera lost"),
    Kind.CAMERA_RESTORED: N_("Camera restored"),
    Kind.PICTURE_FAULT: N_("Picture fault"),
    Kind.PICTURE_RESTORED: N_("Picture restored"),
    Kind.CAMERA_CHANGED: N_("Camera changed"),
    Kind.DECODER_DIED: N_("Decoder restarted"),
    Kind.FAULT_NOTED: N_("Fault noted"),
    Kind.LOAD_SHED: N_("Load shed"),
    Kind.MUTED: N_("Sound muted"),
    Kind.SETTING_CHANGED: N_("Setting changed"),
    Kind.BULLETIN: N_("Bulletin"),
    Kind.EXERCISE_BEGAN: N_("Exercise began"),
    Kind.EXERCISE_ENDED: N_("Exercise ended"),
}

# What tells most about an entry, in the order it is read.
_TOLD = "zone what name text file action reason why failure role note".split()  # noqa: SIM905 - reads as a list

_STORED_ENGLISH = ("what", "action", "role")  # these stand in the catalogue where they are offered


def kind_title(kind: Kind | str) -> str:
    """The kind's title; the stored text of a kind that this version does not know."""
    return _(_TITLES[kind]) if kind in _TITLES else str(kind)


def summary(body: Mapping[str, Any]) -> str:
    """One line: the offence, how many, what was done and said."""
    parts = [
        _corrected(body),
        _offence(body),
        _number(body),
        fault_title(body.get("fault")),
        *(_told(body, key) for key in _TOLD if body.get(key)),
    ]
    cases = body.get("case_numbers")
    if isinstance(cases, dict):
        parts += [case_text(register, number) for register, number in cases.items()]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _told(body: Mapping[str, Any], key: str) -> str:
    text = str(body[key])
    return _(text) if key in _STORED_ENGLISH else text


_REGISTERS = {
    "kui": N_("incident book"),
    "erdr": N_("pre-trial register"),
    "erap": N_("administrative register"),
}


def case_text(register: str, number: object) -> str:
    """A case number with the register it stands in."""
    if not number:
        return ""
    return f"{register_title(register)} {number}"


def register_title(register: str) -> str:
    """The register of a case number by its key in a body; the key where this version does not know it."""
    name = _REGISTERS.get(register)
    return _(name) if name else register


def fault_title(stored: object) -> str:
    """A picture's fault; the stored text of one that this version does not know."""
    if not stored:
        return ""
    try:
        return fault_text(PictureFault(stored))
    except ValueError:
        return str(stored)


def _corrected(body: Mapping[str, Any]) -> str:
    """Which entry an amendment or a voiding is about."""
    return _("entry {seq}").format(seq=body["seq"]) if isinstance(body.get("seq"), int) else ""


def _offence(body: Mapping[str, Any]) -> str:
    offence = find_offence(str(body.get("offence", "")))
    if offence is not None:
        return f"{offence.name()} ({offence.reference()})"
    return " ".join(str(body[key]) for key in ("offence", "article") if body.get(key))


def _number(body: Mapping[str, Any]) -> str:
    texts = []
    if body.get("persons"):
        texts.append(_("persons: {count}").format(count=body["persons"]))
    if body.get("vehicles"):
        texts.append(_("vehicles: {count}").format(count=body["vehicles"]))
    return ", ".join(texts)
