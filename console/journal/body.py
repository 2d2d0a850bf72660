"""What each kind of entry must say: its required keys and the types of the keys we know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.journal.chain import BadBodyError, plain
from console.journal.entry import Kind
from console.language import _

# The chain and the evidence store add these themselves.
RESERVED = ("salt", "evidence")

_CAMERA = ("camera_id", "camera_number", "place")
_ALERT = ("alert_id", *_CAMERA)

_REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.SHIFT_OPENED: ("operator", "role"),
    Kind.SHIFT_CLOSED: ("opened_seq", "operator", "handed_to", "head", "document"),
    Kind.SIGNED_IN: ("role",),
    Kind.REFUSED: ("what", "why"),
    Kind.ALERT_RAISED: (*_ALERT, "priority"),
    Kind.ALERT_TAKEN: ("alert_id",),
    Kind.ALERT_ESCALATED: ("alert_id",),
    Kind.ALERT_DISMISSED: ("alert_id", "reason"),
    Kind.DISMISSAL_REVIEWED: ("seq", "alert_id", "verdict", "why"),
    Kind.ALERT_REOPENED: ("alert_id",),
    Kind.ALERT_EXPIRED: ("alert_id",),
    Kind.VIOLATION_RECORDED: ("offence", "article", "at_utc", "persons", "vehicles", "action", *_CAMERA),
    Kind.VIOLATION_AMENDED: ("seq", "why"),
    Kind.VIOLATION_VOIDED: ("seq", "why"),
    Kind.EVIDENCE_HELD: ("seq", "why"),
    Kind.EVIDENCE_RELEASED: ("seq", "why"),
    Kind.EVIDENCE_ERASED: ("seq", "file", "sha256", "why"),
    Kind.HEAD_SIGNED: ("head_seq", "head_hash", "key", "signature"),
    Kind.BOOKMARK: _CAMERA,
    Kind.EXPORT_MADE: ("what", "file"),
    Kind.LOOKED_AT: ("what",),
    Kind.MASK_LIFTED: (*_CAMERA, "why"),
    Kind.MASK_FILLED: (*_CAMERA, "why"),
    Kind.CAMERA_LOST: (*_CAMERA, "failure"),
    Kind.CAMERA_RESTORED: _CAMERA,
    Kind.CAMERA_CHANGED: ("camera_id", "what"),
    Kind.DECODER_DIED: ("process",),
    Kind.FAULT_NOTED: ("what",),
    Kind.LOAD_SHED: ("what",),
    Kind.MUTED: ("minutes",),
    Kind.SETTING_CHANGED: ("name",),
    Kind.BULLETIN: ("text",),
    Kind.BULLETIN_READ: ("seq",),
    Kind.BULLETIN_WITHDRAWN: ("seq", "why"),
    Kind.NOTE: ("text",),
    Kind.EXERCISE_BEGAN: ("name",),
    Kind.EXERCISE_ENDED: ("name",),
}  # a kind that is not here requires nothing

_REASONED = (Kind.VIOLATION_AMENDED, Kind.VIOLATION_VOIDED)

_TEXT = (
    "action alert_id article at_utc camera_id camera_number failure file handed_to name note offence "
    "operator place reason role sha256 text verdict what why zone rule"
)
_NUMBERS = "closed_seq minutes opened_seq persons priority process seq vehicles"
_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(_TEXT.split(), (str,)),
    **dict.fromkeys(_NUMBERS.split(), (int,)),
    "alert_seq": (int, type(None)),
    "case_numbers": (dict,),
}


def checked_body(kind: Kind, body: Mapping[str, object]) -> dict[str, Any]:
    """A plain copy of `body`, found fit for `kind`. Keys beyond the required ones are welcome.

    Raises:
        BadBodyError: a key is missing, reserved or of the wrong type, or a value cannot be recorded.
    """
    copy: dict[str, Any] = plain(body)
    for key in RESERVED:
        if key in copy:
            raise BadBodyError(_("the key {key} belongs to the journal itself").format(key=key))
    missing = [key for key in _REQUIRED.get(kind, ()) if key not in copy]
    if missing:
        raise BadBodyError(_("{kind}: {keys} is missing").format(kind=kind.value, keys=", ".join(missing)))
    if kind in _REASONED and isinstance(copy["why"], str) and not copy["why"].strip():
        raise BadBodyError(_("a correction needs a reason"))
    for key, value in copy.items():
        # bool is an int to Python, not to a reader of the journal
        if key in _TYPES and (type(value) not in _TYPES[key]):
            raise BadBodyError(
                _("{kind}: {key} cannot be a {type}").format(
                    kind=kind.value, key=key, type=type(value).__name__
                )
            )
    return copy
