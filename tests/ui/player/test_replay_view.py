"""A replay's view: what stands where, what it says, and what it asks of the replay."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.detection.detection import Box, Detections, Kind
from console.language import use_language
from console.media.frame import FrameStamp
from console.media.replay_state import ReplayPhase, ReplaySpeed, ReplayState
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_feed import FakePicture
from ui.player.past import Past
from ui.player.replay_moment import ReplayMoment
from ui.player.replay_view import ReplayView
from ui.player.timeline_painter import AlertMark, bar_rect, time_at
from ui.theme import DARK

S = 1_000_000_000
CAMERA = Camera(
    "c1", "0402", "yard", Place("p", "School", PlaceKind.STREET), Address.parse("rtsp://192.0.2.1/1")
)
GREY = (90, 90, 90, 255)


class FakeReplay:
    """Writes down what it is asked for."""

    def __init__(self):
        self.now = ReplayState(ReplayPhase.PLAYING)
        self.asked = []
        self.pictures = {}

    def state(self):
        return self.now

    def play(self, speed):
        self.asked.append(speed)

    def pause(self):
        self.asked.append("pause")

    def step(self, frames):
        self.asked.append(("step", frames))

    def seek(self, at_ns):
        self.asked.append(("to", at_ns))

    def seek_by(self, by_ns):
        self.asked.append(("by", by_ns))

    def show(self, name, *, width_px, height_px):
        self.pictures[name] = FakePicture(width_px, height_px)
        return self.pictures[name]

    def hide(self, name):
        self.pictures.pop(name)


class Bench:
    def __init__(self, qapp, *, width, height):
        self.qapp = qapp
        self.clock, self.replay = FakeClock(), FakeReplay()
        self.looks, self.alerts, self.frames = [], [], []
        self.span(60)
        self.view = ReplayView(
            self.replay,
            camera=CAMERA,
            clock=self.clock,
            past=Past(lambda _from_ns, _to_ns: self.looks, lambda: self.alerts, lambda: self.frames),
        )
        self.view.resize(width, height)
        self.view.show()
        qapp.processEvents()

    def span(self, seconds):
        now_ns = self.clock.monotonic_ns()
        self.replay.now = ReplayState(ReplayPhase.PLAYING, 0, now_ns - seconds * S, now_ns)

    def put(self, *, ago_s, number=1):
        """A frame that was captured so long ago."""
        (picture,) = self.replay.pictures.values()
        at_ns = self.clock.monotonic_ns() - round(ago_s * S)
        picture.put(GREY, number=number, sequence=number, captured_at_ns=at_ns)
        self.poll()
        return at_ns

    def poll(self):
        self.view._looks_ns = -S
        self.view.poll(self.clock.monotonic_ns())
        self.qapp.processEvents()

    def image(self):
        return self.view.grab().toImage()


@pytest.fixture
def bench(qapp):
    return Bench(qapp, width=960, height=600)


def colours_in(image, rect):
    return {
        image.pixelColor(x, y).name()
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    }


@pytest.mark.parametrize("size", [(960, 600), (480, 270), (238, 135), (1600, 900), (300, 700)])
def test_band_and_strip_stand_outside_the_picture(qapp, size):
    bench = Bench(qapp, width=size[0], height=size[1])
    bench.put(ago_s=12)
    view, picture = bench.view, bench.view.picture_rect()
    assert view.rect().contains(picture)
    assert not picture.intersects(view.band_rect())
    assert not picture.intersects(view.strip_rect())
    image = bench.image()
    assert colours_in(image, picture.adjusted(0, 0, -1, -1)) == {"#5a5a5a"}
    assert DARK.accent.name() in colours_in(image, view.band_rect())
    (shown,) = bench.replay.pictures.values()
    assert (shown.width_px, shown.height_px) == picture.size().toTuple()


def test_it_says_how_long_ago_and_when(bench):
    bench.put(ago_s=12.4)
    moment = bench.view.moment
    assert moment.title() == "REPLAY −00:12"
    assert moment.pace() == "1×"
    bench.view.toggle_pause()
    bench.clock.advance(60)
    bench.view._texts_ns = 0
    bench.poll()
    assert bench.view.moment.title() == "REPLAY −01:12"
    assert bench.view.moment.pace() == "paused · 1×"


def test_speed_goes_by_steps_and_stops_at_its_ends(bench):
    view, asked = bench.view, bench.replay.asked
    for _press in range(4):
        view.change_speed(1)
    assert asked == [ReplaySpeed.DOUBLE, ReplaySpeed.FOURFOLD, ReplaySpeed.FOURFOLD, ReplaySpeed.FOURFOLD]
    view.toggle_pause()
    view.change_speed(-1)
    assert asked[4:] == ["pause"]  # it stands still
    view.toggle_pause()
    assert asked[5:] == [ReplaySpeed.DOUBLE]
    assert [speed.sign for speed in ReplaySpeed] == ["¼×", "½×", "1×", "2×", "4×"]


def test_after_a_step_it_stands(bench):
    bench.view.step(-1)
    assert bench.view.moment.paused
    bench.view.toggle_pause()
    assert bench.replay.asked == [("step", -1), ReplaySpeed.NORMAL]


def test_boxes_stand_on_their_own_frame_alone(bench):
    at_ns = bench.clock.monotonic_ns() - 5 * S
    box = Box("person", Kind.PERSON, 0.9, 100, 100, 200, 300)
    bench.looks = [Detections(FrameStamp("c1", 7, at_ns, 0, 640, 360), (box,), at_ns, 1)]
    bench.put(ago_s=5)
    assert bench.view.boxes is bench.looks[0]
    picture = bench.view.picture_rect()
    assert DARK.person.name() in colours_in(bench.image(), picture)
    bench.put(ago_s=4.95, number=2)
    assert bench.view.boxes is None
    assert DARK.person.name() not in colours_in(bench.image(), picture)


def test_boxes_of_the_main_stream_stand_on_the_sub_streams_nearest_frame_in_its_size(bench):
    at_ns = bench.clock.monotonic_ns() - 5 * S
    box = Box("person", Kind.PERSON, 0.9, 960, 540, 1440, 1000)
    bench.looks = [Detections(FrameStamp("c1", 7, at_ns + S // 50, 0, 1920, 1080), (box,), at_ns, 1)]
    bench.frames = [at_ns - S // 5, at_ns, at_ns + S // 5]
    bench.put(ago_s=5)
    picture = bench.view.picture_rect()
    right_half = picture.adjusted(picture.width() // 2 - 4, picture.height() // 2 - 4, 0, 0)
    assert DARK.person.name() in colours_in(bench.image(), right_half)
    left_half = picture.adjusted(0, 0, -picture.width() // 2 - 8, 0)
    assert DARK.person.name() not in colours_in(bench.image(), left_half)
    bench.put(ago_s=4.8, number=2)
    assert bench.view.boxes is None


def test_the_strip_shows_where_persons_and_alerts_were(bench):
    now_ns = bench.clock.monotonic_ns()
    box = Box("person", Kind.PERSON, 0.9, 100, 100, 200, 300)
    bench.looks = [Detections(FrameStamp("c1", 7, now_ns - 45 * S, 0, 640, 360), (box,), 0, 1)]
    bench.alerts = [AlertMark(now_ns - 15 * S, 1)]
    bench.put(ago_s=30)
    bench.poll()
    strip, image = bench.view.strip_rect(), bench.image()
    bar = bar_rect(strip)

    def part(share):
        return bar.adjusted(round(bar.width() * share) - 6, 0, -round(bar.width() * (1 - share)) + 6, 0)

    assert DARK.person.name() in colours_in(image, part(0.25))
    assert DARK.priority_1.name() in colours_in(image, part(0.75))
    assert DARK.text.name() in colours_in(image, part(0.5))
    assert DARK.person.name() not in colours_in(image, part(0.5))


def test_a_click_on_the_strip_goes_there_and_one_on_the_picture_chooses_the_tile(bench):
    bench.put(ago_s=30)
    strip = bench.view.strip_rect()
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, pos=QPoint(strip.center()))
    ((what, at_ns),) = bench.replay.asked
    assert what == "to"
    assert abs(bench.clock.monotonic_ns() - 30 * S - at_ns) < S // 5
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, pos=bench.view.picture_rect().center())
    assert len(bench.replay.asked) == 1


def test_the_ends_of_the_strip_are_what_is_kept_and_now(bench):
    bench.put(ago_s=30)
    view = bench.view
    bar = bar_rect(view.strip_rect())
    assert time_at(-5, view.strip_rect(), view.moment) == view.moment.oldest_ns
    assert time_at(bar.right(), view.strip_rect(), view.moment) == view.moment.now_ns


@pytest.mark.parametrize("phase", [ReplayPhase.CAUGHT_UP, ReplayPhase.LOST, ReplayPhase.EMPTY])
def test_it_tells_once_that_it_is_over(bench, phase):
    told = []
    bench.view.ended.connect(told.append)
    bench.replay.now = ReplayState(phase)
    bench.poll()
    bench.poll()
    assert told == [phase]


def test_hidden_it_rests_and_gives_its_output_back(bench):
    bench.put(ago_s=5)
    bench.view.hide()
    assert bench.replay.asked == ["pause"]
    assert bench.replay.pictures == {}
    bench.view.show()
    bench.qapp.processEvents()
    assert len(bench.replay.pictures) == 1
    assert bench.replay.asked == ["pause", ReplaySpeed.NORMAL]
    bench.view.toggle_pause()
    bench.view.hide()
    bench.view.show()
    assert bench.replay.asked[2:] == ["pause", "pause"]


def test_a_moment_that_is_not_known_yet():
    moment = ReplayMoment(now_ns=5 * S)
    assert (moment.behind_ns, moment.kept_ns) == (0, 0)


def test_a_paint_asks_for_no_further_one(bench, monkeypatch):
    bench.put(ago_s=12)
    asked = []
    monkeypatch.setattr(bench.view, "update", lambda: asked.append(None))
    bench.clock.advance(1)
    bench.image()
    assert asked == [] and bench.view.moment.title() == "REPLAY −00:13"


def test_buttons_stand_where_every_text_has_room_in_the_language_in_use(qapp):
    bench = Bench(qapp, width=1200, height=700)
    buttons = bench.view._buttons
    assert buttons.isVisible() and bench.view.strip_rect().bottom() < buttons.y()
    english_px = buttons.sizeHint().width()
    bench.view.resize(english_px - 1, 700)
    assert buttons.isHidden()
    bench.view.resize(english_px, 700)
    assert buttons.isVisible()
    use_language("ru")
    qapp.sendEvent(buttons, QEvent(QEvent.Type.LanguageChange))
    assert buttons.sizeHint().width() > english_px
    assert buttons.isHidden()
