"""The hand-over document as two people read it: what is urgent first, and "none" said aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from console.clock import Clock
from console.journal.bulletins import Topic, topic_title
from console.journal.entry import local_time, utc_text
from console.journal.handover import (
    AlertLine,
    BulletinLine,
    CameraLine,
    FaultLine,
    HandoverDocument,
    NoteLine,
    ShelvedLine,
)
from console.journal.handover_telling import COUNT_TITLES, LIST_TITLES, camera_state_title
from console.journal.offences import find_offence
from console.language import _, ngettext
from ui.theme import PRIORITY_SIGNS, colours
from ui.violations.moment import moment_text

# A zero of the others is missed by nobody.
_ALWAYS_SAID = ("violations", "alerts", "confirmed", "dismissed")


def document_html(document: HandoverDocument) -> str:
    """Everything that the next shift must know."""
    sections = (_section(document, name) for name in LIST_TITLES)
    return "".join([*_head(document), *sections, *_counts(document)])


def shift_text(operator: str, opened_at_utc: str, utc_offset_min: int) -> str:
    """Whose shift, since when: "A. Omarova, since 23.11.2026 16:00"."""
    return _("{name}, since {time}").format(name=operator, time=_moment(opened_at_utc, utc_offset_min))


def since_text(operator: str, opened_at_utc: str, clock: Clock) -> str:
    """Short, for a bar: "A. Omarova 16:00", with the day where that is not today."""
    offset = clock.utc_offset_min()
    now = utc_text(clock.now_utc())
    return f"{operator} {_short(opened_at_utc, offset, now)}"


def _head(document: HandoverDocument) -> Iterable[str]:
    quiet = colours().quiet.name()
    whose = shift_text(document.operator, document.opened_at_utc, document.utc_offset_min)
    made = _("Made {time}, knows entries up to {seq}").format(
        time=_moment(document.made_at_utc, document.utc_offset_min), seq=document.head_seq
    )
    yield f"<p style='font-size:17px; margin:0'><b>{escape(whose)}</b></p>"
    yield f"<p style='color:{quiet}; margin:2px 0 0 0'>{escape(made)}</p>"
    if document.unwritten:
        text = ngettext(
            "{count} record still waits for the disk: it is not in here.",
            "{count} records still wait for the disk: they are not in here.",
            document.unwritten,
        )
        yield _warning(text.format(count=document.unwritten))


def _bulletin(document: HandoverDocument, each: BulletinLine) -> tuple[str, str]:
    return f"{topic_title(each.topic)}: {each.text}", _until(document, each.until_utc, each.by)


def _alert(document: HandoverDocument, each: AlertLine) -> tuple[str, str]:
    sign = PRIORITY_SIGNS.get(each.priority, "●")
    waits = _since(document, each.since_utc)
    return f"{sign} {each.camera_number} · {each.place} · {each.rule}", _joined(waits, each.taken_by)


def _camera(document: HandoverDocument, each: CameraLine) -> tuple[str, str]:
    where = _joined(each.camera_number, each.name, each.place)
    return where, _joined(camera_state_title(each.state), _since(document, each.since_utc))


def _fault(document: HandoverDocument, each: FaultLine) -> tuple[str, str]:
    return _(each.text), _joined(each.camera_number, _time(document, each.at_utc), each.by)


def _shelved(document: HandoverDocument, each: ShelvedLine) -> tuple[str, str]:
    return each.rule, _until(document, each.until_utc, each.by)


def _note(document: HandoverDocument, each: NoteLine) -> tuple[str, str]:
    return each.text, _joined(_time(document, each.at_utc), each.by)


# How a line of each list is told, and what stands below it.
_TOLD: Mapping[str, Callable[[HandoverDocument, Any], tuple[str, str]]] = {
    "bulletins": _bulletin,
    "alerts": _alert,
    "cameras": _camera,
    "faults": _fault,
    "shelved": _shelved,
    "notes": _note,
}


def _section(document: HandoverDocument, name: str) -> str:
    title, told = LIST_TITLES[name], _TOLD[name]
    lines = [_line(*told(document, each)) for each in _in_order(getattr(document, name))]
    quiet = colours().quiet.name()
    head = f"<p style='margin:14px 0 3px 0'><b>{escape(_(title))}</b>"
    if not lines:
        nothing = escape(_("none"))
        return f"{head} <span style='color:{quiet}'>· {nothing}</span></p>"
    left_out = document.left_out.get(name, 0)
    rest = ""
    if left_out:
        text = ngettext("{count} older one left out", "{count} older ones left out", left_out)
        rest = _warning(text.format(count=left_out))
    return f"{head} <span style='color:{quiet}'>· {len(lines) + left_out}</span></p>{''.join(lines)}{rest}"


def _in_order(lines: Iterable[Any]) -> list[Any]:
    """As they are read: what is about a missing child comes first."""
    return sorted(lines, key=lambda each: getattr(each, "topic", "") != Topic.MISSING_CHILD.value)


def _counts(document: HandoverDocument) -> Iterable[str]:
    title = escape(_("This shift in numbers"))
    yield f"<p style='margin:14px 0 3px 0'><b>{title}</b></p><table>"
    for key, name in COUNT_TITLES.items():
        count = document.counts.get(key, 0)
        if count or key in _ALWAYS_SAID:
            yield _row(_(name), count)
    for each in document.offences:
        yield _row(f"   {_offence(each.offence, each.article)}", each.count)
    yield "</table>"


def _row(name: str, count: int) -> str:
    return (
        f"<tr><td style='padding:1px 18px 1px 0; white-space:pre'>{escape(name)}</td>"
        f"<td align='right'><b>{count}</b></td></tr>"
    )


def _line(text: str, beside: str) -> str:
    quiet = colours().quiet.name()
    return (
        f"<p style='margin:1px 0 5px 12px'>{escape(text)}<br>"
        f"<span style='color:{quiet}'>{escape(beside)}</span></p>"
    )


def _warning(text: str) -> str:
    return f"<p style='color:{colours().warning.name()}; margin:4px 0 0 0'>▲ {escape(text)}</p>"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _offence(code: str, article: str) -> str:
    offence = find_offence(code)
    return f"{offence.name()} ({offence.reference(article)})" if offence else _joined(code, article)


def _until(document: HandoverDocument, at_utc: str, by: str) -> str:
    if not at_utc:
        return _("until the shift's end, by {name}").format(name=by)
    return _("until {time}, by {name}").format(time=_time(document, at_utc), name=by)


def _since(document: HandoverDocument, at_utc: str) -> str:
    return _("since {time}").format(time=_time(document, at_utc)) if at_utc else ""


def _time(document: HandoverDocument, at_utc: str) -> str:
    return _short(at_utc, document.utc_offset_min, document.made_at_utc)


def _short(at_utc: str, offset: int, now_utc: str) -> str:
    """The time alone where the day is that of `now_utc`."""
    try:
        moment, now = local_time(at_utc, offset), local_time(now_utc, offset)
    except ValueError:
        return at_utc
    return f"{moment:%H:%M}" if moment.date() == now.date() else moment_text(moment)


def _moment(at_utc: str, offset: int) -> str:
    try:
        return moment_text(local_time(at_utc, offset))
    except ValueError:
        return at_utc
