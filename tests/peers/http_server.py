"""An HTTP server as cameras and other things have them: MJPEG, a clip, a login page that is no video.

Run it as its own process: `python -m tests.peers.http_server --port 0 --clip clip.mp4`; its first line is
its port. `/mjpeg` plays the clip's first two seconds without end, `/clip.mp4` is the file, `/page` is HTML
and so is `/later.mp4` in spite of its name; everything else is 404. With `--password` every path wants Basic.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

from console.media.worker.frame_file import read_frames

_PAGE = b"<!doctype html><html><body><h1>Sign in to your camera</h1></body></html>\n" * 20
_RATE_FPS = 15
_BOUNDARY = "frame"


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    clip: Path
    pictures: list[bytes]
    credentials = ""

    def do_GET(self) -> None:
        if self.credentials and self.headers.get("Authorization") != self.credentials:
            self._body(b"", "text/plain", status=401)
        elif self.path == "/mjpeg":
            self._mjpeg()
        elif self.path == "/clip.mp4":
            self._part(self.clip.read_bytes())
        elif self.path in ("/page", "/later.mp4"):
            self._body(_PAGE, "text/html")
        else:
            self._body(b"", "text/plain", status=404)

    def _body(self, content: bytes, kind: str, *, status: int = 200) -> None:
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="camera"')
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self._write(content)

    def _part(self, content: bytes) -> None:
        """The bytes asked for: a reader of MP4 jumps to the index at its end and back."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "bytes=0-"))
        first = int(asked[1]) if asked else 0
        part = content[first : int(asked[2]) + 1 if asked and asked[2] else None]
        self.send_response(206)
        self.send_header("Content-Type", "video/mp4")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self._write(part)

    def _mjpeg(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
        self.end_headers()
        started = time.monotonic()
        for number, picture in enumerate(itertools.cycle(self.pictures)):
            head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            if not self._write(head.encode() + picture + b"\r\n"):
                return
            time.sleep(max(0.0, started + (number + 1) / _RATE_FPS - time.monotonic()))

    def _write(self, content: bytes) -> bool:
        try:
            self.wfile.write(content)
        except ConnectionError:
            return False
        return True

    def log_message(self, *_parts: object) -> None:
        pass


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--clip", type=Path, required=True)
    arguments.add_argument("--user", default="admin")
    arguments.add_argument("--password", default="")
    given = arguments.parse_args()
    _Answer.clip = given.clip
    _Answer.pictures = [frame.jpeg() for frame in islice(read_frames(given.clip), 2 * _RATE_FPS)]
    if given.password:
        pair = base64.b64encode(f"{given.user}:{given.password}".encode()).decode()
        _Answer.credentials = f"Basic {pair}"
    server = ThreadingHTTPServer(("127.0.0.1", given.port), _Answer)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
