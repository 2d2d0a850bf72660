"""The desk's Ed25519 key: the one file that talks to the library which signs."""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from console.journal.disk import sync_file, sync_folder
from console.language import _
from console.paths import DataFolder
from console.problem import Problem

_FILE = "desk.key"
_OTHERS = 0o077  # rights of the group and of everybody else


@dataclass(frozen=True, slots=True)
class DeskKey:
    """What a desk signs with. Its private part is never shown, logged or written anywhere but its file."""

    public: bytes  # 32 bytes
    _private: Ed25519PrivateKey

    @classmethod
    def of(cls, folder: DataFolder) -> DeskKey:
        """The desk's key, made at the first call ever.

        Raises:
            Problem: it cannot be made, read, or others than its owner may read it.
        """
        return cls.find(folder) or _make(folder)

    @classmethod
    def find(cls, folder: DataFolder) -> DeskKey | None:
        """The desk's key, None before its first use.

        Raises:
            Problem: it is there, but is none or others than its owner may read it.
        """
        file = key_file(folder)
        try:
            with file.open("rb") as stored:
                if os.fstat(stored.fileno()).st_mode & _OTHERS:
                    raise _readable_by_others(file)
                return _key(load_pem_private_key(stored.read(), password=None))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(file, error.strerror or str(error)) from None
        except (ValueError, TypeError, UnsupportedAlgorithm):  # its text may quote the key
            raise _unusable(file, _("it holds no key")) from None

    def sign(self, message: bytes) -> bytes:
        """64 bytes (RFC 8032)."""
        return self._private.sign(message)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    def __repr__(self) -> str:
        return f"DeskKey({self.fingerprint})"


def key_file(folder: DataFolder) -> Path:
    return folder.secrets / _FILE


def fingerprint(public: bytes) -> str:
    """What stands on paper for a public key: its SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()


def grouped(digits: str) -> str:
    """A fingerprint as people compare it: in groups of four."""
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def parse_fingerprint(text: str) -> str:
    """Reads a fingerprint, with or without its gaps.

    Raises:
        Problem: the text is none.
    """
    digits = re.sub(r"[\s:]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise Problem(
            _("this is no fingerprint of a key"),
            where=f"--key {text[:100]}",
            mend=_("Write all 64 digits, the way munara journal key prints them"),
        )
    return digits


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of `public` signed just this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no key
        return False
    return True


def _make(folder: DataFolder) -> DeskKey:
    """Whole under its own name or not there; the first of two programs wins, and both sign with its key."""
    file = key_file(folder)
    unfinished = file.with_name(f".{_FILE}.{uuid.uuid4().hex}.part")
    private = Ed25519PrivateKey.generate()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stored:
            stored.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            stored.flush()
            sync_file(stored.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, file)  # unlike a rename it never puts a key in the place of another
        for parent in (file.parent, folder.root):
            sync_folder(parent)
    except OSError as error:
        raise _unusable(file, error.strerror or str(error)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink()
    made = DeskKey.find(folder)
    if made is None:
        raise _unusable(file, _("it was taken away"))
    return made


def _key(private: object) -> DeskKey:
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError
    return DeskKey(private.public_key().public_bytes_raw(), private)


def _unusable(file: Path, why: str) -> Problem:
    return Problem(
        _("the desk's key cannot be used ({why})").format(why=why),
        where=str(file),
        mend=_("Bring the file back from a copy, readable by its owner alone; nothing else can sign for it"),
    )


def _readable_by_others(file: Path) -> Problem:
    return Problem(
        _("others than its owner may read the desk's key"),
        where=str(file),
        mend=_("Type: chmod 600 {file}; and ask who may have read it").format(file=file),
    )
