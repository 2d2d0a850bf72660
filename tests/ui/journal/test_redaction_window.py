"""Chosen by portrait, seen by the shift lead, let go: over a real journal, clip and detector."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from console.cameras.address import Address
from console.cameras.camera import Camera
from console.cameras.places import Place, PlaceKind
from console.cameras.polygon import Polygon
from console.cameras.site_database import Site, SiteDatabase
from console.clock import SystemClock
from console.copies import Copies
from console.journal.journal import EvidenceDraft, Journal, Kind
from console.journal.redacted import approved, recorded
from console.journal.violation import Violation
from console.media.worker.transcode import make_clip
from console.operators.operator import Operator
from console.operators.roles import Role
from console.outbox import Outbox
from console.paths import DataFolder
from console.permit import Permit
from console.redaction.redaction import Seen
from tests.console.door_desk import quick_job
from tests.fakes.made_up import make_jpeg
from tests.ui.waiting import wait_until
from ui.journal.redaction_window import RedactionWindow

_LONG_S = 120  # the bound only ends a test that has failed anyway


@pytest.fixture(scope="module")
def clip(asset_folder, tmp_path_factory):
    clip = tmp_path_factory.mktemp("street") / "street.mp4"
    make_clip(asset_folder / "footage" / "vtest.avi", clip, start_s=4, seconds=2)
    return clip.read_bytes()


@pytest.fixture
def journal(tmp_path, clip):
    folder = DataFolder(tmp_path / "desk")
    folder.prepare()
    journal = Journal(folder, clock=SystemClock(), outbox=Outbox())
    violation = Violation("koap-434", "434", "Школа № 4", "2026-11-23T18:00:00.000000Z", camera_id="c")
    journal.append_now(
        Kind.VIOLATION_RECORDED, violation.body(), actor="A", evidence=[EvidenceDraft("clip", ".mp4", clip)]
    )
    return journal


@pytest.fixture
def open_window(qapp, journal, tmp_path):
    def open_(role):
        operator = Operator("Берик", role)
        window = RedactionWindow(
            Copies(DataFolder(tmp_path / "desk"), permit=Permit(journal, operator), journal=journal),
            operator=operator,
            seq=1,
            out=tmp_path / "out",
        )
        window.show()
        return window

    return open_


def made(window):
    assert wait_until(lambda: window._made is not None, timeout_s=_LONG_S), window._line.text()


def test_the_lead_chooses_looks_and_lets_go(open_window, tmp_path):
    window = open_window(Role.SHIFT_LEAD)
    assert not window._go.isEnabled()
    assert not window._make.isEnabled()
    assert window._bar.isVisible()
    made(window)
    assert not window._bar.isVisible()
    assert window._go.isEnabled()
    assert window._persons.count() >= 3
    assert not window._persons.item(0).icon().isNull()
    assert window._preview.pixmap().width() > 600
    assert "blurred" in window._line.text()
    item = window._persons.item(0)
    number = item.data(Qt.ItemDataRole.UserRole)
    item.setCheckState(Qt.CheckState.Checked)
    assert "visible" in item.text()
    assert "blurred" in window._persons.item(1).text()
    assert not window._go.isEnabled(), "what is shown is not what was chosen"
    QTest.mouseClick(window._make, Qt.MouseButton.LeftButton)
    made(window)
    assert window.chosen() == frozenset(window._made.redaction.kept) == {number}
    told = []
    window.approved.connect(told.append)
    QTest.mouseClick(window._go, Qt.MouseButton.LeftButton)
    assert wait_until(lambda: told == [2], timeout_s=_LONG_S), window._line.text()
    folder = DataFolder(tmp_path / "desk")
    (copy,) = approved(folder, recorded(folder, 1)).values()
    assert (copy.approved_by, copy.seq) == ("Берик", 2)
    assert not window._go.isEnabled()
    assert not window._make.isEnabled()
    assert "approved by Берик" in window._line.text()
    window.close()
    assert not (tmp_path / "out").exists(), "what nobody let go must not lie about"
    assert copy.path.is_file()


def colour(window):
    return window._persons.item(0).icon().pixmap(8, 8).toImage().pixelColor(4, 4).name()


def test_a_mask_that_was_drawn_since_is_mended_by_making_them_anew(open_window, tmp_path, monkeypatch):
    def job_of(job, *, progress):
        made = quick_job(job, progress=progress)
        portrait = make_jpeg("#0000ff" if job.masks else "#ff0000", width=16, height=16)
        (job.choosing / f"{len(job.masks)}.jpg").write_bytes(portrait)
        seen = Seen(1, "clip", 0, 1, 99, f"{len(job.masks)}.jpg", kept=1 in job.keep)
        return replace(made, seen=(seen,))

    monkeypatch.setattr("console.journal.redacting.run_job", job_of)
    camera = Camera("c", "0402", "", Place("s", "", PlaceKind.STREET), Address.parse("/dev/video0"))
    site = SiteDatabase(DataFolder(tmp_path / "desk"))
    site.save(Site.of([camera]))
    window = open_window(Role.SHIFT_LEAD)
    made(window)
    assert QColor(colour(window)).red() > 200
    window._persons.item(0).setCheckState(Qt.CheckState.Checked)
    window._make.click()
    made(window)
    site.save(Site.of([replace(camera, masks=(Polygon(((0, 0), (1, 0), (1, 1))),))]))
    window._go.click()
    assert wait_until(lambda: "masks were changed" in window._line.text())
    window._make.click()
    made(window)
    assert QColor(colour(window)).blue() > 200 and window.chosen() == {1}
    told = []
    window.approved.connect(told.append)
    window._go.click()
    assert wait_until(lambda: told == [2])
    window.close()


def test_a_dispatcher_prepares_and_cannot_let_go(open_window):
    window = open_window(Role.DISPATCHER)
    made(window)
    assert not window._go.isEnabled()
    assert "only a shift lead" in window._line.text()


def test_closing_gives_up_what_would_take_long(open_window, tmp_path, monkeypatch):
    ended = []

    def long_job(job, *, progress):
        end = time.monotonic() + 30
        try:
            while time.monotonic() < end:
                progress(0.5)
                time.sleep(0.01)
        except BaseException as error:
            ended.append(type(error).__name__)
            raise

    monkeypatch.setattr("console.journal.redacting.run_job", long_job)
    window = open_window(Role.SHIFT_LEAD)
    assert wait_until(lambda: window._bar.value() == 500, timeout_s=_LONG_S)
    window.close()
    assert ended == ["_GivenUpError"]
    assert window._made is None


def test_what_goes_wrong_is_said_and_can_be_tried_again(open_window, tmp_path):
    (original,) = (tmp_path / "desk" / "evidence").rglob("*.mp4")
    content = original.read_bytes()
    original.write_bytes(b"another film")
    window = open_window(Role.SHIFT_LEAD)
    assert wait_until(lambda: "not the one that its entry names" in window._line.text(), timeout_s=_LONG_S)
    assert not window._go.isEnabled()
    assert window._make.isEnabled()
    original.write_bytes(content)
    QTest.mouseClick(window._make, Qt.MouseButton.LeftButton)
    made(window)
