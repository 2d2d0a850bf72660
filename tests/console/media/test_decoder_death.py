"""A decoder that dies or hangs takes its feeds to lost and back, and nobody else notices."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from console.cameras.address import Address
from console.media.decoder_life import DecoderBack, DecoderDied
from console.media.feed_state import Connection, Failure, FeedChanged


def _open_six(host, clip):
    feeds = [host.open(f"c{index}", Address.parse(str(clip))) for index in range(6)]
    return [(feed, feed.show("tile", width_px=64, height_px=36)) for feed in feeds]


def _victims(shown, number=0):
    mine = [pair for pair in shown if pair[0].process.number == number]
    return mine, [pair for pair in shown if pair not in mine]


@pytest.mark.parametrize("blow", [signal.SIGSEGV, signal.SIGKILL, signal.SIGSTOP])
def test_its_feeds_are_lost_and_come_back_and_the_others_notice_nothing(host, clip, outbox, eventually, blow):
    shown = _open_six(host, clip)
    eventually(lambda: all(picture.newest() > 5 for _feed, picture in shown))
    mine, others = _victims(shown)
    before = {feed.camera_id: (feed.counters(), picture.newest()) for feed, picture in shown}
    outbox.drain()
    old_pid = host.pids[0]

    os.kill(old_pid, blow)
    facts = []

    def back():
        facts.extend(outbox.drain())
        return any(isinstance(fact, DecoderBack) for fact in facts)

    eventually(back)
    for feed, picture in mine:
        number = before[feed.camera_id][1]
        eventually(lambda feed=feed: feed.status().connection is Connection.CONNECTED)
        eventually(lambda picture=picture, number=number: picture.newest() > number + 20)
    facts.extend(outbox.drain())

    changes = defaultdict(list)
    for fact in facts:
        if isinstance(fact, FeedChanged):
            changes[fact.status.camera_id].append((fact.status.connection, fact.status.failure))
    ids = tuple(feed.camera_id for feed, _picture in mine)
    assert {DecoderDied(0, ids), DecoderBack(0, ids)} <= {f for f in facts if not isinstance(f, FeedChanged)}
    assert set(changes) == set(ids)
    for change in changes.values():
        assert change == [(Connection.LOST, Failure.DECODER_DIED), (Connection.CONNECTED, None)]
    for feed, picture in mine:  # its pictures and numbers go on where they were
        assert picture.claim().sequence > before[feed.camera_id][0].decoded
        assert feed.counters().decoded > before[feed.camera_id][0].decoded
    for feed, _picture in others:
        counters = feed.counters()
        assert (counters.dropped, counters.reconnects, counters.out_of_order) == (0, 0, 0)
        assert counters.due - counters.decoded <= 2
    assert host.pids[0] != old_pid


def test_outputs_may_be_changed_while_the_decoder_is_dead(host, clip, eventually):
    shown = _open_six(host, clip)
    eventually(lambda: all(picture.newest() for _feed, picture in shown))
    (feed, _old), *_rest = _victims(shown)[0]
    os.kill(host.pids[0], signal.SIGSEGV)
    new = feed.show("tile", width_px=80, height_px=45)
    added = host.open("c9", Address.parse(str(clip)))
    host.close("c1")
    tile = added.show("tile", width_px=16, height_px=16)
    eventually(lambda: new.newest() > 3 and tile.newest() > 3)


_DESK = """
import sys, time
from console.cameras.address import Address
from console.clock import SystemClock
from console.media.host import Host
from console.outbox import Outbox
host = Host(clock=SystemClock(), outbox=Outbox(), processes=2)
host.start()
feed = host.open("c1", Address.parse(sys.argv[1]))
while not feed.counters().decoded:
    time.sleep(0.01)
print(*host.pids, flush=True)
time.sleep(600)
"""


def test_decoders_end_by_themselves_when_their_desk_is_killed(clip, eventually):
    with subprocess.Popen([sys.executable, "-c", _DESK, str(clip)], stdout=subprocess.PIPE) as desk:
        pids = [int(pid) for pid in desk.stdout.readline().split()]
        desk.kill()
    assert len(pids) == 2
    eventually(lambda: not any(map(_runs, pids)))


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
