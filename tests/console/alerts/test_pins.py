"""Each alert holds 20 seconds before and after its cause, and the main stream, and lets each go once."""

from __future__ import annotations

from console.alerts.pins import AlertPins
from console.media.pin import Pin

S = 1_000_000_000


class FakeHost:
    def __init__(self) -> None:
        self.held: list[Pin] = []
        self.mains: list[str] = []

    def pin(self, camera_id, *, from_ns, to_ns):
        self.held.append(Pin(len(self.held), camera_id, from_ns, to_ns))
        return self.held[-1]

    def unpin(self, pin):
        self.held.remove(pin)

    def hold_main(self, camera_id):
        self.mains.append(camera_id)

    def release_main(self, camera_id):
        self.mains.remove(camera_id)


def test_an_alert_holds_its_span_and_main_each_until_it_is_let_go(make_alert):
    an_alert = make_alert()
    host = FakeHost()
    pins = AlertPins(host)
    pins.hold(an_alert)
    (pin,) = host.held
    cause_ns = an_alert.stamp.captured_at_ns
    assert (pin.camera_id, pin.from_ns, pin.to_ns) == (
        an_alert.camera.id,
        cause_ns - 20 * S,
        cause_ns + 20 * S,
    )
    assert host.mains == [an_alert.camera.id]
    pins.release_main(an_alert.id)
    assert (host.held, host.mains) == ([pin], [])
    pins.unpin(an_alert.id)
    assert (host.held, host.mains) == ([], [])
    for alert_id in (an_alert.id, "unknown"):
        pins.unpin(alert_id)
        pins.release_main(alert_id)
