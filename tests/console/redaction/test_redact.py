"""Real persons of a real street: those who were not chosen cannot be found in the copy any more."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from console.assets import sha256_of
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.detection.overlap import overlaps
from console.media.worker.evidence_reader import ClipReader, read_still
from console.media.worker.transcode import make_clip
from console.problem import Problem
from console.redaction.mosaic import Masks
from console.redaction.redact import redact
from console.redaction.redaction import Job, Original, Redaction, needs_redaction
from console.redaction.tiles import find_in
from console.redaction.tracking import find_in_clip, find_in_still

MASK = Polygon(((0.05, 0.55), (0.3, 0.55), (0.3, 0.95), (0.05, 0.95)))


def frames(path):
    with ClipReader(path) as reader:
        return list(reader.frames())


def quiet(_part):
    pass


def one_model_load(model):
    """The detector is not asked again where it looked before."""

    class Counted:
        name, input_px, looks = model.name, model.input_px, 0

        def detect(self, pixels, **size):
            Counted.looks += 1
            return model.detect(pixels, **size)

    return Counted()


@pytest.fixture(scope="module")
def made(street, model, model_file, found, tmp_path_factory):
    """(the job, what came of it): everybody is blurred but the one who is seen best."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "choosing").mkdir()
    chosen = max(found.persons, key=lambda person: person.score * len(person.sightings))
    job = Job(
        originals=(Original(street, sha256_of(street), "clip"),),
        out=folder,
        choosing=folder / "choosing",
        model=model_file.path,
        model_sha256=sha256_of(model_file.path),
        keep=frozenset({chosen.number}),
        masks=(MASK,),
    )
    before = street.read_bytes()
    done = redact(job, model, progress=quiet)
    assert street.read_bytes() == before, "the original stays"
    return job, done


def test_a_portrait_shows_nothing_under_a_mask(street, model, tmp_path):
    everything = Polygon(((0, 0), (1, 0), (1, 1), (0, 1)))
    still = tmp_path / "still.jpg"
    still.write_bytes(frames(street)[0].jpeg())
    bare, masked = (find_in_still(still, model, masks=Masks(masks)) for masks in ([], [everything]))
    assert [person.number for person in masked.persons] == [person.number for person in bare.persons] != []
    assert all(portrait.max() > 60 for portrait in bare.portraits.values())
    assert all(portrait.max() < 8 for portrait in masked.portraits.values())


def copy_of(made):
    job, done = made
    (copy,) = done.copies
    return job.out / copy.file


def test_nobody_who_was_not_chosen_is_found_in_the_copy(made, model, found):
    job, _done = made
    blurred = [person for person in found.persons if person.number not in job.keep]
    assert sum(person.score > 0.5 for person in blurred) >= 3
    looked, seen_before = 0, 0
    for frame in frames(copy_of(made)):
        theirs = [box for person in blurred if (box := person.seen_in(frame.at_us))]
        seen_before += len(theirs)
        boxes = [box for box in find_in(frame, model) if box.score > 0.3]
        looked += 1
        if boxes and theirs:
            corners = np.array([(box.x1, box.y1, box.x2, box.y2) for box in boxes], np.float32)
            kept = [box for p in found.persons if p.number in job.keep and (box := p.seen_in(frame.at_us))]
            own = overlaps(corners, np.array(kept, np.float32).reshape(-1, 4)).max(1, initial=0) > 0.5
            shared = overlaps(corners[~own], np.array(theirs, np.float32))
            assert shared.max(initial=0) <= 0.5, frame.index
    assert looked == 45
    assert seen_before > 100


def test_the_chosen_one_is_as_in_the_original(made, street, found):
    job, _done = made
    (chosen,) = (person for person in found.persons if person.number in job.keep)
    errors = []
    for old, new in zip(frames(street), frames(copy_of(made)), strict=True):
        box = chosen.seen_in(old.at_us)
        if box is None:
            continue
        free = np.zeros(old.y.shape, bool)
        x1, y1, x2, y2 = (max(0, round(side)) for side in box)
        free[y1:y2, x1:x2] = True
        for other in found.persons:
            covered = None if other is chosen else other.covered_in(old.at_us)
            if covered:
                left, top, right, bottom = (max(0, round(side)) for side in covered)
                free[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4] = False
        if free.sum() > 100:
            errors.append(np.mean((old.y[free].astype(float) - new.y[free]) ** 2))
    assert len(errors) >= 5
    assert 10 * np.log10(255**2 / np.mean(errors)) > 33


def test_all_else_is_as_in_the_original(made, street, found):
    """Outside of everybody's box and of the mask the picture is the same to the eye."""
    errors = []
    for old, new in zip(frames(street), frames(copy_of(made)), strict=True):
        free = np.ones(old.y.shape, bool)
        for person in found.persons:
            if box := person.covered_in(old.at_us):
                x1, y1, x2, y2 = (max(0, round(side)) for side in box)
                free[max(0, y1 - 8) : y2 + 8, max(0, x1 - 8) : x2 + 8] = False
        free[int(0.5 * old.height) :, : int(0.35 * old.width)] = False
        errors.append(np.mean((old.y[free].astype(float) - new.y[free]) ** 2))
    assert 10 * np.log10(255**2 / np.mean(errors)) > 36


def test_a_mask_is_black_in_every_frame(made):
    for frame in frames(copy_of(made)):
        x, y = int(0.05 * frame.width), int(0.55 * frame.height)
        inside = frame.y[y + 2 : int(0.95 * frame.height) - 2, x + 2 : int(0.3 * frame.width) - 2]
        assert inside.size > 10_000
        assert inside.max() <= 18
        assert inside.min() >= 14


def test_frames_and_times_are_the_originals(made, street):
    times = [
        [(frame.at_us, frame.width, frame.height) for frame in frames(path)]
        for path in (street, copy_of(made))
    ]
    assert times[0] == times[1]
    assert len(times[0]) == made[1].copies[0].frames == 45


def test_what_was_done_is_told(made, street, found, model):
    job, done = made
    (copy,) = done.copies
    assert copy.original_sha256 == sha256_of(street)
    assert copy.sha256 == hashlib.sha256(copy_of(made).read_bytes()).hexdigest()
    assert done.kept == tuple(job.keep)
    assert len(done.blurred) == len(found.persons) - 1
    assert (done.masks, done.model, done.model_sha256) == (1, model.name, job.model_sha256)
    assert all((job.choosing / person.portrait).read_bytes()[:2] == b"\xff\xd8" for person in done.seen)
    assert (job.out / done.preview).stat().st_size > 10_000
    assert Redaction.from_body(done.body()) == done
    assert Job.from_body(job.body()) == job


def test_choosing_again_looks_no_second_time(made, model):
    job, done = made
    counted = one_model_load(model)
    again = redact(replace(job, keep=frozenset()), counted, progress=quiet)
    assert counted.looks == 0
    assert again.kept == ()
    assert again.copies[0].sha256 != done.copies[0].sha256
    redact(job, counted, progress=quiet)  # for the other tests


def test_a_number_that_is_nobodys_is_refused(made, model):
    job, _done = made
    with pytest.raises(Problem, match="no person 4000"):
        redact(replace(job, keep=frozenset({4000})), model, progress=quiet)


def test_stills_are_blurred_with_their_boxes(street, model, made, tmp_path):
    """The still with boxes has them, around mosaics; a photographer's notes are gone."""
    frame = frames(street)[20]
    plain, boxed = tmp_path / "plain.jpg", tmp_path / "boxed.jpg"
    jpeg = frame.jpeg()
    notes = b"\xff\xe1\x00\x16Exif\x00\x00secret thumb!!"
    plain.write_bytes(jpeg[:2] + notes + jpeg[2:])
    frame.y[:, 100:104] = 235  # somebody drew on it
    boxed.write_bytes(frame.jpeg())
    originals = tuple(
        Original(path, sha256_of(path), role) for path, role in ((boxed, "boxed"), (plain, "still"))
    )
    (tmp_path / "choosing").mkdir()
    job = replace(
        made[0], originals=originals, out=tmp_path, choosing=tmp_path / "choosing", keep=frozenset()
    )
    done = redact(job, model, progress=quiet)
    assert [copy.role for copy in done.copies] == ["still", "boxed"]
    assert {person.role for person in done.seen} == {"still"}, "the same persons are not told twice"
    assert len(done.seen) >= 3
    for copy in done.copies:
        content = (tmp_path / copy.file).read_bytes()
        assert b"secret" not in content
        left = [box for box in find_in(read_still(tmp_path / copy.file), model) if box.score > 0.3]
        assert copy.role == "boxed" or left == []


def test_a_still_alone_is_enough_and_one_with_boxes_alone_too(street, model, made, tmp_path):
    picture = tmp_path / "boxed.jpg"
    picture.write_bytes(frames(street)[20].jpeg())
    (tmp_path / "choosing").mkdir()
    originals = (Original(picture, sha256_of(picture), "boxed"),)
    job = replace(
        made[0], originals=originals, out=tmp_path, choosing=tmp_path / "choosing", keep=frozenset()
    )
    assert len(redact(job, model, progress=quiet).seen) >= 3


def test_an_original_that_is_another_is_refused(job, model):
    job.choosing.mkdir(parents=True)
    (original,) = job.originals
    with pytest.raises(Problem, match="not the one that its entry names"):
        redact(replace(job, originals=(replace(original, sha256="0" * 64),)), model, progress=quiet)
    assert [path.name for path in job.out.iterdir()] == ["choosing"]


@pytest.mark.parametrize("kind", PlaceKind)
def test_children_and_masks_need_it(kind):
    camera = Camera("c", "1", "", Place("p", "P", kind), Address.parse("/dev/video0"))
    assert needs_redaction(camera) is (kind in (PlaceKind.SCHOOL, PlaceKind.KINDERGARTEN))
    assert needs_redaction(replace(camera, masks=(MASK,)))
    assert needs_redaction(None)


def test_heads_of_all_whom_a_person_marked_are_covered(asset_folder, model, tmp_path):
    """23 persons in four frames of the street; the detector alone is sure of 22."""
    truth = Path(__file__).parents[1] / "detection" / "street_truth.txt"
    marked = [
        tuple(map(int, line.split()))
        for line in truth.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    covered = []
    for number in sorted({row[0] for row in marked}):
        at_s = number / 10  # the street has ten frames a second
        start_s = max(0.0, at_s - 0.6)
        clip = tmp_path / f"{number}.mp4"
        make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=start_s, seconds=1.4)
        persons = find_in_clip(clip, model, masks=Masks([]), progress=quiet).persons
        hidden = np.zeros((576, 768), bool)  # in the pixels in which it was marked; the clip is smaller
        for person in persons:
            if box := person.covered_in(round((at_s - start_s) * 1e6)):
                x1, y1, x2, y2 = (max(0, side) for side in box)
                hidden[round(y1 * 1.6) : round(y2 * 1.6), round(x1 * 1.2) : round(x2 * 1.2)] = True
        for _frame, x1, y1, x2, y2 in (row for row in marked if row[0] == number):
            covered.append(hidden[y1 : y1 + (y2 - y1) // 4, x1:x2].mean())
    assert len(covered) == 23
    # Measured: YOLOX-nano all of them, the fallback that can be had everywhere 22.
    assert sum(part > 0.7 for part in covered) >= (23 if model.name == "yolox_nano" else 19), covered
