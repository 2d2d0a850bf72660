"""Evidence files: named by hash, never overwritten, nothing interrupted is deleted."""

import fcntl
import hashlib

import pytest

from console.journal.evidence import EvidenceDraft, EvidenceStore

AT = "2026-11-23T18:00:00.000000Z"


@pytest.fixture
def store(folder):
    folder.prepare()
    return EvidenceStore(folder)


def test_a_file_lies_under_its_day_and_hash(store, folder):
    stored = store.put(EvidenceDraft("still", ".jpg", b"picture"), at_utc=AT)
    digest = hashlib.sha256(b"picture").hexdigest()
    assert stored.file == f"evidence/2026/11/23/{digest}.jpg"
    assert (stored.sha256, stored.bytes, stored.role) == (digest, 7, "still")
    assert (folder.root / stored.file).read_bytes() == b"picture"
    assert not list(folder.evidence.glob(".*")), "nothing unfinished is left"


def test_the_same_content_twice_is_one_file(store, folder):
    draft = EvidenceDraft("still", ".jpg", b"picture")
    assert store.put(draft, at_utc=AT) == store.put(draft, at_utc=AT)
    assert len([path for path in folder.evidence.rglob("*") if path.is_file()]) == 1


def test_a_tampered_file_is_never_overwritten(store, folder):
    draft = EvidenceDraft("still", ".jpg", b"picture")
    first = folder.root / store.put(draft, at_utc=AT).file
    first.write_bytes(b"forged")
    second = folder.root / store.put(draft, at_utc=AT).file
    assert first.read_bytes() == b"forged", "what verify has to find is still there"
    assert second.read_bytes() == b"picture"


def test_a_write_that_fails_leaves_nothing_and_can_be_tried_again(store, folder):
    folder.evidence.rmdir()
    folder.evidence.write_bytes(b"a file where the folder was")
    draft = EvidenceDraft("still", ".jpg", b"picture")
    with pytest.raises(OSError, match=r"evidence"):
        store.put(draft, at_utc=AT)
    folder.evidence.unlink()
    assert (folder.root / store.put(draft, at_utc=AT).file).read_bytes() == b"picture"


def test_an_unfinished_file_goes_to_quarantine_whole(store, folder):
    (folder.evidence / ".abc.part").write_bytes(b"half a pic")
    (moved,) = store.sweep()
    assert moved.parent == folder.quarantine
    assert moved.read_bytes() == b"half a pic"
    assert not (folder.evidence / ".abc.part").exists()


def test_a_file_that_another_program_is_writing_is_left_alone(store, folder):
    with (folder.evidence / ".abc.part").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert store.sweep() == []
    assert len(store.sweep()) == 1


@pytest.mark.parametrize("suffix", ["", "jpg", "./x", ".jp/g", "..", ".JPG"])
def test_a_suffix_cannot_lead_elsewhere(suffix):
    with pytest.raises(ValueError, match="evidence"):
        EvidenceDraft("still", suffix, b"")
