"""What an error of SQLite's means for the journal, in our words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from console.journal.failure import WriteFailedError, WriteFault
from console.language import _
from console.problem import Problem

_FAULTS = {
    sqlite3.SQLITE_FULL: WriteFault.FULL,
    sqlite3.SQLITE_BUSY: WriteFault.LOCKED,
    sqlite3.SQLITE_LOCKED: WriteFault.LOCKED,
    sqlite3.SQLITE_READONLY: WriteFault.DENIED,
    sqlite3.SQLITE_CANTOPEN: WriteFault.DENIED,
    sqlite3.SQLITE_PERM: WriteFault.DENIED,
}


def fault_of(error: sqlite3.Error) -> WriteFault:
    code = getattr(error, "sqlite_errorcode", None) or 0
    return _FAULTS.get(code & 0xFF, WriteFault.OTHER)  # the low byte; the rest only says where


def write_failed(error: sqlite3.Error) -> WriteFailedError:
    fault = fault_of(error)
    text = {
        WriteFault.FULL: _("the disk is full"),
        WriteFault.LOCKED: _("another program keeps the journal locked"),
        WriteFault.DENIED: _("the journal may not be written"),
    }.get(fault)
    return WriteFailedError(fault, text or str(error))


def unusable(file: Path, why: str) -> Problem:
    return Problem(
        _("the journal cannot be used ({why})").format(why=why),
        where=str(file),
        mend=_("Keep this file, and bring the journal back from a copy"),
    )


def no_journal(file: Path) -> Problem:
    return Problem(
        _("there is no journal here"),
        where=str(file),
        mend=_("Name the desk's data folder with --data"),
    )
