"""`Alt+L` over the whole application: what is asked, what is said, and all that ends it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.cameras.polygon import Polygon
from console.journal.entry import EntryRefused, Kind
from console.journal.evidence import EvidenceDraft
from console.language import language, use_language
from console.listening import Listening
from console.media.sound_phase import SoundPhase, SoundPicture
from console.operators.facts import DeskLocked, SignedIn, SignedOut
from console.operators.operator import Operator
from console.operators.roles import Role
from console.rulebook import RulesSaved, Watched
from tests.console.journal.conftest import a_violation
from tests.console.review_desk import SCHOOL, STREET
from tests.fakes.fake_sounds import FakeSounds
from tests.ui.waiting import wait_until
from tests.ui.window_desk import WindowDesk
from tests.ui.window_hands import ONE
from ui import listen_ask
from ui.actions import ActionId

WINDOW = Polygon(((0.1, 0.1), (0.4, 0.1), (0.4, 0.4)))


class Library:
    """In place of libVLC: it plays whatever it is given, and hears of its end."""

    def __init__(self):
        self.state = "State.Playing"
        self.counted = {"decoded_audio": 0, "played_abuffers": 0, "displayed_pictures": 0}
        self.options, self.calls = [], []

    def Instance(self, *options):
        self.options += options
        return self

    MediaStats = SimpleNamespace

    def media_player_new(self):
        return self

    def media_new_fd(self, descriptor):
        os.fstat(descriptor)
        return self

    def add_option(self, option):
        self.options.append(option)

    def get_stats(self, stats):
        vars(stats).update(self.counted)

    def get_state(self):
        return self.state

    def __getattr__(self, name):
        return lambda *_arguments: self.calls.append(name)


class FakePicture:
    """In place of libVLC's picture."""

    view, ended = None, False

    def __call__(self, *_arguments, **_more):
        return self

    def look(self, _now_ns, *, sound):
        pass

    def end(self):
        self.ended = True


@pytest.fixture
def library(monkeypatch):
    made = Library()
    monkeypatch.setitem(sys.modules, "vlc", made)
    return made


@pytest.fixture
def desk(qapp, tmp_path, library):
    use_language("en")
    made = WindowDesk(tmp_path / "desk", qapp)
    engine, made.sounds = made.engine, FakeSounds()
    engine.listening = Listening(
        made.sounds, privacy=engine.privacy, journal=engine.journal, clock=engine.clock
    )
    made.come(Role.DISPATCHER)
    made.app.choose_camera(STREET.id)
    made.settle()
    made.start = made.head()
    yield made
    made.stop()


def listen(desk):
    desk.key(ActionId.LISTEN)
    QApplication.processEvents()


def line(desk):
    strip = desk.app.listen.line
    return strip.text if strip.isVisible() else ""


def tick(desk, seconds=1.0):
    desk.clock.advance(seconds)
    desk.app.listen.poll(desk.clock.monotonic_ns())


def become(desk, phase, **more):
    desk.engine.outbox.put(desk.sounds.become(phase, **more))
    desk.settle()


def ready(desk, **more):
    """libVLC plays it now."""
    listen(desk)
    become(desk, SoundPhase.READY, **more)
    assert wait_until(lambda: desk.app.listen._open.begun_ns)
    desk.settle()


def looked(desk):
    return [entry.body for entry in desk.entries(after=desk.start) if entry.kind is Kind.LOOKED_AT]


def is_over(desk):
    return desk.app.listen.camera is None and not line(desk) and desk.sounds.closed[-1:] == [STREET.id]


def test_it_is_heard_and_the_line_says_how_far_it_is(desk, library):
    listen(desk)
    assert line(desk) == "Camera 0117: its sound is being looked for…"
    become(desk, SoundPhase.READY)
    assert line(desk) == "Camera 0117: the sound is coming…"
    assert wait_until(lambda: desk.sounds.opened[0].played is SoundPicture.WITHOUT)
    library.counted["played_abuffers"] = 1
    tick(desk)
    assert line(desk).startswith("Camera 0117 is heard since 23:00:00. This display has no window")
    assert ":no-video" in library.options and not any("rtsp" in option for option in library.options)
    desk.settle()
    assert len(looked(desk)) == 1
    listen(desk)
    assert is_over(desk) and desk.said == "Camera 0117 is heard no more."
    assert wait_until(lambda: "stop" in library.calls and library.calls.count("release") == 3)
    desk.settle()
    assert ["until_utc" in body for body in looked(desk)] == [False, True]


def test_while_the_journal_cannot_be_written_nothing_is_heard_and_the_line_says_so(desk, library):
    folder = desk.engine.folder
    listen(desk)
    folder.evidence.rmdir()
    folder.evidence.write_bytes(b"a file where the folder was")
    still = EvidenceDraft("still", ".jpg", b"picture")
    desk.engine.journal.record(Kind.VIOLATION_RECORDED, a_violation(), actor="Anna", evidence=[still])
    desk.engine.outbox.put(desk.sounds.become(SoundPhase.READY))
    assert wait_until(lambda: desk.app.listen._open.asked_ns)
    tick(desk)
    assert line(desk) == "Camera 0117 is heard once that is an entry: it waits for the journal…"
    assert desk.sounds.opened[0].played is None
    folder.evidence.unlink()
    desk.settle()
    assert desk.sounds.opened[0].played is not None
    assert line(desk) == "Camera 0117: the sound is coming…"


def test_what_the_journal_refuses_is_not_heard_and_the_line_says_so(desk, library, monkeypatch):
    def refuse(kind, _body, *, ref, **_more):
        desk.engine.outbox.put(EntryRefused(ref, kind, "no room"))

    listen(desk)
    with monkeypatch.context() as patch:
        patch.setattr(desk.engine.journal, "record", refuse)
        desk.engine.outbox.put(desk.sounds.become(SoundPhase.READY))
        assert wait_until(lambda: is_over(desk))
    assert desk.said == "Camera 0117 is not heard: that could not be written in the journal. no room"
    assert desk.sounds.opened[0].played is None and looked(desk) == []


def test_a_school_is_heard_for_a_reason(desk):
    desk.app.choose_camera(SCHOOL.id)
    listen(desk)
    strip = desk.app.listen.strip
    assert strip.isVisible() and "0402" in strip._title.text() and desk.sounds.opened == []
    desk.key(ActionId.BACK)
    assert not strip.isVisible() and desk.sounds.opened == []
    listen(desk)
    desk.hit(strip, *ONE)
    become(desk, SoundPhase.READY)
    assert wait_until(lambda: desk.sounds.opened[0].played)
    desk.settle()
    assert [body["reason"] for body in looked(desk)] == ["search for a missing child"]


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (SoundPhase.SILENT, "Camera 0117 sends no sound."),
        (SoundPhase.UNREADABLE, "Camera 0117: its sound is in a form that cannot be played here."),
        (SoundPhase.LATE, "Camera 0117: its main stream does not come, and the sound is in that one alone."),
        (SoundPhase.LOST, "Camera 0117: the connection ended, and the sound with it. Alt+L listens again."),
    ],
)
def test_it_says_why_nothing_is_heard_and_that_is_no_look(desk, phase, said):
    listen(desk)
    become(desk, phase)
    assert is_over(desk) and desk.said == said
    assert looked(desk) == []


def test_without_libvlc_it_says_how_to_get_it_and_that_is_no_look(desk, monkeypatch):
    monkeypatch.setitem(sys.modules, "vlc", None)
    listen(desk)
    become(desk, SoundPhase.READY)
    assert wait_until(lambda: is_over(desk))
    assert desk.said.endswith("apt-get install libvlc5 vlc-plugin-base vlc-plugin-video-output")
    desk.settle()
    assert looked(desk) == []


def test_without_a_connection_there_is_nothing_to_hear(desk):
    desk.sounds.connected = False
    listen(desk)
    assert desk.said == "Camera 0117 has no connection: there is nothing to hear."
    assert line(desk) == ""


def test_without_a_loudspeaker_it_says_so(desk, library):
    ready(desk)
    library.counted["decoded_audio"] = 9
    tick(desk)
    assert line(desk) == "Camera 0117: the sound is coming…"  # it may take a moment
    tick(desk, 5)
    assert line(desk) == "Camera 0117: sound comes, but libVLC finds no loudspeaker here. Connect one."


def test_sound_that_stops_is_told_until_it_comes_again(desk, library):
    ready(desk)
    library.counted["played_abuffers"] = 100
    tick(desk)
    assert "is heard since" in line(desk)
    tick(desk, 2.5)
    assert "is heard since" in line(desk)
    tick(desk)
    assert line(desk) == "Camera 0117: no sound comes now. It is heard again as soon as it comes."
    library.counted["played_abuffers"] = 101
    tick(desk)
    assert "is heard since" in line(desk)


def test_where_libvlc_gives_up_it_says_so(desk, library):
    ready(desk)
    library.state = "State.Error"
    tick(desk)
    assert is_over(desk)
    assert desk.said.startswith("Camera 0117: libVLC gave up.")


@pytest.mark.parametrize(
    ("masked", "has_picture", "said"),
    [(True, True, "Its picture has masks"), (False, False, "Its picture stays as it is.")],
)
def test_our_own_picture_stays_where_libvlcs_would_show_too_much_or_nothing(
    desk, library, monkeypatch, masked, has_picture, said
):
    monkeypatch.setattr(listen_ask, "has_native_windows", lambda: True)
    if masked:
        desk.engine.site.cameras[STREET.id] = replace(STREET, masks=(WINDOW,))
    ready(desk, has_picture=has_picture)
    library.counted["played_abuffers"] = 1
    tick(desk)
    assert desk.sounds.opened[0].played is SoundPicture.WITHOUT
    assert desk.app.picture.covered_by is None
    assert said in line(desk)


def draw(desk):
    """As the engine tells of a mask that somebody has just drawn; no window is given another camera."""
    drawn = replace(desk.engine.cameras[STREET.id], masks=(WINDOW,))
    desk.engine.outbox.put(RulesSaved("", Watched(drawn, ())))
    desk.settle()
    assert desk.app.picture.camera.masks == ()


def test_a_mask_that_was_drawn_a_moment_ago_is_not_drawn_over(desk, library, monkeypatch):
    monkeypatch.setattr(listen_ask, "has_native_windows", lambda: True)
    listen(desk)
    draw(desk)
    become(desk, SoundPhase.READY, has_picture=True)
    assert wait_until(lambda: desk.sounds.opened[0].played)
    library.counted["played_abuffers"] = 1
    tick(desk)
    assert desk.sounds.opened[0].played is SoundPicture.WITHOUT
    assert "Its picture has masks" in line(desk)


def test_a_mask_that_is_drawn_meanwhile_is_not_drawn_over_and_one_listens_on(desk, library, monkeypatch):
    monkeypatch.setattr(listen_ask, "has_native_windows", lambda: True)
    monkeypatch.setattr(listen_ask, "LivePicture", picture := FakePicture())
    ready(desk)
    library.counted["played_abuffers"] = 1
    tick(desk)
    assert desk.sounds.opened[0].played is SoundPicture.WITH and not picture.ended
    draw(desk)
    tick(desk, 0.01)  # at the very next picture
    assert picture.ended
    tick(desk)
    assert "Its picture has masks" in line(desk) and desk.sounds.closed == []


@pytest.mark.parametrize("fact", [DeskLocked(), SignedOut(Operator("A", Role.DISPATCHER))])
def test_it_ends_with_whoever_listens(desk, fact):
    ready(desk)
    desk.engine.outbox.put(fact)
    desk.settle()
    assert is_over(desk)


def test_it_ends_when_they_sit_here_in_another_role_and_the_line_says_so(desk):
    ready(desk)
    desk.sit(Role.TRAINER)
    desk.engine.outbox.put(SignedIn("", desk.engine.permit.operator))
    desk.settle()
    assert is_over(desk) and desk.said == "Camera 0117 is heard no more."


def test_whoever_mutes_the_desk_wants_it_quiet_and_may_listen_anew(desk):
    ready(desk)
    desk.key(ActionId.MUTE)
    desk.settle()
    assert is_over(desk)
    listen(desk)
    assert line(desk)


def test_another_camera_ends_it(desk):
    ready(desk)
    desk.app.choose_camera(SCHOOL.id)
    tick(desk)
    assert is_over(desk)


def test_a_replay_in_its_place_ends_it_and_none_is_heard_while_one_is_open(desk):
    ready(desk)
    desk.app.picture.cover(QWidget())
    tick(desk)
    assert is_over(desk)
    listen(desk)
    assert len(desk.sounds.opened) == 1
    assert desk.said == "A replay is open here, and sound is live alone: L goes back to live."
    desk.app.picture.cover(None)


def test_one_thing_is_heard_at_a_time(desk, monkeypatch):
    ready(desk)
    desk.app.clips.heard.emit()  # a clip of the journal is about to be
    assert is_over(desk)
    muted = []
    monkeypatch.setattr(desk.app.clips, "mute", lambda: muted.append(True))
    listen(desk)
    assert muted == [True]


def test_others_are_refused_and_told(desk):
    desk.come(Role.TRAINER)
    listen(desk)
    assert desk.said == "It is not heard: your role may not do this."
    assert desk.sounds.opened == []


def test_its_button_leaves_the_keys_where_they_are(desk):
    listen(desk)
    focus = QApplication.focusWidget()
    QTest.mouseClick(desk.app.listen.line._end, Qt.MouseButton.LeftButton)
    assert is_over(desk) and QApplication.focusWidget() is focus


def test_the_line_follows_the_language(desk):
    desk.app.listen.line.say(language)
    desk.app.change_language("kk")
    QApplication.processEvents()
    assert line(desk) == "kk"
    desk.app.change_language("en")
