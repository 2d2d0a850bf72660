"""What a desk that died left behind: bound, expired or set apart, told, and nothing of it deleted."""

from __future__ import annotations

import pytest

from console.evidence.moments import Moment
from console.journal.entry import Kind
from console.journal.pending import PendingEvidence
from console.journal.verify import verify
from console.journal.violation import ViolationForm
from tests.console.evidence.test_days import clock, cut, desks, dismiss, raise_alert  # noqa: F401 - fixtures
from tests.fakes.fake_clip_host import FakeClipHost


@pytest.fixture
def dies(monkeypatch):
    """Ends a desk without its last words: what its threads would still do is not done."""

    def end(desk):
        monkeypatch.setattr(desk.keeper, "cut_short", lambda **_options: None)
        desk.outbox.listen = lambda _fact: None
        desk.journal.stop()
        desk.keeper._rounds._rounds.clear()
        desk.keeper.stop()
        desk.running = False

    return end


def deaf(desk):
    """The keeper hears of no decision any more: the desk died in that moment."""
    desk.outbox.listen = lambda _fact: None
    desk.duty._on_left = lambda _alert_id: None


def test_an_alert_that_nobody_decided_on_has_expired_and_keeps_its_days(desks, dies, clock):  # noqa: F811
    desk = desks(host=FakeClipHost(waits=True))
    raise_alert(desk)
    dies(desk)
    desk = desks()
    (expired,) = desk.until(lambda: desk.entries(Kind.ALERT_EXPIRED))
    assert (expired.body["alert_id"], expired.camera_number) == ("a1", "0402")
    assert "the clip can no longer be made" in expired.body["what"]
    assert set(desk.listed("a1")) == {"still", "boxed", "boxes"}
    clock.advance(31 * 86_400)
    desk.until(lambda: not desk.aside("a1").exists())
    assert len(desk.entries(Kind.EVIDENCE_ERASED)) == 3
    assert len(desk.entries(Kind.ALERT_EXPIRED)) == 1


def test_with_its_clip_it_only_says_that_it_expired(desks, dies):  # noqa: F811
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    dies(desk)
    desk = desks()
    (expired,) = desk.until(lambda: desk.entries(Kind.ALERT_EXPIRED))
    assert expired.body["what"] == "the desk was started anew before anybody decided"


def test_what_a_violation_does_not_name_yet_joins_at_the_next_start(desks, dies):  # noqa: F811
    desk = desks()
    raise_alert(desk)
    deaf(desk)
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: desk.inbox.get("a1") is None)
    cut(desk, "a1")
    dies(desk)
    desk = desks()
    (late,) = desk.until(lambda: desk.entries(Kind.EVIDENCE_STORED))
    (violation,) = desk.entries(Kind.VIOLATION_RECORDED)
    assert late.body["seq"] == violation.seq
    assert {item["role"] for item in late.body["evidence"]} <= {"boxes", "clip"}
    desk.until(lambda: not desk.aside("a1").exists())
    assert desk.entries(Kind.ALERT_EXPIRED) == []
    assert desk.entries(Kind.FAULT_NOTED) == []
    assert verify(desk.folder).sound


def lost(desk):
    """What is told of clips."""
    desk.until(lambda: not desk.journal.state().queued)
    return [entry.body for entry in desk.entries(Kind.FAULT_NOTED) if "clip" in entry.body["what"]]


def test_a_record_of_what_a_person_saw_tells_that_its_clip_was_lost(desks, dies):  # noqa: F811
    desk = desks(host=FakeClipHost(waits=True))
    desk.keeper._moments.hold("r1", Moment(desk.camera, desk.clock.monotonic_ns()))
    assert desk.duty.record_violation(ViolationForm("koap-434"), camera=desk.camera, ref="r1")
    (violation,) = desk.until(lambda: desk.entries(Kind.VIOLATION_RECORDED))
    aside = desk.aside(f"record-{violation.seq}")
    desk.until(lambda: (aside / "list.json").exists())
    dies(desk)
    desk = desks()
    desk.until(lambda: not aside.exists())
    (told,) = lost(desk)
    assert (told["seq"], told["camera_number"]) == (violation.seq, "0402")
    assert told["what"].startswith("the desk was started anew before the clip of a record was cut")


def test_so_does_a_confirmed_alert_and_once_alone(desks, dies, monkeypatch):  # noqa: F811
    desk = desks(host=FakeClipHost(waits=True))
    raise_alert(desk)
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: desk.inbox.get("a1") is None)
    dies(desk)
    with monkeypatch.context() as again:
        again.setattr(PendingEvidence, "remove", lambda *_args: (_ for _ in ()).throw(OSError))
        desk = desks()  # and dies once more before all is done
        (told,) = desk.until(lambda: lost(desk))
        dies(desk)
    assert (told["alert_id"], "clip of an alert" in told["what"]) == ("a1", True)
    assert desk.aside("a1").exists()
    desk = desks()
    desk.until(lambda: not desk.aside("a1").exists())
    assert lost(desk) == [told]


def test_one_of_whose_clip_it_was_told_before_tells_nothing_more(desks, dies):  # noqa: F811
    desk = desks(host=FakeClipHost(fails="the decoder broke down"))
    raise_alert(desk)
    desk.clock.advance(25)
    (told,) = desk.until(lambda: lost(desk))
    deaf(desk)
    assert desk.duty.confirm("a1", ViolationForm("koap-434"))
    desk.until(lambda: desk.inbox.get("a1") is None)
    dies(desk)
    desk = desks()
    desk.until(lambda: not desk.aside("a1").exists())
    assert lost(desk) == [told]


def test_a_dismissal_that_only_the_journal_knows_counts_from_then(desks, dies, clock):  # noqa: F811
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    deaf(desk)
    dismiss(desk, "a1")
    dies(desk)
    clock.advance(31 * 86_400)
    desk = desks()
    desk.until(lambda: not desk.aside("a1").exists())
    assert desk.entries(Kind.ALERT_EXPIRED) == []


def test_half_files_and_what_no_entry_tells_of_go_to_quarantine_whole(desks, dies):  # noqa: F811
    desk = desks()
    raise_alert(desk)
    cut(desk, "a1")
    dies(desk)
    (desk.aside("a1") / ".clip.mp4.77.part").write_bytes(b"half a clip")
    (desk.aside("a1") / "boxed-2.jpg").write_bytes(b"not listed")
    (desk.aside("unheard")).mkdir()
    (desk.aside("unheard") / "still.jpg").write_bytes(b"no list")
    (desk.aside("bare")).mkdir()
    (desk.folder.pending / "stray.bin").write_bytes(b"whatever")
    desk = desks()
    fault = desk.until(lambda: desk.entries(Kind.FAULT_NOTED))[0]
    assert fault.body["what"] == "unfinished evidence moved to quarantine"
    quarantine = desk.folder.quarantine
    assert sorted(fault.body["files"]) == sorted(path.name for path in quarantine.iterdir())
    assert (quarantine / "a1-clip.mp4.77.part").read_bytes() == b"half a clip"
    assert (quarantine / "a1-boxed-2.jpg").read_bytes() == b"not listed"
    assert (quarantine / "unheard" / "still.jpg").read_bytes() == b"no list"
    assert (quarantine / "stray.bin").read_bytes() == b"whatever"
    assert not desk.aside("bare").exists()
    assert set(desk.listed("a1")) == {"still", "boxed", "boxes", "clip"}


def test_an_alert_that_the_journal_does_not_know_goes_to_quarantine(desks, dies, monkeypatch):  # noqa: F811
    from tests.console.evidence import test_days

    desk = desks()
    with monkeypatch.context() as silent:
        silent.setattr(desk.journal, "record", lambda *_arguments, **_options: None)
        silent.setattr(test_days, "is_open", lambda *_arguments: True)
        silent.setattr(desk, "entries", lambda *_kinds: [1])
        raise_alert(desk)
        desk.until(
            lambda: desk.aside("a1").exists() and set(desk.listed("a1")) >= {"still", "boxed", "boxes"}
        )
    dies(desk)
    desk = desks()
    desk.until(lambda: desk.entries(Kind.FAULT_NOTED))
    assert not desk.aside("a1").exists()
    assert (desk.folder.quarantine / "a1" / "still.jpg").exists()
    assert desk.entries(Kind.ALERT_EXPIRED) == []


def test_a_second_desk_on_the_folder_leaves_what_is_there_alone(tmp_path, desks, clock):  # noqa: F811
    from tests.console.evidence.conftest import DeskWithoutWindows

    desk = desks(host=FakeClipHost(waits=True))
    raise_alert(desk)
    second = DeskWithoutWindows(desk.folder.root, FakeClipHost(), clock=clock)
    second.start()
    second.stop()
    assert desk.entries(Kind.ALERT_EXPIRED) == []
    assert desk.aside("a1").exists()
