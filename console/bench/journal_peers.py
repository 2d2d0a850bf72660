"""What the journal's figures are ratios to: bare SQLite and SHA-256, and SQLite's own shell."""

from __future__ import annotations

import csv
import hashlib
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

_ROWS = "select seq, at_utc, utc_offset_min, desk, actor, kind, body_hash, body, prev_hash, hash from entry"
# The cells that Munara's own export has, as far as SQL alone can make them.
_EXPORTED = """
select e.seq, e.at_utc, e.desk, e.actor, e.kind, s.camera_number, s.place, json_extract(body, '$.action'),
    json_extract(body, '$.offence'), json_extract(body, '$.article'), json_extract(body, '$.case_numbers'),
    json_extract(body, '$.note'), json_extract(body, '$.evidence'), hex(hash)
from entry e left join entry_subject s on s.seq = e.seq
where e.kind = 'violation recorded' order by e.seq limit {limit}
"""


class BareCommits:
    """A fresh file beside the journal's, one row a commit, synced as the journal is. Thread: one."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")
        self._connection.execute("create table row (id integer primary key, body text)")

    def commit(self, body: str) -> None:
        self._connection.execute("insert into row (body) values (?)", (body,))

    def close(self) -> None:
        self._connection.close()


def fetch_and_hash(journal_db: Path) -> int:
    """Every row with all that `verify` looks at, and one SHA-256 of each body; returns their number."""
    count = 0
    with closing(sqlite3.connect(journal_db)) as connection:
        for row in connection.execute(f"{_ROWS} order by seq"):
            hashlib.sha256(row[7].encode()).digest()
            count += 1
    return count


def shell() -> str | None:
    """SQLite's command-line shell, if this machine has one."""
    return shutil.which("sqlite3")


def export_bare(journal_db: Path, file: Path, *, limit: int) -> None:
    """The violations as CSV, by the shell, else by Python's csv over the same select."""
    query = _EXPORTED.format(limit=limit)
    program = shell()
    if program is not None:
        with file.open("wb") as out:
            subprocess.run(
                [program, "-readonly", "-csv", "-header", journal_db, query], stdout=out, check=True
            )
        return
    with closing(sqlite3.connect(journal_db)) as connection, file.open("w", newline="") as text:
        csv.writer(text).writerows(connection.execute(query))
