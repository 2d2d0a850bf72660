"""What goes into a package, what is refused, and that it is an entry of the journal."""

from __future__ import annotations

import json
import zipfile

import pytest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.site_database import Site, SiteDatabase
from console.journal import disk
from console.journal import package as package_module
from console.journal.children import ReasonNeededError
from console.journal.entry import Kind
from console.journal.exposure import Exposure, Redacted
from console.journal.journal import EvidenceDraft, Journal
from console.journal.look_reason import LookReason
from console.journal.package import PackageDone, PackageOrder
from console.journal.search import Query, each, entries_numbered
from console.journal.signing import DeskKey
from console.journal.verify import verify
from console.language import use_language
from console.outbox import Outbox
from console.problem import Problem
from tests.console.journal.conftest import a_violation, tamper
from tests.console.journal.package_case import (
    CAMERA,
    CLIP,
    CONCERNED,
    VIOLATION,
    ask,
    lines_of,
    pack,
    record_case,
    unpack,
    write_lines,
)


@pytest.fixture
def case(journal, folder):
    record_case(journal)
    return folder


@pytest.fixture
def file(tmp_path):
    return tmp_path / "case.zip"


def _body(entry: dict) -> dict:
    return json.loads(entry["body"])


def _manifest(file) -> dict:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def _files(folder, seq: int, role: str) -> str:
    (entry,) = entries_numbered(folder, [seq])
    return next(item["file"] for item in entry.body["evidence"] if item["role"] == role)


def test_bodies_of_what_concerns_it_and_headers_of_the_rest(case, journal, file, tmp_path):
    done = pack(journal, file)
    entries = lines_of(unpack(file, tmp_path / "there"))
    assert [entry["seq"] for entry in entries] == list(range(2, 11)), (
        "from its first entry to the signed head"
    )
    assert [entry["seq"] for entry in entries if "body" in entry] == [*CONCERNED, 9, 10]
    assert _body(entries[-2])["what"] == "package"
    assert _body(entries[-2])["why"] == "request 17 of the prosecutor"
    assert entries[-1]["kind"] == Kind.HEAD_SIGNED
    assert done.head == f"10:{entries[-1]['hash']}"
    assert done.files == 3, "the other alert's still is nobody's business here"
    assert verify(case).sound


def test_the_stored_bytes_are_what_stands_in_it(case, journal, file, tmp_path):
    pack(journal, file)
    entry = lines_of(unpack(file, tmp_path / "there"))[3]
    (found,) = entries_numbered(case, [VIOLATION])
    assert _body(entry) == found.body
    assert "salt" in _body(entry)


def test_any_entry_of_the_violation_leads_to_it(case, journal, file):
    pack(journal, file, 8)
    assert _manifest(file)["violations"] == [VIOLATION]


def test_several_violations_in_one_package(case, journal, clock, file, tmp_path):
    second = journal.append_now(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna")
    for _number in range(20):
        journal.append_now(Kind.BULLETIN, {"text": "x"}, actor="Anna")
    done = pack(journal, file, VIOLATION, second.seq, VIOLATION)
    assert _manifest(file)["violations"] == [VIOLATION, second.seq]
    assert ask(unpack(file, tmp_path / "there"), "--key", done.fingerprint)[0] == 0


def test_headers_go_no_further_than_the_next_signed_head(case, journal, file, tmp_path):
    """Who did what on other days is nobody's business: a later correction brings its own few entries."""
    head = journal.sign_now(actor="munara")
    for _number in range(50):
        journal.append_now(Kind.BULLETIN, {"text": "of another day"}, actor="Anna")
    void = journal.append_now(
        Kind.VIOLATION_VOIDED, a_violation(seq=VIOLATION, why="the wrong camera"), actor="Марат"
    )
    later = journal.sign_now(actor="munara")
    for _number in range(50):
        journal.append_now(Kind.BULLETIN, {"text": "of a third day"}, actor="Anna")
    done = pack(journal, file)
    there = unpack(file, tmp_path / "there")
    seqs = [entry["seq"] for entry in lines_of(there)]
    made = later.seq + 51
    assert seqs == [*range(2, head.seq + 1), void.seq, later.seq, made, made + 1]
    assert ask(there, "--key", done.fingerprint)[0] == 0
    write_lines(there, [entry for entry in lines_of(there) if entry["seq"] != later.seq])
    code, (line, *_rest) = ask(there, "--key", done.fingerprint)
    assert (code, line) == (1, f"entry {made}: stands where entry {void.seq + 1} must")


def test_what_became_of_its_files_goes_with_it(case, journal, file, tmp_path):
    clip = _files(case, 6, "clip")
    (case.root / clip).unlink()
    said = {"seq": 6, "file": clip, "sha256": "0" * 64, "why": "30 days"}
    held = journal.append_now(Kind.EVIDENCE_HELD, {"seq": 2, "why": "a court asks"}, actor="Марат")
    erased = journal.append_now(Kind.EVIDENCE_ERASED, said, actor="Марат")
    other = journal.append_now(Kind.EVIDENCE_HELD, {"seq": 7, "why": "another case"}, actor="Марат")
    done = pack(journal, file)
    there = unpack(file, tmp_path / "there")
    shown = [entry["seq"] for entry in lines_of(there) if "body" in entry]
    assert held.seq in shown
    assert erased.seq in shown
    assert other.seq not in shown
    code, lines = ask(there, "--key", done.fingerprint)
    assert (code, lines[1]) == (0, f"{clip}: erased, as entry {erased.seq} says")
    assert "erased" in (there / "index.html").read_text()


def test_a_redacted_copy_goes_in_the_place_of_the_original(case, journal, file, tmp_path):
    clip, copy = _files(case, 6, "clip"), tmp_path / "blurred.mp4"
    copy.write_bytes(b"\0\0\0 ftyp blurred")
    redacted = Redacted(copy, "two faces blurred", "Марат")
    done = pack(journal, file, replacements={clip: redacted})
    there = unpack(file, tmp_path / "there")
    code, lines = ask(there, "--key", done.fingerprint)
    assert code == 0
    (note,) = lines[1:-1]
    assert note.endswith(".mp4: a redacted copy; the original's hash is in the record")
    assert (there / note.partition(":")[0]).read_bytes() == copy.read_bytes()
    assert not (there / clip).exists()
    assert all(CLIP not in path.read_bytes() for path in there.rglob("*") if path.is_file())
    (statement,) = _manifest(file)["redacted"]
    assert (statement["file"], statement["what"], statement["approved_by"]) == (
        clip,
        "two faces blurred",
        "Марат",
    )
    assert statement["sha256"] in clip, "the original's hash"
    assert (case.root / clip).read_bytes() == CLIP, "the original stays"
    copied = next(there.rglob("redacted/*"))
    copied.write_bytes(b"another")
    code, (line, *_rest) = ask(there, "--key", done.fingerprint)
    assert code == 1
    assert clip in line or "redacted/" in line


def test_a_copy_of_nothing_is_refused(case, journal, file, tmp_path):
    with pytest.raises(Problem, match="no entry concerned names this file"):
        pack(journal, file, replacements={"evidence/x.jpg": Redacted(tmp_path, "", "")})


# --- children ---


def _site(folder, kind: PlaceKind) -> None:
    place = Place("p", CAMERA["place"], kind)
    camera = Camera(
        CAMERA["camera_id"], CAMERA["camera_number"], "двор", place, Address.parse("rtsp://10.0.0.1/1")
    )
    folder.prepare()
    SiteDatabase(folder).save(Site.of([camera]))


@pytest.mark.parametrize("kind", [PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN, None])
def test_children_leave_only_redacted_or_with_a_reason(case, journal, file, kind):
    if kind:
        _site(case, kind)
    with pytest.raises(Problem, match="children's place"):
        pack(journal, file, exposure=Exposure.PROTECTED)
    with pytest.raises(Problem, match="only with a reason"):
        pack(journal, file, why="  ")
    assert not file.exists()
    assert [entry.kind for entry in each(case, Query(kinds=(Kind.EXPORT_MADE,)))] == []
    pack(journal, file, reason=LookReason.INVESTIGATORS)
    (export,) = each(case, Query(kinds=(Kind.EXPORT_MADE,)))
    assert export.body["unredacted"] is True


def test_with_a_copy_of_every_picture_they_may_leave(case, journal, file, tmp_path):
    _site(case, PlaceKind.SCHOOL)
    copy = tmp_path / "blurred"
    copy.write_bytes(b"blurred")
    names = [_files(case, 2, "still"), _files(case, 2, "boxed"), _files(case, 6, "clip")]
    copies = {name: Redacted(copy, "faces blurred", "Марат") for name in names}
    order = {"replacements": copies, "exposure": Exposure.PROTECTED}
    with pytest.raises(ReasonNeededError, match="only with a reason"):
        pack(journal, file, **order)
    assert not file.exists() and not list(each(case, Query(kinds=(Kind.LOOKED_AT, Kind.EXPORT_MADE))))
    pack(journal, file, reason=LookReason.INVESTIGATORS, **order)
    look, export = each(case, Query(kinds=(Kind.LOOKED_AT, Kind.EXPORT_MADE)))
    assert (look.kind, look.actor, look.camera_number) == (Kind.LOOKED_AT, export.actor, "0402")
    assert look.body["reason"] == "request of investigators"
    copies.popitem()
    with pytest.raises(Problem, match="children's place"):
        pack(journal, file, replacements=copies, exposure=Exposure.PROTECTED)


def test_a_clip_that_names_no_camera_counts_as_from_where_the_case_is(case, journal, file, tmp_path):
    _site(case, PlaceKind.SCHOOL)
    copy = tmp_path / "blurred"
    copy.write_bytes(b"blurred")
    late = EvidenceDraft("clip", ".mp4", b"another clip")
    journal.append_now(Kind.EVIDENCE_STORED, {"seq": VIOLATION}, actor="munara", evidence=[late])
    names = [_files(case, 2, "still"), _files(case, 2, "boxed"), _files(case, 6, "clip")]
    copies = {name: Redacted(copy, "faces blurred", "Марат") for name in names}
    with pytest.raises(Problem, match="children's place"):
        pack(journal, file, replacements=copies, exposure=Exposure.PROTECTED)


def test_a_street_needs_no_copy(case, journal, file):
    _site(case, PlaceKind.STREET)
    pack(journal, file, exposure=Exposure.PROTECTED, why="")
    (export,) = each(case, Query(kinds=(Kind.EXPORT_MADE,)))
    assert "unredacted" not in export.body


# --- what is refused, and what stays then ---


def test_only_what_is_sound_leaves(case, journal, file):
    still = case.root / _files(case, 2, "still")
    still.write_bytes(still.read_bytes() + b"x")
    with pytest.raises(Problem, match="evidence file was changed"):
        pack(journal, file)
    still.unlink()
    with pytest.raises(Problem, match="evidence file is missing"):
        pack(journal, file)
    assert not file.exists()


def test_a_journal_that_was_tampered_with_makes_no_package(case, journal, file):
    tamper(case, "update entry set actor = 'Eve' where seq = 3")
    with pytest.raises(Problem, match="entry 3: its header was changed"):
        pack(journal, file)
    assert list(file.parent.glob("*.zip")) == list(file.parent.glob(".*.part")) == []


@pytest.mark.parametrize("seq", [1, 2, 99])
def test_a_package_is_about_a_violation(case, journal, file, seq):
    with pytest.raises(Problem, match="no recorded violation"):
        pack(journal, file, seq)


def test_a_name_outside_the_evidence_is_never_read(case, journal, file, monkeypatch):
    (case.root / "secrets").mkdir(exist_ok=True)
    (case.root / "secrets" / "x").write_bytes(b"a password")
    stored = journal.append_now(
        Kind.EVIDENCE_STORED,
        {"alert_id": "a1", "seq": VIOLATION},
        actor="x",
        evidence=[EvidenceDraft("clip", ".mp4", b"a password")],
    )
    name = stored.body["evidence"][0]["file"]
    tamper(case, f"update entry set body = replace(body, '{name}', 'secrets/x') where seq = {stored.seq}")
    with pytest.raises(Problem, match="secrets/x"):
        pack(journal, file)


def test_what_stood_there_stays_until_the_new_one_is_whole(case, journal, file, monkeypatch):
    file.write_bytes(b"yesterday's")
    monkeypatch.setattr(package_module, "page", lambda *_said: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pack(journal, file)
    assert file.read_bytes() == b"yesterday's"
    assert sorted(path.name for path in file.parent.iterdir()) == ["case.zip", "data"]


def test_it_is_on_the_disk_before_it_has_its_name(case, journal, file, monkeypatch):
    done = []
    really = type(file).replace

    def named(unfinished, target):
        if target == file:
            done.append("name")
        return really(unfinished, target)

    monkeypatch.setattr(disk, "sync_file", lambda _handle: done.append("file"))
    monkeypatch.setattr(disk, "sync_folder", lambda path: done.append(path))
    monkeypatch.setattr(type(file), "replace", named)
    pack(journal, file)
    assert done == ["file", "name", file.parent]


def test_a_folder_that_is_not_there_is_a_problem(case, journal, tmp_path):
    with pytest.raises(Problem, match="package cannot be written"):
        pack(journal, tmp_path / "no" / "case.zip")


# --- whatever people type ---

_LONG = "я" * 200_000


@pytest.mark.parametrize(
    "note",
    [
        '=HYPERLINK("http://evil.example","x")',
        "\u202eперевёрнуто\u202c \u200f\u2067",
        "нуль \0 внутри",
        "👮‍♀️🇰🇿 Әйгерім Құрманғалиқызы",
        "строка\u2028и ещё\u0085одна\r\n",
        "</script><script>alert(1)</script>",
        _LONG,
    ],
    ids=["formula", "rtl", "nul", "emoji", "lines", "markup", "long"],
)
def test_whatever_a_note_holds(journal, file, tmp_path, note):
    record_case(journal, note=note)
    done = pack(journal, file, why=note[:300])
    there = unpack(file, tmp_path / "there")
    assert ask(there, "--key", done.fingerprint)[0] == 0
    assert _body(lines_of(there)[3])["note"] == note
    page = (there / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "\0" not in page


def test_a_demo_cannot_pass_for_a_desk(case, journal, file, tmp_path):
    case.demo_mark.touch()
    done = pack(journal, file)
    there = unpack(file, tmp_path / "there")
    assert ask(there, "--key", done.fingerprint)[1][1] == "DEMO: none of this happened"
    assert "DEMO" in (there / "index.html").read_text()


def test_the_same_again_has_its_members_in_the_same_order(case, journal, file, tmp_path):
    pack(journal, file)
    pack(journal, tmp_path / "again.zip")
    first, second = (zipfile.ZipFile(path).namelist() for path in (file, tmp_path / "again.zip"))
    assert first == second
    assert first[0] == "entries.jsonl"
    assert first[-3:] == ["index.html", "manifest.json", "seal.json"]


# --- as the desk and the command line ask for it ---


def test_a_running_desk_answers_through_its_outbox(case, clock, file):
    outbox = Outbox()
    journal = Journal(case, clock=clock, outbox=outbox)
    journal.start()
    journal.package(PackageOrder((VIOLATION,), file, "Марат", why="x", exposure=Exposure.AS_RECORDED))
    journal.package(PackageOrder((1,), file, "Марат"))
    journal._reader.settle()
    journal.stop()
    journal.package(PackageOrder((VIOLATION,), file, "Марат"))
    done, refused, late = [fact for fact in outbox.drain() if isinstance(fact, PackageDone)]
    assert (done.files, done.failure, done.fingerprint) == (3, "", DeskKey.of(case).fingerprint)
    assert done.head == str(verify(case).head)
    assert "no recorded violation" in refused.failure
    assert late.failure
    assert file.exists()


def test_the_command(case, munara, file, tmp_path):
    words = ["package", str(VIOLATION), "--out", str(file), "--why", "request 17", "--unredacted"]
    code, text = munara(*words, "--operator", "Марат")
    assert code == 0
    first, head, fingerprint = text.splitlines()
    assert first == f"3 evidence files packed into {file}"
    assert head == f"head {verify(case).head}"
    digits = fingerprint.removeprefix("fingerprint ").replace(" ", "")
    assert ask(unpack(file, tmp_path / "there"), "--key", digits)[0] == 0
    told = json.loads(munara(*words, "--json", "--language", "kk")[1])
    assert told == {"file": str(file), "files": 3, "head": str(verify(case).head), "fingerprint": digits}
    assert _manifest(file)["language"] == "kk"
    use_language("en")
    with pytest.raises(Problem, match="children's place"):
        munara(*words[:-1])
