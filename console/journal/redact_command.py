"""`munara journal redact`: copies of a record's evidence that may leave the desk."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from console.assets import sha256_of
from console.cameras.camera import Camera
from console.cameras.site_database import SiteDatabase
from console.clock import SystemClock
from console.detection.model_file import get_model
from console.journal.journal import Journal
from console.journal.redacted import Prepared, approve, originals_of, recorded
from console.journal.search import FoundEntry
from console.language import _, ngettext
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.problem import Problem
from console.redaction.redaction import Job, Redaction, Seen
from console.redaction.worker import run_job

_CHOOSING = "not-to-leave-the-desk"  # its name says what it is: portraits of persons as they are
_PREPARED = "redaction.json"
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
    parser.add_argument("seq", type=_number, metavar="SEQ", help=_("number of the entry that recorded it"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("the copies go there"))
    parser.add_argument(
        "--keep", type=_numbers, default=frozenset(), metavar="N,N", help=_("persons who stay visible")
    )
    parser.add_argument("--approve", metavar="NAME", help=_("the shift lead who has looked at the copies"))
    parser.add_argument("--operator", metavar="NAME", help=_("who prepares them"))
    parser.add_argument("--json", action="store_true", help=_("for scripts"))
    parser.set_defaults(work=_work)


def _work(folder: DataFolder, arguments: argparse.Namespace) -> int:
    entry = recorded(folder, arguments.seq)
    out = Path(arguments.out).expanduser().absolute()
    if arguments.approve is not None:
        return _approve(folder, entry, out, arguments)
    return _prepare(folder, entry, out, arguments)


def _prepare(folder: DataFolder, entry: FoundEntry, out: Path, arguments: argparse.Namespace) -> int:
    originals = originals_of(folder, entry)
    if not originals:
        raise Problem(
            _("this entry has no pictures"),
            where=_("entry {seq}").format(seq=entry.seq),
            mend=_("Find one with: munara journal search"),
        )
    camera, model = _camera(folder, entry), get_model("", folder.models)
    job = Job(
        *(originals, out, out / _CHOOSING, model.path, sha256_of(model.path)),
        keep=arguments.keep,
        masks=camera.masks if camera else (),
    )
    made = run_job(job, progress=_told())
    prepared = Prepared(entry.seq, made, arguments.operator or _user(), camera is not None)
    (out / _CHOOSING / _PREPARED).write_text(json.dumps(prepared.body()), encoding="ascii")
    if arguments.json:
        _write_json(_made_json(made, out))
    else:
        _write_lines(_made_lines(prepared, out))
    return 0


def _approve(folder: DataFolder, entry: FoundEntry, out: Path, arguments: argparse.Namespace) -> int:
    if arguments.keep:
        raise Problem(
            _("what is approved is what was made before"),
            where="--keep",
            mend=_("Make the copies with --keep first, look at them, then use --approve alone"),
        )
    prepared = _prepared(entry, out)
    lead = Operator(_named(arguments.approve), Role.SHIFT_LEAD)  # until sign-in tells who is one
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox(), desk=entry.desk)
    stored = approve(journal, entry, prepared, out, by=lead)
    shutil.rmtree(out / _CHOOSING, ignore_errors=True)
    files = [str(out / copy.file) for copy in prepared.redaction.copies]
    if arguments.json:
        _write_json({"seq": stored.seq, "files": files, "approved_by": lead.name})
    else:
        _write_lines([_("approved by {name}, entry {seq}").format(name=lead.name, seq=stored.seq), *files])
    return 0


def _prepared(entry: FoundEntry, out: Path) -> Prepared:
    file = out / _CHOOSING / _PREPARED
    try:
        prepared = Prepared.from_body(json.loads(file.read_text(encoding="ascii")))
        if prepared.seq == entry.seq:
            return prepared
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise Problem(
        _("no copies of this entry wait here for approval"),
        where=str(out),
        mend=_("Make them first: munara journal redact {seq} --out DIR").format(seq=entry.seq),
    )


def _camera(folder: DataFolder, entry: FoundEntry) -> Camera | None:
    if not folder.site_db.exists():
        return None
    return SiteDatabase(folder).load().cameras.get(entry.camera_id)


def _named(name: str) -> str:
    if not name.strip():
        raise Problem(_("a name is missing"), where="--approve", mend=_("Name the shift lead"))
    return name.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"


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
        yield _("The desk has this camera no more: no masks were filled")
    yield _("Not to be given away: {folder}").format(folder=out / _CHOOSING)


def _person_line(person: Seen, out: Path) -> str:
    what = _("visible") if person.kept else _("blurred")
    span = _("{first}–{last} s").format(first=f"{person.from_us / 1e6:.1f}", last=f"{person.to_us / 1e6:.1f}")
    return f"{person.number:>4}  {what}  {_(person.role)}  {span}  {out / _CHOOSING / person.portrait}"


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
                "portrait": str(out / _CHOOSING / person.portrait),
            }
            for person in made.seen
        ],
        "masks": made.masks,
        "model": made.model,
        "preview": str(out / made.preview),
    }


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number above 0").format(text=repr(text)))
    return int(text)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(_number(part.strip()) for part in text.split(","))


def _told() -> Callable[[float], None]:
    """Whom progress is told: somebody at a terminal, or nobody."""

    def tell(part: float) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{part:.0%}\r")

    return tell


def _write_json(value: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _write_lines(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
