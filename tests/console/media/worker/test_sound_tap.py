"""A feed's sound, where it is odd: whatever it is, the pictures go on."""

from __future__ import annotations

import logging

import pytest

from console.cameras.address import Address
from console.media.feed_state import Connection
from console.media.sound_phase import SoundPhase
from console.media.worker.sound_tap import SoundTap
from console.media.worker.stream import open_stream
from tests.console.media.worker.feed_bench import make_feed
from tests.peers.sounding_clip import sounding


@pytest.fixture
def film(tmp_path):
    """Two seconds of pictures and AAC."""
    return sounding(tmp_path / "film.mkv", 2)


@pytest.fixture
def odd(film, tmp_path):
    """The same in a codec of which FFmpeg has never heard."""
    path = tmp_path / "odd.mkv"
    path.write_bytes(film.read_bytes().replace(b"A_AAC", b"A_XYZ"))
    return path


class Listener:
    """In place of a live sound."""

    def __init__(self):
        self.ended = []

    def offer(self, *_what):
        pass

    def put(self, _sent):
        pass

    def end(self, phase):
        self.ended.append(phase)


def test_sound_of_an_unknown_codec_is_none_and_the_pictures_come(host, odd, eventually):
    feed = host.open("odd", Address.parse(str(odd)))
    feed.show("tile", width_px=64, height_px=36)
    eventually(lambda: feed.counters().decoded > 20)
    assert feed.status().connection is Connection.CONNECTED
    assert feed.counters().reconnects == 0 and feed.counters().ring_bytes > 0
    live = host.sounds.open("odd")
    eventually(lambda: live.phase is SoundPhase.UNREADABLE)  # not "silent": it sends some
    assert feed.counters().reconnects == 0


def read(tap, path):
    """How many pictures came, with each handed to the tap."""
    with open_stream(str(path), kind="file") as stream:
        count = 0
        for packet in stream.packets():
            tap.take(packet, stream, now_ns=count * 66_000_000)
            count += 1
        return count


@pytest.mark.parametrize("where", ["put", "offer"])
def test_an_error_in_the_sound_is_told_once_and_the_pictures_go_on(film, monkeypatch, caplog, where):
    feed = make_feed(str(film))
    tap, feed.sound = SoundTap(feed), (listener := Listener())
    monkeypatch.setattr(listener, where, lambda *_what: 1 / 0)
    assert [read(tap, film) for _connection in range(2)] == [30, 30]
    assert listener.ended == [SoundPhase.UNREADABLE] and feed.sound is None
    feed.sound = again = Listener()
    monkeypatch.setattr(again, where, lambda *_what: 1 / 0)
    assert read(tap, film) == 30
    assert again.ended == [SoundPhase.UNREADABLE]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_an_error_in_keeping_the_sound_ends_neither_pictures_nor_ring(film, monkeypatch, caplog):
    feed = make_feed(str(film))
    tap, feed.keeps_sound = SoundTap(feed), True
    kept = []
    monkeypatch.setattr(feed.ring, "put_sound", lambda sound: kept.append(sound) or 1 / 0)
    assert read(tap, film) == 30
    assert len(kept) == 1 and len(caplog.records) == 1
