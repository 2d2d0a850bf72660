"""Bytes that were proved stay what they were, whatever becomes of the file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from console.evidence.proved_file import NotProvedError, ProvedFile

CONTENT = os.urandom(3_000_000)


@pytest.fixture
def proved(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(CONTENT)
    return ProvedFile(path, hashlib.sha256(CONTENT).hexdigest())


def read(descriptor):
    with os.fdopen(descriptor, "rb") as opened:
        return opened.read()


def test_it_gives_what_was_recorded_from_its_beginning(proved):
    assert read(proved.open()) == CONTENT


@pytest.mark.parametrize("way", ["in place", "under its name", "shorter"])
def test_a_file_changed_after_the_proof_changes_nothing(proved, way):
    descriptor = proved.open()
    if way == "in place":
        with proved.path.open("r+b") as file:
            file.write(b"another film")
    elif way == "shorter":
        os.truncate(proved.path, 10)
    else:
        other = proved.path.with_suffix(".other")
        other.write_bytes(b"another film")
        other.replace(proved.path)
    assert read(descriptor) == CONTENT


def test_nobody_can_write_to_what_was_proved(proved):
    descriptor = proved.open()
    try:
        with pytest.raises(PermissionError):
            os.pwrite(descriptor, b"x", 0)
        with pytest.raises(PermissionError):
            os.ftruncate(descriptor, 1)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("way", ["other bytes", "gone", "a folder"])
def test_what_was_not_recorded_is_not_opened(proved, way):
    before = len(list(Path("/proc/self/fd").iterdir()))
    if way == "other bytes":
        proved.path.write_bytes(CONTENT[:-1] + b"x")
    else:
        proved.path.unlink()
        if way == "a folder":
            proved.path.mkdir()
    with pytest.raises(NotProvedError):
        proved.open()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
