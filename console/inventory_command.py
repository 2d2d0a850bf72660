"""`munara cameras import | export`: the desk's cameras from a CSV file and into one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from console.cameras.inventory import CameraChange, Change, ImportPlan, inventory_row, plan_import
from console.cameras.inventory_table import KINDS, TITLES, Column, Table, read_table, words_of, write_table
from console.cameras.neighbour_cell import NEIGHBOURS_EXAMPLE, SIDES
from console.cameras.site_database import Site, SiteDatabase, Unrecorded
from console.clock import SystemClock
from console.journal.camera_changes import tell_changes
from console.journal.disk import replaced, synced
from console.journal.door import add_operator, enter, file_name, note
from console.journal.journal import Journal, Kind
from console.journal.words import desk_of, write_json
from console.language import _, ngettext
from console.operators.permissions import Intent
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem

_DONE, _WRONG = 0, 2


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `cameras` and its words; `--data` is added by the command line as a whole."""
    parser = commands.add_parser("cameras", help=_("the cameras, from a table and into one"))
    words = parser.add_subparsers(dest="cameras", metavar=_("COMMAND"), required=True)
    bring = words.add_parser("import", help=_("take the cameras of a CSV file"), epilog=_import_epilog())
    bring.add_argument("file", type=Path, metavar="FILE", help=_("UTF-8; cells parted by , or ;"))
    bring.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    add_operator(bring)
    bring.add_argument("--json", action="store_true", help=_("for scripts"))
    export = words.add_parser("export", help=_("write the cameras to a CSV file, without passwords"))
    export.add_argument("file", type=Path, metavar="FILE", help=_("a table for a spreadsheet"))
    add_operator(export)
    export.add_argument("--json", action="store_true", help=_("for scripts"))


def run(arguments: argparse.Namespace) -> int:
    """Runs what `add_parser` read; returns the exit code.

    Raises:
        Problem: a file that cannot be read or written, a damaged database, or a journal that cannot be
            written.
    """
    folder = DataFolder.choose(arguments.data)
    return {"import": _import, "export": _export}[arguments.cameras](folder, arguments)


def _import_epilog() -> str:
    text = _(
        "The first line names the columns: {titles}; the last four may be missing. Kinds of place: {kinds}. "
        "Neighbours are camera numbers with spaces between them, and with the side of the picture to which "
        "they lie, where it is known: {neighbours} ({sides}). Search tiles, like 3x2: detectors look at "
        "the parts of a large picture, too. Scene width: the metres that the picture spans where it matters. "
        "Cameras that are not in the file stay. "
        "An address without user and password keeps those that are stored for it."
    )
    columns = (TITLES[column] for column in Column if column is not Column.DEMO)
    filled = text.format(
        titles=words_of(columns),
        kinds=words_of(KINDS.values()),
        neighbours=NEIGHBOURS_EXAMPLE,
        sides=words_of(SIDES.values()),
    )
    return filled.replace("%", "%%")


def _import(folder: DataFolder, arguments: argparse.Namespace) -> int:
    table = read_table(_content(arguments.file))
    if Column.DEMO in table.titles and not folder.demo_mark.exists():
        raise Problem(
            _("these are made-up cameras of the demo"),
            where=str(arguments.file),
            mend=_("Take the column DEMO away if you mean it"),
        )
    plan = plan_import(table, _site(folder))
    if not (plan.refused or arguments.dry_run):
        operator = enter(folder, arguments, Intent.KEEP_CAMERAS)
        plan = _apply(table, folder, actor=operator.name)
    sys.stderr.writelines(f"{line}\n" for line in _refusal_lines(plan, arguments.file))
    if arguments.json:
        write_json(_plan_json(plan))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _plan_lines(plan, dry_run=arguments.dry_run))
    return _WRONG if plan.refused else _DONE


def _content(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise Problem(_("this is not a file"), where=str(file), mend=_("Name a CSV file"))
        return file.read_bytes()
    except OSError as error:
        raise Problem(
            _("the file cannot be read ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Name a CSV file that this user may read"),
        ) from None


def _site(folder: DataFolder) -> Site:
    """What is looked at leaves no trace: a folder that is none yet stays so."""
    return SiteDatabase(folder).load() if folder.site_db.exists() else Site.of([])


def _apply(table: Table, folder: DataFolder, *, actor: str) -> ImportPlan:
    """Saves the site, then tells the journal: an entry says what was done.

    The changes wait in the site's database until they have their entries. Killed in between, the next import
    tells of them; no change is told twice or not at all.
    """
    folder.prepare()
    database = SiteDatabase(folder)
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox(), desk=desk_of(folder))
    with database.alone():
        plan = plan_import(table, database.load())  # another import may have ended only now
        if plan.refused:
            return plan
        tell_changes(folder, database, journal)  # what an earlier change could not
        if plan.changes:
            database.save(plan.site, changes=[Unrecorded(actor, _body(change)) for change in plan.changes])
            tell_changes(folder, database, journal)
    return plan


def _body(change: CameraChange) -> Mapping[str, Any]:
    camera = change.camera
    return {
        "camera_id": camera.id,
        "camera_number": camera.number,
        "place": camera.place.name,
        "what": change.change.value,
        "fields": list(change.fields),
        **_picture_fields(change),
        "change": uuid4().hex,  # by which it is known that this change was told
    }


def _picture_fields(change: CameraChange) -> Mapping[str, Any]:
    """How its picture is searched and what it spans from now on, where that is new."""
    camera, width_m = change.camera, change.camera.scene_width_m
    values: Mapping[str, Any] = {
        "search_grid": str(camera.search_grid),
        "scene_width_m": None if width_m is None else round(width_m * 100),
    }
    names = {"search_grid": "search_grid", "scene_width_m": "scene_width_cm"}  # whole numbers alone
    is_new = change.change is Change.ADDED
    return {names[field]: value for field, value in values.items() if is_new or field in change.fields}


def _export(folder: DataFolder, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.EXPORT_CAMERAS)
    cameras = sorted(_site(folder).cameras.values(), key=lambda camera: camera.number)
    columns: list[Column] = [column for column in Column if column is not Column.DEMO]
    if folder.demo_mark.exists():
        columns.insert(0, Column.DEMO)  # no row can be parted from that mark
    _write_file(write_table(map(inventory_row, cameras), columns=columns), arguments.file)
    body = {"what": "cameras", "file": file_name(arguments.file), "cameras": len(cameras)}
    note(folder, operator, Kind.EXPORT_MADE, body)
    if arguments.json:
        write_json({"file": str(arguments.file), "cameras": len(cameras)})
    else:
        text = ngettext("{count} camera written to {file}", "{count} cameras written to {file}", len(cameras))
        sys.stdout.write(text.format(count=len(cameras), file=arguments.file) + "\n")
    return _DONE


def _write_file(text: str, file: Path) -> None:
    """The file is there as a whole or not at all."""
    try:
        with replaced(file) as unfinished, synced(unfinished) as out:
            out.write(text.encode())
    except ValueError:  # "." and "/" have no name
        raise Problem(_("this is not a file"), where=str(file), mend=_("Name a CSV file")) from None
    except OSError as error:
        raise Problem(
            _("the export cannot be written ({why})").format(why=error.strerror or error),
            where=str(file),
            mend=_("Name a file in a folder where you may write"),
        ) from None


def _plan_json(plan: ImportPlan) -> Mapping[str, Any]:
    return {
        "added": plan.count(Change.ADDED),
        "changed": plan.count(Change.CHANGED),
        "unchanged": plan.unchanged,
        "refused": [{"line": refusal.line, "why": refusal.why} for refusal in plan.refused],
    }


def _plan_lines(plan: ImportPlan, *, dry_run: bool) -> Iterable[str]:
    if plan.refused:
        yield ngettext(
            "nothing was changed: {count} fault in the file",
            "nothing was changed: {count} faults in the file",
            len(plan.refused),
        ).format(count=len(plan.refused))
        return
    for one in plan.changes:
        title = {Change.ADDED: _("added"), Change.CHANGED: _("changed")}[one.change]
        line = f"{one.camera.number}  {title}  {one.camera.title}"
        yield "".join(letter if letter.isprintable() else " " for letter in line)
    added, changed = plan.count(Change.ADDED), plan.count(Change.CHANGED)
    text = _("would be added {added}, changed {changed}, unchanged {unchanged}; nothing was done")
    if not dry_run:
        text = _("added {added}, changed {changed}, unchanged {unchanged}")
    yield text.format(added=added, changed=changed, unchanged=plan.unchanged)
    if plan.absent:
        yield ngettext(
            "{count} camera that is not in the file stays",
            "{count} cameras that are not in the file stay",
            plan.absent,
        ).format(count=plan.absent)
    if plan.changes and not dry_run:
        yield _("A desk that is running shows this after its next start")


def _refusal_lines(plan: ImportPlan, file: Path) -> Iterable[str]:
    for refusal in plan.refused:
        where = _("{file}, line {line}").format(file=file, line=refusal.line)
        yield " ".join(f"{where}: {refusal.why}.".split())
