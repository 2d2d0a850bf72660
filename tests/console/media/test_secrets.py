"""A planted password is nowhere but in the message that opens the feed."""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import suppress

from console.cameras.address import Address
from console.media.feed_state import Connection, Failure
from console.media.messages import OpenFeed

_PLANTED = "s3cret-Planted"


def _refuse(server: socket.socket) -> None:
    with suppress(OSError):
        while True:
            caller, _address = server.accept()
            with caller, suppress(OSError):
                while caller.recv(4096):
                    caller.sendall(b"RTSP/1.0 401 No\r\nCSeq: 1\r\nWWW-Authenticate: Basic realm=x\r\n\r\n")


def test_the_password_is_in_no_log_status_or_repr(host, outbox, eventually, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        refusing = closed.getsockname()[1]
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_refuse, args=(server,), daemon=True).start()
    feeds = [
        host.open("refused", Address.parse(f"rtsp://bob:{_PLANTED}@127.0.0.1:{refusing}/x?token={_PLANTED}")),
        host.open("wrong", Address.parse(f"rtsp://bob:{_PLANTED}@127.0.0.1:{server.getsockname()[1]}/x")),
        host.open("web", Address.parse(f"http://bob:{_PLANTED}@127.0.0.1:{refusing}/x")),
        host.open("nowhere", Address.parse(f"rtsp://bob:{_PLANTED}@no-such-camera.invalid/x")),
    ]
    for feed in feeds:
        eventually(lambda feed=feed: feed.status().connection is Connection.LOST)
    assert feeds[1].status().failure is Failure.UNAUTHORISED
    host.stop()
    server.close()
    said = [*map(repr, feeds), *(repr(feed.status()) for feed in feeds), repr(outbox.drain()), caplog.text]
    said += [*capfd.readouterr()]
    assert not [text for text in said if _PLANTED in text]


def test_the_message_that_opens_a_feed_does_not_print_it():
    assert _PLANTED not in repr(
        OpenFeed(1, 1, "c1", "rtsp://h/x", "rtsp", 0, False, f"rtsp://bob:{_PLANTED}@h/x")
    )
