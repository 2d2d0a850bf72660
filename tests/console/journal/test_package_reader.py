"""A hostile package is refused whole, in one line, before anything of it is taken."""

from __future__ import annotations

import hashlib
import json
import random
import stat
import zipfile

import pytest

from console.journal.package_file import _verifier
from console.journal.package_reader import Limits, PackageReader
from console.problem import Problem
from tests.console.journal.package_case import STILL, pack, record_case

_LIMITS = Limits()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "incident.zip"


def _write(file, members, *, manifest=None, change=lambda archive: None):
    """A package whose manifest fits what is in it, unless another is given; then `change` has its way."""
    listed = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
    ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        said = {"format": "munara incident 1", "members": listed} if manifest is None else manifest
        archive.writestr("manifest.json", json.dumps(said))
        change(archive)
    return file


def _refused(file, limits=_LIMITS):
    with pytest.raises(Problem) as caught:
        PackageReader(file, limits)
    assert "\n" not in str(caught.value)
    assert caught.value.what.startswith("the package is refused: ")
    return caught.value.what  # without the file's name, which here holds the test's


def test_a_sound_package_is_read_back(journal, tmp_path):
    record_case(journal)
    pack(journal, tmp_path / "case.zip")
    with PackageReader(tmp_path / "case.zip") as package:
        assert package.manifest["format"] == "munara package 1"
        stills = [name for name in package.names() if name.endswith(".jpg")]
        assert STILL in [b"".join(package.pieces(name)) for name in stills]
        assert "entries.jsonl" in package.names()
        assert "seal.json" not in package.names()


@pytest.mark.parametrize(
    "name",
    [
        "../up",
        "a/../../up",
        "/etc/passwd",
        "a\\..\\up",
        "C:evil",
        ".hidden",
        "a/.git/x",
        "a//b",
        "a/",
        "x" * 201,
        "имя",
    ],
)
def test_a_name_that_leads_astray(file, name):
    _write(file, {name: b"x"})
    assert "name" in _refused(file) or "plain file" in _refused(file)


def _special(kind):
    info = zipfile.ZipInfo("a")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_what_is_no_plain_file(file, kind):
    _write(file, {}, change=lambda archive: archive.writestr(_special(kind), "/etc/passwd"))
    assert "a is no plain file" in _refused(file)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["a.jpg", "A.JPG"])
def test_a_member_twice(file, twin):
    _write(file, {"a.jpg": b"x"}, change=lambda archive: archive.writestr(twin, "y"))
    assert "twice" in _refused(file)


def test_an_encrypted_member(file):
    _write(file, {"a": b"x"})
    content = bytearray(file.read_bytes())
    central = content.find(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    file.write_bytes(content)
    assert "a is encrypted" in _refused(file)


def test_bombs(file):
    _write(file, {"a": bytes(3 << 20)})
    assert "beyond all measure" in _refused(file, Limits(ratio_from_bytes=1 << 20))
    assert "larger than any package" in _refused(file, Limits(total_bytes=2 << 20))
    _write(file, {f"a{number}": b"" for number in range(10)})
    assert "larger than any package" in _refused(file, Limits(members=10))
    _write(file, {"a": b"x"})
    assert "larger than any package" in _refused(file, Limits(manifest_bytes=10))


def test_a_member_that_is_larger_than_it_says(file):
    """The size in the directory is forged: no more than it says is ever unpacked."""
    _write(file, {"a": bytes(1 << 20)})
    content = file.read_bytes()
    size = (1 << 20).to_bytes(4, "little")
    assert content.count(size) == 2
    file.write_bytes(content.replace(size, (5).to_bytes(4, "little")))
    _refused(file)


def test_a_member_that_nobody_announced(file):
    _write(file, {"a": b"x"}, change=lambda archive: archive.writestr("b", "y"))
    assert "b is not in its manifest" in _refused(file)


def test_a_member_that_is_missing_or_another(file):
    listed = {"name": "a", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    said = {"format": "f", "members": [listed]}
    _write(file, {}, manifest=said)
    assert "a is missing" in _refused(file)
    for content in (b"y", b"xx"):
        _write(file, {"a": content}, manifest=said)
        assert "a is not what its manifest says" in _refused(file)


@pytest.mark.parametrize(
    "manifest",
    [
        [],
        {},
        {"format": 1, "members": []},
        {"format": "f", "members": [1]},
        {"format": "f", "members": [{"name": "a", "bytes": "1", "sha256": "x"}]},
        {"format": "f", "members": [{"name": "a", "bytes": 1, "sha256": "x"}] * 2},
    ],
)
def test_a_manifest_that_says_nothing(file, manifest):
    _write(file, {"a": b"x"}, manifest=manifest)
    assert "manifest cannot be understood" in _refused(file)


def test_what_is_no_package(file):
    file.write_bytes(b"no ZIP")
    assert "no ZIP file" in _refused(file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", "x")
    assert "no manifest" in _refused(file)
    _refused(file.with_name("nowhere.zip"))


def test_a_package_cut_short_or_spoilt(journal, tmp_path, file):
    record_case(journal)
    pack(journal, tmp_path / "case.zip")
    whole = (tmp_path / "case.zip").read_bytes()
    for spoilt in (whole[:-100], whole[: len(whole) // 2], whole.replace(STILL, STILL[::-1])):
        file.write_bytes(spoilt)
        _refused(file)


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_not_everybody_knows(file, way):
    _write(file, {}, change=lambda archive: archive.writestr("a", "x", compress_type=way))
    assert "a is no plain file" in _refused(file)


def test_whatever_a_package_is_spoilt_with_is_told_in_one_line(journal, tmp_path, file):
    record_case(journal)
    pack(journal, tmp_path / "case.zip")
    whole = (tmp_path / "case.zip").read_bytes()
    chance = random.Random(7)
    read = 0
    for _number in range(300):
        spoilt = bytearray(whole)
        for _byte in range(chance.randrange(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        file.write_bytes(spoilt)
        try:
            PackageReader(file).close()
            read += 1
        except Problem as problem:
            assert "the package is refused" in str(problem)
        _code, line = _verified(file)
        assert line
    assert read < 100, "a spoilt byte in a name's time or rights changes nothing; most change something"


def _verified(file):
    """What verify.py says of it: an answer, never an accident."""
    verifier = _verifier()
    try:
        verifier.check(verifier.Package(file), "0" * 64, {})
    except verifier.Wrong as wrong:
        return 1, wrong.args[0].format(*wrong.args[1:])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return 1, str(error)
    return 0, "yes"
