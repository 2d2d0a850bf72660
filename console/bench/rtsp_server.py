"""The bench's cameras: `python -m console.bench.rtsp_server CLIP…` serves each clip as /0, /1, … without end.

RTSP/1.0 (RFC 2326) with RTP over its own TCP connection, on 127.0.0.1 alone; its first line is its port.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import re
import sys
from pathlib import Path

from console.bench.rtp import CLOCK_HZ, Clip, Packetiser

_LARGEST_LAG_S = 1.0  # after a stop of the machine the clip goes on from there, and does not rush


class _Session:
    """One reader's connection."""

    def __init__(self, clips: list[Clip], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clips = clips
        self._reader = reader
        self._writer = writer
        self._channel = 0
        self._first_time = random.getrandbits(31) | 1  # FFmpeg cannot do with 0
        self._playing: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        try:
            while self._answer(await self._next_request()):
                await self._writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            if self._playing:
                self._playing.cancel()
            self._writer.close()

    async def _next_request(self) -> str:
        first = await self._reader.readexactly(1)
        while first == b"$":  # the reader's RTCP
            header = await self._reader.readexactly(3)
            await self._reader.readexactly(int.from_bytes(header[1:], "big"))
            first = await self._reader.readexactly(1)
        return (first + await self._reader.readuntil(b"\r\n\r\n")).decode()

    def _answer(self, request: str) -> bool:
        """False where the connection ends."""
        method, url, _version = request.split("\r\n", 1)[0].split(" ")
        sequence = self._header(request, "cseq")
        found = re.match(r"rtsp://[^/]*/(\d+)", url)
        number = int(found[1]) if found else -1
        headers, body = "Session: bench\r\n", ""
        if method == "OPTIONS":
            headers = "Public: DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\r\n"
        elif not 0 <= number < len(self._clips):
            self._writer.write(f"RTSP/1.0 404 Not Found\r\nCSeq: {sequence}\r\n\r\n".encode())
            return True
        elif method == "DESCRIBE":
            body = self._clips[number].sdp("127.0.0.1")
            headers = f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
            headers += f"Content-Base: {url.rstrip('/')}/\r\n"
        elif method == "SETUP":
            channels = re.search(r"interleaved=(\d+)-(\d+)", request)
            self._channel = int(channels[1]) if channels else 0
            headers += f"Transport: RTP/AVP/TCP;unicast;interleaved={self._channel}-{self._channel + 1}\r\n"
        elif method == "PLAY":
            headers += f"RTP-Info: url={url.rstrip('/')}/track1;seq=1;rtptime={self._first_time}\r\n"
            self._playing = self._playing or asyncio.create_task(self._play(self._clips[number]))
        self._writer.write(f"RTSP/1.0 200 OK\r\nCSeq: {sequence}\r\n{headers}\r\n{body}".encode())
        return method != "TEARDOWN"

    def _header(self, request: str, name: str) -> str:
        found = re.search(rf"^{name}:\s*(.+?)\r$", request, re.IGNORECASE | re.MULTILINE)
        return found[1] if found else "0"

    async def _play(self, clip: Clip) -> None:
        packets = Packetiser(channel=self._channel, ssrc=random.getrandbits(32))
        loop = asyncio.get_running_loop()
        due_s = loop.time()
        with contextlib.suppress(ConnectionError):
            for number, units in enumerate(itertools.cycle(clip.frames)):
                self._writer.write(packets.frame(units, self._first_time + number * clip.ticks_a_frame))
                await self._writer.drain()
                due_s += clip.ticks_a_frame / CLOCK_HZ
                if loop.time() - due_s > _LARGEST_LAG_S:
                    due_s = loop.time()
                await asyncio.sleep(due_s - loop.time())


async def _serve(clips: list[Clip]) -> None:
    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _Session(clips, reader, writer).serve()

    server = await asyncio.start_server(client, "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        # It ends with the bench, however that ends: its end of the pipe is closed then.
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve([Clip.load(Path(name)) for name in sys.argv[1:]]))
