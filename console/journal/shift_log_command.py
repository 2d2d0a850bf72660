"""`munara journal shift-log`: a shift, or any span, as a PDF, a workbook or a CSV table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from console.journal.door import add_operator, enter
from console.journal.query_options import add_query, asked
from console.journal.shift_log.course import Course
from console.journal.shift_log.file import make_shift_log
from console.journal.shift_log.log import ShiftLogOrder
from console.journal.signing_command import fingerprint_line
from console.journal.words import add_reason, entry_number, journal_of, write_json, write_lines
from console.language import LANGUAGES, _, ngettext
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.problem import Problem

_DONE = 0


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `shift-log` to the words of `journal`."""
    parser = words.add_parser("shift-log", help=_("a shift, or any span, as a PDF, a workbook or a table"))
    parser.add_argument(
        "--out", required=True, metavar="FILE", help=_("a name that ends in .pdf, .xlsx or .csv")
    )
    parser.add_argument(
        "--shift",
        type=entry_number,
        default=0,
        metavar="SEQ",
        help=_("the shift that this entry opened or closed, in place of a span"),
    )
    add_query(parser, signed_by="--signed-by")
    parser.add_argument("--language", choices=LANGUAGES, default="", help=_("the language of the log"))
    add_reason(parser)
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_shift_log)


def _shift_log(folder: DataFolder, arguments: argparse.Namespace) -> int:
    file = Path(arguments.out)
    if arguments.shift and (arguments.since or arguments.until):
        raise Problem(
            _("a shift has its own span"),
            where="--shift",
            mend=_("Leave out --since and --until"),
        )
    order = ShiftLogOrder(
        file,
        enter(folder, arguments, Intent.SHIFT_LOG).name,
        asked(folder, arguments),
        shift_seq=arguments.shift,
        language=arguments.language,
        reason=arguments.reason,
    )
    try:
        done = make_shift_log(journal_of(folder), folder, order, Course(_told()))
    except KeyboardInterrupt:
        raise Problem(
            _("the shift log was stopped, and nothing was written"),
            where=str(file),
            mend=_("Start it again, or ask for a shorter span"),
        ) from None
    if arguments.json:
        told = {"file": str(file), "entries": done.count, "head": done.head, "fingerprint": done.fingerprint}
        write_json(told)
        return _DONE
    text = ngettext("{count} entry written to {file}", "{count} entries written to {file}", done.count)
    said = text.format(count=done.count, file=file)
    write_lines([said, f"head {done.head}", fingerprint_line(done.fingerprint)])
    return _DONE


def _told() -> Callable[[int, int], None]:
    """Whom progress is told: somebody at a terminal, or nobody."""
    return _progress if sys.stderr.isatty() else lambda _done, _total: None


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else "\r"
    sys.stderr.write(f"\r{done}/{total}{end}")
    sys.stderr.flush()
