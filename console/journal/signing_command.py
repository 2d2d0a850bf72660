"""`munara journal key | sign`, and how a report tells of signed heads."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from console.journal.door import add_operator, enter
from console.journal.evidence import file_sha256
from console.journal.package_file import VERIFIER
from console.journal.signed_heads import key_to_sign
from console.journal.signing import grouped
from console.journal.sqlite_fault import no_journal
from console.journal.words import journal_of, write_json, write_lines
from console.language import _, ngettext
from console.operators.permissions import Intent
from console.paths import DataFolder

if TYPE_CHECKING:
    from console.journal.verify import Report

_DONE = 0


def add_words(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `key` and `sign` to the words of `journal`."""
    key = words.add_parser("key", help=_("the key that signs this journal, to be written on paper"))
    key.add_argument("--json", action="store_true", help=_("for scripts"))
    key.set_defaults(work=_key)
    sign = words.add_parser("sign", help=_("sign all that was recorded until now"))
    add_operator(sign)
    sign.add_argument("--json", action="store_true", help=_("for scripts"))
    sign.set_defaults(work=_sign)


def signed_line(report: Report) -> str:
    """One line about the signed heads of a journal that was verified."""
    if not report.signed_heads:
        return _("no head is signed")
    heads = ngettext("{count} signed head", "{count} signed heads", report.signed_heads).format(
        count=report.signed_heads
    )
    text = (
        _("{heads}, the signer's key is {fingerprint}")
        if report.signer_known
        else _("{heads}, signer not checked: compare the key on paper with {fingerprint}")
    )
    return text.format(heads=heads, fingerprint=report.signer)


def fingerprint_line(fingerprint: str) -> str:
    return _("fingerprint {digits}").format(digits=grouped(fingerprint))


def _key(folder: DataFolder, arguments: argparse.Namespace) -> int:
    if not folder.journal_db.is_file():
        raise no_journal(folder.journal_db)
    key = key_to_sign(folder)
    verifier = file_sha256(VERIFIER)
    if arguments.json:
        write_json({"fingerprint": key.fingerprint, "public_key": key.public.hex(), "verify_py": verifier})
        return _DONE
    write_lines(
        [
            fingerprint_line(key.fingerprint),
            _("public key {digits}").format(digits=key.public.hex()),
            _("SHA-256 of verify.py in packages {digits}").format(digits=verifier),
        ]
    )
    return _DONE


def _sign(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.SIGN_HEAD)
    entry = journal_of(folder).sign_now(actor=operator.name)
    key = key_to_sign(folder)
    if arguments.json:
        write_json({"head": entry.head(), "fingerprint": key.fingerprint})
        return _DONE
    write_lines([f"head {entry.head()}", fingerprint_line(key.fingerprint)])
    return _DONE
