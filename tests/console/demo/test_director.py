"""Outages by the script's time: which address is opened when, told with a clock that the test sets."""

from dataclasses import dataclass, field

from console.demo.city import City
from console.demo.director import Director, Outage
from tests.fakes.fake_clock import FakeClock


@dataclass
class FakeHost:
    opened: list[tuple[str, str]] = field(default_factory=list)

    def open(self, camera_id, address):
        self.opened.append((camera_id, str(address)))
        return object()


def test_a_camera_is_looked_for_elsewhere_and_comes_back(tmp_path):
    city = City.load(cameras=3)
    site = city.site([tmp_path / f"{index}.mp4" for index in range(3)])
    first, second, _third = site.cameras
    clock, host, told = FakeClock(), FakeHost(), []
    director = Director(
        [Outage(first, 10, 30), Outage(second, 20, 25)],
        host=host,
        cameras=site.cameras,
        clock=clock,
        on_opened=lambda camera, _feed: told.append(camera.id),
    )
    clock.advance(50)
    director.start()
    seen = []
    for _second in range(40):
        director.tick()
        seen.append(list(told))
        clock.advance(1)
    assert [len(each) for each in (seen[9], seen[10], seen[19], seen[20], seen[25], seen[30])] == [
        0, 1, 1, 2, 3, 4,
    ]  # fmt: skip
    assert told == [first, second, second, first]
    nobody, home = "rtsp://127.0.0.1:9/", str(site.cameras[first].main)
    assert [address for camera_id, address in host.opened if camera_id == first] == [nobody, home]
