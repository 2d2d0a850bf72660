"""Live sound that is closed by one thread while another gives it what it waited for."""

from __future__ import annotations

import threading
import time
from collections import Counter
from types import SimpleNamespace

import pytest

from console.media.feed_state import Connection
from console.media.live_sound import LiveSound, SoundChanged
from console.media.live_sounds import LiveSounds
from console.media.sound_messages import CloseSound, OpenSound
from console.media.sound_phase import SoundPhase
from console.outbox import Outbox


class Turn:
    """A lock; just before it is taken first, another thread does its work."""

    def __init__(self, work):
        self.lock, self.work = threading.Lock(), work

    def __enter__(self):
        work, self.work = self.work, lambda: None
        work()
        self.lock.acquire()

    def __exit__(self, *_error):
        self.lock.release()


@pytest.fixture
def sent():
    """What the decoder process was told."""
    return []


@pytest.fixture
def intake(sent):
    process = SimpleNamespace(send=lambda message, *_descriptors: sent.append(message))
    return SimpleNamespace(number=7, process=process)


def test_what_is_attached_while_it_is_closed_is_closed_in_its_process(intake, sent):
    live = LiveSound(1, "c1", on_close=lambda _live: None)
    live._lock = Turn(lambda: live.attach(intake))
    live.close()
    live.attach(intake)
    assert sent == [OpenSound(7, 1), CloseSound(1)]
    live.close()
    assert len(sent) == 2


class Streams:
    def __init__(self):
        self.held, self.meanwhile = Counter(), lambda: None

    def hold_main(self, camera_id):
        self.meanwhile()
        self.held[camera_id] += 1

    def release_main(self, camera_id):
        self.held[camera_id] = max(0, self.held[camera_id] - 1)  # as the real one does


def test_a_connection_that_is_lost_while_it_is_opened_holds_no_main_stream_for_ever():
    connection = Connection.CONNECTED
    feed = SimpleNamespace(status=lambda: SimpleNamespace(connection=connection))
    streams, outbox = Streams(), Outbox()
    sounds = LiveSounds({"c1": feed}, streams, outbox)

    def lose():
        nonlocal connection
        connection = Connection.LOST
        sounds.tick(time.monotonic_ns())  # the watcher

    streams.meanwhile = lose
    live = sounds.open("c1")
    sounds.tick(time.monotonic_ns())
    assert not streams.held["c1"]
    assert outbox.drain() == [SoundChanged("c1", live.number, SoundPhase.LOST)]
