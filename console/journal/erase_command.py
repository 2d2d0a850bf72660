"""`munara journal erase | hold | release`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from console.journal.database import JournalDatabase
from console.journal.door import add_operator, enter
from console.journal.entry import Entry, Kind
from console.journal.erasure import Erased, Erasure, Part
from console.journal.holds import active_holds, checked_hold
from console.journal.links import root_of
from console.journal.words import entry_number, journal_of, plain_text, write_json, write_lines
from console.language import _, ngettext
from console.operators.operator import Operator
from console.operators.permissions import Intent
from console.paths import DataFolder

_DONE = 0


def add_words(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `erase`, `hold` and `release` to `munara journal`."""
    erase = words.add_parser(
        "erase", help=_("erase evidence as the law asks; its hash, the reason and who stay")
    )
    _add_what(erase)
    part = erase.add_mutually_exclusive_group()
    part.add_argument(
        "--file", default="", metavar="FILE", help=_("one evidence file alone, as the entry names it")
    )
    part.add_argument("--body", action="store_true", help=_("the entry's text, too"))
    hold = words.add_parser("hold", help=_("keep an entry's evidence until it is released"))
    _add_what(hold)
    release = words.add_parser("release", help=_("end a hold"))
    _add_what(release)
    erase.set_defaults(work=_erase)
    hold.set_defaults(work=_hold)
    release.set_defaults(work=_release)


def _add_what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("seq", type=entry_number, metavar="SEQ", help=_("number of the entry"))
    parser.add_argument(
        "--why", type=plain_text, required=True, metavar="TEXT", help=_("the reason; it stays in the journal")
    )
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))


def _erase(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.ERASE)
    part = Part.BODY if arguments.body else Part.FILES
    erasure = Erasure(arguments.seq, arguments.why, part, arguments.file)
    erased = journal_of(folder).erase(erasure, actor=operator.name)
    if arguments.json:
        write_json(_erased_json(erased))
        return _DONE
    write_lines(_erased_lines(erased))
    return _DONE


def _erased_lines(erased: Erased) -> Iterable[str]:
    for entry in erased.entries:
        what = entry.body["file"] or _("its text")
        yield _("entry {seq}: {what} erased").format(seq=entry.body["seq"], what=what)
    for file in erased.kept:
        yield _("{file} stays: another entry names it").format(file=file)
    if not erased.forgotten:
        yield _("The log still holds the text while somebody reads the journal; it goes when the desk closes")
    yield f"head {erased.entries[-1].head()}"


def _erased_json(erased: Erased) -> Mapping[str, Any]:
    keys = ("seq", "file", "sha256")
    return {
        "erased": [
            {"entry": entry.seq, **{key: entry.body[key] for key in keys}} for entry in erased.entries
        ],
        "kept": list(erased.kept),
        "forgotten": erased.forgotten,
        "head": erased.entries[-1].head(),
    }


def _hold(folder: DataFolder, arguments: argparse.Namespace) -> int:
    entry = _record(folder, arguments, Kind.EVIDENCE_HELD, enter(folder, arguments, Intent.HOLD))
    if arguments.json:
        write_json({"entry": entry.seq, "seq": arguments.seq, "head": entry.head()})
    else:
        text = _("entry {seq} and what belongs to it is held by entry {hold}")
        write_lines([text.format(seq=arguments.seq, hold=entry.seq), f"head {entry.head()}"])
    return _DONE


def _release(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.RELEASE)
    holds = _holds_on(folder, arguments.seq)
    entry = _record(folder, arguments, Kind.EVIDENCE_RELEASED, operator)
    if arguments.json:
        write_json({"entry": entry.seq, "seq": arguments.seq, "holds": holds, "head": entry.head()})
    else:
        text = ngettext("{count} hold ended: {seqs}", "{count} holds ended: {seqs}", len(holds))
        said = text.format(count=len(holds), seqs=", ".join(map(str, holds)))
        write_lines([said, f"head {entry.head()}"])
    return _DONE


def _holds_on(folder: DataFolder, seq: int) -> list[int]:
    with JournalDatabase.open_for_reading(folder) as database:
        return [hold.seq for hold in active_holds(database).get(root_of(database, seq), [])]


def _record(folder: DataFolder, arguments: argparse.Namespace, kind: Kind, operator: Operator) -> Entry:
    body = checked_hold(folder, kind, seq=arguments.seq, why=arguments.why)
    return journal_of(folder).append_now(kind, body, actor=operator.name)
