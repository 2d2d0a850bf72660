"""`munara journal redact`: copies of a record's evidence that may leave the desk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from console.journal.door import add_operator, enter, note
from console.journal.entry import Kind
from console.journal.looked_at import Look, looked_body
from console.journal.redacted import Prepared
from console.journal.redacting import choosing_in, let_go, prepare
from console.journal.wording import role_title
from console.journal.words import entry_number, journal_of, write_json, write_lines
from console.language import _, ngettext
from console.operators.permissions import Intent
from console.paths import DataFolder
from console.problem import Problem
from console.redaction.redaction import Redaction, Seen

_SURE_PCT = 30  # fainter ones are blurred as well, but nobody wants to keep a shadow


def add_word(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `redact` to the words of `journal`."""
    parser = words.add_parser(
        "redact",
        help=_("make copies of a record's pictures with masks and persons blurred"),
        epilog=_(
            "Without --keep it lists the persons, each with a portrait; then give the numbers of those "
            "who stay visible. The shift lead looks at the copies and lets them go with --approve."
        ),
    )
    parser.add_argument(
        "seq", type=entry_number, metavar="SEQ", help=_("number of the entry that recorded it")
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("the copies go there"))
    parser.add_argument(
        "--keep", type=_numbers, default=frozenset(), metavar="N,N", help=_("persons who stay visible")
    )
    parser.add_argument("--approve", metavar="NAME", help=_("the shift lead who has looked at the copies"))
    add_operator(parser)
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_work)


def _work(folder: DataFolder, arguments: argparse.Namespace) -> int:
    out = Path(arguments.out).expanduser().absolute()
    return _prepare(folder, out, arguments) if arguments.approve is None else _approve(folder, out, arguments)


def _prepare(folder: DataFolder, out: Path, arguments: argparse.Namespace) -> int:
    operator = enter(folder, arguments, Intent.REDACT)
    note(folder, operator, Kind.LOOKED_AT, looked_body(Look.EVIDENCE, [], seq=arguments.seq))
    prepared = prepare(
        folder, arguments.seq, out, keep=arguments.keep, prepared_by=operator.name, progress=_told()
    )
    if arguments.json:
        write_json(_made_json(prepared.redaction, out))
    else:
        write_lines(_made_lines(prepared, out))
    return 0


def _approve(folder: DataFolder, out: Path, arguments: argparse.Namespace) -> int:
    if arguments.keep:
        raise Problem(
            _("what is approved is what was made before"),
            where="--keep",
            mend=_("Make the copies with --keep first, look at them, then use --approve alone"),
        )
    lead = enter(folder, arguments, Intent.APPROVE_COPIES, name=_named(arguments.approve))
    stored, prepared = let_go(journal_of(folder), folder, arguments.seq, out, by=lead)
    files = [str(out / copy.file) for copy in prepared.redaction.copies]
    if arguments.json:
        write_json({"seq": stored.seq, "files": files, "approved_by": lead.name})
    else:
        write_lines([_("approved by {name}, entry {seq}").format(name=lead.name, seq=stored.seq), *files])
    return 0


def _named(name: str) -> str:
    if not name.strip():
        raise Problem(_("a name is missing"), where="--approve", mend=_("Name the shift lead"))
    return name.strip()


def _made_lines(prepared: Prepared, out: Path) -> Iterable[str]:
    made = prepared.redaction
    sure = [person for person in made.seen if person.score_pct >= _SURE_PCT or person.kept]
    yield from (_person_line(person, out) for person in sure)
    if faint := len(made.seen) - len(sure):
        yield ngettext(
            "{count} more that is hardly a person, blurred too",
            "{count} more that are hardly persons, blurred too",
            faint,
        ).format(count=faint)
    yield from (str(out / copy.file) for copy in made.copies)
    yield _("to look at before they go: {file}").format(file=out / made.preview)
    if not prepared.masks_known:
        yield _("the desk has this camera no more: no masks were filled")
    yield _("Not to be given away: {folder}").format(folder=choosing_in(out))


def _person_line(person: Seen, out: Path) -> str:
    what = _("visible") if person.kept else _("blurred")
    span = _("{first}–{last} s").format(first=f"{person.from_us / 1e6:.1f}", last=f"{person.to_us / 1e6:.1f}")
    return (
        f"{person.number:>4}  {what}  {role_title(person.role)}  {span}  {choosing_in(out) / person.portrait}"
    )


def _made_json(made: Redaction, out: Path) -> Mapping[str, Any]:
    return {
        "files": [
            {"file": str(out / copy.file), "sha256": copy.sha256, "role": copy.role, "frames": copy.frames}
            for copy in made.copies
        ],
        "persons": [
            {
                "number": person.number,
                "role": person.role,
                "first_s": person.from_us / 1e6,
                "last_s": person.to_us / 1e6,
                "score": person.score_pct / 100,
                "kept": person.kept,
                "portrait": str(choosing_in(out) / person.portrait),
            }
            for person in made.seen
        ],
        "masks": made.masks,
        "model": made.model,
        "preview": str(out / made.preview),
    }


def _numbers(text: str) -> frozenset[int]:
    return frozenset(entry_number(part.strip()) for part in text.split(","))


def _told() -> Callable[[float], None]:
    """Whom progress is told: somebody at a terminal, or nobody."""

    def tell(part: float) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{part:.0%}\r")

    return tell
