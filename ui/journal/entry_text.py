"""An entry's body in words: each key with its name, each value as people write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from console.detection.labels import label_title
from console.journal.bulletins import topic_title
from console.journal.entry import local_time
from console.journal.offences import find_offence
from console.journal.search import FoundEntry
from console.journal.verdict import verdict_title
from console.journal.wording import STORED_ENGLISH, case_text, fault_title, word_title
from console.language import N_, _
from ui.journal.entry_table import time_text
from ui.theme import colours
from ui.violations.moment import day_text

_NAMES: Mapping[str, str] = {
    "seq": N_("Concerns entry"),
    "offence": N_("Offence"),
    "article": N_("Article"),
    "place": N_("Place"),
    "camera_number": N_("Camera"),
    "at_utc": N_("Happened"),
    "persons": N_("Persons"),
    "vehicles": N_("Vehicles"),
    "action": N_("What was done"),
    "case_numbers": N_("Case number"),
    "note": N_("Note"),
    "reason": N_("Reason"),
    "zone": N_("Zone"),
    "priority": N_("Priority"),
    "alert_seq": N_("Alert's entry"),
    "failure": N_("Why"),
    "fault": N_("What"),
    "clock_offset_ms": N_("Camera clock ahead by, ms"),
    "why": N_("Why"),
    "what": N_("What"),
    "verdict": N_("Found"),
    "camera_numbers": N_("Cameras"),
    "places": N_("Places"),
    "role": N_("Role"),
    "rule": N_("Rule"),
    "direction": N_("Direction"),
    "boxes": N_("Boxes"),
    "label": N_("Seen"),
    "topic": N_("What it is about"),
    "name": N_("Name"),
    "text": N_("Text"),
    "operator": N_("Operator"),
    "handed_to": N_("Handed over to"),
    "entries": N_("Entries"),
    "files": N_("Files"),
    "score_pct": N_("Sureness, %"),
    "since_utc": N_("Since"),
    "until_utc": N_("Until"),
    "unrecorded": N_("Further losses"),
    "repeats": N_("Further times"),
    "cameras": N_("Cameras"),
    "process": N_("Decoder"),
    "minutes": N_("Minutes"),
    "desk_of": N_("At the desk of"),
    "masks": N_("Privacy masks"),
    "masks_before": N_("Privacy masks before"),
    "seconds": N_("Seconds"),
    "half_rate": N_("At half the frames"),
    "keyframes_only": N_("Keyframes only"),
    "detection_divisor": N_("Detection slower by"),
    "file": N_("File"),
    "head_seq": N_("Signed up to entry"),
    "key": N_("Key"),
    "signature": N_("Signature"),
}
# For machines: where the box stands is seen on the still.
_HIDDEN = ("salt", "evidence", "camera_id", "camera_ids", "alert_id", "zone_id", "box_px", "frame_px")


_MOMENTS = ("at_utc", "since_utc", "until_utc")


def entry_html(entry: FoundEntry, *, history: str = "") -> str:
    """Title, who and when, the body as a table, what became of it (HTML), and the entry's hash."""
    shades = colours()
    quiet = shades.quiet.name()
    rows = [
        (_("Time"), time_text(entry)),
        (_("Operator"), entry.actor),
        (_("Desk"), entry.desk),
        (_("Summary"), entry.summary() if entry.erased else ""),
        *((name_text(key), value_text(entry, key, value)) for key, value in _ordered(entry.body)),
    ]
    cells = "".join(
        f"<tr><td style='color:{quiet}; padding:2px 14px 2px 0'>{escape(name)}</td>"
        f"<td style='padding:2px 0'>{escape(value)}</td></tr>"
        for name, value in rows
        if value
    )
    number, chain = _("No."), _("Hash")
    return (
        f"<p style='font-size:16px'><b>{escape(entry.title())}</b>"
        f" <span style='color:{quiet}'>{number} {entry.seq}</span></p><table>{cells}</table>{history}"
        f"<p style='color:{quiet}; font-size:12px'>{chain} {_spaced(entry.hash.hex())}</p>"
    )


def _ordered(body: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Keys with a name first, in that order; what a later version added follows."""
    known = [(key, body[key]) for key in _NAMES if key in body]
    return known + [(key, value) for key, value in body.items() if key not in _NAMES and key not in _HIDDEN]


def name_text(key: str) -> str:
    """What a key of a body is called; the key where this version does not know it."""
    return _(_NAMES[key]) if key in _NAMES else key


def value_text(entry: FoundEntry, key: str, value: Any) -> str:
    """What stands under a key of the entry's body, as people write it."""
    if value is None or value in ("", {}):
        return ""
    if key in _MOMENTS:
        return _moment(str(value), entry)
    if key == "case_numbers" and isinstance(value, dict):
        return ", ".join(case_text(register, number) for register, number in value.items())
    if key in STORED_ENGLISH:
        return word_title(key, str(value), entry.kind)
    write = _WRITERS.get(key)
    if write is not None:
        return write(str(value))
    return _listed(key, value) if isinstance(value, list) else str(value)


def _listed(key: str, value: list[Any]) -> str:
    """What people know by name is named; of other lists it is told how long they are."""
    return ", ".join(map(str, value)) if key in ("camera_numbers", "places") else str(len(value))


def _offence(code: str) -> str:
    offence = find_offence(code)
    return f"{offence.name()} ({offence.reference()})" if offence else code


def _moment(at_utc: str, entry: FoundEntry) -> str:
    """By the desk's wall clock; with its day where that is not the one on which it was recorded."""
    try:
        moment = local_time(at_utc, entry.utc_offset_min)
    except ValueError:
        return at_utc
    recorded = entry.local_time()
    day = "" if recorded and recorded.date() == moment.date() else day_text(moment) + " "
    return f"{day}{moment:%H:%M:%S}"


# These are stored in English, and stand in the catalogue where forms and painters offer them.
_WRITERS: Mapping[str, Callable[[str], str]] = {
    "offence": _offence,
    "rule": _,
    "direction": _,
    "label": label_title,
    "topic": topic_title,
    "verdict": verdict_title,
    "fault": fault_title,
}


def _spaced(text: str) -> str:
    """Groups of eight: a hash is compared by eye, and breaks where a line ends."""
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))
