"""A file appears when it is whole and on the disk, and not before."""

import os

import pytest

from console.media.worker.whole_file import unfinished, write_whole


def test_content_name_and_folder_are_synced_in_that_order(tmp_path, monkeypatch):
    """No kill can show a missing sync: a power cut can."""
    told = []
    real = os.fsync

    def fsync(descriptor):
        path = os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115
        told.append((os.path.basename(path), (tmp_path / "copy").exists()))  # noqa: PTH119
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(tmp_path / "copy", b"content")
    assert told == [(f".copy.{os.getpid()}.part", False), (tmp_path.name, True)]
    assert (tmp_path / "copy").read_bytes() == b"content"


def test_what_goes_wrong_leaves_what_was_there(tmp_path):
    write_whole(tmp_path / "copy", b"old")
    with pytest.raises(ValueError, match="halfway"), unfinished(tmp_path / "copy") as part:
        part.write_bytes(b"new, but")
        raise ValueError("halfway")
    assert (tmp_path / "copy").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
