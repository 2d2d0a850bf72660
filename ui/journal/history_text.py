"""What became of a violation, in words: recorded, amended with what changed, voided, held, erased."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from console.journal.aftermath import Aftermath
from console.journal.entry import Kind
from console.journal.search import FoundEntry
from console.journal.wording import register_title
from console.language import _
from ui.journal.entry_table import time_text
from ui.journal.entry_text import name_text, value_text
from ui.theme import colours

# What an amendment may say anew; the article goes with the offence.
_CHANGEABLE = ("offence", "place", "at_utc", "persons", "vehicles", "action", "note")
_NOTHING = "—"


def standing_html(aftermath: Aftermath, entry: FoundEntry) -> str:
    """Whether it is void, on legal hold or erased: what one must know before reading on."""
    shades = colours()
    lines = []
    if erased := aftermath.erased.get(entry.seq):
        text = _("The text of this entry was erased by {who}, {time}: {why}. Its hash stays in the chain.")
        lines.append((_by(text, erased), shades.warning))
    voided = next((each for each in aftermath.entries if each.kind is Kind.VIOLATION_VOIDED), None)
    if voided:
        lines.append((_by(_("✕ Voided by {who}, {time}: {why}"), voided), shades.bad))
    if aftermath.held:
        lines.append((_by(_("On legal hold by {who} since {time}: {why}"), aftermath.held), shades.warning))
    return "".join(
        f"<p style='color:{colour.name()}; margin:6px 0'>{escape(text)}</p>" for text, colour in lines
    )


def history_html(aftermath: Aftermath) -> str:
    """Every entry about the violation, the oldest first; "" where there is but one."""
    if len(aftermath.entries) < 2 or aftermath.entries[0].kind is not Kind.VIOLATION_RECORDED:
        return ""
    quiet, title, number = colours().quiet.name(), _("History"), _("No.")
    parts = [f"<h4 style='margin:14px 0 4px 0'>{escape(title)}</h4>"]
    before: FoundEntry | None = None
    for entry in aftermath.entries:
        head = f"{number} {entry.seq} · {time_text(entry)} · {entry.actor}"
        lines = [entry.title(), *_told(before, entry)]
        parts.append(
            f"<p style='margin:0 0 8px 0'><span style='color:{quiet}'>{escape(head)}</span><br>"
            + "<br>".join(escape(line) for line in lines)
            + "</p>"
        )
        if entry.kind is not Kind.VIOLATION_VOIDED and entry.body:
            before = entry
    return "".join(parts)


def changes(before: FoundEntry, after: FoundEntry) -> Iterator[tuple[str, str, str]]:
    """(what, as it was, as it is said now) of everything that an amendment says anew."""
    for key in _CHANGEABLE:
        was, now = before.body.get(key), after.body.get(key)
        if was != now:
            yield name_text(key), value_text(before, key, was), value_text(after, key, now)
    earlier, later = _numbers(before), _numbers(after)
    for register in sorted(earlier.keys() | later.keys()):
        if earlier.get(register) != later.get(register):
            yield register_title(register), earlier.get(register, ""), later.get(register, "")


def _told(before: FoundEntry | None, entry: FoundEntry) -> list[str]:
    if not entry.body:
        return [_("its text was erased")]
    if entry.kind is Kind.VIOLATION_RECORDED:
        return []
    told = []
    if before and entry.kind is Kind.VIOLATION_AMENDED:
        told = [f"{what}: {was or _NOTHING} → {now or _NOTHING}" for what, was, now in changes(before, entry)]
    why = str(entry.body.get("why", ""))
    return [*told, _("Reason: {why}").format(why=why)] if why else told


def _numbers(entry: FoundEntry) -> dict[str, str]:
    numbers = entry.body.get("case_numbers")
    return {key: str(number) for key, number in numbers.items()} if isinstance(numbers, dict) else {}


def _by(text: str, entry: FoundEntry) -> str:
    return text.format(who=entry.actor, time=time_text(entry), why=entry.body.get("why", ""))
