"""A real RTSP/1.0 server (RFC 2326, RTP over its own TCP connection) that plays clips without end.

Run it as its own process: `python -m tests.peers.rtsp_server --port 0 --feed north=clip.mp4`; its first line
is its port. Frame n of a connection carries the RTP time first + n * step, whatever happens to the process: a
gap that a reader sees is a frame that the reader lost (or one of `--lose-every`). A line `north ORDER` on its
standard input changes what that feed sends: the orders are Course.obey's, and for a feed of `--metadata NAME`
`metadata FILE`.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import hashlib
import os
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from console.bench.rtp import CLOCK_HZ, Packetiser
from tests.peers import rtp_sound
from tests.peers.course import Ailment, Course
from tests.peers.rtcp import SenderReports
from tests.peers.rtp_codecs import load_clip
from tests.peers.rtp_metadata import SDP, MetadataPacketiser, MetadataTrack

_REALM, _NONCE = "camera", "6f1c0a7d2b"
# After a stop of the process the next frame is one that is taken then, as with a camera.
_LARGEST_LAG_S = 1.0


@dataclass
class Site:
    feeds: dict[str, Course]
    auth: str = "none"  # none, basic, digest
    user: str = ""
    password: str = ""
    lose_every: int = 0
    clock_offset_s: float | None = None  # of the camera's clock; None: it sends no reports
    metadata: dict[str, MetadataTrack] = field(default_factory=dict)
    sounding: frozenset[str] = frozenset()  # feeds with a tone beside their video


@dataclass
class Request:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def feed(self) -> str:
        path = re.sub(r"^rtsp://[^/]*", "", self.url).removesuffix("/")
        return re.sub(r"/track[123]$", "", path).strip("/")


class Session:
    """One client's connection."""

    def __init__(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._site = site
        self._reader = reader
        self._writer = writer
        self._name = f"{random.getrandbits(32):08x}"
        self._channel = 0
        self._metadata_channel: int | None = None
        self._sound_channel: int | None = None
        self._first_time = random.getrandbits(32) | 1  # at random, as RFC 3550 wants; FFmpeg cannot do with 0
        self._playing: tuple[asyncio.Task[None], ...] = ()

    async def serve(self) -> None:
        try:
            while (request := await self._next_request()) and self._answer(request):
                await self._writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            for task in self._playing:
                task.cancel()
            self._writer.close()

    async def _next_request(self) -> Request | None:
        first = await self._reader.readexactly(1)
        while first == b"$":  # the client's RTCP
            header = await self._reader.readexactly(3)
            await self._reader.readexactly(int.from_bytes(header[1:], "big"))
            first = await self._reader.readexactly(1)
        head = (first + await self._reader.readuntil(b"\r\n\r\n")).decode()
        start, *rest = head.strip().split("\r\n")
        method, url, _version = start.split(" ")
        headers = dict((part.strip() for part in line.split(":", 1)) for line in rest)
        request = Request(method, url, {name.lower(): value for name, value in headers.items()})
        await self._reader.readexactly(int(request.headers.get("content-length", "0")))
        return request

    def _answer(self, request: Request) -> bool:
        """False where the connection ends."""
        if request.method == "OPTIONS":
            self._send(request, 200, Public="OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN")
        elif not _admitted(self._site, request):
            self._send(request, 401, **{"WWW-Authenticate": _challenge(self._site)})
        elif (course := self._site.feeds.get(request.feed)) is None or course.ails is Ailment.DOWN:
            self._send(request, 404)
        elif (answer := getattr(self, f"_on_{request.method.lower()}", None)) is not None:
            answer(request, course)
        else:
            self._send(request, 405)
        return request.method != "TEARDOWN"

    def _on_describe(self, request: Request, course: Course) -> None:
        self._send(
            request,
            200,
            body=course.clip.sdp("127.0.0.1")
            + (SDP if request.feed in self._site.metadata else "")
            + (rtp_sound.SDP if request.feed in self._site.sounding else ""),
            **{"Content-Type": "application/sdp", "Content-Base": f"{request.url.rstrip('/')}/"},
        )

    def _on_setup(self, request: Request, _course: Course) -> None:
        transport = request.headers.get("transport", "")
        found = re.search(r"RTP/AVP/TCP.*interleaved=(\d+)-(\d+)", transport)
        if not found:
            self._send(request, 461)
            return
        if request.url.rstrip("/").endswith("/track2"):
            self._metadata_channel = int(found[1])
        elif request.url.rstrip("/").endswith("/track3"):
            self._sound_channel = int(found[1])
        else:
            self._channel = int(found[1])
        self._send(
            request,
            200,
            Transport=f"RTP/AVP/TCP;unicast;interleaved={found[1]}-{found[2]}",
            Session=f"{self._name};timeout=60",
        )

    def _on_play(self, request: Request, course: Course) -> None:
        info = f"url={request.url.rstrip('/')}/track1;seq=1;rtptime={self._first_time}"
        self._send(request, 200, Session=self._name, Range="npt=0.000-", **{"RTP-Info": info})
        if not self._playing:
            self._playing = (asyncio.create_task(self._play(course)),)
            if self._metadata_channel is not None:
                said = self._say(self._site.metadata[request.feed], self._metadata_channel)
                self._playing += (asyncio.create_task(said),)
            if self._sound_channel is not None:
                self._playing += (asyncio.create_task(self._sound(self._sound_channel)),)

    def _on_get_parameter(self, request: Request, _course: Course) -> None:
        self._send(request, 200, Session=self._name)

    def _on_teardown(self, request: Request, _course: Course) -> None:
        self._send(request, 200)

    async def _play(self, course: Course) -> None:
        ssrc = random.getrandbits(32)
        packets = Packetiser(channel=self._channel, ssrc=ssrc)
        reports = SenderReports(
            channel=self._channel + 1, ssrc=ssrc, clock_offset_s=self._site.clock_offset_s
        )
        loop = asyncio.get_running_loop()
        due_s = loop.time()
        with contextlib.suppress(ConnectionError):
            for number, sent in enumerate(course.frames()):
                if not self._site.lose_every or (number + 1) % self._site.lose_every:
                    time = self._first_time + sent.ticks
                    self._writer.write(reports.due(time) + packets.frame(sent.units, time))
                    await self._writer.drain()
                due_s += sent.step / CLOCK_HZ
                if loop.time() - due_s > _LARGEST_LAG_S:
                    due_s = loop.time()
                await asyncio.sleep(due_s - loop.time())
        self._writer.close()

    async def _say(self, track: MetadataTrack, channel: int) -> None:
        packets = MetadataPacketiser(channel=channel, ssrc=random.getrandbits(32))
        number = 0
        with contextlib.suppress(ConnectionError):
            while True:
                if track.documents:
                    time = self._first_time + round(number * track.each_s * CLOCK_HZ)
                    self._writer.write(packets.document(track.documents[number % len(track.documents)], time))
                    await self._writer.drain()
                    number += 1
                await asyncio.sleep(track.each_s)

    async def _sound(self, channel: int) -> None:
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        sent = rtp_sound.packets(channel=channel, ssrc=random.getrandbits(32), first_time=self._first_time)
        with contextlib.suppress(ConnectionError):
            for number, packet in enumerate(sent):
                self._writer.write(packet)
                await self._writer.drain()
                due_s = begun_s + (number + 1) * rtp_sound.PACKET_SAMPLES / rtp_sound.RATE_HZ
                await asyncio.sleep(due_s - loop.time())

    def _send(self, request: Request, status: int, *, body: str = "", **headers: str) -> None:
        reason = {200: "OK", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed"}
        lines = [f"RTSP/1.0 {status} {reason.get(status, 'Unsupported Transport')}"]
        lines += [f"CSeq: {request.headers.get('cseq', '0')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())


def _challenge(site: Site) -> str:
    basic = f'Basic realm="{_REALM}"'
    return basic if site.auth == "basic" else f'Digest realm="{_REALM}", nonce="{_NONCE}"'


def _admitted(site: Site, request: Request) -> bool:
    given = request.headers.get("authorization", "")
    if site.auth == "none":
        return True
    if site.auth == "basic":
        right = base64.b64encode(f"{site.user}:{site.password}".encode()).decode()
        return given == f"Basic {right}"
    parts = dict(re.findall(r'(\w+)="([^"]*)"', given))
    right = _md5(_md5(site.user, _REALM, site.password), _NONCE, _md5(request.method, parts.get("uri", "")))
    return parts.get("response") == right and parts.get("username") == site.user


def _md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()


def _obey(site: Site) -> None:
    """What standard input says; at its end whoever started this process is gone, and so is it."""
    lines = os.read(0, 65536).decode().splitlines()
    if not lines:
        raise SystemExit
    for line in lines:
        name, _space, order = line.partition(" ")
        if order.startswith("metadata"):
            site.metadata[name].obey(order.removeprefix("metadata").strip())
        else:
            site.feeds[name].obey(order)


async def _serve(site: Site, port: int) -> None:
    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Session(site, reader, writer).serve()

    server = await asyncio.start_server(client, "127.0.0.1", port)
    loop = asyncio.get_running_loop()
    with contextlib.suppress(PermissionError):  # /dev/null cannot be waited for
        loop.add_reader(0, _obey, site)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--feed", action="append", default=[], metavar="NAME=CLIP", required=True)
    arguments.add_argument("--auth", choices=("none", "basic", "digest"), default="none")
    arguments.add_argument("--user", default="admin")
    arguments.add_argument("--password", default="")
    arguments.add_argument("--lose-every", type=int, default=0, help="never send every n-th frame")
    arguments.add_argument(
        "--clock-offset", type=float, metavar="S", help="send RTCP sender reports by a clock so far ahead"
    )
    arguments.add_argument(
        "--metadata", action="append", default=[], metavar="NAME", help="that feed has a metadata track, too"
    )
    arguments.add_argument(
        "--sound", action="append", default=[], metavar="NAME", help="that feed has a tone beside its video"
    )
    given = arguments.parse_args()
    pairs = (feed.partition("=") for feed in given.feed)
    feeds = {name: Course(load_clip(Path(path))) for name, _equals, path in pairs}
    site = Site(feeds, given.auth, given.user, given.password, given.lose_every, given.clock_offset)
    site.metadata = {name: MetadataTrack() for name in given.metadata}
    site.sounding = frozenset(given.sound)
    asyncio.run(_serve(site, given.port))


if __name__ == "__main__":
    main()
