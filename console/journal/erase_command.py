"""`munara journal erase | hold | release`."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from console.clock import SystemClock
from console.journal.chain import BadBodyError, plain
from console.journal.database import JournalDatabase
from console.journal.entry import Entry, Kind
from console.journal.erasure import Erased, Erasure, Part
from console.journal.holds import active_holds, checked_hold
from console.journal.journal import Journal
from console.journal.links import root_of
from console.language import _, ngettext
from console.outbox import Outbox
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
    parser.add_argument("seq", type=_seq, metavar="SEQ", help=_("number of the entry"))
    parser.add_argument(
        "--why", type=_text, required=True, metavar="TEXT", help=_("the reason; it stays in the journal")
    )
    parser.add_argument("--operator", type=_text, default="", metavar="NAME", help=_("who does it"))
    parser.add_argument("--json", action="store_true", help=_("for scripts"))


def _seq(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number above 0").format(text=repr(text)))
    return int(text)


def _text(text: str) -> str:
    try:
        return str(plain(text, repr(text)))  # bytes of another encoding cannot be recorded
    except BadBodyError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _erase(folder: DataFolder, arguments: argparse.Namespace) -> int:
    part = Part.BODY if arguments.body else Part.FILES
    erasure = Erasure(arguments.seq, arguments.why, part, arguments.file)
    erased = _journal(folder).erase(erasure, actor=_actor(arguments))
    if arguments.json:
        _write_json(_erased_json(erased))
        return _DONE
    for entry in erased.entries:
        what = entry.body["file"] or _("its text")
        _write(_("entry {seq}: {what} erased").format(seq=entry.body["seq"], what=what))
    for file in erased.kept:
        _write(_("{file} stays: another entry names it").format(file=file))
    if not erased.forgotten:
        _write(
            _("The log still holds the text while somebody reads the journal; it goes when the desk closes")
        )
    _write(f"head {erased.entries[-1].head()}")
    return _DONE


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
    entry = _record(folder, arguments, Kind.EVIDENCE_HELD)
    if arguments.json:
        _write_json({"entry": entry.seq, "seq": arguments.seq, "head": entry.head()})
    else:
        text = _("entry {seq} and what belongs to it is held by entry {hold}")
        _write(text.format(seq=arguments.seq, hold=entry.seq))
        _write(f"head {entry.head()}")
    return _DONE


def _release(folder: DataFolder, arguments: argparse.Namespace) -> int:
    holds = _holds_on(folder, arguments.seq)
    entry = _record(folder, arguments, Kind.EVIDENCE_RELEASED)
    if arguments.json:
        _write_json({"entry": entry.seq, "seq": arguments.seq, "holds": holds, "head": entry.head()})
    else:
        text = ngettext("{count} hold ended: {seqs}", "{count} holds ended: {seqs}", len(holds))
        _write(text.format(count=len(holds), seqs=", ".join(map(str, holds))))
        _write(f"head {entry.head()}")
    return _DONE


def _holds_on(folder: DataFolder, seq: int) -> list[int]:
    with JournalDatabase.open_for_reading(folder) as database:
        return [hold.seq for hold in active_holds(database).get(root_of(database, seq), [])]


def _record(folder: DataFolder, arguments: argparse.Namespace, kind: Kind) -> Entry:
    body = checked_hold(folder, kind, seq=arguments.seq, why=arguments.why)
    return _journal(folder).append_now(kind, body, actor=_actor(arguments))


def _journal(folder: DataFolder) -> Journal:
    """The journal of that folder, under the name of the desk that wrote last there."""
    with JournalDatabase.open_for_reading(folder) as database:
        desks = [desk for (desk,) in database.read("select desk from entry order by seq desc limit 1")]
    names = {"desk": desks[0]} if desks else {}
    return Journal(folder, clock=SystemClock(), outbox=Outbox(), **names)


def _actor(arguments: argparse.Namespace) -> str:
    if arguments.operator.strip():
        return str(arguments.operator.strip())
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"


def _write_json(value: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _write(line: str) -> None:
    sys.stdout.write("".join(letter if letter.isprintable() else " " for letter in line) + "\n")
