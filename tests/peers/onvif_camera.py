"""A camera's ONVIF services for events, over real HTTP: it checks who asks, and by its own clock.

Run it as its own process: `python -m tests.peers.onvif_camera --port 0 --auth token --password s3cret`; its
first line is its port. On standard input: `notify FILE` queues that file's NotificationMessages for whoever
pulls, `forget` ends every subscription, `garbage FILE` answers everything with that file, `well` ends that.
`/state` tells as JSON what it was asked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import queue
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_REALM, _NONCE = "camera", "5f0e9c"
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:wsa="http://www.w3.org/2005/08/addressing" '
    'xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tev="http://www.onvif.org/ver10/events/wsdl">'
    "<env:Body>{}</env:Body></env:Envelope>"
)
_FAULT = (
    "<env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>{}</env:Value>"
    "</env:Subcode></env:Code></env:Fault>"
)
# Its own idea of where it is: behind a router, as so often.
_ELSEWHERE = "http://192.168.99.99:81"


class Camera:
    def __init__(self, *, auth: str, user: str, password: str, clock_offset_s: float) -> None:
        self.auth, self.user, self.password = auth, user, password
        self.offset = timedelta(seconds=clock_offset_s)
        self.waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.subscriptions: set[str] = set()
        self.asked: list[str] = []
        self.nonces: set[str] = set()
        self.garbage: bytes | None = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def obey(self, line: str) -> None:
        word, _space, path = line.partition(" ")
        if word == "notify":
            self.waiting.put(Path(path).read_text())
        elif word == "forget":
            self.subscriptions.clear()
        elif word == "garbage":
            self.garbage = Path(path).read_bytes()
        elif word == "well":
            self.garbage = None

    def admits(self, content: str, authorization: str, path: str) -> bool:
        if self.auth == "token":
            return self._admits_token(content)
        if self.auth == "digest":
            return self._admits_digest(authorization, path)
        return True

    def _admits_token(self, content: str) -> bool:
        found = {
            name: (match := re.search(rf"<\w+:{name}(?: [^>]*)?>([^<]*)<", content)) and match[1]
            for name in ("Username", "Password", "Nonce", "Created")
        }
        if not all(found.values()) or found["Nonce"] in self.nonces:
            return False
        self.nonces.add(found["Nonce"])
        created = datetime.fromisoformat(found["Created"])
        nonce = base64.b64decode(found["Nonce"])
        right = hashlib.sha1(nonce + found["Created"].encode() + self.password.encode()).digest()
        fresh = abs(self.now() - created) < timedelta(seconds=10)
        return fresh and found["Username"] == self.user and base64.b64decode(found["Password"]) == right

    def _admits_digest(self, authorization: str, path: str) -> bool:
        given = {
            name: quoted or plain
            for name, quoted, plain in re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', authorization)
        }
        known, asking = _md5(self.user, _REALM, self.password), _md5("POST", path)
        parts = (given.get("nonce", ""), given.get("nc", ""), given.get("cnonce", ""), "auth")
        fresh = (key := given.get("nc", "") + given.get("cnonce", "")) not in self.nonces
        self.nonces.add(key)
        return fresh and given.get("nonce") == _NONCE and given.get("response") == _md5(known, *parts, asking)


def _md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    camera: Camera

    def do_GET(self) -> None:
        state = {"subscriptions": len(self.camera.subscriptions), "asked": self.camera.asked}
        self._send(200, json.dumps(state).encode())

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        operation = re.search(r"<\w+:Body><\w+:(\w+)", content)[1]
        self.camera.asked.append(operation)
        if self.camera.garbage is not None:
            self._send(200, self.camera.garbage)
        elif operation == "GetSystemDateAndTime":
            self._answer(_date(self.camera.now()))
        elif not self.camera.admits(content, self.headers.get("Authorization", ""), self.path):
            self._refuse()
        else:
            getattr(self, f"_on_{operation.lower()}")(content)

    def _refuse(self) -> None:
        if self.camera.auth == "digest":
            self._send(401, b"", ask=f'Digest realm="{_REALM}", qop="auth", nonce="{_NONCE}"')
        else:
            self._answer(_FAULT.format("ter:NotAuthorized"), status=400)

    def _on_getcapabilities(self, _content: str) -> None:
        where = f"<tt:Events><tt:XAddr>{_ELSEWHERE}/onvif/events?channel=1&amp;x</tt:XAddr></tt:Events>"
        self._answer(
            f"<tds:GetCapabilitiesResponse><tds:Capabilities>{where}</tds:Capabilities></tds:GetCapabilitiesResponse>"
        )

    def _on_createpullpointsubscription(self, _content: str) -> None:
        if self.path != "/onvif/events?channel=1&x":
            self._answer(_FAULT.format("ter:ActionNotSupported"), status=500)
            return
        number = str(len(self.camera.asked))
        self.camera.subscriptions.add(number)
        reference = (
            f"<wsa:Address>{_ELSEWHERE}/onvif/subscription</wsa:Address><wsa:ReferenceParameters>"
            f'<SubscriptionId xmlns="http://example.org/event">{number}</SubscriptionId></wsa:ReferenceParameters>'
        )
        self._answer(
            "<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference>"
            f"{reference}</tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse>"
        )

    def _on_pullmessages(self, content: str) -> None:
        if not self._known(content):
            return
        wait_s = float(re.search(r"Timeout>PT([\d.]+)S<", content)[1])
        try:
            messages = self.camera.waiting.get(timeout=wait_s)
        except queue.Empty:
            messages = ""
        self._answer(f"<tev:PullMessagesResponse>{messages}</tev:PullMessagesResponse>")

    def _on_renew(self, content: str) -> None:
        if self._known(content):
            self._answer("<RenewResponse/>")

    def _on_unsubscribe(self, content: str) -> None:
        if number := self._known(content):
            self.camera.subscriptions.discard(number)
            self._answer("<UnsubscribeResponse/>")

    def _known(self, content: str) -> str:
        found = re.search(r'SubscriptionId xmlns:p="http://example.org/event"[^>]*>(\d+)<', content)
        if found and found[1] in self.camera.subscriptions and self.path == "/onvif/subscription":
            return found[1]
        self._answer(_FAULT.format("wsrf-rw:ResourceUnknownFault"), status=500)
        return ""

    def _answer(self, body: str, *, status: int = 200) -> None:
        self._send(status, _ENVELOPE.format(body).encode())

    def _send(self, status: int, content: bytes, *, ask: str = "") -> None:
        self.send_response(status)
        if ask:
            self.send_header("WWW-Authenticate", ask)
        self.send_header("Content-Type", "application/soap+xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_parts: object) -> None:
        pass


def _date(now: datetime) -> str:
    time_of_day = (
        f"<tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second>"
    )
    date = f"<tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day>"
    return (
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime>"
        f"<tt:Time>{time_of_day}</tt:Time><tt:Date>{date}</tt:Date></tt:UTCDateTime>"
        "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
    )


def _listen(camera: Camera) -> None:
    """At the end of standard input whoever started this process is gone, and so is it."""
    while line := os.read(0, 65536).decode():
        for each in line.splitlines():
            camera.obey(each)
    os._exit(0)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--auth", choices=("none", "token", "digest"), default="none")
    arguments.add_argument("--user", default="admin")
    arguments.add_argument("--password", default="")
    arguments.add_argument("--clock-offset", type=float, default=0.0, metavar="S")
    given = arguments.parse_args()
    _Answer.camera = Camera(
        auth=given.auth, user=given.user, password=given.password, clock_offset_s=given.clock_offset
    )
    server = ThreadingHTTPServer(("127.0.0.1", given.port), _Answer)
    server.daemon_threads = True
    threading.Thread(target=_listen, args=(_Answer.camera,), daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
