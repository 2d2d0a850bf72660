"""`munara journal package`: a violation's evidence for whoever has nothing of ours."""

from __future__ import annotations

import argparse
from pathlib import Path

from console.journal.door import add_operator, enter
from console.journal.exposure import Exposure
from console.journal.package import PackageOrder, make_package
from console.journal.signing_command import fingerprint_line
from console.journal.words import add_reason, entry_number, journal_of, write_json, write_lines
from console.language import LANGUAGES, _, language, ngettext, use_language
from console.operators.permissions import Intent
from console.paths import DataFolder

_DONE = 0


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `package` to the words of `journal`."""
    parser = words.add_parser(
        "package", help=_("put a violation and its evidence into a file that anybody can check")
    )
    parser.add_argument(
        "seqs",
        nargs="+",
        type=entry_number,
        metavar="SEQ",
        help=_("number of an entry that recorded a violation"),
    )
    parser.add_argument("--out", required=True, metavar="FILE.zip", help=_("where the package goes"))
    parser.add_argument("--why", default="", metavar="TEXT", help=_("who asks for it, and by what right"))
    parser.add_argument(
        "--unredacted",
        action="store_true",
        help=_("pictures of children's places as they were recorded; needs --why, and the entry says so"),
    )
    parser.add_argument("--language", choices=LANGUAGES, help=_("the language of its page"))
    add_reason(parser)
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_package)


def _package(folder: DataFolder, arguments: argparse.Namespace) -> int:
    use_language(arguments.language or language())
    exposure = Exposure.AS_RECORDED if arguments.unredacted else Exposure.PROTECTED
    intent = Intent.PACKAGE_AS_RECORDED if arguments.unredacted else Intent.PACKAGE
    order = PackageOrder(
        tuple(arguments.seqs),
        Path(arguments.out),
        enter(folder, arguments, intent).name,
        why=arguments.why,
        exposure=exposure,
        reason=arguments.reason,
    )
    done = make_package(journal_of(folder), folder, order)
    if arguments.json:
        told = {
            "file": str(done.file),
            "files": done.files,
            "head": done.head,
            "fingerprint": done.fingerprint,
        }
        write_json(told)
        return _DONE
    text = ngettext(
        "{count} evidence file packed into {file}", "{count} evidence files packed into {file}", done.files
    )
    said = text.format(count=done.files, file=done.file)
    write_lines([said, f"head {done.head}", fingerprint_line(done.fingerprint)])
    return _DONE
