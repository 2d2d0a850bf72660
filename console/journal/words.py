"""What the words of `munara journal` share: numbers of entries, who does it, and how an answer is written."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from console.clock import SystemClock
from console.journal.chain import BadBodyError, plain
from console.journal.database import JournalDatabase
from console.journal.journal import Journal
from console.journal.look_reason import LookReason
from console.journal.sqlite_fault import no_journal
from console.language import _
from console.outbox import Outbox
from console.paths import DataFolder


def entry_number(text: str) -> int:
    """An argument's type."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number above 0").format(text=repr(text)))
    return int(text)


def plain_text(text: str) -> str:
    """An argument's type: bytes of another encoding cannot be recorded."""
    try:
        return str(plain(text, repr(text)))
    except BadBodyError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_reason(parser: argparse.ArgumentParser) -> None:
    """What is asked for where a school or a kindergarten is concerned."""
    parser.add_argument(
        "--reason",
        type=_reason,
        metavar="KEY",
        help=_("why, where it tells of a school or a kindergarten: {keys}").format(keys=_reason_keys()),
    )


def _reason(text: str) -> LookReason:
    try:
        return LookReason.of_key(text.strip().lower())
    except ValueError:
        what = _("{text} is no reason; use one of: {keys}").format(text=repr(text), keys=_reason_keys())
        raise argparse.ArgumentTypeError(what) from None


def _reason_keys() -> str:
    return ", ".join(reason.key for reason in LookReason)


def journal_of(folder: DataFolder) -> Journal:
    """The journal of a folder, for a command that adds entries to it.

    Raises:
        Problem: there is none: a command begins no journal.
    """
    if not folder.journal_db.is_file():
        raise no_journal(folder.journal_db)
    return Journal(folder, clock=SystemClock(), outbox=Outbox(), desk=desk_of(folder))


def desk_of(folder: DataFolder) -> str:
    """The desk that wrote last: settings belong to a part above this one."""
    if folder.journal_db.is_file():
        with JournalDatabase.open_for_reading(folder) as database:
            for (desk,) in database.read("select desk from entry order by seq desc limit 1"):
                return str(desk)
    return "desk-1"


def write_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_lines(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
