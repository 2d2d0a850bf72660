"""What `munara journal search` and `export` are asked for, read from the command line."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import fields, replace
from datetime import datetime

from console.journal.entry import Kind
from console.journal.query import Query, Standing
from console.journal.saved_searches import SavedSearches
from console.language import _
from console.paths import DataFolder
from console.problem import Problem


def add_query(parser: argparse.ArgumentParser, *, signed_by: str = "--operator") -> None:
    """Adds all that a query may ask for; `signed_by` names the option for who signed an entry."""
    parser.add_argument(
        "--saved", metavar="NAME", help=_("a saved search; what else is given replaces its own")
    )
    parser.add_argument("words", nargs="*", help=_("each finds what begins with it"))
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help=_("such as: violation recorded")
    )
    parser.add_argument("--camera", default="", metavar="NUMBER", help=_("entries about one camera"))
    parser.add_argument("--place", default="", metavar="NAME", help=_("beginnings of words of its name"))
    parser.add_argument(
        "--offence", default="", metavar="OFFENCE", help=_("its code, its article or words of its name")
    )
    parser.add_argument(
        signed_by, dest="signed_by", default="", metavar="NAME", help=_("who signed the entry")
    )
    parser.add_argument("--with-clip", action="store_true", help=_("only entries with a clip"))
    parser.add_argument(
        "--standing",
        choices=[standing.value for standing in Standing],
        default=Standing.ANY.value,
        help=_("only violations that were amended, or voided"),
    )
    parser.add_argument(
        "--since", metavar="TIME", help=_("local time, such as 2026-11-23 or 2026-11-23T08:00")
    )
    parser.add_argument("--until", metavar="TIME", help=_("likewise; not included"))


def asked(folder: DataFolder, arguments: argparse.Namespace) -> Query:
    """The query, begun from a saved one where that is named.

    Raises:
        Problem: no such kind, time or saved search.
    """
    given = Query(
        words=" ".join(arguments.words),
        kinds=tuple(_kind(text) for text in arguments.kind),
        camera=arguments.camera,
        since_utc=_moment(arguments.since, "--since"),
        until_utc=_moment(arguments.until, "--until"),
        standing=Standing(arguments.standing),
        place=arguments.place,
        offence=arguments.offence,
        operator=arguments.signed_by,
        with_clip=arguments.with_clip,
        limit=getattr(arguments, "limit", 0),
    )
    if arguments.saved is None:
        return given
    changes = {field.name: getattr(given, field.name) for field in fields(Query)}
    saved = SavedSearches(folder).get(arguments.saved).query
    return replace(
        saved, **{name: value for name, value in changes.items() if value != getattr(Query(), name)}
    )


def _kind(text: str) -> Kind:
    try:
        return Kind(text.strip().lower())
    except ValueError:
        raise Problem(
            _("there is no such kind of entry"),
            where=f"--kind {text}",
            mend=_("Use one of: {kinds}").format(kinds=", ".join(Kind)),
        ) from None


def _moment(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()  # a time without an offset is this machine's own
    except (ValueError, OverflowError):
        raise Problem(
            _("this is no time"),
            where=f"{option} {text}",
            mend=_("Write it as 2026-11-23 or 2026-11-23T08:00"),
        ) from None


def options_of(query: Query) -> str:
    """The options that ask for it, as they are typed."""
    parts = [query.words, *(f"--kind {shlex.quote(str(kind))}" for kind in query.kinds)]
    for option in ("camera", "place", "offence", "operator"):
        if text := getattr(query, option):
            parts.append(f"--{option} {shlex.quote(text)}")
    for option, moment in (("since", query.since_utc), ("until", query.until_utc)):
        if moment is not None:
            parts.append(f"--{option} {moment.isoformat(timespec='minutes')}")
    if query.standing is not Standing.ANY:
        parts.append(f"--standing {query.standing.value}")
    if query.with_clip:
        parts.append("--with-clip")
    return " ".join(filter(None, parts))
