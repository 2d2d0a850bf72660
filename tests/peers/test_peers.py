"""The peers themselves: what the journeys prove rests on them."""

from __future__ import annotations

import socket
from itertools import islice
from pathlib import Path

import av
import pytest

from tests.peers.clips import street_clips
from tests.peers.moving_clip import encode, moving
from tests.peers.peer_process import Peer, wait_until

_STEP = 6000  # of 90 kHz: 15 frames a second


@pytest.fixture(scope="module")
def clip(asset_folder, tmp_path_factory) -> Path:
    return street_clips(asset_folder, tmp_path_factory.mktemp("clips"), count=1, seconds=2)[0]


def _open(url: str) -> av.container.InputContainer:
    return av.open(url, options={"rtsp_transport": "tcp"}, timeout=(5, 5))


def _rtp_times(container: av.container.InputContainer, count: int) -> list[int]:
    """Of the packets behind the first one, whose time FFmpeg does not tell."""
    return [packet.pts for packet in islice(container.demux(video=0), 1, count + 1)]


def test_frames_go_round_without_a_gap_for_several_clients(clip):
    with Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer:
        url = f"rtsp://127.0.0.1:{peer.port}/north"
        with _open(url) as one, _open(url) as two:
            for container in (one, two):
                assert _rtp_times(container, 40) == [_STEP * number for number in range(1, 41)]
            frame = next(one.decode(video=0))
            assert (frame.width, frame.height) == (640, 360)


def test_every_picture_decodes_whole(clip):
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer,
        _open(f"rtsp://127.0.0.1:{peer.port}/north") as live,
        av.open(str(clip)) as file,
    ):
        for sent, original in zip(islice(live.decode(video=0), 20), file.decode(video=0), strict=False):
            assert bytes(sent.planes[0]) == bytes(original.planes[0])


def test_a_lost_frame_is_a_gap(clip):
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"north={clip}", "--lose-every", "10") as peer,
        _open(f"rtsp://127.0.0.1:{peer.port}/north") as live,
    ):
        numbers = [time // _STEP for time in _rtp_times(live, 16)]
    assert numbers == [number for number in range(1, 18) if number != 9]


@pytest.mark.parametrize("auth", ["basic", "digest"])
def test_the_password_is_asked_for(clip, auth):
    with Peer(
        "tests.peers.rtsp_server", "--feed", f"n={clip}", "--auth", auth, "--password", "p@ss%w/rd"
    ) as peer:
        _open(f"rtsp://admin:p%40ss%25w%2Frd@127.0.0.1:{peer.port}/n").close()
        for credentials in ("", "admin:wrong@", "guest:p%40ss%25w%2Frd@"):
            with pytest.raises(av.error.HTTPUnauthorizedError):
                _open(f"rtsp://{credentials}127.0.0.1:{peer.port}/n")


def test_an_unknown_feed_is_not_found(clip):
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer,
        pytest.raises(av.error.HTTPNotFoundError),
    ):
        _open(f"rtsp://127.0.0.1:{peer.port}/south")


def test_stopped_it_is_silent_and_then_goes_on_without_a_gap(clip):
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer,
        _open(f"rtsp://127.0.0.1:{peer.port}/north") as live,
    ):
        packets = live.demux(video=0)
        first = next(packet.pts for packet in islice(packets, 5, None))
        peer.pause()
        with socket.create_connection(("127.0.0.1", peer.port), timeout=1) as asked:
            asked.sendall(b"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            with pytest.raises(TimeoutError):
                asked.recv(1)
            peer.go_on()
            asked.settimeout(5)
            assert asked.recv(12) == b"RTSP/1.0 200"
        assert [packet.pts for packet in islice(packets, 20)] == [first + _STEP * n for n in range(1, 21)]


def test_killed_it_comes_back_on_its_port(clip):
    with Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer:
        port = peer.port
        with _open(f"rtsp://127.0.0.1:{port}/north"):
            peer.kill()
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), timeout=1)
            peer.start()
        assert peer.port == port
        _open(f"rtsp://127.0.0.1:{port}/north").close()


def test_a_client_that_goes_costs_nothing_more(clip):
    with Peer("tests.peers.rtsp_server", "--feed", f"north={clip}") as peer:
        for _again in range(2):
            _open(f"rtsp://127.0.0.1:{peer.port}/north").close()
        wait_until(
            lambda: _established(peer.port) == 0, within_s=5, what="the sessions end with their clients"
        )


def _established(port: int) -> int:
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(1 for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01")


def test_http_gives_mjpeg_a_clip_and_pages(clip):
    with Peer("tests.peers.http_server", "--clip", str(clip), "--password", "p@ss") as peer:
        root = f"http://admin:p%40ss@127.0.0.1:{peer.port}"
        with av.open(f"{root}/mjpeg", timeout=(5, 5)) as live:
            assert live.streams.video[0].codec.name == "mjpeg"
            pictures = list(islice(live.decode(video=0), 40))  # more than the two seconds that it has
            assert {(picture.width, picture.height) for picture in pictures} == {(640, 360)}
        with av.open(f"{root}/clip.mp4", timeout=(5, 5)) as file:
            assert sum(1 for _frame in file.decode(video=0)) == 30
        for path in ("/page", "/later.mp4"):
            with pytest.raises(av.error.InvalidDataError):
                av.open(root + path, timeout=(5, 5))
        with pytest.raises(av.error.HTTPUnauthorizedError):
            av.open(f"http://127.0.0.1:{peer.port}/mjpeg", timeout=(5, 5))
        with pytest.raises(av.error.HTTPNotFoundError):
            av.open(f"{root}/else", timeout=(5, 5))


@pytest.mark.parametrize("codec", ["h265", "mjpeg"])
def test_other_codecs_arrive_whole(tmp_path, codec):
    moves = moving(640, 360, 20)
    if codec == "mjpeg":
        path = encode(tmp_path / "clip.avi", moves, codec="mjpeg", q="5", huffman="default")
    else:
        groups = {"x265-params": "keyint=15:bframes=0:log-level=none"}
        path = encode(tmp_path / "clip.mp4", moves, codec="libx265", preset="ultrafast", **groups)
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"north={path}") as peer,
        _open(f"rtsp://127.0.0.1:{peer.port}/north") as live,
        av.open(str(path)) as file,
    ):
        for sent, original in zip(islice(live.decode(video=0), 20), file.decode(video=0), strict=False):
            assert bytes(sent.planes[0]) == bytes(original.planes[0])


def test_what_ails_a_feed_is_told_while_it_plays(clip):
    with (
        Peer("tests.peers.rtsp_server", "--feed", f"n={clip}", "--feed", f"s={clip}") as peer,
        _open(f"rtsp://127.0.0.1:{peer.port}/n") as north,
        _open(f"rtsp://127.0.0.1:{peer.port}/s") as south,
    ):
        packets = north.demux(video=0)
        before = [packet.pts for packet in islice(packets, 5)][-1]
        peer.tell("n back")
        # FFmpeg takes a time before the connection's first for one after the clock's next turn.
        assert any(abs(packet.pts - before) > 3000 * 90_000 for packet in islice(packets, 60))
        peer.tell("n down")
        assert sum(1 for packet in packets if packet.size) < 60  # it ends
        with pytest.raises(av.error.HTTPNotFoundError):
            _open(f"rtsp://127.0.0.1:{peer.port}/n")
        assert _rtp_times(south, 40) == [_STEP * number for number in range(1, 41)]
        peer.tell("n well")
        wait_until(lambda: _is_there(peer), within_s=5, what="the feed is there again")


def _is_there(peer: Peer) -> bool:
    try:
        _open(f"rtsp://127.0.0.1:{peer.port}/n").close()
    except av.error.HTTPNotFoundError:
        return False
    return True
