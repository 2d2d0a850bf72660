"""`munara journal` and its words; those with a file of their own are added here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from console.journal import (
    erase_command,
    offences_command,
    package_command,
    redact_command,
    saved_command,
    shift_log_command,
    signing_command,
)
from console.journal.catalogue import use_catalogue
from console.journal.door import add_operator, enter, file_name, note
from console.journal.entry import Kind
from console.journal.export import ExportOrder, make_export
from console.journal.history import history
from console.journal.looked_at import Look, Subject, looked_body
from console.journal.query_options import add_query, asked, options_of
from console.journal.rebuild import rebuild
from console.journal.saved_searches import SavedSearches
from console.journal.search import FoundEntry, find
from console.journal.signing import parse_fingerprint
from console.journal.verify import Fault, Head, Report, verify
from console.journal.words import add_reason, entry_number, journal_of, write_json, write_lines
from console.language import N_, _, ngettext
from console.operators.permissions import Intent
from console.paths import DataFolder

_SOUND, _BROKEN = 0, 1
Work = Callable[
    [DataFolder, argparse.Namespace], int
]  # what a word's `work` default is; returns the exit code


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `journal` and its words; `--data` is added by the command line as a whole."""
    parser = commands.add_parser("journal", help=_("check, search and export the journal"))
    words = parser.add_subparsers(dest="journal", metavar=_("COMMAND"), required=True)
    check = words.add_parser("verify", help=_("check that nothing was changed since it was written"))
    check.add_argument("--head", metavar="SEQ:HASH", help=_("a head on paper: finds a tail that was cut"))
    check.add_argument("--key", metavar="FINGERPRINT", help=_("the key on paper that signs this journal"))
    check.add_argument("--json", action="store_true", help=_("for scripts"))
    search = words.add_parser("search", help=_("find entries"))
    add_query(search)
    search.add_argument("--save", metavar="NAME", help=_("keep this search by that name"))
    search.add_argument(
        "--limit", type=entry_number, default=100, metavar="N", help=_("at most so many, newest first")
    )
    add_operator(search)
    search.add_argument("--json", action="store_true", help=_("for scripts"))
    past = words.add_parser("history", help=_("a violation and what became of it"))
    past.add_argument("seq", type=entry_number, metavar="SEQ", help=_("number of the entry that recorded it"))
    add_operator(past)
    past.add_argument("--json", action="store_true", help=_("for scripts"))
    export = words.add_parser("export", help=_("write entries to a file, oldest first"))
    export.add_argument("--csv", required=True, metavar="FILE", help=_("a table for a spreadsheet"))
    add_query(export)
    add_reason(export)
    add_operator(export)
    export.add_argument("--json", action="store_true", help=_("for scripts"))
    again = words.add_parser("rebuild", help=_("make what people search by again from the entries"))
    add_operator(again)
    again.add_argument("--json", action="store_true", help=_("for scripts"))
    for word, work in (
        (check, _verify),
        (search, _search),
        (past, _history),
        (export, _export),
        (again, _rebuild),
    ):
        word.set_defaults(work=work)
    erase_command.add_words(words)
    saved_command.add_word(words)
    offences_command.add_word(words)
    signing_command.add_words(words)
    package_command.add_word(words)
    shift_log_command.add_word(words)
    redact_command.add_word(words)


def run(arguments: argparse.Namespace) -> int:
    """Runs what `add_parser` read; returns the exit code.

    Raises:
        Problem: wrong use, no journal, or a file that cannot be written.
    """
    folder = DataFolder.choose(arguments.data)
    damaged = use_catalogue(folder)
    if damaged is not None and arguments.journal != "offences":  # that one says it itself
        sys.stderr.write(f"{damaged}\n")
    work: Work = arguments.work
    return work(folder, arguments)


def _verify(folder: DataFolder, arguments: argparse.Namespace) -> int:
    head = Head.parse(arguments.head) if arguments.head is not None else None
    key = parse_fingerprint(arguments.key) if arguments.key is not None else None
    report = verify(folder, head=head, key=key, progress=_told())
    if arguments.json:
        write_json(_report_json(report))
    else:
        write_lines(_report_lines(report))
    return _SOUND if report.sound else _BROKEN


def _report_lines(report: Report) -> Iterable[str]:
    yield from (fault.text() for fault in report.faults)
    entries = ngettext("{count} entry", "{count} entries", report.entries).format(count=report.entries)
    files = ngettext("{count} evidence file", "{count} evidence files", report.files).format(
        count=report.files
    )
    if report.erased:
        files += ", " + ngettext("{count} erased", "{count} erased", report.erased).format(
            count=report.erased
        )
    if report.sound:
        yield _("nothing was changed: {entries}, {files}").format(entries=entries, files=files)
    else:
        count = len(report.faults)
        faults = ngettext("{count} fault", "{count} faults", count).format(count=count)
        yield _("{faults} in {entries}, {files}").format(faults=faults, entries=entries, files=files)
    yield signing_command.signed_line(report)
    yield f"head {report.head}"


def _report_json(report: Report) -> Mapping[str, Any]:
    faults = [_fault_json(fault) for fault in report.faults]
    return {
        "ok": report.sound,
        "entries": report.entries,
        "files": report.files,
        "erased": report.erased,
        "head": str(report.head),
        "signed_heads": report.signed_heads,
        "signer": report.signer,
        "signer_known": report.signer_known,
        "first_fault": faults[0] if faults else None,
        "faults": faults,
    }


def _fault_json(fault: Fault) -> Mapping[str, Any]:
    return {"seq": fault.seq, "kind": fault.kind.value, "file": fault.file, "text": fault.text()}


def _search(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.SEARCH)
    query = asked(folder, arguments)
    if arguments.save is not None:
        SavedSearches(folder).save(arguments.save, query)
        saved = {"what": N_("a search was saved"), "name": arguments.save}
        note(folder, operator, Kind.SETTING_CHANGED, saved)
    rows, total = find(folder, query)
    about = [Subject(camera_number=query.camera)] if query.camera else []
    looked = looked_body(Look.JOURNAL, about, query=options_of(query), entries=len(rows))
    note(folder, operator, Kind.LOOKED_AT, looked)
    capped, counted = total > query.counted, min(total, query.counted)
    if arguments.json:
        entries = [_entry_json(row) for row in rows]
        write_json({"total": counted, "capped": capped, "entries": entries})
        return _SOUND
    write_lines(_entry_line(row) for row in rows)
    text = _("{shown} of more than {total}") if capped else _("{shown} of {total}")
    write_lines([text.format(shown=len(rows), total=counted)])
    return _SOUND


def _history(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.SEARCH)
    found = history(folder, arguments.seq)
    about = {Subject(entry.camera_id, entry.camera_number, entry.place) for entry in found.entries[:1]}
    note(folder, operator, Kind.LOOKED_AT, looked_body(Look.JOURNAL, about, seq=arguments.seq))
    if arguments.json:
        write_json(
            {
                "entries": [_entry_json(entry) for entry in found.entries],
                "standing": found.standing.body(),
                "voided": found.voided is not None,
            }
        )
    else:
        write_lines(_entry_line(entry) for entry in found.entries)
    return _SOUND


def _entry_line(row: FoundEntry) -> str:
    moment = row.local_time()
    time = moment.isoformat(" ", timespec="seconds") if moment else row.at_utc
    where = " ".join(part for part in (row.camera_number, row.place) if part)
    cells = [f"{row.seq:>7}", time, f"{row.title():<22}", row.actor, where, row.summary()]
    line = "  ".join(cell for cell in cells if cell)
    return "".join(letter if letter.isprintable() else " " for letter in line)  # a note may hold anything


def _entry_json(row: FoundEntry) -> Mapping[str, Any]:
    return {
        "seq": row.seq,
        "at_utc": row.at_utc,
        "utc_offset_min": row.utc_offset_min,
        "desk": row.desk,
        "actor": row.actor,
        "kind": str(row.kind),
        "title": row.title(),
        "summary": row.summary(),
        "camera": row.camera_number,
        "place": row.place,
        "evidence": [str(path) for path in row.evidence],
        "body": row.body,
        "hash": row.hash.hex(),
    }


def _export(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.EXPORT)
    file = Path(arguments.csv)
    order = ExportOrder(asked(folder, arguments), file, operator.name, arguments.reason)
    count = make_export(journal_of(folder), folder, order)
    note(folder, operator, Kind.EXPORT_MADE, {"what": "csv", "file": file_name(file), "entries": count})
    if arguments.json:
        write_json({"file": str(file), "entries": count})
    else:
        text = ngettext("{count} entry written to {file}", "{count} entries written to {file}", count)
        write_lines([text.format(count=count, file=file)])
    return _SOUND


def _rebuild(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.REBUILD)
    head = rebuild(folder, progress=_told())
    note(folder, operator, Kind.SETTING_CHANGED, {"what": N_("made again"), "name": "search"})
    if arguments.json:
        write_json({"entries": head.seq, "head": str(head)})
        return _SOUND
    text = ngettext("{count} entry can be searched again", "{count} entries can be searched again", head.seq)
    write_lines([text.format(count=head.seq), f"head {head}"])
    return _SOUND


def _told() -> Callable[[int, int], None]:
    """Whom progress is told: somebody at a terminal, or nobody."""
    return _progress if sys.stderr.isatty() else _quiet


def _progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done}/{total}\r")


def _quiet(_done: int, _total: int) -> None:
    pass
