"""The desk's key: made once, for its owner's eyes, never put in the place of another."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from console.journal import signing
from console.journal.signing import DeskKey, grouped, key_file, parse_fingerprint, signed_by
from console.problem import Problem

ROOT = Path(__file__).parents[3]


def test_the_first_use_makes_it_for_its_owner_alone(folder):
    assert DeskKey.find(folder) is None
    key = DeskKey.of(folder)
    file = key_file(folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in folder.secrets.iterdir()] == ["desk.key"]
    assert DeskKey.of(folder).fingerprint == key.fingerprint == DeskKey.find(folder).fingerprint


def test_what_it_signs_it_signed(folder):
    key = DeskKey.of(folder)
    signature = key.sign(b"a head")
    assert signed_by(key.public, signature, b"a head")
    assert not signed_by(key.public, signature, b"another head")
    assert not signed_by(key.public, signature[:-1], b"a head")
    assert not signed_by(b"no key", signature, b"a head")


def test_it_shows_nothing_of_itself(folder):
    key = DeskKey.of(folder)
    secret = key_file(folder).read_text().splitlines()[1]
    assert repr(key) == str(key) == f"DeskKey({key.fingerprint})"
    assert secret not in repr([key])


def test_programs_that_begin_at_once_sign_with_one_key(folder):
    folder.root.mkdir()
    program = (
        "import sys; from pathlib import Path; from console.paths import DataFolder;"
        "from console.journal.signing import DeskKey;"
        "input(); print(DeskKey.of(DataFolder(Path(sys.argv[1]))).fingerprint)"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(folder.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for _number in range(4)
    ]
    for each in programs:
        each.stdin.write("\n")
        each.stdin.flush()
    said = {each.communicate(timeout=60)[0].strip() for each in programs}
    assert said == {DeskKey.of(folder).fingerprint}
    assert [path.name for path in folder.secrets.iterdir()] == ["desk.key"]


def test_a_key_that_came_in_between_stays(folder):
    """Another program made its key after this one had looked and found none."""
    first = DeskKey.of(folder)
    assert signing._make(folder).fingerprint == first.fingerprint == DeskKey.of(folder).fingerprint


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(folder, mode):
    DeskKey.of(folder)
    key_file(folder).chmod(mode)
    with pytest.raises(Problem, match="chmod 600"):
        DeskKey.of(folder)


def _other_key() -> bytes:
    return X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("content", [b"", b"nonsense", _other_key()])
def test_a_damaged_key_is_never_replaced(folder, content):
    DeskKey.of(folder)
    key_file(folder).write_bytes(content)
    with pytest.raises(Problem, match="holds no key"):
        DeskKey.of(folder)
    assert key_file(folder).read_bytes() == content


def test_it_is_on_the_disk_before_it_has_its_name(folder, monkeypatch):
    done = []
    really = os.link
    monkeypatch.setattr(signing, "sync_file", lambda _handle: done.append("file"))
    monkeypatch.setattr(signing, "sync_folder", lambda path: done.append(path.name))
    monkeypatch.setattr(os, "link", lambda *names: (done.append("name"), really(*names)))
    DeskKey.of(folder)
    assert done == ["file", "name", "secrets", "data"]


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.root.mkdir()
    folder.secrets.write_text("a file in its way")
    with pytest.raises(Problem, match="cannot be used"):
        DeskKey.of(folder)


def test_a_fingerprint_is_read_as_people_type_it():
    digits = "0123456789abcdef" * 4
    assert parse_fingerprint(grouped(digits)) == parse_fingerprint(digits.upper()) == digits
    for text in ("", digits[1:], digits + "0", "g" * 64, "٣" * 64):
        with pytest.raises(Problem, match="fingerprint"):
            parse_fingerprint(text)
