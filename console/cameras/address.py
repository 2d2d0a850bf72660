"""A stream address, and the form of it that may be shown: the password never is."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote, unquote

from console.language import _
from console.problem import Problem


class AddressKind(Enum):
    RTSP = "rtsp"
    HTTP = "http"
    FILE = "file"
    DEVICE = "device"


_SCHEMES = {"rtsp": AddressKind.RTSP, "http": AddressKind.HTTP, "https": AddressKind.HTTP}
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^\W_][\w.-]*)(:\d{1,5})?")
_HOST_THEN_REST = re.compile(rf"{_HOST.pattern}([/?].*)?")
_CREDENTIALS_FIRST = re.compile(r"(?![/.~])[^:@]+:.*@")
_SECRET_QUERY = re.compile(r"(?i)([?&][^=&]*(?:pass|pwd|token|key|auth|secret|sig|user)[^=&]*=)[^&]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a camera's stream is found.

    `str()` and `repr()` leave the credentials out; only `for_opening()` holds them.
    """

    kind: AddressKind
    location: str = field(repr=False)  # without credentials
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Reads `rtsp://`, `http(s)://`, `file://`, a path, or a V4L2 device under /dev.

        A password may hold `@`, `/` and `%` as they are; an escape such as `%40` is read as what it stands
        for unless the credentials could not be such an escaped text.

        Raises:
            Problem: the text is no address; the message does not repeat its credentials.
        """
        text = text.strip()
        scheme, mark, rest = text.partition("://")
        if not mark:
            return _path_address(text)
        if scheme.lower() == "file":
            return _path_address(unquote(rest))
        kind = _SCHEMES.get(scheme.lower())
        if kind is None:
            raise _unknown_scheme(scheme)
        credentials, location = _split_credentials(rest)
        if not _HOST_THEN_REST.fullmatch(location):
            raise Problem(
                _("the address names no host, or its port is not a number"),
                where=f"{scheme.lower()}://{_without_secrets(location)}",
                mend=_("Write it as rtsp://user:password@host:port/path"),
            )
        user, _colon, password = credentials.partition(":")
        return cls(kind, f"{scheme.lower()}://{location}", _plain(user), _plain(password))

    def for_opening(self) -> str:
        """The address with its credentials, for the one place that opens it."""
        if not self.user and not self.password:
            return self.location
        scheme, mark, rest = self.location.partition("://")
        return f"{scheme}{mark}{quote(self.user, safe='')}:{quote(self.password, safe='')}@{rest}"

    def __str__(self) -> str:
        return _without_secrets(self.location)


def _path_address(path: str) -> Address:
    if not path:
        raise Problem(
            _("the address is empty"),
            where=_("camera address"),
            mend=_("Write it as rtsp://user:password@host:port/path"),
        )
    kind = AddressKind.DEVICE if path.startswith("/dev/") else AddressKind.FILE
    scheme_typo = re.match(r"([a-z]{3,6}):/*", path)
    if scheme_typo and kind is AddressKind.FILE:
        raise _unknown_scheme(scheme_typo.group(1))
    if _CREDENTIALS_FIRST.match(path):
        # Taken for a file's name it would be shown, password and all.
        raise Problem(
            _("the address does not say how to reach the camera"),
            where=_("camera address"),
            mend=_("Write it as rtsp://user:password@host:port/path"),
        )
    return Address(kind, path)


def _unknown_scheme(scheme: str) -> Problem:
    known = difflib.get_close_matches(scheme.lower(), [*_SCHEMES, "file"], n=1)
    mend = (
        _("Did you mean {scheme}://?").format(scheme=known[0]).rstrip("?")
        if known
        else _("Use rtsp://, http://, https://, a file's path or /dev/video0")
    )
    return Problem(_("an address cannot begin so"), where=f"{scheme}:", mend=mend)


def _split_credentials(rest: str) -> tuple[str, str]:
    """("user:password" or "", "host[:port][/path]")."""
    authority = re.split(r"[/?]", rest, maxsplit=1)[0]
    if "@" not in rest or ("@" not in authority and _HOST.fullmatch(authority)):
        return "", rest  # an "@" in the path belongs to the path
    cuts = [at.start() for at in re.finditer("@", rest) if _HOST_THEN_REST.fullmatch(rest[at.end() :])]
    if not cuts:
        return "", rest.rpartition("@")[2]
    # Both a password and a path may hold "@": the last one before a full host name or a port ends the
    # credentials; where all hosts are short names, the first.
    full = [cut for cut in cuts if re.search(r"[.:\]]|^localhost$", re.split(r"[/?]", rest[cut + 1 :])[0])]
    cut = full[-1] if full else cuts[0]
    return rest[:cut], rest[cut + 1 :]


def _plain(credential: str) -> str:
    escaped = "@" not in credential and not re.search(r"%(?![0-9A-Fa-f]{2})", credential)
    return unquote(credential) if escaped else credential


def _without_secrets(location: str) -> str:
    return _SECRET_QUERY.sub(r"\1…", location)
