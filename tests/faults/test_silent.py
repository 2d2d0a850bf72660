"""Cameras that stop, die, hang up, refuse, or answer and send nothing; and names that nobody knows."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from console.media.feed import Feed
from console.media.feed_state import Connection, Failure, TileState
from tests.faults.ward import Ward
from tests.faults.witness import all_live, is_in
from tests.peers.peer_process import Peer, wait_until

_CODECS = ("h264", "h265", "jpeg")


def _arguments(clips, *more: str) -> list[str]:
    feeds = [f"{name}={getattr(clips, name)}" for name in _CODECS]
    return [*(part for feed in feeds for part in ("--feed", feed)), *more]


@pytest.fixture
def peer(clips) -> Iterator[Peer]:
    with Peer("tests.peers.rtsp_server", *_arguments(clips)) as peer:
        yield peer


def _open(ward: Ward, peer: Peer) -> list[Feed]:
    feeds = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in _CODECS]
    wait_until(lambda: all_live(feeds), within_s=20, what="live")
    return feeds


def _await_told(ward: Ward, feeds: list[Feed], mark: dict[str, int], *states: TileState, within_s: float):
    for feed in feeds:
        wait_until(
            lambda feed=feed: (
                [
                    state
                    for state in ward.witness.looks.since(mark, feed.camera_id)
                    if state is not TileState.LIVE or TileState.LIVE in states
                ]
                == list(states)
            ),
            within_s=within_s,
            what=f"{feed} is {states}",
        )


def test_a_stopped_server_is_late_stale_lost_and_live_again(ward, peer):
    feeds = _open(ward, peer)
    mark = ward.witness.looks.mark()
    stopped_s = time.monotonic()
    peer.pause()
    _await_told(ward, feeds, mark, TileState.LATE, within_s=4)
    _await_told(ward, feeds, mark, TileState.LATE, TileState.STALE, within_s=5)
    assert time.monotonic() - stopped_s > 4.9  # never before its time
    _await_told(ward, feeds, mark, TileState.LATE, TileState.STALE, TileState.LOST, within_s=15)
    assert {feed.status().failure for feed in feeds} == {Failure.TIMED_OUT}
    peer.go_on()
    wait_until(lambda: all_live(feeds), within_s=20, what="live again")
    assert {feed.status().failure for feed in feeds} == {None}


def test_a_killed_server_is_lost_at_once_and_live_again(ward, peer):
    feeds = _open(ward, peer)
    peer.kill()
    wait_until(lambda: all(is_in(feed, TileState.LOST) for feed in feeds), within_s=5, what="lost")
    assert {feed.status().failure for feed in feeds} <= {Failure.ENDED, Failure.BROKEN, Failure.REFUSED}
    peer.start()
    wait_until(lambda: all_live(feeds), within_s=20, what="live again")
    for feed in feeds:
        assert feed.counters().reconnects == 1


def test_a_feed_that_ends_takes_no_other_of_its_server_along(ward, peer):
    feeds = _open(ward, peer)
    mark = ward.witness.looks.mark()
    peer.tell("h265 down")
    wait_until(lambda: is_in(feeds[1], TileState.LOST), within_s=5, what="lost")
    wait_until(lambda: feeds[1].status().failure is Failure.NOT_FOUND, within_s=10, what="not found")
    peer.tell("h265 well")
    wait_until(lambda: all_live(feeds), within_s=20, what="live again")
    for feed in (feeds[0], feeds[2]):
        assert ward.witness.looks.since(mark, feed.camera_id) in ([], [TileState.LIVE])


def test_nothing_but_a_header_is_no_answer(ward, peer, clips, tmp_path):
    for name in _CODECS:
        peer.tell(f"{name} mute")
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(clips.h264.read_bytes()[:400])
    with _headers_only() as port:
        silent = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in _CODECS]
        silent.append(ward.open("web", f"http://127.0.0.1:{port}/mjpeg")[0])
        file, _picture = ward.open("file", str(empty))
        wait_until(lambda: all(feed.status().failure for feed in silent), within_s=25, what="it is told")
        assert [feed.status().failure for feed in silent] == [Failure.TIMED_OUT] * 4
        assert file.status().failure is Failure.NOT_VIDEO
        assert all(is_in(feed, TileState.LOST) for feed in (*silent, file))
        assert {feed.counters().decoded for feed in silent} == {0}
    for name in _CODECS:
        peer.tell(f"{name} well")
    wait_until(lambda: all_live(silent[:3]), within_s=30, what="live when pictures come")


@contextmanager
def _headers_only() -> Iterator[int]:
    """An HTTP server that promises pictures; its port."""
    ended = threading.Event()

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)
            kind = "multipart/x-mixed-replace; boundary=frame"
            self.request.sendall(f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode())
            ended.wait(60)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, name="headers-only")
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            ended.set()
            server.shutdown()
            thread.join()


def test_a_refused_password_is_named_and_not_tried_again_soon(ward, clips):
    secured = _arguments(clips, "--auth", "digest", "--password", "right")
    with Peer("tests.peers.rtsp_server", *secured) as peer:
        wrong = [ward.open(name, f"rtsp://admin:guess@127.0.0.1:{peer.port}/{name}")[0] for name in _CODECS]
        right, _picture = ward.open("right", f"rtsp://admin:right@127.0.0.1:{peer.port}/h264")
        wait_until(lambda: is_in(right, TileState.LIVE), within_s=20, what="the right one opens it")
        wait_until(lambda: all(feed.status().next_try_ns for feed in wrong), within_s=20, what="refused")
        for feed in wrong:
            status = feed.status()
            assert (status.connection, status.failure) == (Connection.LOST, Failure.UNAUTHORISED)
            assert status.next_try_ns - time.monotonic_ns() > 15e9


def test_a_dead_name_server_stops_no_camera_with_an_ip_address(ward, peer):
    named = [ward.open(f"named-{n}", f"rtsp://camera-{n}.dead.invalid/one")[0] for n in range(12)]
    time.sleep(0.5)  # all their look-ups are under way or wait
    feeds = [ward.open(name, f"rtsp://127.0.0.1:{peer.port}/{name}")[0] for name in _CODECS]
    wait_until(lambda: all_live(feeds), within_s=10, what="live")
    assert not any(feed.status().failure for feed in named)  # the look-ups still hang
    wait_until(lambda: all(feed.status().failure for feed in named), within_s=20, what="it is told")
    assert {feed.status().failure for feed in named} == {Failure.TIMED_OUT}
    assert all(is_in(feed, TileState.LOST) for feed in named)
    assert all_live(feeds)
    ward.lasting_threads = 4  # those that look names up
