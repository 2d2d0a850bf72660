"""SOAP 1.2 to one camera: bounded answers, digests instead of passwords, none of its words in an error."""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import secrets
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from console.cameras.onvif_metadata import MetadataError, local_name, parse
from console.cameras.onvif_scene import MOST_BYTES

_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>{header}</s:Header>'
    "<s:Body>{body}</s:Body></s:Envelope>"
)
_WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_TOKEN = (
    f'<w:Security s:mustUnderstand="1" xmlns:w="{_WSSE}wssecurity-secext-1.0.xsd" '
    f'xmlns:u="{_WSSE}wssecurity-utility-1.0.xsd"><w:UsernameToken><w:Username>{{user}}</w:Username>'
    f'<w:Password Type="{_WSSE}username-token-profile-1.0#PasswordDigest">{{digest}}</w:Password>'
    f'<w:Nonce EncodingType="{_WSSE}soap-message-security-1.0#Base64Binary">{{nonce}}</w:Nonce>'
    "<u:Created>{created}</u:Created></w:UsernameToken></w:Security>"
)
_HASHES: dict[str, Callable[[bytes], hashlib._Hash]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class SoapFault(Enum):
    """Why a camera did not do as it was asked."""

    UNREACHABLE = "it does not answer"
    UNAUTHORISED = "it refuses this user and password"
    REFUSED = "it has no such service, or refuses it"
    UNREADABLE = "its answer cannot be used"


class SoapError(Exception):
    """The message repeats nothing that the camera said, nor its address."""

    def __init__(self, fault: SoapFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Soap:
    """One camera's services, over one connection. Thread: one at a time; `cut` from any."""

    def __init__(self, host: str, port: int, *, user: str, password: str, timeout_s: float) -> None:
        self._host, self._port, self._timeout_s = host, port, timeout_s
        self._user, self._password = user, password
        self._connection: http.client.HTTPConnection | None = None
        self._challenge: dict[str, str] = {}  # of HTTP digest, once the camera asked for it
        self._count = 0
        self.clock_ahead = timedelta()  # of the camera's clock: a token of an hour ago is refused

    def __repr__(self) -> str:
        return f"Soap({self._host!r}, {self._port})"

    def call(self, url: str, action: str, body: str, *, header: str = "", signed: bool = True) -> Element:
        """The root of the answer; of `url` only the path counts: a camera sends nobody elsewhere.

        Args:
            url: of the service.
            action: the operation's WS-Addressing name.
            body: XML.
            header: further XML for the header.
            signed: whether to say who asks; a camera's time can be had without.

        Raises:
            SoapError: it did not do as it was asked.
        """
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        token = self._token() if signed and self._user else ""
        to = f'<a:To s:mustUnderstand="1">{escape(url)}</a:To>' if parts.netloc else ""
        header = f'{token}<a:Action s:mustUnderstand="1">{action}</a:Action>{to}{header}'
        content = _ENVELOPE.format(header=header, body=body).encode()
        status, answer = self._post(path, action, content)
        if status == http.client.UNAUTHORIZED and signed and self._challenge:
            status, answer = self._post(path, action, content)
        return _root(status, answer)

    def cut(self) -> None:
        """Ends a call that is under way: it raises."""
        connection = self._connection
        if connection and (line := connection.sock):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _post(self, path: str, action: str, content: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}
        if self._challenge:
            headers["Authorization"] = self._digest("POST", path)
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)
            self._connection.request("POST", path, content, headers)
            answer = self._connection.getresponse()
            text = answer.read(MOST_BYTES + 1)
            if len(text) > MOST_BYTES or answer.will_close:
                self.close()
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            raise SoapError(SoapFault.UNREACHABLE) from None
        if answer.status == http.client.UNAUTHORIZED:
            self._challenge = _challenge(answer.headers.get_all("WWW-Authenticate") or [])
            self._count = 0
        return answer.status, text

    def _token(self) -> str:
        nonce = secrets.token_bytes(16)
        created = f"{datetime.now(UTC) + self.clock_ahead:%Y-%m-%dT%H:%M:%S.000Z}"
        # WS-UsernameToken 1.0 knows no other hash.
        digest = hashlib.sha1(nonce + created.encode() + self._password.encode(), usedforsecurity=False)
        return _TOKEN.format(
            user=escape(self._user),
            digest=base64.b64encode(digest.digest()).decode(),
            nonce=base64.b64encode(nonce).decode(),
            created=created,
        )

    def _digest(self, method: str, path: str) -> str:
        """RFC 7616, with `auth` where the camera offers it."""
        asked = self._challenge
        algorithm = asked.get("algorithm", "MD5")
        hashed = _HASHES[algorithm.upper()]

        def digest(*parts: str) -> str:
            return hashed(":".join(parts).encode()).hexdigest()

        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        known = digest(self._user, asked.get("realm", ""), self._password)
        asking = digest(method, path)
        fields = {
            "username": self._user,
            "realm": asked.get("realm", ""),
            "nonce": asked["nonce"],
            "uri": path,
        }
        if "auth" in asked.get("qop", "").replace(" ", "").split(","):
            fields["response"] = digest(known, asked["nonce"], count, own, "auth", asking)
            extra = f', qop=auth, nc={count}, cnonce="{own}"'
        else:
            fields["response"], extra = digest(known, asked["nonce"], asking), ""
        if "opaque" in asked:
            fields["opaque"] = asked["opaque"]
        said = ", ".join(f'{name}="{_quoted(value)}"' for name, value in fields.items())
        return f"Digest {said}, algorithm={algorithm}{extra}"


def _challenge(offers: list[str]) -> dict[str, str]:
    """The first digest that we can answer; Basic would send the password itself."""
    for offer in offers:
        if offer[:7].lower() == "digest ":
            found = re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', offer[7:])
            asked = {name.lower(): quoted or plain for name, quoted, plain in found}
            if "nonce" in asked and asked.get("algorithm", "MD5").upper() in _HASHES:
                return asked
    return {}


def _quoted(text: str) -> str:
    """For a header's field: a line break would begin another header."""
    return re.sub(r"[\r\n]", "", text).replace("\\", "\\\\").replace('"', '\\"')


def _root(status: int, answer: bytes) -> Element:
    if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
        raise SoapError(SoapFault.UNAUTHORISED)
    try:
        root = parse(answer)
    except MetadataError:
        fault = SoapFault.UNREADABLE if status == http.client.OK else SoapFault.REFUSED
        raise SoapError(fault) from None
    if status == http.client.OK and not _tells_fault(root):
        return root
    said = " ".join(element.text or "" for element in root.iter())
    # A camera may refuse a token with 400 or 500, and says so in the fault's code.
    refused = "NotAuthorized" in said or "FailedAuthentication" in said
    raise SoapError(SoapFault.UNAUTHORISED if refused else SoapFault.REFUSED)


def _tells_fault(root: Element) -> bool:
    return any(local_name(element) == "Fault" for child in root for element in child)
