"""`munara journal offences`: the catalogue in force, and whether the desk's own file is sound."""

from __future__ import annotations

import argparse
import sys

from console.journal.catalogue import Catalogue, copy_built_in, read_catalogue
from console.journal.door import add_operator, enter, note
from console.journal.entry import Kind
from console.journal.offences import Offence
from console.journal.words import write_json
from console.language import N_, _
from console.operators.permissions import Intent
from console.paths import DataFolder


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = words.add_parser("offences", help=_("the catalogue of offences in force"))
    parser.add_argument(
        "--edit-copy", action="store_true", help=_("put a copy to edit into the data folder first")
    )
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_offences)


def _offences(folder: DataFolder, arguments: argparse.Namespace) -> int:
    """
    Raises:
        Problem: the desk's own file is damaged, or there is one where a copy was asked for.
    """
    if arguments.edit_copy:
        operator = enter(folder, arguments, Intent.KEEP_OFFENCES)
        sys.stderr.write(f"{copy_built_in(folder)}\n")
        body = {"what": N_("a copy was made to be edited"), "name": folder.offences_file.name}
        note(folder, operator, Kind.SETTING_CHANGED, body)
    catalogue = read_catalogue(folder)
    shown = [(offence, "offered") for offence in catalogue.offered]
    shown += [(offence, "hidden") for offence in catalogue.hidden]
    if arguments.json:
        rows = [_row(offence, state, catalogue) for offence, state in shown]
        table = {"check": catalogue.check, "offences": rows}
        write_json(table)
        return 0
    for offence, state in shown:
        marks = [_("hidden")] if state == "hidden" else []
        marks += [_("the desk's own")] if offence.code in catalogue.own else []
        line = f"{offence.code:<18} {offence.priority}  {offence.reference():<16} {offence.name()}"
        sys.stdout.write(f"{line}  ({', '.join(marks)})\n" if marks else f"{line}\n")
    if catalogue.check:
        sys.stdout.write(_("to be checked: {what}").format(what=_(catalogue.check)) + "\n")
    return 0


def _row(offence: Offence, state: str, catalogue: Catalogue) -> dict[str, object]:
    return {
        "code": offence.code,
        "article": offence.article,
        "kind": offence.kind.value,
        "priority": offence.priority,
        "name": offence.names,
        "hidden": state == "hidden",
        "own": offence.code in catalogue.own,
    }
