"""A camera server that stops, comes back, dies and is started again; nobody else notices."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.cameras.address import Address
from console.clock import SystemClock
from console.media.feed import Feed
from console.media.feed_state import Connection, Failure, FeedChanged, TileState
from console.media.host import Host
from console.outbox import Outbox
from tests.fakes.haste import hasten
from tests.faults.witness import Looks, Stamps, Well, all_live, is_in
from tests.peers.clips import street_clips
from tests.peers.peer_process import Peer, wait_until

_CLIP_S = 12
_FILE_FRAMES = _CLIP_S * 15


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def host(outbox) -> Iterator[Host]:
    host = Host(clock=SystemClock(), outbox=outbox, processes=2)
    host.start()
    yield host
    host.stop()


@pytest.fixture(scope="module")
def clips(asset_folder, tmp_path_factory) -> list[Path]:
    return street_clips(asset_folder, tmp_path_factory.mktemp("clips"), count=2, seconds=_CLIP_S)


@pytest.fixture
def _tries_soon(monkeypatch, tmp_path):
    """The waits between tries grow to two seconds, not to thirty."""
    hasten(monkeypatch, tmp_path, {"console.media.worker.retry._LONGEST_S": 2.0})


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("_tries_soon")
def test_an_outage_is_told_in_order_and_stays_with_its_cameras(host, outbox, clips):
    feeds_of = [argument for name in ("one", "two") for argument in ("--feed", f"{name}={clips[0]}")]
    with Peer("tests.peers.rtsp_server", *feeds_of) as a, Peer("tests.peers.rtsp_server", *feeds_of) as b:
        ill = [_open(host, f"a-{name}", f"rtsp://127.0.0.1:{a.port}/{name}") for name in ("one", "two")]
        well = [_open(host, f"b-{name}", f"rtsp://127.0.0.1:{b.port}/{name}") for name in ("one", "two")]
        well.append(_open(host, "file", str(clips[1])))
        wait_until(lambda: all_live(ill + well), within_s=20, what="all feeds are live")
        outbox.drain()
        stamps = Stamps(host)
        before, begun_s = {feed.camera_id: feed.counters() for feed in well}, time.monotonic()
        names = [feed.camera_id for feed in well]
        with Looks(host) as looks:
            _stop_until_it_is_tried_in_vain(a, looks, ill, stamps, names)
            _kill_and_start_again(a, looks, ill, stamps, names)
        lasted_s = time.monotonic() - begun_s
        assert lasted_s > 20
        start = dict.fromkeys(names, 0)
        assert {name: looks.since(start, name) for name in names} == {key: [TileState.LIVE] for key in names}
        changed = {fact.status.camera_id for fact in outbox.drain() if isinstance(fact, FeedChanged)}
        assert changed == {feed.camera_id for feed in ill}
        for feed in well:
            loop = _FILE_FRAMES if feed.camera_id == "file" else None
            Well(feed, loop).assert_unharmed(
                before[feed.camera_id], stamps.seen[feed.camera_id], least_s=0.8 * lasted_s - 1
            )


def _open(host: Host, camera_id: str, address: str) -> Feed:
    return host.open(camera_id, Address.parse(address))


def _stop_until_it_is_tried_in_vain(
    peer: Peer, looks: Looks, ill: list[Feed], stamps: Stamps, well: list[str]
) -> None:
    wait_until(lambda: all(looks.mark().values()), within_s=5, what="everybody was looked at")
    mark = looks.mark()
    peer.pause()
    _try_in_vain(ill, stamps, well)
    for feed in ill:
        told = looks.since(mark, feed.camera_id)
        assert told == [TileState.LATE, TileState.STALE, TileState.LOST], feed.camera_id
        assert feed.status().failure is Failure.TIMED_OUT
    peer.go_on()
    wait_until(lambda: stamps.ask_for(0.2, well) or all_live(ill), within_s=45, what="live again")
    for feed in ill:
        wait_until(
            lambda each=feed: looks.since(mark, each.camera_id)[3:] == [TileState.LIVE],
            within_s=5,
            what="live is seen",
        )
        assert feed.status().failure is None


def _try_in_vain(ill: list[Feed], stamps: Stamps, well: list[str]) -> None:
    """Until each is lost and another try of each has failed, too."""

    def next_tries() -> list[int | None]:
        return [feed.status().next_try_ns for feed in ill]

    def asked(condition: Callable[[], bool]) -> Callable[[], bool]:
        return lambda: stamps.ask_for(0.2, well) or condition()

    wait_until(asked(lambda: all(next_tries())), within_s=25, what="lost")
    first = next_tries()
    wait_until(
        asked(lambda: all(now != then for now, then in zip(next_tries(), first, strict=True))),
        within_s=25,
        what="tried in vain",
    )


def _kill_and_start_again(peer: Peer, looks: Looks, ill: list[Feed], stamps: Stamps, well: list[str]) -> None:
    mark = looks.mark()
    peer.kill()
    wait_until(
        lambda: all(is_in(feed, TileState.LOST) for feed in ill),
        within_s=5,
        what="lost as soon as it is dead",
    )
    stamps.ask_for(2, well)
    peer.start()
    wait_until(lambda: stamps.ask_for(0.2, well) or all_live(ill), within_s=45, what="live again")
    told = [TileState.LOST, TileState.LIVE]
    for feed in ill:
        # the looks come from a thread of their own, a moment after the feed
        wait_until(lambda each=feed: looks.since(mark, each.camera_id) == told, within_s=5, what=str(told))
        assert feed.counters().reconnects >= 2


def test_a_refused_password_waits_longest_at_once(host, outbox, clips):
    secured = ["--auth", "digest", "--password", "right"]
    with Peer("tests.peers.rtsp_server", "--feed", f"one={clips[0]}", *secured) as peer:
        wrong = _open(host, "wrong", f"rtsp://admin:guess@127.0.0.1:{peer.port}/one")
        right = _open(host, "right", f"rtsp://admin:right@127.0.0.1:{peer.port}/one")
        wait_until(lambda: is_in(right, TileState.LIVE), within_s=10, what="the right password opens it")
        wait_until(lambda: wrong.status().next_try_ns is not None, within_s=10, what="refused")
        status = wrong.status()
        assert (status.connection, status.failure) == (Connection.LOST, Failure.UNAUTHORISED)
        assert status.next_try_ns is not None
        assert 15e9 < status.next_try_ns - time.monotonic_ns() < 31e9
        told = [fact.status for fact in outbox.drain() if isinstance(fact, FeedChanged)]
        failures = [each.failure for each in told if each.camera_id == "wrong"]
        assert failures == [None, Failure.UNAUTHORISED]


@pytest.mark.parametrize(
    ("address", "failure"),
    [
        ("rtsp://127.0.0.1:{rtsp}/else", Failure.NOT_FOUND),
        ("rtsp://127.0.0.1:9/one", Failure.REFUSED),
        ("rtsp://no-such-camera.invalid/one", Failure.NO_HOST),
        ("http://127.0.0.1:{http}/page", Failure.NOT_VIDEO),
        ("http://127.0.0.1:{http}/else", Failure.NOT_FOUND),
        ("{missing}", Failure.NO_FILE),
    ],
)
def test_each_failure_has_its_name(host, clips, peers, tmp_path, address, failure):
    rtsp, http = peers
    text = address.format(rtsp=rtsp.port, http=http.port, missing=tmp_path / "gone.mp4")
    feed = _open(host, "camera", text)
    wait_until(lambda: feed.status().failure is not None, within_s=15, what="the failure is told")
    assert (feed.status().connection, feed.status().failure) == (Connection.LOST, failure)
    assert feed.state(time.monotonic_ns()) is TileState.LOST


@pytest.fixture(scope="module")
def peers(clips) -> Iterator[tuple[Peer, Peer]]:
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"one={clips[0]}") as rtsp,
        Peer("tests.peers.http_server", "--clip", str(clips[0])) as http,
    ):
        yield rtsp, http


def test_mjpeg_over_http_is_live(host, peers):
    feed = _open(host, "web", f"http://127.0.0.1:{peers[1].port}/mjpeg")
    wait_until(lambda: feed.counters().decoded > 40, within_s=20, what="its pictures are decoded")
    assert is_in(feed, TileState.LIVE)
    assert (feed.status().codec, feed.status().width, feed.status().height) == ("mjpeg", 640, 360)


def test_a_server_that_says_nothing_is_timed_out(host):
    """As one that hangs: the system takes the connection, nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        feeds = [_open(host, kind, f"{kind}://127.0.0.1:{port}/one") for kind in ("rtsp", "http")]
        for feed in feeds:
            wait_until(lambda: all(each.status().failure for each in feeds), within_s=15, what="it is told")
            assert feed.status().failure is Failure.TIMED_OUT, feed.camera_id
