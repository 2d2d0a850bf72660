"""A file of evidence in words: what it shows, how large, from when; what was found of it on the disk."""

from __future__ import annotations

from collections.abc import Mapping

from console.journal.aftermath import FoundFile
from console.journal.entry import local_time
from console.journal.wording import role_title
from console.language import N_, _
from ui.journal.entry_table import time_text
from ui.journal.evidence_loader import Finding
from ui.numerals import decimal

_STREAMS: Mapping[str, str] = {"main": N_("main stream"), "sub": N_("sub-stream")}
_SIGNS = {Finding.INTACT: "✓", Finding.CHANGED: "✕", Finding.MISSING: "✕"}


def file_text(file: FoundFile, finding: Finding | None) -> str:
    """One line: "✓ Clip · 22:59:05–22:59:35 · 1920×1080, main stream · 12.4 MB"."""
    said = file.said
    sign = "⌫" if file.erased else _SIGNS[finding] if finding else "…"
    picture = ", ".join(
        part
        for part in (
            f"{said['width']}×{said['height']}" if said.get("width") and said.get("height") else "",
            _(_STREAMS.get(str(said.get("stream")), "")) if said.get("stream") in _STREAMS else "",
        )
        if part
    )
    parts = (role_title(file.role), _span(file), picture, _size(said.get("bytes")))
    return f"{sign} " + " · ".join(part for part in parts if part)


def finding_text(file: FoundFile, finding: Finding | None) -> str:
    """What is known of the file as it lies on the disk; "" while it is being read."""
    if file.erased:
        text = _("erased by {who}, {time}: {why}; its hash stays in the chain")
        erased = file.erased
        return text.format(who=erased.actor, time=time_text(erased), why=erased.body.get("why", ""))
    texts = {
        Finding.INTACT: _("✓ the file is the one that was recorded"),
        Finding.CHANGED: _("✕ the file was changed after it was recorded"),
        Finding.MISSING: _("✕ the file is missing: {name}").format(name=file.path.name),
    }
    if finding is None:
        return ""
    playing = _playing_text(finding) if is_clip(file) else ""
    return "\n".join(filter(None, (texts[finding], playing)))


def is_clip(file: FoundFile) -> bool:
    """Whether it is a film and no picture."""
    return file.path.suffix == ".mp4"


def is_playable(file: FoundFile, finding: Finding | None) -> bool:
    """Whether it may be played as evidence."""
    return is_clip(file) and not file.erased and finding is Finding.INTACT


def _playing_text(finding: Finding) -> str:
    if finding is Finding.INTACT:
        return _("Enter plays it.")
    return _("It is not played as evidence.") if finding is Finding.CHANGED else ""


def _span(file: FoundFile) -> str:
    """When it was seen, by the desk's wall clock."""
    moments = [_clock(file, key) for key in ("started_at_utc", "ended_at_utc")]
    return "–".join(filter(None, moments)) or _clock(file, "at_utc")


def _clock(file: FoundFile, key: str) -> str:
    try:
        return local_time(str(file.said[key]), file.entry.utc_offset_min).strftime("%H:%M:%S")
    except (KeyError, ValueError, TypeError):
        return ""


def _size(count: object) -> str:
    if not isinstance(count, int):
        return ""
    if count < 1_000_000:
        return _("{count} kB").format(count=max(1, count // 1000))
    return _("{count} MB").format(count=decimal(count / 1e6, 1))
