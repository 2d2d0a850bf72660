"""The ZIP file of a package: written member by member, sealed, and checked as a stranger will check it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from console.journal.signing import DeskKey
from console.paths import RESOURCES

VERIFIER = RESOURCES / "package" / "verify.py"
ENTRIES, MANIFEST, SEAL = "entries.jsonl", "manifest.json", "seal.json"
_SEALED = b"munara package 1\n"
_PIECE = 1 << 20
_OLDEST = datetime(1980, 1, 1)  # that a ZIP file can say
_SMALLER = (".html", ".json", ".jsonl", ".py")  # pictures and clips are as small as they get


class PackageFile:
    """A package that is being written; whole once it is sealed. Thread: one."""

    def __init__(self, file: IO[bytes], *, made_at: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self._made_at = max(made_at.replace(tzinfo=None), _OLDEST)
        self._members = list[dict[str, object]]()

    def __enter__(self) -> PackageFile:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._zip.close()

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Adds a member; returns its SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._info(name), "w") as member:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self._members.append({"name": name, "bytes": size, "sha256": digest.hexdigest()})
        return digest.hexdigest()

    def seal(self, manifest: Mapping[str, object], key: DeskKey) -> None:
        """Adds what was added so far to the manifest, has the key sign it."""
        members = sorted(self._members, key=lambda member: str(member["name"]))
        text = _json({**manifest, "members": members})
        self.add(MANIFEST, [text])
        self.add(SEAL, [_json({"key": key.public.hex(), "signature": key.sign(_SEALED + text).hex()})])

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._made_at.timetuple()[:6])
        info.create_system = 3  # Unix, whose rights are next
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        smaller = name.endswith(_SMALLER)
        info.compress_type = zipfile.ZIP_DEFLATED if smaller else zipfile.ZIP_STORED
        return info


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def first_fault(package: Path, fingerprint: str) -> str:
    """What the package's own verify.py says against it; empty where it says yes."""
    verifier = _verifier()
    try:
        verifier.check(verifier.Package(package), fingerprint, {})
    except verifier.Wrong as wrong:
        text, *parts = wrong.args
        return str(text).format(*parts)
    return ""


@cache
def _verifier() -> Any:
    spec = importlib.util.spec_from_file_location("munara_package_verify", VERIFIER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
