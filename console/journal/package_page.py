"""index.html of a package: what a prosecutor reads and prints, without a network and without scripts."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Template

from console.journal.dossier import Dossier
from console.journal.entry import Entry, local_time
from console.journal.evidence import file_sha256
from console.journal.history import History
from console.journal.offences import find_offence
from console.journal.package_file import VERIFIER
from console.journal.package_item import PackageItem
from console.journal.search import FoundEntry
from console.journal.signing import grouped
from console.journal.wording import case_text, role_title
from console.language import _, language
from console.paths import RESOURCES

PAGE = "index.html"
_TEMPLATE = RESOURCES / "package" / PAGE
_NO_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Cover:
    """What the page says of the package itself."""

    made: Entry
    head: Entry
    fingerprint: str
    why: str
    demo: bool


def page(cover: Cover, told: Dossier, items: Sequence[PackageItem]) -> bytes:
    """The page in the language in use; every text in it is text, whatever it holds."""
    demo = _text(_("DEMO: none of this happened"))
    fields = {
        "language": language(),
        "title": _text(_("Evidence package")),
        "demo": f'<p class="demo">{demo}</p>' if cover.demo else "",
        "cover": _facts(_cover_facts(cover)),
        "violations": "".join(_violation(violation, told, items) for violation in told.violations),
        "check": _check(cover),
        "entries_title": _text(_("Entries of the journal")),
        "entries": _entries(told.entries),
        "files_title": _text(_("Files")),
        "files": _files(items),
    }
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(fields).encode()


def _text(value: object) -> str:
    """Safe between tags and in quotes; a control character would be no HTML."""
    text = "".join(
        letter if letter >= " " or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in str(value)
    )
    return html.escape(text)


def _said(value: object) -> str:
    """A text that somebody typed: its direction and its line breaks touch nothing around it."""
    return f"<bdi>{_text(value)}</bdi>"


def _moment(at_utc: str, utc_offset_min: int) -> str:
    try:
        moment = local_time(at_utc, utc_offset_min)
    except (ValueError, TypeError):
        return _said(at_utc)
    return _text(f"{moment:%Y-%m-%d %H:%M:%S} (UTC{moment.isoformat()[-6:]})")


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    """A list of named facts; those without a value are left out."""
    lines = (f"<dt>{_text(name)}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f"<dl>{''.join(lines)}</dl>"


def _cover_facts(cover: Cover) -> Iterable[tuple[str, str]]:
    yield _("Desk"), _said(cover.made.desk)
    yield _("Made"), _moment(cover.made.at_utc, cover.made.utc_offset_min)
    yield _("Made by"), _said(cover.made.actor)
    yield _("Grounds"), _said(cover.why) if cover.why else ""


def _violation(violation: History, told: Dossier, items: Sequence[PackageItem]) -> str:
    first = violation.entries[0]
    alert_id = first.body.get("alert_id")
    own = {first.seq} | {
        entry.seq
        for entry in told.entries
        if entry.body.get("seq") == first.seq or (alert_id and entry.body.get("alert_id") == alert_id)
    }
    shown = [item for item in items if item.file.seq in own]
    return (
        f'<section class="violation"><h2>{_text(_offence(violation))} {_mark(violation)}</h2>'
        f'{_facts(_violation_facts(violation))}<div class="pictures">'
        f"{''.join(map(_picture, shown))}</div></section>"
    )


def _offence(violation: History) -> str:
    stands = violation.standing
    offence = find_offence(stands.offence)
    if offence is None or offence.article != stands.article:  # the catalogue changed: the record did not
        return f"{offence.name() if offence else stands.offence} ({stands.article})"
    return f"{offence.name()} ({offence.reference()})"


def _mark(violation: History) -> str:
    if violation.voided:
        text = _("voided by entry {seq}").format(seq=violation.voided.seq)
    elif len(violation.entries) > 1:
        text = _("amended by entry {seq}").format(seq=violation.entries[-1].seq)
    else:
        return ""
    return f'<span class="mark">{_text(text)}</span>'


def _violation_facts(violation: History) -> Iterable[tuple[str, str]]:
    stands, first = violation.standing, violation.entries[0]
    yield _("When"), _moment(stands.at_utc, first.utc_offset_min)
    yield _("Place"), _said(stands.place) if stands.place else ""
    yield _("Camera"), _said(stands.camera_number) if stands.camera_number else ""
    yield _("Persons"), _text(stands.persons) if stands.persons else ""
    yield _("Vehicles"), _text(stands.vehicles) if stands.vehicles else ""
    yield _("Action taken"), _said(_(stands.action)) if stands.action else ""
    cases = filter(None, (case_text(*case) for case in stands.case_numbers.items()))
    yield _("Case numbers"), "<br>".join(map(_said, cases))
    yield _("Note"), f'<div class="note">{_said(stands.note)}</div>' if stands.note else ""
    recorded = _("entry {seq}").format(seq=first.seq)
    yield _("Recorded by"), f"{_said(first.actor)}, {_text(recorded)}"


def _picture(item: PackageItem) -> str:
    """A picture or a clip with what it is; other files stand in the table alone."""
    role, source = item.file.role, html.escape(item.member)
    if not source or role not in ("still", "boxed", "clip"):
        return ""
    shown = (
        f'<video controls preload="metadata" src="{source}"></video>'
        if role == "clip"
        else f'<img src="{source}" alt="{_text(role_title(item.file.role))}">'
    )
    caption = f"{_text(role_title(item.file.role))}{_taken(item)}{_statement(item)}"
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"


def _taken(item: PackageItem) -> str:
    """When, and in how many pixels."""
    said, offset = item.file.item, item.file.utc_offset_min
    began, ended = said.get("at_utc") or said.get("started_at_utc"), said.get("ended_at_utc")
    moments = " – ".join(_moment(moment, offset) for moment in (began, ended) if isinstance(moment, str))
    size = f"{said['width']}×{said['height']}" if said.get("width") and said.get("height") else ""
    return "".join(f" · {part}" for part in (moments, _text(size)) if part)


def _statement(item: PackageItem) -> str:
    if item.redacted is None:
        return ""
    text = _("a redacted copy: {what}; approved by {name}").format(
        what=item.redacted.what, name=item.redacted.approved_by
    )
    return f' <span class="mark">{_said(text)}</span>'


def _entries(entries: Sequence[FoundEntry]) -> str:
    titles = (_("No."), _("Time"), _("Kind"), _("Signed by"), _("Summary"))
    rows = (
        [
            _text(entry.seq),
            _moment(entry.at_utc, entry.utc_offset_min),
            _text(entry.title()),
            _said(entry.actor),
            _said(_short(entry.summary())),
        ]
        for entry in entries
    )
    return _table(titles, rows)


def _short(text: str) -> str:
    """A line that fits, without marks that turn its parts around; the whole stands in entries.jsonl."""
    plain = text.translate(_NO_MARKS)
    return plain if len(plain) <= 500 else f"{plain[:500]}…"


def _files(items: Sequence[PackageItem]) -> str:
    titles = (_("File"), _("What it is"), _("Entry"), "SHA-256")
    rows = (
        [_file(item), _text(role_title(item.file.role)), _text(item.file.seq), _hashes(item)]
        for item in items
    )
    return _table(titles, rows)


def _file(item: PackageItem) -> str:
    if not item.member:
        return _text(_("erased, as entry {seq} says").format(seq=item.file.erased_by))
    name = html.escape(item.member)
    return f'<a href="{name}">{name.rpartition("/")[2][:12]}…{html.escape(item.file.path.suffix)}</a>'


def _hashes(item: PackageItem) -> str:
    digest = f"<code>{_text(item.file.sha256)}</code>"
    if item.redacted is None:
        return digest
    original, copy = _text(_("original")), _text(_("redacted copy"))
    return f"{original}: {digest}<br>{copy}: <code>{_text(item.copy_sha256)}</code>"


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{_text(title)}</th>" for title in titles)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _check(cover: Cover) -> str:
    steps = (
        _("Unpack this package into an empty folder. Python 3.8 or later is enough; no network is needed."),
        _("Take the 64 digits of the key from the desk's shift log on paper, not from this page."),
        _("In that folder type this with those digits; it answers yes, or the first thing that is wrong."),
    )
    listed = "".join(f"<li>{_text(step)}</li>" for step in steps)
    says = _facts(
        [
            (_("Fingerprint of the key"), f"<code>{grouped(cover.fingerprint)}</code>"),
            (_("Signed head"), f"<code>{_text(cover.head.head())}</code>"),
            ("verify.py, SHA-256", f"<code>{file_sha256(VERIFIER)}</code>"),
        ]
    )
    title = _text(_("How to check that nothing was changed"))
    compare = _text(_("The package was made with these; on paper they must be the same:"))
    command = "<pre>python3 verify.py --key FINGERPRINT</pre>"
    return f"<h2>{title}</h2><ol>{listed}</ol>{command}<p>{compare}</p>{says}"
