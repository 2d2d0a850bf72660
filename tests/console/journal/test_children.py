"""Schools and kindergartens in what leaves the desk: a reason by every door, and an entry before the file."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from console.alerts.inbox import Inbox
from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.site_database import Site, SiteDatabase
from console.duty import Duty
from console.journal.children import ReasonNeededError, childrens_places
from console.journal.entry import Kind
from console.journal.export import ExportDone, ExportOrder, make_export
from console.journal.exposure import Exposure
from console.journal.journal import Journal
from console.journal.look_reason import LookReason
from console.journal.looked_at import Subject
from console.journal.package import PackageDone
from console.journal.search import Query, each, subjects
from console.journal.shift_log import ShiftLogDone, ShiftLogOrder
from console.journal.shift_log.course import Course
from console.journal.shift_log.file import make_shift_log
from console.operators.operator import Operator
from console.operators.roles import Role
from console.operators.system_user import system_user
from console.outbox import Outbox
from console.permit import Permit
from console.problem import Problem
from tests.console.journal.conftest import a_violation
from tests.fakes.fake_clock import FakeClock

SCHOOL = {"camera_id": "c1", "camera_number": "0402", "place": "School No. 1"}
KINDERGARTEN = {"camera_id": "c3", "camera_number": "0501", "place": "Балапан"}
STREET = {"camera_id": "c2", "camera_number": "0117", "place": "Mira"}
GONE = {"camera_id": "c9", "camera_number": "0999", "place": "Lenina"}
NO_CAMERA = {"camera_id": "", "camera_number": "", "place": "SCHOOL No. 1"}
REASON = LookReason.INVESTIGATORS


def a_camera(fields, kind):
    place = Place(fields["place"], fields["place"], kind)
    return Camera(fields["camera_id"], fields["camera_number"], "", place, Address.parse("/x.mp4"))


@pytest.fixture
def site(folder, journal):
    """Entry 1 is about a school, 2 about a street, 3 about a kindergarten."""
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(**SCHOOL), actor="Anna")
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(**STREET), actor="Anna")
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(**KINDERGARTEN), actor="Anna")
    cameras = [
        a_camera(SCHOOL, PlaceKind.SCHOOL),
        a_camera(STREET, PlaceKind.STREET),
        a_camera(KINDERGARTEN, PlaceKind.KINDERGARTEN),
    ]
    folder.prepare()
    SiteDatabase(folder).save(Site.of(cameras))
    return folder


def looks(folder):
    return list(each(folder, Query(kinds=(Kind.LOOKED_AT,))))


# --- which they are ---


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [(SCHOOL, True), (KINDERGARTEN, True), (STREET, False), (GONE, True), (NO_CAMERA, True)],
    ids=["school", "kindergarten", "street", "a camera that is gone", "by its name alone"],
)
def test_the_site_says_which_are_childrens_places(site, fields, is_one):
    assert bool(childrens_places(site, [Subject(**fields)])) is is_one


def test_what_is_about_nothing_and_a_desk_without_a_site_need_no_reason(site, folder):
    assert childrens_places(site, [Subject(), Subject(place="Mira 5")]) == ()
    folder.site_db.unlink()
    assert childrens_places(site, [Subject(**SCHOOL)]) == ()


def test_a_query_names_each_place_once(site, journal):
    journal.append_now(Kind.VIOLATION_RECORDED, a_violation(**SCHOOL), actor="Anna")
    found = subjects(site, Query(kinds=(Kind.VIOLATION_RECORDED,)))
    assert sorted(found) == sorted(Subject(**fields) for fields in (SCHOOL, STREET, KINDERGARTEN))
    assert subjects(site, Query(camera="0117")) == (Subject(**STREET),)
    assert subjects(site, Query(words="???")) == ()


# --- Python's door ---


def test_without_a_reason_there_is_no_file_and_no_entry(site, journal, tmp_path):
    file = tmp_path / "out.csv"
    with pytest.raises(ReasonNeededError, match=r"0402 · School No\. 1: .* only with a reason"):
        make_export(journal, site, ExportOrder(Query(camera="0402"), file, "Anna"))
    assert not file.exists() and not looks(site)


def test_with_one_it_stands_in_the_journal_before_the_file(site, journal, tmp_path):
    order = ExportOrder(Query(), tmp_path / "out.csv", "Anna", REASON)
    assert make_export(journal, site, order) == 4  # the look itself is among them
    (look,) = looks(site)
    assert (look.actor, look.body["what"], look.body["reason"], look.body["file"]) == (
        "Anna",
        "export",
        "request of investigators",
        "out.csv",
    )
    assert look.body["camera_ids"] == ["c1", "c3"]
    assert look.body["camera_numbers"] == ["0402", "0501"]
    assert look.body["places"] == ["School No. 1", "Балапан"]


def test_one_place_is_named_as_in_any_entry_and_the_span_is_said(site, journal, tmp_path):
    since = FakeClock().now_utc()
    query = Query(camera="0402", since_utc=since)
    make_export(journal, site, ExportOrder(query, tmp_path / "out.csv", "Anna", REASON))
    (look,) = looks(site)
    assert (look.camera_id, look.camera_number, look.place) == ("c1", "0402", "School No. 1")
    assert look.body["since_utc"] == "2026-11-23T18:00:00.000000Z"
    assert "until_utc" not in look.body


def test_a_street_asks_for_none_and_is_no_look(site, journal, tmp_path):
    assert make_export(journal, site, ExportOrder(Query(camera="0117"), tmp_path / "a.csv", "Anna")) == 1
    assert make_export(journal, site, ExportOrder(Query(camera="0117"), tmp_path / "b.csv", "A", REASON)) == 1
    assert not looks(site)


def test_a_journal_that_takes_no_entry_gives_nothing_out(site, journal, tmp_path):
    class Closed:
        def append_now(self, *_said, **_more):
            raise Problem("it is closed", where="the journal", mend="Open it")

    file = tmp_path / "out.csv"
    with pytest.raises(Problem, match="it is closed"):
        make_export(Closed(), site, ExportOrder(Query(), file, "Anna", REASON))
    assert not file.exists()


# --- the desk's door ---


@pytest.fixture
def duty(site):
    journal = Journal(site, clock=FakeClock(), outbox=Outbox())
    journal.start()

    def ask(role=Role.SHIFT_LEAD):
        permit = Permit(journal, Operator("M. Lead", role))
        clock = FakeClock()
        return Duty(permit=permit, inbox=Inbox(clock), journal=journal, clock=clock, outbox=Outbox())

    def facts(kind):
        journal._reader.settle()
        journal.append_now(Kind.NOTE, {"text": "all before it is written"}, actor="test")
        return [fact for fact in journal._outbox.drain() if isinstance(fact, kind)]

    def wait(kind):
        """What comes of work that has a thread of its own."""
        for _look in range(1000):
            for fact in facts(kind):
                return fact
            time.sleep(0.01)
        raise AssertionError(f"no {kind.__name__}")

    ask.facts, ask.wait = facts, wait
    yield ask
    journal.stop()


def test_a_desks_export_asks_and_is_asked_again(duty, site, tmp_path):
    file = tmp_path / "out.csv"
    assert duty().export(Query(camera="0402"), file)
    (done,) = duty.facts(ExportDone)
    assert (done.needs_reason, done.entries, file.exists()) == (True, 0, False)
    assert "only with a reason" in done.failure
    assert duty().export(Query(camera="0402"), file, reason=REASON)
    (done,) = duty.facts(ExportDone)
    assert (done.needs_reason, done.failure, file.exists()) == (False, "", True)
    (look,) = looks(site)
    (made,) = each(site, Query(kinds=(Kind.EXPORT_MADE,)))
    assert (look.actor, made.actor, look.seq < made.seq) == ("M. Lead", "M. Lead", True)
    assert duty().export(Query(camera="0117"), tmp_path / "street.csv")
    (done,) = duty.facts(ExportDone)
    assert (done.needs_reason, done.failure) == (False, "")


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_a_reason_gives_nobody_a_right(duty, site, tmp_path, role):
    assert not duty(role).export(Query(), tmp_path / "out.csv", reason=REASON)
    assert not duty(role).package([1], tmp_path / "out.zip", why="x", reason=REASON)
    assert duty.facts(ExportDone) == []
    refused = [entry.body["what"] for entry in each(site, Query(kinds=(Kind.REFUSED,)))]
    assert refused == ["export", "package"]
    assert not looks(site) and not (tmp_path / "out.csv").exists()


def test_a_desks_package_asks_too(duty, site, tmp_path):
    school, street = tmp_path / "school.zip", tmp_path / "street.zip"
    asked = {"why": "request 17", "exposure": Exposure.AS_RECORDED}
    assert duty().package([1], school, **asked)
    (done,) = duty.facts(PackageDone)
    assert (done.needs_reason, done.files, school.exists()) == (True, 0, False)
    assert duty().package([1], school, **asked, reason=REASON)
    (done,) = duty.facts(PackageDone)
    assert (done.needs_reason, done.failure, school.exists()) == (False, "", True)
    assert [look.body["reason"] for look in looks(site)] == ["request of investigators"]
    assert duty().package([2], street, **asked)
    (done,) = duty.facts(PackageDone)
    assert (done.needs_reason, done.failure, street.exists()) == (False, "", True)
    assert len(looks(site)) == 1


# --- the command line's ---


def test_the_command_line_asks_by_name(site, munara, tmp_path):
    file = tmp_path / "out.csv"
    with pytest.raises(Problem, match="--reason, one of: missing-child, violation, investigators"):
        munara("export", "--csv", str(file), "--camera", "0402")
    assert not file.exists() and not looks(site)
    code, _text = munara("export", "--csv", str(file), "--camera", "0402", "--reason", "missing-child")
    assert (code, file.exists()) == (0, True)
    (look,) = looks(site)
    assert (look.actor, look.body["reason"]) == (system_user(), "search for a missing child")
    assert munara("export", "--csv", str(file), "--camera", "0117")[0] == 0
    assert len(looks(site)) == 1


def test_a_package_by_the_command_line_asks_by_name(site, munara, tmp_path):
    file = tmp_path / "case.zip"
    asked = ("package", "1", "--out", str(file), "--operator", "Марат")
    with pytest.raises(Problem, match="only with a reason"):
        munara(*asked)
    assert munara(*asked, "--reason", "VIOLATION")[0] == 0
    (look,) = looks(site)
    assert (look.actor, look.body["reason"], file.exists()) == ("Марат", "violation being recorded", True)
    assert munara("package", "2", "--out", str(file))[0] == 0
    assert len(looks(site)) == 1


def test_a_reason_that_is_none_is_wrong_use(site, munara, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        munara("export", "--csv", str(tmp_path / "out.csv"), "--reason", "curiosity")
    assert ended.value.code == 2
    assert "missing-child" in capsys.readouterr().err


def test_each_reason_has_a_key_of_its_own():
    assert [LookReason.of_key(reason.key) for reason in LookReason] == list(LookReason)
    assert len(LookReason) == 6  # one a digit
    with pytest.raises(ValueError):
        LookReason.of_key("MISSING_CHILD")


def test_a_moved_camera_still_counts_by_what_the_entry_said(site, folder):
    moved = replace(a_camera(SCHOOL, PlaceKind.STREET), place=Place("m", "Mira", PlaceKind.STREET))
    other = a_camera({**SCHOOL, "camera_id": "c5", "camera_number": "0403"}, PlaceKind.SCHOOL)
    SiteDatabase(folder).save(Site.of([moved, other]))
    assert childrens_places(folder, [Subject(**SCHOOL)])


# --- the shift log, by each of them ---


def test_a_shift_log_asks_in_python(site, journal, tmp_path):
    file = tmp_path / "log.csv"
    begun = []
    with pytest.raises(ReasonNeededError):
        make_shift_log(
            journal, site, ShiftLogOrder(file, "M. Lead"), Course(lambda *steps: begun.append(steps))
        )
    assert begun == [], "it is asked for before the work, not after"
    assert not file.exists() and not looks(site)
    make_shift_log(journal, site, ShiftLogOrder(file, "M. Lead", reason=LookReason.HANDOVER))
    (look,) = looks(site)
    (made,) = each(site, Query(kinds=(Kind.EXPORT_MADE,)))
    assert (look.actor, look.body["reason"], look.body["file"]) == (
        "M. Lead",
        "shift hand-over check",
        "log.csv",
    )
    assert look.seq < made.seq and file.exists()


def test_a_shift_log_of_a_street_asks_for_none(site, journal, tmp_path):
    make_shift_log(journal, site, ShiftLogOrder(tmp_path / "log.csv", "M. Lead", Query(camera="0117")))
    assert not looks(site)


def test_a_shift_log_that_was_called_off_is_no_look(site, journal, tmp_path):
    order = ShiftLogOrder(tmp_path / "log.csv", "M. Lead", reason=LookReason.HANDOVER)
    assert make_shift_log(journal, site, order, Course(stopped=lambda: True)).cancelled
    assert not looks(site)


def test_a_desks_shift_log_asks_and_is_asked_again(duty, site, tmp_path):
    order = ShiftLogOrder(tmp_path / "log.csv", ref="r")
    for reason, needed in ((None, True), (LookReason.HANDOVER, False)):
        assert duty().shift_log(replace(order, reason=reason))
        done = duty.wait(ShiftLogDone)
        assert (done.needs_reason, bool(done.failure)) == (needed, needed)
        assert order.file.exists() is not needed


def test_a_shift_log_by_the_command_line_asks_by_name(site, munara, tmp_path):
    asked = ("shift-log", "--out", str(tmp_path / "log.csv"))
    with pytest.raises(Problem, match="only with a reason"):
        munara(*asked)
    assert munara(*asked, "--reason", "handover")[0] == 0
    assert [look.body["reason"] for look in looks(site)] == ["shift hand-over check"]
