"""A case with all that a package gathers, and ways to take a package apart as a forger would."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from console.journal.exposure import Exposure
from console.journal.history import Correction, history
from console.journal.journal import EvidenceDraft, Journal, Kind
from console.journal.package import PackageDone, PackageOrder, make_package
from tests.console.journal.conftest import a_violation

CAMERA = {"camera_id": "cam-0402", "camera_number": "0402", "place": "Школа № 4"}
STILL, BOXED, CLIP = b"\xff\xd8 still \xff\xd9", b"\xff\xd8 boxed \xff\xd9", b"\0\0\0 ftyp clip"
VIOLATION = 5  # number of the entry that recorded it
CONCERNED = [2, 4, 5, 6, 8]


def record_case(
    journal: Journal, *, still: bytes = STILL, boxed: bytes = BOXED, clip: bytes = CLIP, **said: object
) -> None:
    """Entries 1…8: an alert, a decision, a violation, its late clip and its amendment, among others."""

    def add(kind: Kind, body: dict, *evidence: EvidenceDraft, actor: str = "Айгүл Сергеевна") -> None:
        journal.append_now(kind, body, actor=actor, evidence=evidence)

    pictures = EvidenceDraft("still", ".jpg", still), EvidenceDraft("boxed", ".jpg", boxed)
    add(Kind.DESK_OPENED, {})
    add(Kind.ALERT_RAISED, {"alert_id": "a1", **CAMERA, "priority": 1}, *pictures, actor="munara")
    add(Kind.BULLETIN, {"text": "a child is missing"})
    add(Kind.ALERT_TAKEN, {"alert_id": "a1"})
    add(Kind.VIOLATION_RECORDED, a_violation(alert_id="a1", alert_seq=2, **said))
    late = {"alert_id": "a1", **CAMERA, "seq": VIOLATION}
    add(Kind.EVIDENCE_STORED, late, EvidenceDraft("clip", ".mp4", clip), actor="munara")
    other = EvidenceDraft("still", ".jpg", b"\xff\xd8 another yard \xff\xd9")
    add(Kind.ALERT_RAISED, {"alert_id": "a2", **CAMERA, "priority": 2}, other, actor="munara")
    correction = Correction(Kind.VIOLATION_AMENDED, VIOLATION, "a third came", {"persons": 3})
    add(Kind.VIOLATION_AMENDED, history(journal._folder, VIOLATION).corrected(correction))


def pack(journal: Journal, file: Path, *seqs: int, **order: object) -> PackageDone:
    order = {"why": "request 17 of the prosecutor", "exposure": Exposure.AS_RECORDED} | order
    return make_package(journal, journal._folder, PackageOrder(seqs or (VIOLATION,), file, "Марат", **order))


def unpack(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder


def ask(folder: Path, *words: object) -> tuple[int, list[str]]:
    """`python3 verify.py …` in that folder, as somebody does who has nothing of ours."""
    run = subprocess.run(
        ["env", "-i", sys.executable, "verify.py", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert not run.stderr or run.returncode == 2, run.stderr
    return run.returncode, run.stdout.splitlines()


def lines_of(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "entries.jsonl").read_bytes().split(b"\n")[:-1]]


def write_lines(folder: Path, entries: list[dict]) -> None:
    (folder / "entries.jsonl").write_bytes(b"".join(dumped(entry) + b"\n" for entry in entries))


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
