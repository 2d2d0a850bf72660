"""Bytes that were proved stay what they were, whatever becomes of the file."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from console.evidence.proved_file import NotProvedError, NotReadError, ProvedFile, TooLargeError

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


def refuse(code):
    def call(*_args, **_more):
        raise OSError(code, os.strerror(code))

    return call


@pytest.mark.parametrize(
    ("of", "name", "code"),
    [
        (os, "memfd_create", errno.EMFILE),
        (os, "memfd_create", errno.ENOMEM),
        (Path, "open", errno.EIO),
        (Path, "open", errno.EACCES),
    ],
)
def test_what_cannot_be_read_now_is_not_said_to_be_changed(proved, monkeypatch, of, name, code):
    before = len(list(Path("/proc/self/fd").iterdir()))
    with monkeypatch.context() as refuses:
        refuses.setattr(of, name, refuse(code))
        with pytest.raises(NotReadError, match=os.strerror(code)):
            proved.open()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert read(proved.open()) == CONTENT


@pytest.mark.parametrize("way", ["large", "growing"])
def test_nor_what_is_too_large_to_be_copied(proved, monkeypatch, way):
    monkeypatch.setattr("console.evidence.proved_file._LARGEST_BYTES", len(CONTENT) - 1)
    if way == "growing":
        small = Path(os.devnull).stat()
        monkeypatch.setattr("console.evidence.proved_file.os.fstat", lambda _descriptor: small)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(TooLargeError):
        proved.open()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
