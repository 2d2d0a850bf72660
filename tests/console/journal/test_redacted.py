"""Redacted copies: from a record to what a shift lead lets go, by the command that people use."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from console.assets import sha256_of
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase
from console.journal import redacting
from console.journal.journal import EvidenceDraft, Kind
from console.journal.redacted import Prepared, approve, approved, originals_of, recorded, replacements_for
from console.journal.search import Query, find
from console.journal.verify import verify
from console.language import use_language
from console.media.worker.evidence_reader import ClipReader, read_still
from console.media.worker.transcode import make_clip
from console.operators.operator import Operator
from console.operators.roles import Role
from console.problem import Problem
from tests.console.door_desk import quick_job
from tests.console.journal.conftest import a_violation

YARD = Camera(
    "cam-0402",
    "0402",
    "двор",
    Place("s4", "Школа № 4", PlaceKind.SCHOOL),
    Address.parse("/dev/video0"),
    masks=(Polygon(((0, 0.8), (0.2, 0.8), (0.2, 1), (0, 1))),),
)


@pytest.fixture(scope="session")
def footage(asset_folder, tmp_path_factory):
    """(clip of two seconds, its first frame as a still)."""
    clip = tmp_path_factory.mktemp("street") / "street.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=4, seconds=2)
    with ClipReader(clip) as reader:
        return clip.read_bytes(), next(reader.frames()).jpeg()


@pytest.fixture
def record(journal, folder, footage):
    """Entry 1 recorded it with its still, entry 2 brought the clip later, entry 3 is another's clip."""
    clip, still = footage
    folder.prepare()
    SiteDatabase(folder).save(Site.of([YARD]))
    journal.append_now(
        Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[EvidenceDraft("still", ".jpg", still)]
    )
    journal.append_now(
        Kind.EVIDENCE_STORED,
        {"alert_id": "", "seq": 1},
        actor="munara",
        evidence=[EvidenceDraft("clip", ".mp4", clip), EvidenceDraft("boxes", ".jsonl", b"{}\n")],
    )
    journal.append_now(
        Kind.EVIDENCE_STORED,
        {"seq": 77},
        actor="munara",
        evidence=[EvidenceDraft("clip", ".mp4", b"another")],
    )
    return recorded(folder, 1)


def test_originals_are_the_pictures_of_the_record_and_of_what_came_later(folder, record, footage):
    found = originals_of(folder, record)
    assert [original.role for original in found] == ["still", "clip"]
    assert [original.path.read_bytes() for original in found] == [footage[1], footage[0]]


def test_from_record_to_package(folder, record, munara, tmp_path):
    out = tmp_path / "out"
    before = {path: sha256_of(path) for path in folder.evidence.rglob("*") if path.is_file()}
    listed = json.loads(munara("redact", "1", "--out", str(out), "--json")[1])
    assert [file["role"] for file in listed["files"]] == ["clip", "still"]
    assert listed["masks"] == 1
    assert len(listed["persons"]) >= 4
    assert all(Path(person["portrait"]).is_file() for person in listed["persons"])
    assert approved(folder, record) == {}, "nobody has approved it"
    chosen = listed["persons"][0]["number"]
    code, text = munara("redact", "1", "--out", str(out), "--keep", str(chosen), "--operator", "Anna")
    assert code == 0
    assert f"{chosen}  visible" in text
    assert str(out / "preview.jpg") in text
    code, text = munara("redact", "1", "--out", str(out), "--approve", "Берик")
    assert (code, text.splitlines()[0]) == (0, "approved by Берик, entry 4")
    assert sorted(path.suffix for path in out.iterdir()) == [".jpg", ".jpg", ".mp4"], "no portraits are left"
    assert {path: sha256_of(path) for path in before} == before, "the originals stay"
    assert verify(folder).sound
    _check_entry(folder, chosen)
    _check_replacements(folder, record, out)
    _check_package(munara, folder, tmp_path / "case.zip")


def _check_package(munara, folder, file):
    """What was let go goes into a package by itself, once, and no original does."""
    asked = ("package", "1", "--out", str(file))
    with pytest.raises(Problem, match="only with a reason"):
        munara(*asked)
    assert munara(*asked, "--reason", "investigators")[0] == 0
    with ZipFile(file) as package:
        inside = {hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
        pictures = [name for name in package.namelist() if name.endswith((".jpg", ".mp4"))]
    found = approved(folder, recorded(folder, 1))
    assert len(pictures) == len(found) == 2
    assert {copy.sha256 for copy in found.values()} <= inside
    assert not {sha256_of(folder.root / original) for original in found} & inside


def _check_entry(folder, chosen):
    (entry,) = (row for row in find(folder, Query(kinds=(Kind.EVIDENCE_STORED,)))[0] if row.seq == 4)
    assert entry.actor == entry.body["approved_by"] == "Берик"
    assert entry.body["prepared_by"] == "Anna"
    assert (entry.body["seq"], entry.body["kept"], entry.body["masks"]) == (1, [chosen], 1)
    assert entry.body["blurred"] >= 3
    assert len(entry.body["model_sha256"]) == 64
    assert (entry.camera_number, entry.place) == ("0402", "Школа № 4")
    assert [item["role"] for item in entry.body["evidence"]] == ["redacted clip", "redacted still"]
    assert "redacted copies" in entry.summary()


def _check_replacements(folder, record, out):
    found = approved(folder, record)
    assert replacements_for(folder, [1]) == found
    originals = originals_of(folder, record)
    assert set(found) == {original.path.relative_to(folder.root).as_posix() for original in originals}
    for original, copy in found.items():
        assert copy.original == original
        assert sha256_of(copy.path) == copy.sha256
        assert copy.path.read_bytes() in [path.read_bytes() for path in out.iterdir()]
        assert copy.approved_by == "Берик"
        assert copy.seq == 4
        assert "1 person left visible, 1 mask filled" in copy.what
    with ClipReader(next(copy.path for copy in found.values() if copy.path.suffix == ".mp4")) as reader:
        for frame in reader.frames():
            assert frame.y[-50:, :100].max() <= 18


def test_what_is_made_again_counts_the_newest(folder, record, munara, tmp_path):
    for seq in (4, 5):
        munara("redact", "1", "--out", str(tmp_path / "out"))
        munara("redact", "1", "--out", str(tmp_path / "out"), "--approve", f"Lead {seq}")
    assert {(copy.seq, copy.approved_by) for copy in approved(folder, record).values()} == {(5, "Lead 5")}
    assert len(originals_of(folder, record)) == 2, "a copy is no original"


def test_nothing_is_approved_that_was_not_made_or_is_another(folder, record, munara, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(Problem, match="no copies of this entry wait"):
        munara("redact", "1", "--out", str(out), "--approve", "Lead")
    munara("redact", "1", "--out", str(out))
    with pytest.raises(Problem, match="what was made before"):
        munara("redact", "1", "--out", str(out), "--approve", "Lead", "--keep", "1")
    with pytest.raises(Problem, match="name is missing"):
        munara("redact", "1", "--out", str(out), "--approve", " ")
    still = next(out.glob("still*.jpg"))
    still.write_bytes(read_still(originals_of(folder, record)[0].path).jpeg())
    with pytest.raises(Problem, match="not the copy that was made"):
        munara("redact", "1", "--out", str(out), "--approve", "Lead")
    assert approved(folder, record) == {}
    assert find(folder, Query())[1] == 3


def test_nothing_is_approved_without_a_mask_that_was_drawn_since(
    folder, record, munara, tmp_path, monkeypatch
):
    monkeypatch.setattr(redacting, "run_job", quick_job)
    out, drawn = str(tmp_path / "out"), Polygon(((0.5, 0.5), (0.9, 0.5), (0.9, 0.9)))
    munara("redact", "1", "--out", out)
    SiteDatabase(folder).save(Site.of([replace(YARD, masks=(*YARD.masks, drawn))]))
    with pytest.raises(Problem, match="masks were changed after these copies were made"):
        munara("redact", "1", "--out", out, "--approve", "Lead")
    assert approved(folder, record) == {}
    munara("redact", "1", "--out", out)
    munara("redact", "1", "--out", out, "--approve", "Lead")
    assert approved(folder, record) != {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SHIFT_LEAD])
def test_only_a_shift_lead_lets_go(journal, folder, record, tmp_path, role):
    prepared = Prepared(1, None, "Anna", masks_known=True, masks_sha256="")
    with pytest.raises(Problem, match="only a shift lead"):
        approve(journal, record, prepared, tmp_path, by=Operator("Anna", role))


def test_a_camera_that_is_gone_is_told(folder, record, munara, tmp_path):
    SiteDatabase(folder).save(Site.of([replace(YARD, id="other")]))
    text = munara("redact", "1", "--out", str(tmp_path / "out"))[1]
    assert "no masks were filled" in text
    munara("redact", "1", "--out", str(tmp_path / "out"), "--approve", "Lead")
    copies = approved(folder, record).values()
    assert all("masks are not known" in copy.what for copy in copies)


def test_an_original_that_was_changed_is_refused_in_one_line(folder, record, munara, tmp_path):
    originals_of(folder, record)[1].path.write_bytes(b"another film")
    with pytest.raises(Problem, match="not the one that its entry names") as told:
        munara("redact", "1", "--out", str(tmp_path / "out"))
    assert "\n" not in str(told.value)
    assert not list((tmp_path / "out").glob("*.*"))


def test_no_pictures_and_no_entry_are_told(journal, folder, record, munara, tmp_path):
    journal.append_now(Kind.BULLETIN, {"text": "quiet"}, actor="Anna")
    with pytest.raises(Problem, match="no pictures"):
        munara("redact", "4", "--out", str(tmp_path / "out"))
    with pytest.raises(Problem, match="no such entry"):
        munara("redact", "99", "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [["--keep", "x"], ["--keep", "0"], ["--keep", ""]])
def test_wrong_numbers_are_wrong_use(record, munara, tmp_path, words):
    with pytest.raises(SystemExit):
        munara("redact", "1", "--out", str(tmp_path), *words)


def test_another_language_is_heard_in_the_process_too(folder, record, munara, tmp_path):
    use_language("ru")
    originals_of(folder, record)[1].path.unlink()
    with pytest.raises(Problem, match="файл"):
        munara("redact", "1", "--out", str(tmp_path / "out"))
