"""Reading a package that came from outside: all of it is in order, or nothing of it is taken."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.journal.package_file import MANIFEST, SEAL
from console.language import _
from console.problem import Problem

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_LONGEST_NAME = 200  # with the folder that it is unpacked into, what every file system takes
_PIECE = 1 << 20
_ENCRYPTED = 1
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ways to pack that every ZIP program knows
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, LookupError)


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a package is none of ours."""

    members: int = 10_000
    total_bytes: int = 4 << 30
    manifest_bytes: int = 8 << 20
    ratio: int = 200  # of a member's bytes to its packed bytes
    ratio_from_bytes: int = 64 << 20  # a smaller member may shrink as it likes: a note of one letter does


class PackageReader:
    """A package whose members were all checked. Thread: one."""

    def __init__(self, file: Path, limits: Limits = Limits()) -> None:
        """Opens the file and reads every member of it once.

        Raises:
            Problem: it is no package, or anything in it is not as its manifest says.
        """
        self._file = file
        try:
            self._zip = zipfile.ZipFile(file)
        except (OSError, *_BROKEN) as error:
            raise self._refused(_("it is no ZIP file, or cannot be read ({why})").format(why=error)) from None
        try:
            self._check_members(limits)
            self.manifest: Mapping[str, Any] = self._read_manifest(limits)
            self._check_content()
        except (OSError, *_BROKEN) as error:
            self.close()
            raise self._refused(_("a part of it cannot be read ({why})").format(why=error)) from None
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> PackageReader:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """The members, without the manifest and its seal."""
        return sorted(self._listed())

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's content.

        Raises:
            Problem: it changed since it was checked.
        """
        size, expected = self._listed()[name]
        digest, done = hashlib.sha256(), 0
        with self._zip.open(name) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
                done += len(piece)
                yield piece
        if (done, digest.hexdigest()) != (size, expected):
            raise self._refused(_("{name} is not what its manifest says").format(name=name))

    def _check_members(self, limits: Limits) -> None:
        members = self._zip.infolist()
        if len(members) > limits.members or sum(each.file_size for each in members) > limits.total_bytes:
            raise self._refused(_("it is larger than any package"))
        seen = set[str]()
        for member in members:
            name = member.filename
            kind = stat.S_IFMT(member.external_attr >> 16)
            if not _PLAIN_NAME.fullmatch(name) or len(name) > _LONGEST_NAME or "\0" in member.orig_filename:
                raise self._refused(_("a member has the name {name}").format(name=ascii(name)[:100]))
            if kind not in (0, stat.S_IFREG) or member.compress_type not in _KNOWN:
                raise self._refused(_("{name} is no plain file").format(name=name))
            if member.flag_bits & _ENCRYPTED:
                raise self._refused(_("{name} is encrypted").format(name=name))
            if name.casefold() in seen:  # on some disks one would take the other's place
                raise self._refused(_("{name} is in it twice").format(name=name))
            if member.file_size > max(limits.ratio_from_bytes, limits.ratio * member.compress_size):
                raise self._refused(_("{name} would grow beyond all measure").format(name=name))
            seen.add(name.casefold())

    def _read_manifest(self, limits: Limits) -> Mapping[str, Any]:
        try:
            size = self._zip.getinfo(MANIFEST).file_size
        except KeyError:
            raise self._refused(_("it has no manifest")) from None
        if size > limits.manifest_bytes:
            raise self._refused(_("it is larger than any package"))
        manifest = _manifest(self._zip.read(MANIFEST))
        if manifest is None:
            raise self._refused(_("its manifest cannot be understood"))
        return manifest

    def _listed(self) -> dict[str, tuple[int, str]]:
        return {item["name"]: (item["bytes"], item["sha256"]) for item in self.manifest["members"]}

    def _check_content(self) -> None:
        there = set(self._zip.namelist()) - {MANIFEST, SEAL}
        listed = set(self._listed())
        if there != listed:
            name = min(there ^ listed)
            what = _("{name} is not in its manifest") if name in there else _("{name} is missing")
            raise self._refused(what.format(name=ascii(name)[1:-1][:100]))
        for name in sorted(listed):
            for _piece in self.pieces(name):
                pass

    def _refused(self, what: str) -> Problem:
        return Problem(
            _("the package is refused: {what}").format(what=what),
            where=str(self._file),
            mend=_("Ask whoever made it for a new one"),
        )


def _manifest(text: bytes) -> Mapping[str, Any] | None:
    try:
        manifest = json.loads(text)
        members = manifest["members"]
        sound = isinstance(manifest["format"], str) and all(
            isinstance(item["name"], str) and type(item["bytes"]) is int and isinstance(item["sha256"], str)
            for item in members
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return manifest if sound and len({item["name"] for item in members}) == len(members) else None
