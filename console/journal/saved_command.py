"""`munara journal saved`: the searches that a desk keeps by name."""

from __future__ import annotations

import argparse
import sys

from console.journal.door import add_operator, enter, note
from console.journal.entry import Kind
from console.journal.looked_at import Look, looked_body
from console.journal.query_options import options_of
from console.journal.saved_searches import SavedSearches, stored_query
from console.journal.words import write_json
from console.language import N_, _
from console.operators.permissions import Intent
from console.paths import DataFolder


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = words.add_parser("saved", help=_("the saved searches; search --saved NAME makes one again"))
    parser.add_argument("--remove", metavar="NAME", help=_("forget one"))
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_saved)


def _saved(folder: DataFolder, arguments: argparse.Namespace) -> int:
    """
    Raises:
        Problem: the file is damaged or cannot be written, or there is none of that name.
    """
    operator = enter(folder, arguments, Intent.SEARCH)
    searches = SavedSearches(folder)
    found = searches.read() if arguments.remove is None else searches.remove(arguments.remove)
    if arguments.remove is None:
        note(folder, operator, Kind.LOOKED_AT, looked_body(Look.JOURNAL, [], query="saved searches"))
    else:
        body = {"what": N_("a saved search was removed"), "name": arguments.remove}
        note(folder, operator, Kind.SETTING_CHANGED, body)
    if arguments.json:
        table = {search.name: stored_query(search.query) for search in found}
        write_json(table)
    else:
        sys.stdout.writelines(f"{search.name}: {options_of(search.query)}\n" for search in found)
    return 0
