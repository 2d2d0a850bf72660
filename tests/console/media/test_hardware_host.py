"""What the host tells its decoder processes of the hardware decoder."""

from __future__ import annotations

import os
import signal

import pytest

from console.cameras.address import Address, AddressKind
from console.clock import SystemClock
from console.media import decoder_process
from console.media.feed_state import Connection
from console.media.hardware import Hardware, StreamClass
from console.media.host import Host
from console.media.link import Link
from console.media.messages import Hello
from console.outbox import Outbox

# Measured with an FFmpeg that is not here: on every machine the processes decide for software.
HARDWARE = Hardware("cuda", "another", {StreamClass("h264", 100): True}, sessions=9)


@pytest.fixture
def hellos(monkeypatch) -> list[Hello]:
    heard: list[Hello] = []

    class Listening(Link):
        def send(self, message: object, *descriptors: int) -> None:
            if isinstance(message, Hello):
                heard.append(message)
            super().send(message, *descriptors)

    monkeypatch.setattr(decoder_process, "Link", Listening)
    return heard


def test_each_process_has_its_share_and_none_after_a_death(clip, eventually, hellos):
    host = Host(clock=SystemClock(), outbox=Outbox(), processes=2, hardware=HARDWARE)
    host.start()
    try:
        assert [hello.hardware.sessions for hello in hellos] == [4, 4]
        feed = host.open("c1", Address(AddressKind.FILE, str(clip)))
        eventually(lambda: feed.counters().decoded > 20)
        assert (feed.counters().hardware, feed.counters().fallbacks) == (0, 0)
        os.kill(host.pids[feed.process.number], signal.SIGKILL)
        eventually(lambda: len(hellos) == 3)
        assert hellos[2].hardware is None, "its driver may be what ended it"
        eventually(lambda: feed.status().connection is Connection.CONNECTED)
    finally:
        host.stop()
