import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from console.media.feed_state import Failure
from console.media.worker.stream import open_stream
from console.media.worker.stream_error import StreamError
from tests.peers.peer_process import Peer

_HTTP = {
    401: b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
    403: b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
    404: b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    500: b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
    200: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<html>no</html",
}


@pytest.fixture
def answer():
    """Makes a server that gives each caller the same answer; returns its port."""
    servers = []

    def make(reply: bytes) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=_serve, args=(server, reply), daemon=True).start()
        return server.getsockname()[1]

    yield make
    for server in servers:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def _serve(server: socket.socket, reply: bytes) -> None:
    while True:
        try:
            caller, _address = server.accept()
        except OSError:
            return
        with caller, suppress(OSError):
            while caller.recv(4096):
                caller.sendall(reply)


def _failure(opening: str, kind: str) -> Failure:
    with pytest.raises(StreamError) as caught, open_stream(opening, kind=kind) as stream:
        next(stream.packets())
    assert "hush" not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.failure


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (401, Failure.UNAUTHORISED),
        (403, Failure.UNAUTHORISED),
        (404, Failure.NOT_FOUND),
        (500, Failure.BROKEN),
        (200, Failure.NOT_VIDEO),
    ],
)
def test_what_a_web_server_answers_is_told_apart(answer, code, failure):
    assert _failure(f"http://bob:hush@127.0.0.1:{answer(_HTTP[code])}/x", "http") is failure


@pytest.mark.parametrize(("code", "failure"), [(401, Failure.UNAUTHORISED), (404, Failure.NOT_FOUND)])
def test_what_a_camera_answers_is_told_apart(answer, code, failure):
    reply = b"RTSP/1.0 %d No\r\nCSeq: 1\r\nWWW-Authenticate: Basic realm=x\r\n\r\n" % code
    assert _failure(f"rtsp://bob:hush@127.0.0.1:{answer(reply)}/x", "rtsp") is failure


@pytest.mark.parametrize("kind", ["rtsp", "http"])
def test_nobody_at_the_door_is_a_refusal(kind):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert _failure(f"{kind}://bob:hush@127.0.0.1:{port}/x", kind) is Failure.REFUSED


def test_files_that_are_none_or_no_video(tmp_path: Path):
    assert _failure(str(tmp_path / "none.mp4"), "file") is Failure.NO_FILE
    assert _failure(str(tmp_path), "file") is Failure.NOT_VIDEO
    for name, content in (
        ("a.mp4", b"not video at all" * 99),
        ("b.txt", b"some text\n" * 99),
        ("c.mp4", b""),
    ):
        (tmp_path / name).write_bytes(content)
        assert _failure(str(tmp_path / name), "file") is Failure.NOT_VIDEO


def test_a_cut_file_is_no_video(clip: Path, tmp_path: Path):
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[:2000])
    assert _failure(str(cut), "file") is Failure.NOT_VIDEO


def test_a_device_that_is_none(tmp_path: Path):
    assert _failure("/dev/video-none", "device") in (Failure.NO_FILE, Failure.NOT_VIDEO)


def test_metadata_is_no_sign_of_a_picture(clip: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("console.media.worker.stream.READ_S", 1.0)
    said = tmp_path / "said.json"
    said.write_text('["<MetadataStream/>"]')
    heard = []
    with Peer("tests.peers.rtsp_server", "--feed", f"n={clip}", "--metadata", "n") as peer:
        peer.tell(f"n metadata {said}")
        with open_stream(f"rtsp://127.0.0.1:{peer.port}/n", kind="rtsp") as stream:
            packets = stream.packets(lambda payload, time: heard.append((payload, time)))
            next(packets)
            peer.tell("n mute")
            with pytest.raises(StreamError) as caught:
                for _packet in packets:
                    pass
    assert caught.value.failure is Failure.TIMED_OUT
    assert len(heard) > 5
    assert {payload for payload, _time in heard} == {b"<MetadataStream/>"}
    assert heard[3][1] - heard[2][1] == 9000
