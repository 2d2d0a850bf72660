"""`munara journal package`: a violation's evidence for whoever has nothing of ours."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from console.journal.exposure import Exposure
from console.journal.package import PackageOrder, make_package
from console.journal.signing import grouped
from console.journal.signing_command import add_operator, journal_of
from console.language import LANGUAGES, _, language, ngettext, use_language
from console.paths import DataFolder

_DONE = 0


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `package` to the words of `journal`."""
    parser = words.add_parser(
        "package", help=_("put a violation and its evidence into a file that anybody can check")
    )
    parser.add_argument(
        "seqs", nargs="+", type=_number, metavar="SEQ", help=_("number of an entry that recorded a violation")
    )
    parser.add_argument("--out", required=True, metavar="FILE.zip", help=_("where the package goes"))
    parser.add_argument("--why", default="", metavar="TEXT", help=_("who asks for it, and by what right"))
    parser.add_argument(
        "--unredacted",
        action="store_true",
        help=_("pictures of children's places as they were recorded; needs --why, and the entry says so"),
    )
    parser.add_argument("--language", choices=LANGUAGES, help=_("the language of its page"))
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_package)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number above 0").format(text=repr(text)))
    return int(text)


def _package(folder: DataFolder, arguments: argparse.Namespace) -> int:
    use_language(arguments.language or language())
    exposure = Exposure.AS_RECORDED if arguments.unredacted else Exposure.PROTECTED
    order = PackageOrder(
        tuple(arguments.seqs),
        Path(arguments.out),
        arguments.operator,
        why=arguments.why,
        exposure=exposure,
    )
    done = make_package(journal_of(folder), folder, order)
    if arguments.json:
        told = {
            "file": str(done.file),
            "files": done.files,
            "head": done.head,
            "fingerprint": done.fingerprint,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return _DONE
    text = ngettext(
        "{count} evidence file packed into {file}", "{count} evidence files packed into {file}", done.files
    )
    sys.stdout.write(text.format(count=done.files, file=done.file) + "\n")
    sys.stdout.write(f"head {done.head}\n")
    sys.stdout.write(_("fingerprint {digits}").format(digits=grouped(done.fingerprint)) + "\n")
    return _DONE
