"""site.db itself: the one place where it is opened and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from console.language import _
from console.problem import Problem

# 1 did not count its versions: its user_version is 0. 2 brought the camera's neighbours, 3 its masks,
# 4 the operators, 5 the camera's search grid and the width of its scene, 6 the sides of its neighbours.
VERSION = 6
_SINCE = {  # columns of a camera that version 1 had not
    "neighbours": "text not null default '[]'",
    "masks": "text not null default '[]'",
    "search_grid": "text not null default '1x1' check (search_grid glob '[1-4]x[1-4]')",
    "scene_width_cm": "integer check (scene_width_cm > 0)",
    "neighbour_sides": "text not null default '{}'",
}
_SCHEMA = Path(__file__).with_name("site_schema.sql")


def open_site(file: Path) -> sqlite3.Connection:
    """A connection to the site's database, with every table there.

    Raises:
        Problem: the file is no site database, or one of a newer Munara.
    """
    database = None
    try:
        database = sqlite3.connect(file, timeout=10)
        database.row_factory = sqlite3.Row
        database.executescript("pragma foreign_keys = on; pragma synchronous = full;")
        _bring_up_to_date(database, file)
    except BaseException as error:
        if database is not None:
            database.close()
        if not isinstance(error, sqlite3.Error):
            raise
        raise Problem(
            _("the cameras' database cannot be opened ({why})").format(why=error),
            where=str(file),
            mend=_("Bring it back from a copy, or move it away and import the cameras again"),
        ) from None
    return database


@contextmanager
def site_transaction(file: Path) -> Iterator[sqlite3.Connection]:
    """What is read and written within stands as a whole or not at all; no other program writes meanwhile.

    Raises:
        Problem: the database cannot be opened or written, or another program holds it.
    """
    with closing(open_site(file)) as database:
        try:
            with database:
                database.execute("begin immediate")
                yield database
        except sqlite3.Error as error:
            raise Problem(
                _("the site's database cannot be written ({why})").format(why=error),
                where=str(file),
                mend=_("Mend that and do it again"),
            ) from None


def _bring_up_to_date(database: sqlite3.Connection, file: Path) -> None:
    """Makes the tables, or brings those of an older Munara up to date: as a whole or not at all."""
    version = int(database.execute("pragma user_version").fetchone()[0])
    if version > VERSION:
        raise Problem(
            _("the cameras' database is of a newer Munara"),
            where=str(file),
            mend=_("Install that Munara, or bring back a copy from before"),
        )
    if version == VERSION:
        return
    file.chmod(0o600)  # operators' hashes are nobody else's business
    # The columns are looked at within the transaction: another program may just have been here.
    database.executescript("begin immediate;" + _SCHEMA.read_text(encoding="utf-8"))
    with database:
        columns = {row["name"] for row in database.execute("pragma table_info(camera)")}
        for column, kind in _SINCE.items():
            if column not in columns:
                database.execute(f"alter table camera add column {column} {kind}")
        database.execute(f"pragma user_version = {VERSION}")
